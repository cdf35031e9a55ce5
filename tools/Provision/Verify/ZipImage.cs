using System.Buffers.Binary;
using System.Text;

namespace Kiosk.Provision.Verify;

/// <summary>An entry of a zip in memory.</summary>
/// <param name="Name">Name.</param>
/// <param name="Start">Where its bytes begin in the zip.</param>
/// <param name="Length">How many they are.</param>
/// <param name="Crc">CRC-32 that the headers state, the central one first.</param>
internal sealed record ZipPart(string Name, int Start, int Length, uint[] Crc);

/// <summary>
/// A zip as ARCHIVE.md defines it: entries stored one after the other, then the directory; every byte outside the
/// entries follows from names and contents, so that a changed one is found. Reads damaged files as far as it can.
/// </summary>
internal sealed class ZipImage
{
    private const int LocalBytes = 30, CentralBytes = 46, EndBytes = 22;
    private const uint LocalMark = 0x04034b50, CentralMark = 0x02014b50, EndMark = 0x06054b50;
    private static readonly HashSet<string> Names = [.. ArchiveLayout.Entries];

    private static readonly byte[] Fixed = [20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0];

    private ZipImage(byte[] bytes, IReadOnlyList<ZipPart> parts)
    {
        Bytes = bytes;
        Parts = parts;
    }

    public byte[] Bytes { get; }

    public IReadOnlyList<ZipPart> Parts { get; }

    public ReadOnlySpan<byte> Content(ZipPart part) => Bytes.AsSpan(part.Start, part.Length);

    public ZipPart? Find(string name) => Parts.FirstOrDefault(part => part.Name == name);

    /// <summary>Reads by the directory and from header to header; null when neither leads anywhere.</summary>
    public static ZipImage? Open(byte[] bytes)
    {
        List<ZipPart> central = ByDirectory(bytes), local = ByHeaders(bytes);
        // A changed byte in a name or a length spoils one of the two lists.
        List<ZipPart> best = Score(central) > Score(local) ? central : local;
        return best.Count == 0 ? null : new ZipImage(bytes, [.. best.Select(part => WithBoth(part, central))]);
    }

    // Each header states the checksum: only both together tell which of them, or the content, was changed.
    private static ZipPart WithBoth(ZipPart part, List<ZipPart> central) =>
        central.Find(p => p.Name == part.Name && p.Start == part.Start && p.Length == part.Length) is { } same
            ? same : part;

    /// <summary>Offsets of bytes outside the entries that are not what names and contents make them.</summary>
    public IEnumerable<int> WrongStructure(Func<ZipPart, uint> crcOf)
    {
        var expected = new MemoryStream();
        var directory = new MemoryStream();
        int at = 0;
        foreach (ZipPart part in Parts)
        {
            byte[] name = Encoding.UTF8.GetBytes(part.Name);
            byte[] common = Common(part, name.Length, crcOf(part));
            expected.SetLength(0);
            Put(expected, LocalMark, 4);
            expected.Write(common);
            Put(expected, 0, 2);
            expected.Write(name);
            int start = part.Start - (int)expected.Length;
            foreach (int wrong in Differences(expected.ToArray(), start, at))
            {
                yield return wrong;
            }

            WriteCentral(directory, common, name, start);
            at = part.Start + part.Length;
        }

        int directoryAt = at;
        int length = (int)directory.Length;
        Put(directory, EndMark, 4);
        Put(directory, 0, 4);
        Put(directory, (uint)Parts.Count, 2);
        Put(directory, (uint)Parts.Count, 2);
        Put(directory, (uint)length, 4);
        Put(directory, (uint)directoryAt, 4);
        Put(directory, 0, 2);
        foreach (int wrong in Differences(directory.ToArray(), directoryAt, directoryAt))
        {
            yield return wrong;
        }

        if (Bytes.Length > directoryAt + directory.Length)
        {
            yield return directoryAt + (int)directory.Length;
        }
    }

    private IEnumerable<int> Differences(byte[] expected, int start, int from)
    {
        if (start != from)
        {
            yield return from;
        }

        for (int i = 0; i < expected.Length; i++)
        {
            if (start + i < 0 || start + i >= Bytes.Length)
            {
                yield return Bytes.Length;
                yield break;
            }

            if (Bytes[start + i] != expected[i])
            {
                yield return start + i;
            }
        }
    }

    private static int Score(List<ZipPart> parts) => parts.Count(part => Names.Contains(part.Name));

    private static byte[] Common(ZipPart part, int nameLength, uint crc)
    {
        var common = new MemoryStream();
        common.Write(Fixed);
        Put(common, crc, 4);
        Put(common, (uint)part.Length, 4);
        Put(common, (uint)part.Length, 4);
        Put(common, (uint)nameLength, 2);
        return common.ToArray();
    }

    private static void WriteCentral(MemoryStream directory, byte[] common, byte[] name, int start)
    {
        Put(directory, CentralMark, 4);
        Put(directory, 20, 2);
        directory.Write(common);
        directory.Write(new byte[12]);
        Put(directory, (uint)start, 4);
        directory.Write(name);
    }

    private static List<ZipPart> ByDirectory(byte[] bytes)
    {
        var parts = new List<ZipPart>();
        int at = bytes.AsSpan().IndexOf(Mark(CentralMark));
        while (at >= 0 && at + CentralBytes <= bytes.Length && Int(bytes, at) == CentralMark)
        {
            long length = Int(bytes, at + 24), header = Int(bytes, at + 42);
            int name = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at + 28));
            long start = header + LocalBytes + name;
            if (at + CentralBytes + name > bytes.Length || start + length > bytes.Length)
            {
                return parts;
            }

            uint local = Int(bytes, (int)header + 14);
            parts.Add(new ZipPart(
                Encoding.UTF8.GetString(bytes, at + CentralBytes, name), (int)start, (int)length,
                [Int(bytes, at + 16), local]));
            at += CentralBytes + name;
        }

        return parts;
    }

    private static List<ZipPart> ByHeaders(byte[] bytes)
    {
        var parts = new List<ZipPart>();
        long at = 0;
        while (at + LocalBytes <= bytes.Length && Int(bytes, (int)at) == LocalMark)
        {
            long length = Int(bytes, (int)at + 22);
            int name = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan((int)at + 26));
            long start = at + LocalBytes + name;
            if (start + length > bytes.Length)
            {
                return parts;
            }

            parts.Add(new ZipPart(
                Encoding.UTF8.GetString(bytes, (int)at + LocalBytes, name), (int)start, (int)length,
                [Int(bytes, (int)at + 14)]));
            at = start + length;
        }

        return parts;
    }

    private static byte[] Mark(uint mark)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, mark);
        return bytes;
    }

    private static uint Int(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));

    private static void Put(MemoryStream stream, uint value, int bytes)
    {
        for (int i = 0; i < bytes; i++)
        {
            stream.WriteByte((byte)((value >> (8 * i)) & 0xFF));
        }
    }
}
