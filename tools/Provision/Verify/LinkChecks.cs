using System.Globalization;

namespace Kiosk.Provision.Verify;

/// <summary>A counter-seal that is sound by itself; <paramref name="Index"/> is its place in the list.</summary>
internal sealed record Link(
    int Index, string Terminal, long N, long First, long Last, long Day, string Before, string Head, byte[] Marks);

/// <summary>
/// What links say of each other (ARCHIVE.md): whose they are, how they number and follow. Pure functions.
/// </summary>
internal static class LinkChecks
{
    /// <summary>Bytes of a leaf that a link holds.</summary>
    public const int MarkBytes = 4;

    /// <summary>
    /// The links that do not fit and why, in order. The first follows <paramref name="before"/>, the head in front of
    /// <paramref name="firstRank"/>; one behind a link that is not sound is held against nothing.
    /// </summary>
    public static IEnumerable<(int Index, string Sentence)> Of(
        IReadOnlyList<Link> links, string terminal, long firstRank, string before)
    {
        for (int i = 0; i < links.Count; i++)
        {
            Link link = links[i];
            Link? last = i > 0 && links[i - 1].Index == link.Index - 1 ? links[i - 1] : null;
            if (link.Terminal != terminal)
            {
                yield return (link.Index, $"is a link of {link.Terminal}");
            }

            if (link.Marks.Length != (link.Last - link.First + 1) * MarkBytes)
            {
                yield return (link.Index, string.Create(CultureInfo.InvariantCulture,
                    $"covers ranks {link.First} to {link.Last} with {link.Marks.Length / MarkBytes} marks"));
            }

            if (link.Index == 0 && (link.First != firstRank || link.Before != before))
            {
                yield return (link.Index, "does not begin where the archive does");
            }

            if (last != null && (link.N != last.N + 1 || link.First != last.Last + 1 || link.Before != last.Head))
            {
                yield return (link.Index,
                    string.Create(CultureInfo.InvariantCulture, $"does not follow link {last.N}"));
            }
        }
    }
}
