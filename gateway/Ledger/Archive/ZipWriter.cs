using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Kiosk.Protocol;

namespace Kiosk.Ledger.Archive;

/// <summary>What was written under a name.</summary>
internal sealed record ZipEntry(string Name, long Bytes, string Sha256)
{
    public uint Crc { get; init; }

    public long Offset { get; init; }
}

/// <summary>
/// Writes a zip whose entries are stored as they are and whose every byte follows from names and contents
/// (ARCHIVE.md): no compression, no times, no extra fields. Needs a stream that can seek. One thread.
/// </summary>
internal sealed class ZipWriter(Stream output)
{
    private const int BlockBytes = 1 << 16;
    private const int LocalBytes = 30, CentralBytes = 46, EndBytes = 22;
    private const uint LocalMark = 0x04034b50, CentralMark = 0x02014b50, EndMark = 0x06054b50;

    // Version 2.0, names in UTF-8, stored, 1 January 1980 00:00.
    private const ushort Version = 20, Utf8Names = 0x0800, Stored = 0, Time = 0, Date = 0x0021;

    private readonly List<ZipEntry> _entries = [];
    private long _at;

    public IReadOnlyList<ZipEntry> Entries => _entries;

    public ZipEntry Add(string name, ReadOnlySpan<byte> content) =>
        Add(name, new MemoryStream(content.ToArray(), writable: false));

    /// <summary>Adds an entry from where the stream stands to its end.</summary>
    /// <exception cref="LedgerException">The archive would pass 4 GB.</exception>
    public ZipEntry Add(string name, Stream content)
    {
        long start = _at;
        byte[] utf8 = Encoding.UTF8.GetBytes(name);
        output.Write(new byte[LocalBytes]);
        output.Write(utf8);
        long crc = 0;
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[BlockBytes];
        long length = 0;
        for (int read; (read = content.Read(block)) > 0; length += read)
        {
            crc = Crc32.Extend(crc, block, 0, read);
            sha.AppendData(block, 0, read);
            output.Write(block, 0, read);
        }

        _at = start + LocalBytes + utf8.Length + length;
        if (_at > uint.MaxValue - BlockBytes)
        {
            throw new LedgerException("The archive would be longer than 4 GB; make one per month instead.");
        }

        var entry = new ZipEntry(name, length, Convert.ToHexStringLower(sha.GetHashAndReset()))
        {
            Crc = checked((uint)crc), Offset = start,
        };
        output.Position += start - _at;
        WriteLocal(entry, utf8.Length);
        output.Position += _at - start - LocalBytes;
        _entries.Add(entry);
        return entry;
    }

    /// <summary>Writes the directory; nothing may be added afterwards.</summary>
    public void Finish()
    {
        long start = _at;
        foreach (ZipEntry entry in _entries)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(entry.Name);
            var header = new byte[CentralBytes];
            Put32(header, 0, CentralMark);
            Put16(header, 4, Version);
            Common(header.AsSpan(6), entry, utf8.Length);
            Put32(header, 42, (uint)entry.Offset);
            output.Write(header);
            output.Write(utf8);
            _at += header.Length + utf8.Length;
        }

        var end = new byte[EndBytes];
        Put32(end, 0, EndMark);
        Put16(end, 8, (ushort)_entries.Count);
        Put16(end, 10, (ushort)_entries.Count);
        Put32(end, 12, (uint)(_at - start));
        Put32(end, 16, (uint)start);
        output.Write(end);
        output.Flush();
    }

    private void WriteLocal(ZipEntry entry, int nameBytes)
    {
        var header = new byte[LocalBytes];
        Put32(header, 0, LocalMark);
        Common(header.AsSpan(4), entry, nameBytes);
        output.Write(header);
    }

    // Version needed, flags, method, time, date, CRC, sizes, length of the name: alike in both headers.
    private static void Common(Span<byte> at, ZipEntry entry, int nameBytes)
    {
        Put16(at, 0, Version);
        Put16(at, 2, Utf8Names);
        Put16(at, 4, Stored);
        Put16(at, 6, Time);
        Put16(at, 8, Date);
        Put32(at, 10, entry.Crc);
        Put32(at, 14, (uint)entry.Bytes);
        Put32(at, 18, (uint)entry.Bytes);
        Put16(at, 22, (ushort)nameBytes);
    }

    private static void Put16(Span<byte> at, int offset, ushort value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(at[offset..], value);

    private static void Put32(Span<byte> at, int offset, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(at[offset..], value);
}
