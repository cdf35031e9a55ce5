using System.Text.RegularExpressions;

namespace Kiosk.Provision;

/// <summary>
/// Sentences of a program in another language: each once, with {0}, {1}, {2} where it names something. The most general
/// ones stand last, the first that fits is taken. Immutable.
/// </summary>
internal sealed partial class SentenceBook
{
    private readonly (Regex Ours, string Theirs)[] _sentences;

    /// <summary>A book of pairs: as the program says it, and in the other language.</summary>
    public SentenceBook((string Ours, string Theirs)[] pairs) =>
        _sentences = [.. pairs.Select(pair => (Pattern(pair.Ours), pair.Theirs))];

    /// <summary>The sentence in the other language; null for one that is not in the book.</summary>
    public string? Find(string sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        foreach ((Regex ours, string theirs) in _sentences)
        {
            if (ours.Match(sentence) is { Success: true } match)
            {
                return Place().Replace(theirs, place => match.Groups["p" + place.Groups[1].Value].Value);
            }
        }

        return null;
    }

    private static Regex Pattern(string sentence) => new(
        "^" + Place().Replace(Regex.Escape(sentence).Replace(@"\{", "{", StringComparison.Ordinal), "(?<p$1>.*)") + "$",
        RegexOptions.Singleline | RegexOptions.CultureInvariant);

    [GeneratedRegex(@"\{(\d)\}")]
    private static partial Regex Place();
}
