using System.Text;

namespace Kiosk.Provision.Verify;

/// <summary>
/// A CSV table of an archive over its bytes: UTF-8 with BOM, semicolons, CRLF, quotes doubled. Rows are cut when
/// opened and read when asked for. Immutable.
/// </summary>
internal sealed class CsvTable
{
    private const int BomBytes = 3;
    private readonly byte[] _bytes;
    private readonly int _start;
    private readonly List<(int Start, int Length)> _rows = [];

    public CsvTable(byte[] bytes, int start, int length)
    {
        _bytes = bytes;
        _start = start;
        Cut(Math.Min(length, BomBytes), length);
        Columns = _rows.Count == 0 ? [] : Read(_rows[0]);
        if (_rows.Count > 0)
        {
            _rows.RemoveAt(0);
        }
    }

    public string[] Columns { get; }

    public int Count => _rows.Count;

    public string[] this[int row] => Read(_rows[row]);

    /// <summary>Row (-1 the header) and column that an offset into the table lies in.</summary>
    public (int Row, int Column) Locate(int offset)
    {
        int row = _rows.FindLastIndex(r => r.Start <= offset);
        if (row < 0)
        {
            return (-1, 0);
        }

        int column = 0;
        bool quoted = false;
        for (int i = _rows[row].Start; i < offset; i++)
        {
            quoted ^= _bytes[_start + i] == (byte)'"';
            column += !quoted && _bytes[_start + i] == (byte)';' ? 1 : 0;
        }

        return (row, Math.Min(column, Columns.Length - 1));
    }

    public int StartOf(int row) => _rows[row].Start;

    private void Cut(int at, int length)
    {
        bool quoted = false;
        int begin = at;
        for (int i = at; i < length; i++)
        {
            byte b = _bytes[_start + i];
            quoted ^= b == (byte)'"';
            if (b == (byte)'\n' && !quoted)
            {
                _rows.Add((begin, i + 1 - begin));
                begin = i + 1;
            }
        }

        if (begin < length)
        {
            _rows.Add((begin, length - begin));
        }
    }

    private string[] Read((int Start, int Length) row)
    {
        string text = Encoding.UTF8.GetString(_bytes, _start + row.Start, row.Length).TrimEnd('\n').TrimEnd('\r');
        if (!text.Contains('"', StringComparison.Ordinal))
        {
            return text.Split(';');
        }

        var cells = new List<string>();
        var cell = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '"' && quoted && i + 1 < text.Length && text[i + 1] == '"')
            {
                cell.Append(c);
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ';' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }

        cells.Add(cell.ToString());
        return [.. cells];
    }
}
