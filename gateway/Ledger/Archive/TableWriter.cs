using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Kiosk.Ledger.Archive;

/// <summary>
/// Writes one CSV table of an archive (ARCHIVE.md: semicolons, UTF-8 with BOM, CRLF) into a temporary file, and beside
/// it four bytes of digest per cell. Cells are added in order of the columns. One thread.
/// </summary>
internal sealed class TableWriter : IDisposable
{
    public const int DigestBytes = 4;

    private const int BufferBytes = 1 << 17, RowBytesMax = 1 << 14;
    private static readonly SearchValues<byte> ToQuote = SearchValues.Create(";\"\r\n"u8);

    private readonly FileStream _rows, _digests;
    private readonly byte[] _row = new byte[RowBytesMax];
    private readonly byte[] _cell = new byte[RowBytesMax / 2];
    private readonly byte[] _hash = new byte[SHA256.HashSizeInBytes];
    private readonly byte[] _rowDigests;
    private int _length, _cells;

    public TableWriter(TableLayout layout)
    {
        Layout = layout;
        _rowDigests = new byte[layout.Columns.Length * DigestBytes];
        _rows = Temporary();
        _digests = Temporary();
        _rows.Write(Encoding.UTF8.Preamble);
        _rows.Write(Encoding.UTF8.GetBytes(string.Join(';', layout.Columns.Select(c => c.Name)) + "\r\n"));
    }

    public TableLayout Layout { get; }

    public long Rows { get; private set; }

    public TableWriter Add(long value)
    {
        Utf8Formatter.TryFormat(value, _cell, out int length);
        return Put(_cell.AsSpan(0, length));
    }

    public TableWriter Add(string text) => Put(_cell.AsSpan(0, Encoding.UTF8.GetBytes(text, _cell)));

    /// <summary>Adds Latin-1 text of the till, where the euro sign is byte 0x80.</summary>
    public TableWriter AddLatin(ReadOnlySpan<byte> text) => Put(_cell.AsSpan(0, Latin.ToUtf8(text, _cell)));

    public TableWriter AddUtf8(ReadOnlySpan<byte> text) => Put(text);

    /// <summary>Ends the row; every column must have its cell.</summary>
    public void End()
    {
        if (_cells != Layout.Columns.Length)
        {
            throw new InvalidOperationException($"{Layout.Name}: {_cells} cells, {Layout.Columns.Length} columns.");
        }

        _row[_length++] = (byte)'\r';
        _row[_length++] = (byte)'\n';
        _rows.Write(_row, 0, _length);
        _digests.Write(_rowDigests);
        _length = 0;
        _cells = 0;
        Rows++;
    }

    /// <summary>The table from its beginning; nothing may be added afterwards.</summary>
    public Stream Content() => FromStart(_rows);

    /// <summary>The digests, row by row and column by column.</summary>
    public Stream Digests() => FromStart(_digests);

    public void Dispose()
    {
        _rows.Dispose();
        _digests.Dispose();
    }

    private TableWriter Put(ReadOnlySpan<byte> cell)
    {
        if (_cells > 0)
        {
            _row[_length++] = (byte)';';
        }

        SHA256.HashData(cell, _hash);
        _hash.AsSpan(0, DigestBytes).CopyTo(_rowDigests.AsSpan(_cells * DigestBytes));
        _cells++;
        if (cell.IndexOfAny(ToQuote) < 0)
        {
            cell.CopyTo(_row.AsSpan(_length));
            _length += cell.Length;
            return this;
        }

        _row[_length++] = (byte)'"';
        foreach (byte b in cell)
        {
            if (b == (byte)'"')
            {
                _row[_length++] = b;
            }

            _row[_length++] = b;
        }

        _row[_length++] = (byte)'"';
        return this;
    }

    private static FileStream Temporary() => new(
        Path.GetTempFileName(),
        new FileStreamOptions
        {
            Mode = FileMode.Create, Access = FileAccess.ReadWrite, BufferSize = BufferBytes,
            Options = FileOptions.DeleteOnClose,
        });

    private static FileStream FromStart(FileStream file)
    {
        file.Flush();
        file.Position = 0;
        return file;
    }
}
