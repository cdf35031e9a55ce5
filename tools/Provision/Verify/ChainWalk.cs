using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Kiosk.Provision.Verify;

/// <summary>
/// Walks the sealed records of one archive in order: ranks, numbers and links without gaps, the public chain against
/// the counter-seals, perpetual totals from ticket to ticket. Keeps what the tables are compared with. One run.
/// </summary>
internal sealed class ChainWalk
{
    private const string File = "enregistrements.csv", NoSeal = " ", SoftwareChange = "925";
    private const int MarkBytes = LinkChecks.MarkBytes;

    private readonly ArchiveImage _archive;
    private readonly List<Finding> _findings;
    private readonly Dictionary<string, (long Number, string Seal)> _last = [];
    private readonly List<Link> _links;
    private byte[] _head;
    private string _journal = "", _firstUncovered = "";
    private int _link, _uncovered;
    private long _signed, _absolute, _ticket;
    private bool _hasTotal;

    public ChainWalk(ArchiveImage archive, KeySet keys, List<Finding> findings)
    {
        _archive = archive;
        _findings = findings;
        _links = ReadLinks(keys);
        string terminal = ArchiveImage.Str(archive.Body, "terminal");
        FirstRank = ArchiveImage.Int(archive.Body["range"], "firstRank");
        _head = FirstRank == 1
            ? SHA256.HashData(Encoding.ASCII.GetBytes("kiosk chain v1," + terminal))
            : Bytes(ArchiveImage.Str(archive.Body["range"], "before"));
        Before = Base64Url.EncodeToString(_head);
        Heads[FirstRank - 1] = Before;
        foreach ((int index, string sentence) in LinkChecks.Of(_links, terminal, FirstRank, Before))
        {
            findings.Add(new Finding(archive.Name, "archive.json", "", Of($"links[{index}]"), -1, sentence));
        }
    }

    public long FirstRank { get; }

    public long LastRank { get; private set; }

    public long Records { get; private set; }

    /// <summary>Head of the public chain in front of the first record, and behind the last.</summary>
    public string Before { get; }

    public string Head => Base64Url.EncodeToString(_head);

    /// <summary>The head in front of the first record and behind each link, by rank.</summary>
    public Dictionary<long, string> Heads { get; } = [];

    /// <summary>Texts by nature and number, split into fields.</summary>
    public Dictionary<string, string[]> Texts { get; } = [];

    /// <summary>Rank of each record of <see cref="Texts"/>.</summary>
    public Dictionary<string, long> Ranks { get; } = [];

    /// <summary>Records that the gateway could not seal again.</summary>
    public long Breaks { get; private set; }

    /// <summary>First and last sequence of the board.</summary>
    public (long First, long Last) Sequences { get; private set; }

    /// <summary>Where a software version begins to seal: rank and version.</summary>
    public List<(long Rank, string Version)> Software { get; } = [];

    /// <summary>Last number of each nature, and its seal.</summary>
    public IReadOnlyDictionary<string, (long Number, string Seal)> Last => _last;

    /// <summary>First number of each nature.</summary>
    public Dictionary<string, long> First { get; } = [];

    public void Run()
    {
        CsvTable table = _archive.Table(File);
        LastRank = FirstRank - 1;
        for (int row = 0; row < table.Count; row++)
        {
            string[] cells = table[row];
            string name = DamageFinder.NameOf(table.Columns, cells);
            if (cells.Length != 6 || !Whole(cells[0], out long rank)
                || !Whole(cells[2], out long number) || !Whole(cells[3], out long sequence))
            {
                Add(name, "", "cannot be read");
                continue;
            }

            Records++;
            if (rank != LastRank + 1)
            {
                Add(name, "rang", Of($"rank {rank} follows {LastRank}"));
            }

            if (sequence < Sequences.Last)
            {
                Add(name, "sequence", Of($"sequence {sequence} follows {Sequences.Last}"));
            }

            Sequences = (Records == 1 ? sequence : Sequences.First, sequence);
            LastRank = rank;
            Follow(rank, name, cells[4], cells[5]);
            Check(cells[1], number, name, cells[4], cells[5]);
        }

        NameUncovered();
        if (_link < _links.Count || (_links.Count > 0 && _links[^1].Last != LastRank))
        {
            long sealedTo = _links[^1].Last;
            Add("", "", Of($"the tail is cut off: counter-sealed up to rank {sealedTo}, there are {LastRank}"));
        }

        if (Head != ArchiveImage.Str(_archive.Body["range"], "head"))
        {
            Add("", "head", "the head of the public chain is not the one in archive.json");
        }
    }

    // The public chain: the mark of each record, and the head at the end of each link.
    private void Follow(long rank, string name, string text, string seal)
    {
        byte[] leaf = SHA256.HashData(Encoding.UTF8.GetBytes(text + "," + seal));
        if (_link >= _links.Count || rank < _links[_link].First)
        {
            _firstUncovered = _uncovered++ == 0 ? name : _firstUncovered;
            return;
        }

        NameUncovered();
        Link link = _links[_link];
        int at = checked((int)(rank - link.First)) * MarkBytes;
        if (at + MarkBytes > link.Marks.Length || !leaf.AsSpan(0, MarkBytes).SequenceEqual(
            link.Marks.AsSpan(at, MarkBytes)))
        {
            Add(name, "texte", Of($"it is not the record that was counter-sealed at rank {rank} (link {link.N})"));
        }

        _head = SHA256.HashData([.. _head, .. leaf]);
        if (rank == link.Last)
        {
            if (Head != link.Head)
            {
                Add(name, "", Of($"the records of link {link.N} (day {link.Day}) are not those counter-sealed"));
                _head = Bytes(link.Head);
            }

            Heads[rank] = Head;
            _link++;
        }
    }

    // One link that cannot be used leaves hundreds of records in a row.
    private void NameUncovered()
    {
        if (_uncovered > 0)
        {
            int n = _uncovered;
            Add(_firstUncovered, "", n == 1 ? "no counter-seal covers it"
                : Of($"no counter-seal covers {n} records from this one on"));
        }

        _uncovered = 0;
    }

    private void Check(string nature, long number, string name, string text, string seal)
    {
        if (text.Length == 0 || TextShape.Of(nature) is not { } shape)
        {
            Add(name, "", "the gateway could not seal this record again: a break at the till");
            _last[nature] = (number, "");
            _journal = "";
            Breaks++;
            return;
        }

        string[] fields = text.Split(',');
        if (fields.Length < shape.Flag + 2 + TextShape.TailFields)
        {
            Add(name, "texte", "has too few fields");
            return;
        }

        CheckNumber(nature, number, name, fields[shape.Number]);
        CheckLinks(nature, name, fields, shape);
        if (nature is "T")
        {
            _ticket = Long(fields[1]);
        }
        else if (nature is "GT")
        {
            CheckTotal(name, fields);
        }

        string key = nature + " " + number.ToString(CultureInfo.InvariantCulture);
        Texts[key] = fields;
        Ranks[key] = LastRank;
        NoteSoftware(nature, fields);
        _last[nature] = (number, seal);
        _journal = nature is "X" or "R" ? _journal : seal;
    }

    // The event that enters a version (925) counts as its first record.
    private void NoteSoftware(string nature, string[] fields)
    {
        string version = nature == "E" && fields[1] == SoftwareChange ? fields[8] : fields[^TextShape.TailFields];
        if (Software.Count == 0 || Software[^1].Version != version)
        {
            Software.Add((Software.Count == 0 ? FirstRank : LastRank, version));
        }
    }

    private void CheckNumber(string nature, long number, string name, string printed)
    {
        string terminal = ArchiveImage.Str(_archive.Body, "terminal");
        if (printed != Of($"{terminal}-{nature}-{number:000000}"))
        {
            Add(name, "numero", $"the sealed number is {printed}");
        }

        if (First.TryAdd(nature, number))
        {
            return;
        }

        if (number != _last[nature].Number + 1)
        {
            Add(name, "numero", Of($"{nature} {_last[nature].Number + 1} is missing"));
        }
    }

    private void CheckLinks(string nature, string name, string[] fields, TextShape shape)
    {
        bool known = _last.TryGetValue(nature, out (long Number, string Seal) last) && last.Seal.Length > 0;
        string previous = fields[shape.Flag + 1];
        if (known && previous != last.Seal)
        {
            Add(name, shape.NameOf(shape.Flag + 1), "does not follow the record of its nature before it");
        }

        if ((fields[shape.Flag] == "N") != (previous == NoSeal))
        {
            Add(name, shape.NameOf(shape.Flag), "flag and previous seal disagree");
        }

        string journal = fields[^2];
        bool apart = nature is "X" or "R";
        if (apart ? journal != NoSeal : _journal.Length > 0 && journal != _journal)
        {
            Add(name, "sceau_journal", "does not follow the record before it");
        }
    }

    private void CheckTotal(string name, string[] fields)
    {
        long signed = Long(fields[2]), absolute = Long(fields[3]);
        if (_hasTotal && (signed != _signed + _ticket || absolute != _absolute + Math.Abs(_ticket)))
        {
            Add(name, "perpetuel_reel", "the perpetual totals do not go on by the ticket");
        }

        _hasTotal = true;
        _signed = signed;
        _absolute = absolute;
    }

    private List<Link> ReadLinks(KeySet keys)
    {
        var links = new List<Link>();
        var faults = new Dictionary<string, (int First, int Times)>();
        JsonArray items = _archive.Body["links"] as JsonArray ?? [];
        for (int i = 0; i < items.Count; i++)
        {
            string jws = items[i] is JsonValue value && value.TryGetValue(out string? text) ? text : "";
            if (JwsReader.ReadJson(jws, "kiosk-link", keys, out string fault) is { } link)
            {
                links.Add(new Link(
                    i, ArchiveImage.Str(link, "terminal"), ArchiveImage.Int(link, "link"),
                    ArchiveImage.Int(link, "first"), ArchiveImage.Int(link, "last"), ArchiveImage.Int(link, "day"),
                    ArchiveImage.Str(link, "before"), ArchiveImage.Str(link, "head"),
                    Bytes(ArchiveImage.Str(link, "marks"))));
                continue;
            }

            (int first, int times) = faults.GetValueOrDefault(fault, (i, 0));
            faults[fault] = (first, times + 1);
        }

        // One cause, one finding: the first link that has it, and how many have.
        foreach ((string fault, (int first, int times)) in faults)
        {
            string field = Of($"links[{first}]") + (times > 1 ? Of($" × {times}") : "");
            _findings.Add(new Finding(_archive.Name, "archive.json", "", field, -1, fault));
        }

        return links;
    }

    private void Add(string record, string field, string sentence) =>
        _findings.Add(new Finding(_archive.Name, File, record, field, -1, sentence));

    private static byte[] Bytes(string text) =>
        Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : [];

    private static long Long(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : 0;

    private static string Of(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static bool Whole(string text, out long number) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
