using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kiosk.Provision.Verify;

/// <summary>
/// Verifies archives offline with public keys only, each for itself and all together: R records and public chains
/// must follow each other. Reads one archive at a time. One thread.
/// </summary>
public sealed class ArchiveVerifier : IDisposable
{
    private readonly KeySet _keys = new();
    private readonly HashSet<string> _pinned;
    private readonly List<Finding> _findings = [];
    private readonly List<Summary> _done = [];

    /// <summary>Makes a verifier; with pins only keys that descend from them are trusted.</summary>
    public ArchiveVerifier(IEnumerable<string> pins) => _pinned = [.. pins.SelectMany(KeySet.Pin)];

    /// <summary>Breaks found so far.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Archives looked at, and sealed records in them.</summary>
    public int Archives { get; private set; }

    /// <inheritdoc cref="Archives"/>
    public long Records { get; private set; }

    /// <summary>Key ids that were accepted: to be compared with the published ones when none was pinned.</summary>
    public IReadOnlyCollection<string> Keys => _keys.Ids;

    /// <summary>True when keys were pinned.</summary>
    public bool IsPinned => _pinned.Count > 0;

    /// <summary>Checks one archive.</summary>
    public void Add(string name, byte[] bytes)
    {
        Archives++;
        // Once a key is trusted the following archives must descend from it.
        IReadOnlySet<string> pinned = _pinned.Count > 0 ? _pinned : _keys.Ids.ToHashSet();
        try
        {
            if (ArchiveImage.Open(name, bytes, _keys, pinned, _findings) is { } archive)
            {
                Check(archive);
            }
        }
        catch (Exception e) when (e is InvalidOperationException or JsonException or FormatException
            or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            // Only an archive that is unsigned, or damaged beyond its digests, comes here.
            _findings.Add(new Finding(name, "", "", "", -1, "cannot be read any further: " + e.Message));
        }
    }

    /// <summary>Compares the archives with each other; call it after the last one.</summary>
    public void Finish()
    {
        foreach (IGrouping<string, Summary> terminal in _done.GroupBy(summary => summary.Terminal))
        {
            Summary? before = null;
            foreach (Summary archive in terminal.OrderBy(summary => summary.Number))
            {
                if (before?.Number + 1 == archive.Number)
                {
                    Follow(before!, archive);
                }

                before = archive;
            }

            foreach (IGrouping<string, Summary> level in terminal.GroupBy(summary => summary.Level))
            {
                Compare([.. level.OrderBy(summary => summary.Number)]);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _keys.Dispose();

    private void Check(ArchiveImage archive)
    {
        ChainWalk? chain = null;
        if (archive.IsWhole)
        {
            chain = new ChainWalk(archive, _keys, _findings);
            chain.Run();
            new TableChecks(archive, chain, _findings).Run();
        }

        Records += chain?.Records ?? archive.Table("enregistrements.csv").Count;
        _done.Add(Summarise(archive, chain));
    }

    private Summary Summarise(ArchiveImage archive, ChainWalk? chain)
    {
        string[] fields = ArchiveImage.Str(archive.Sealed, "text").Split(',');
        bool has = archive.Sealed != null && fields.Length > 11;
        long number = ArchiveImage.Int(archive.Body, "number");
        if (has && !fields[3].EndsWith(
            string.Create(CultureInfo.InvariantCulture, $"-R-{number:000000}"), StringComparison.Ordinal))
        {
            _findings.Add(new Finding(archive.Name, "archive.jws", "R", "numero", -1, "is another archive's record"));
        }

        if (has && archive.ManifestDigest.Length > 0 && !Same(fields[11], archive.ManifestDigest))
        {
            _findings.Add(new Finding(
                archive.Name, "archive.jws", "R", "manifeste", -1, "seals another manifest than the one here"));
        }

        JsonNode? totals = archive.Body["totals"];
        if (has && fields[1] != ArchiveImage.Int(totals, "cents").ToString(CultureInfo.InvariantCulture))
        {
            _findings.Add(new Finding(archive.Name, "archive.jws", "R", "total_ttc", -1, "is not the sum archived"));
        }

        return new Summary(
            archive.Name, Board(archive.Body), ArchiveImage.Str(archive.Body, "level"), number,
            ArchiveImage.Str(archive.ManifestBody, "previous"), archive.ManifestDigest, has ? fields[6] : "",
            ArchiveImage.Str(archive.Sealed, "seal"), chain);
    }

    private void Follow(Summary before, Summary archive)
    {
        if (archive.Previous != before.Manifest)
        {
            _findings.Add(new Finding(archive.Name, "manifest.json", "", "previous", -1,
                $"does not name the manifest of {before.Name}"));
        }

        if (archive.PreviousSeal.Length > 0 && before.Seal.Length > 0 && archive.PreviousSeal != before.Seal)
        {
            _findings.Add(new Finding(
                archive.Name, "archive.jws", "R", "sceau_precedent", -1, $"does not follow {before.Name}"));
        }
    }

    // Archives of one level cover the chain without gap or overlap.
    private void Compare(IReadOnlyList<Summary> level)
    {
        for (int i = 1; i < level.Count; i++)
        {
            (Summary before, Summary archive) = (level[i - 1], level[i]);
            if (before.Chain is not { } earlier || archive.Chain is not { } later
                || earlier.LastRank + 1 != later.FirstRank)
            {
                continue;
            }

            if (earlier.Head != later.Before)
            {
                _findings.Add(new Finding(archive.Name, "archive.json", "", "before", -1,
                    $"foreign head: the chain does not go on from {before.Name}"));
            }

            foreach ((string nature, long first) in later.First)
            {
                if (earlier.Last.TryGetValue(nature, out (long Number, string Seal) last)
                    && last.Number + 1 != first)
                {
                    _findings.Add(new Finding(archive.Name, "enregistrements.csv", $"{nature} {first}", "numero", -1,
                        string.Create(CultureInfo.InvariantCulture, $"{before.Name} ends with {last.Number}")));
                }
            }
        }
    }

    // Each board of a terminal has a chain and archives of its own.
    private static string Board(JsonNode body) => string.Create(
        CultureInfo.InvariantCulture, $"{ArchiveImage.Str(body, "terminal")} {ArchiveImage.Int(body, "device")}");

    private static bool Same(string base64, string hex) =>
        System.Buffers.Text.Base64Url.IsValid(base64)
        && Convert.ToHexStringLower(System.Buffers.Text.Base64Url.DecodeFromChars(base64)) == hex;

    private sealed record Summary(
        string Name, string Terminal, string Level, long Number, string Previous, string Manifest, string PreviousSeal,
        string Seal, ChainWalk? Chain);
}
