using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Kiosk.Tests.Paper;

/// <summary>Black and white pictures as PNG, with a margin of paper around.</summary>
internal static class Png
{
    private const int Margin = 24;

    public static byte[] Write(PaperPicture picture)
    {
        int width = picture.Width + (2 * Margin), height = picture.Rows.Count + (2 * Margin);
        byte[] scan = Scanlines(picture, width, height);
        using MemoryStream packed = new(), file = new();
        using (ZLibStream zip = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zip.Write(scan);
        }

        file.Write([0x89, .. "PNG\r\n"u8, 0x1A, 0x0A]);
        byte[] head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        head[8] = 1;
        Chunk(file, "IHDR", head);
        Chunk(file, "IDAT", packed.ToArray());
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>Size and dots of a picture that <see cref="Write"/> made, whoever packed it.</summary>
    public static byte[] Scan(byte[] png)
    {
        int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33));
        using MemoryStream packed = new(png, 41, length), scan = new();
        using ZLibStream zip = new(packed, CompressionMode.Decompress);
        zip.CopyTo(scan);
        return [.. png.AsSpan(16, 8), .. scan.ToArray()];
    }

    private static byte[] Scanlines(PaperPicture picture, int width, int height)
    {
        int stride = 1 + ((width + 7) / 8);
        byte[] scan = new byte[stride * height];
        for (int y = 0; y < height; y++)
        {
            scan.AsSpan((y * stride) + 1, stride - 1).Fill(0xFF);
            bool[] row = y >= Margin && y - Margin < picture.Rows.Count ? picture.Rows[y - Margin] : [];
            for (int x = 0; x < row.Length; x++)
            {
                if (row[x])
                {
                    scan[(y * stride) + 1 + ((x + Margin) / 8)] &= (byte)(0xFF ^ (0x80 >> ((x + Margin) % 8)));
                }
            }
        }

        return scan;
    }

    private static void Chunk(Stream file, string name, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(name), .. data];
        byte[] number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Check(body));
        file.Write(number);
    }

    private static uint Check(byte[] data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}
