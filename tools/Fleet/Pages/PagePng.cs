using System.Buffers.Binary;
using System.IO.Compression;
using Kiosk.Firmware.Notices;

namespace Kiosk.Fleet.Pages;

/// <summary>A page as a PNG of true pixel size, one bit per pixel. No state, any thread.</summary>
public static class PagePng
{
    private static readonly byte[] Signature = [137, 80, 78, 71, 13, 10, 26, 10];

    /// <summary>The file of a page's bitmap (1 is black, 100 bytes a row).</summary>
    public static byte[] Write(byte[] bitmap)
    {
        ArgumentNullException.ThrowIfNull(bitmap);
        using var file = new MemoryStream();
        file.Write(Signature);
        byte[] head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, PageBand.Width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), PageBand.Height);
        head[8] = 1;
        Chunk(file, "IHDR"u8, head);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            foreach (byte[] row in bitmap.Chunk(PageBand.RowBytes))
            {
                zlib.WriteByte(0);
                zlib.Write([.. row.Select(b => (byte)(b ^ 0xFF))]);
            }
        }

        Chunk(file, "IDAT"u8, packed.ToArray());
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        byte[] body = [.. type, .. data];
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, (uint)Protocol.Crc32.Compute(body, 0, body.Length));
        file.Write(number);
    }
}
