using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kiosk.Provision.Verify;

/// <summary>
/// Holds archives against a witness list that somebody kept (pos.md R9, ARCHIVE.md): entries are signed, follow each
/// other, and each head stands in the archives at its rank. So a gateway that made everything anew is found out. One
/// thread.
/// </summary>
internal sealed class WitnessCheck(string name, List<Finding> findings)
{
    private const string EntryType = "kiosk-witness";
    private readonly Dictionary<string, (int First, int Times)> _faults = [];
    private readonly Dictionary<string, (long Rank, string Head, string Day)> _published = [];

    /// <summary>Entries read; heads found in the archives; heads that no archive here reaches.</summary>
    public int Entries { get; private set; }

    /// <inheritdoc cref="Entries"/>
    public int Compared { get; private set; }

    /// <inheritdoc cref="Entries"/>
    public int Beyond { get; private set; }

    /// <summary>
    /// Reads the list as <c>/api/v1/witness</c> gives it, or a JSON array of the JWS alone, against the chains of the
    /// archives by terminal.
    /// </summary>
    public void Run(byte[] json, KeySet keys, ILookup<string, ChainWalk> chains)
    {
        if (StrictJson.TryParse(json) is not JsonArray list)
        {
            findings.Add(new Finding(name, "", "", "", -1, "is no witness list"));
            return;
        }

        string previous = "", day = "";
        foreach (JsonNode? item in list)
        {
            string jws = item is JsonObject entry ? ArchiveImage.Str(entry, "jws")
                : item is JsonValue value && value.TryGetValue(out string? text) ? text : "";
            if (JwsReader.ReadJson(jws, EntryType, keys, out string fault) is not { } body)
            {
                (int first, int times) = _faults.GetValueOrDefault(fault, (Entries, 0));
                _faults[fault] = (first, times + 1);
                previous = "";
                Entries++;
                continue;
            }

            string date = ArchiveImage.Str(body, "list");
            Follow(body, date, previous, day);
            Compare(body, date, chains);
            previous = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(jws)));
            day = date;
            Entries++;
        }

        // One cause, one finding: the first entry that has it, and how many have.
        foreach ((string fault, (int first, int times)) in _faults)
        {
            string entry = FormattableString.Invariant($"[{first}]") + (times > 1
                ? FormattableString.Invariant($" × {times}") : "");
            findings.Add(new Finding(name, entry, "", "", -1, fault));
        }
    }

    private void Follow(JsonObject body, string date, string previous, string day)
    {
        if (previous.Length > 0 && ArchiveImage.Str(body, "previous") != previous)
        {
            findings.Add(new Finding(name, date, "", "previous", -1, $"does not follow {day}"));
        }

        if (string.CompareOrdinal(date, day) <= 0)
        {
            findings.Add(new Finding(name, date, "", "list", -1, $"does not come after {day}"));
        }
    }

    private void Compare(JsonObject body, string date, ILookup<string, ChainWalk> chains)
    {
        foreach (JsonObject head in (body["heads"] as JsonArray ?? []).OfType<JsonObject>())
        {
            string terminal = ArchiveImage.Str(head, "terminal"), digest = ArchiveImage.Str(head, "head");
            long rank = ArchiveImage.Int(head, "counter");
            GoOn(date, terminal, rank, digest);
            ChainWalk[] reached = [.. chains[terminal].Where(c => rank >= c.FirstRank - 1 && rank <= c.LastRank)];
            Compared += reached.Length > 0 ? 1 : 0;
            Beyond += reached.Length == 0 ? 1 : 0;
            foreach (ChainWalk chain in reached)
            {
                if (!chain.Heads.TryGetValue(rank, out string? here) || here != digest)
                {
                    findings.Add(new Finding(name, date, terminal, "head", -1, FormattableString.Invariant(
                        $"at rank {rank} the archives have another head than was published")));
                    break;
                }
            }
        }
    }

    // Of the list alone, whatever archives are here: a head never goes back, and no rank has two.
    private void GoOn(string date, string terminal, long rank, string head)
    {
        if (_published.TryGetValue(terminal, out (long Rank, string Head, string Day) last))
        {
            (long was, string day) = (last.Rank, last.Day);
            string? wrong = rank < was
                ? FormattableString.Invariant($"the head goes back to rank {rank}, in {day} it stood at {was}")
                : rank == was && head != last.Head
                    ? FormattableString.Invariant($"at rank {rank} another head was published in {day}") : null;
            if (wrong != null)
            {
                findings.Add(new Finding(name, date, terminal, "head", -1, wrong));
            }
        }

        _published[terminal] = (rank, head, date);
    }
}
