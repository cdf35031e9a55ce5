using System.Globalization;
using System.Text;

namespace Kiosk.Provision;

/// <summary>
/// The export that a till made for an inspector (Till/Paper/PAPER.md): the file of its drive, or the texts of its QR
/// pages. Read whole; never throws on bad content, every fault is named with its line.
/// </summary>
public sealed class ControlFile
{
    private const string Start = "KIOSK CONTROLE 1", Page = "KC1/";
    private const int Fields = 6, PagesMax = 1_000;
    private readonly Dictionary<char, long> _last = [];
    private readonly List<string> _faults = [];
    private long _sequence;

    /// <summary>Terminal, SIRET, totals and last numbers, as "name value" lines of the head.</summary>
    public IReadOnlyList<string> Head { get; private set; } = [];

    /// <summary>Records and tickets read; cents of the tickets.</summary>
    public int Records { get; private set; }

    /// <inheritdoc cref="Records"/>
    public int Tickets { get; private set; }

    /// <summary>True when the end line says that the whole period is in the file.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>What the till wrote behind the end: of an excerpt, from where to where it goes and where the rest is.
    /// </summary>
    public string Note { get; private set; } = "";

    /// <summary>What is wrong, each with its line.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Reads one file, or the pages of one export in any order.</summary>
    public static ControlFile Read(IReadOnlyList<byte[]> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var file = new ControlFile();
        string[] texts = [.. files.Select(Encoding.Latin1.GetString)];
        file.Take(texts.All(t => t.StartsWith(Page, StringComparison.Ordinal)) ? file.Join(texts) : texts[0]);
        return file;
    }

    // KC1/terminal/page/pages/ and a part of the file.
    private string Join(string[] texts)
    {
        var pages = new SortedDictionary<int, string>();
        int all = 0;
        foreach (string text in texts)
        {
            string[] parts = text.Split('/', 5);
            if (parts.Length < 5 || !int.TryParse(parts[2], CultureInfo.InvariantCulture, out int page)
                || !int.TryParse(parts[3], CultureInfo.InvariantCulture, out all))
            {
                _faults.Add("a page without its number");
                continue;
            }

            pages[page] = parts[4];
        }

        IEnumerable<int> missing = Enumerable.Range(1, Math.Min(all, PagesMax)).Where(p => !pages.ContainsKey(p));
        _faults.AddRange(missing.Select(page => $"page {page} is missing"));
        return string.Concat(pages.Values);
    }

    private void Take(string text)
    {
        string[] lines = text.Split('\n');
        if (lines[0] != Start)
        {
            _faults.Add($"line 1: not an export of a till, which begins with \"{Start}\"");
            return;
        }

        Head = [.. lines.Skip(1).TakeWhile(l => l.Contains(' ', StringComparison.Ordinal)
            || l.Contains('-', StringComparison.Ordinal))];
        int at = Head.Count + 1;
        while (at < lines.Length - 1 && !lines[at].StartsWith("F;", StringComparison.Ordinal))
        {
            TakeRecord(lines[at], at + 1);
            at++;
        }

        TakeEnd(at < lines.Length ? lines[at].Split(';') : [], at + 1);
        Note = string.Join('\n', lines.Skip(at + 1)).Trim();
    }

    private void TakeRecord(string line, int number)
    {
        string[] fields = line.Split(';');
        if (fields.Length != Fields || fields[0].Length != 1
            || !long.TryParse(fields[1], CultureInfo.InvariantCulture, out long sequence)
            || !TryValues(fields[3], out long[] values))
        {
            _faults.Add($"line {number}: no record");
            return;
        }

        char chain = fields[0][0];
        if (sequence <= _sequence)
        {
            _faults.Add($"line {number}: sequence {sequence} after {_sequence}");
        }

        _sequence = sequence;
        Records++;
        Tickets += chain == 'T' ? 1 : 0;
        if ("LIG".Contains(chain, StringComparison.Ordinal))
        {
            return;
        }

        if (_last.TryGetValue(chain, out long last) && values[0] != last + 1)
        {
            _faults.Add($"line {number}: {chain} {values[0]} after {chain} {last}");
        }

        if (fields[5].Length != 11)
        {
            _faults.Add($"line {number}: {chain} {values[0]} has no seal");
        }

        _last[chain] = values[0];
    }

    private static bool TryValues(string field, out long[] values)
    {
        string[] texts = field.Split(',');
        values = new long[texts.Length];
        for (int i = 0; i < texts.Length; i++)
        {
            if (!long.TryParse(texts[i], CultureInfo.InvariantCulture, out values[i]))
            {
                return false;
            }
        }

        return true;
    }

    private void TakeEnd(string[] end, int number)
    {
        if (end.Length != 5 || !int.TryParse(end[1], CultureInfo.InvariantCulture, out int records))
        {
            _faults.Add($"line {number}: the end is missing");
            return;
        }

        if (records != Records)
        {
            _faults.Add($"line {number}: {records} records were written, {Records} are here");
        }

        IsWhole = end[4] == "1";
    }
}
