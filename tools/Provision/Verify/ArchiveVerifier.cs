using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kiosk.Provision.Verify;

/// <summary>
/// Verifies archives offline with public keys only, each for itself and all together: R records and public chains
/// must follow each other. Reads one archive at a time. One thread.
/// </summary>
public sealed class ArchiveVerifier : IDisposable
{
    private const int ManifestField = 11;

    private readonly KeySet _keys = new();
    private readonly HashSet<string> _pinned;
    private readonly List<Finding> _findings = [];
    private readonly List<Summary> _done = [];
    private readonly HashSet<string> _seen = [];

    /// <summary>Makes a verifier; with pins only keys that descend from them are trusted.</summary>
    public ArchiveVerifier(IEnumerable<string> pins) => _pinned = [.. pins.SelectMany(KeySet.Pin)];

    /// <summary>Breaks found so far; a key that is not trusted comes first, once, with what it signed.</summary>
    public IReadOnlyList<Finding> Findings => [.. _keys.Foreign.Select(Untrusted), .. _findings];

    /// <summary>True when the only thing wrong is that the archives are signed by keys that are not trusted.</summary>
    public bool IsForeignAlone => _findings.Count == 0 && _keys.Foreign.Count > 0;

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
        // Given twice it counts once.
        if (!_seen.Add(Convert.ToHexStringLower(SHA256.HashData(bytes))))
        {
            return;
        }

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

    /// <summary>
    /// Holds the archives against a witness list that somebody kept; call it after the last one. Returns its entries,
    /// the heads compared, and those that no archive here reaches.
    /// </summary>
    public (int Entries, int Compared, int Beyond) Witness(string name, byte[] json)
    {
        var check = new WitnessCheck(name, _findings);
        check.Run(json, _keys, _done.Where(done => done.Chain != null).ToLookup(done => done.Key, done => done.Chain!));
        return (check.Entries, check.Compared, check.Beyond);
    }

    /// <summary>Compares the archives with each other; call it after the last one.</summary>
    public void Finish()
    {
        foreach (IGrouping<string, Summary> terminal in _done.GroupBy(summary => summary.Terminal))
        {
            Summary[] archives = [.. terminal.OrderBy(summary => summary.Number)];
            for (int i = 1; i < archives.Length; i++)
            {
                Follow(archives[i - 1], archives[i]);
            }

            CompareHeads(archives);
            foreach (IGrouping<string, Summary> level in archives.GroupBy(summary => summary.Level))
            {
                Compare([.. level]);
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
        bool has = archive.Sealed != null && fields.Length > ManifestField;
        if (archive.IsWhole)
        {
            new TotalChecks(archive, _findings).Identity(fields);
        }

        if (has && archive.ManifestDigest.Length > 0 && !Same(fields[ManifestField], archive.ManifestDigest))
        {
            _findings.Add(new Finding(
                archive.Name, "archive.jws", "R", "manifeste", -1, "seals another manifest than the one here"));
        }

        string key = CheckName(archive);
        CheckPurges(archive);
        return new Summary(
            archive.Name, key, Board(archive.Body), ArchiveImage.Str(archive.Body, "level"),
            ArchiveImage.Int(archive.Body, "number"),
            ArchiveImage.Str(archive.ManifestBody, "previous"), archive.ManifestDigest, has ? fields[6] : "",
            ArchiveImage.Str(archive.Sealed, "seal"), chain);
    }

    // The name says which archive it is; only a look inside would tell a renamed one. Returns the terminal as lists
    // name it: a kiosk's later boards by their number too.
    private string CheckName(ArchiveImage archive)
    {
        string level = ArchiveImage.Str(archive.Body, "level"), terminal = ArchiveImage.Str(archive.Body, "terminal");
        long period = ArchiveImage.Int(archive.Body, "period"), number = ArchiveImage.Int(archive.Body, "number");
        string rest = Of($"-{level}-{period}-R{number:000000}.zip");
        string board = Of($"{terminal}.{ArchiveImage.Int(archive.Body, "device")}");
        if (archive.Name != terminal + rest && archive.Name != board + rest)
        {
            _findings.Add(new Finding(archive.Name, "", "", "", -1, $"is named otherwise: it is {terminal}{rest}"));
        }

        return archive.Name == board + rest ? board : terminal;
    }

    private void CheckPurges(ArchiveImage archive)
    {
        foreach (JsonNode? purge in archive.Body["purges"] as JsonArray ?? [])
        {
            string jws = purge is JsonValue value && value.TryGetValue(out string? text) ? text : "";
            if (JwsReader.Read(jws, "kiosk-purge", _keys, out string fault) == null)
            {
                _findings.Add(new Finding(archive.Name, "archive.json", "", "purges", -1, fault));
            }
        }
    }

    private void Follow(Summary before, Summary archive)
    {
        if (archive.Number == before.Number)
        {
            _findings.Add(new Finding(archive.Name, "archive.json", "", "number", -1,
                Of($"there are two different archives {archive.Number}: the other is {before.Name}")));
            return;
        }

        if (archive.Number != before.Number + 1)
        {
            bool one = archive.Number == before.Number + 2;
            _findings.Add(new Finding(archive.Name, "archive.json", "", "number", -1, one
                ? Of($"archive {before.Number + 1} is missing: {before.Name} comes before")
                : Of($"archives {before.Number + 1} to {archive.Number - 1} are missing: {before.Name} comes before")));
            return;
        }

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

    // At one rank there is one head, whatever archive states it: a month's, its year's, the next one's.
    private void CompareHeads(IEnumerable<Summary> archives)
    {
        var heads = new Dictionary<long, (string Head, string Name)>();
        foreach (Summary archive in archives.Where(archive => archive.Chain != null))
        {
            ChainWalk chain = archive.Chain!;
            foreach ((long rank, string head, string field) in new[]
            {
                (chain.FirstRank - 1, chain.Before, "before"), (chain.LastRank, chain.Head, "head"),
            })
            {
                if (!heads.TryAdd(rank, (head, archive.Name)) && heads[rank].Head != head)
                {
                    _findings.Add(new Finding(archive.Name, "archive.json", "", "range." + field, -1,
                        Of($"foreign head: at rank {rank} it is another than in {heads[rank].Name}")));
                }
            }
        }
    }

    // Archives of one level cover the chain without gap or overlap.
    private void Compare(IReadOnlyList<Summary> level)
    {
        for (int i = 1; i < level.Count; i++)
        {
            (Summary before, Summary archive) = (level[i - 1], level[i]);
            if (before.Chain is not { } earlier || archive.Chain is not { } later || archive.Number == before.Number)
            {
                continue;
            }

            if (earlier.LastRank + 1 != later.FirstRank)
            {
                _findings.Add(new Finding(archive.Name, "archive.json", "", "range.firstRank", -1,
                    Of($"begins at rank {later.FirstRank}; {before.Name} ends at {earlier.LastRank}")));
                continue;
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

    private static Finding Untrusted(ForeignKey key)
    {
        (string kid, long n, int m) = (key.Kid, key.Signatures, key.Archives);
        return new(key.Archive, "archive.json", "", "keys", -1,
            Of($"key {kid} is not trusted: another gateway's? Signatures by it: {n}, archives: {m}"));
    }

    // Each board of a terminal has a chain and archives of its own.
    private static string Board(JsonNode body) => string.Create(
        CultureInfo.InvariantCulture, $"{ArchiveImage.Str(body, "terminal")} {ArchiveImage.Int(body, "device")}");

    private static bool Same(string base64, string hex) =>
        System.Buffers.Text.Base64Url.IsValid(base64)
        && Convert.ToHexStringLower(System.Buffers.Text.Base64Url.DecodeFromChars(base64)) == hex;

    private static string Of(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Summary(
        string Name, string Key, string Terminal, string Level, long Number, string Previous, string Manifest,
        string PreviousSeal, string Seal, ChainWalk? Chain);
}
