using System.Text;
using CsCheck;
using Kiosk.Firmware.Paper;
using QRCoder;
using Xunit;

namespace Kiosk.Tests.Paper;

/// <summary>
/// Our QR codes against those of an independent encoder: the same modules, once its choice of mask is taken off.
/// </summary>
public class QrCodeTests
{
    [Fact]
    [Trait("Requirement", "R35")]
    public void Every_length_gives_the_modules_of_an_independent_encoder()
    {
        for (int length = 1; length <= QrTable.BytesMax; length++)
        {
            Agree([.. Enumerable.Range(0, length).Select(i => (byte)(((i * 37) + length) % 256))]);
        }
    }

    [Fact]
    [Trait("Requirement", "R35")]
    public void Any_bytes_give_the_modules_of_an_independent_encoder() =>
        Gen.Byte.Array[1, QrTable.BytesMax].Sample(Agree, iter: 100);

    [Fact]
    public void Too_long_a_text_is_refused()
    {
        Assert.False(new QrCode().Begin(new byte[QrTable.BytesMax + 1], QrTable.BytesMax + 1));
        Assert.Equal(0, QrTable.VersionFor(QrTable.BytesMax + 1));
        Assert.Equal(QrTable.VersionMax, QrTable.VersionFor(QrTable.BytesMax));
    }

    private static void Agree(byte[] text)
    {
        bool[,] ours = Draw(text);
        int size = ours.GetLength(0);
        using QRCodeData data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        int quiet = (data.ModuleMatrix.Count - size) / 2;
        Assert.Equal(size + 8, data.ModuleMatrix.Count);
        bool[,] theirs = new bool[size, size];
        for (int i = 0; i < size * size; i++)
        {
            theirs[i % size, i / size] = data.ModuleMatrix[(i / size) + quiet][(i % size) + quiet];
        }

        int mask = MaskOf(theirs);
        for (int i = 0; i < size * size; i++)
        {
            int x = i % size, y = i / size;
            bool differs = ours[x, y] != theirs[x, y];
            bool expected = IsData(x, y, size) && Masks(0, x, y) != Masks(mask, x, y);
            Assert.True(IsFormat(x, y, size) || differs == expected, $"{text.Length} bytes, module {x},{y}");
        }
    }

    // Bits 10..12 of the format: two of level, three of mask, under a fixed pattern.
    private static int MaskOf(bool[,] code)
    {
        int mask = 0;
        for (int bit = 2; bit >= 0; bit--)
        {
            mask = (mask << 1) | (code[2 + (2 - bit), 8] ? 1 : 0);
        }

        return mask ^ 0b101;
    }

    private static bool Masks(int mask, int x, int y) => mask switch
    {
        0 => (x + y) % 2 == 0,
        1 => y % 2 == 0,
        2 => x % 3 == 0,
        3 => (x + y) % 3 == 0,
        4 => ((y / 2) + (x / 3)) % 2 == 0,
        5 => (x * y % 2) + (x * y % 3) == 0,
        6 => ((x * y % 2) + (x * y % 3)) % 2 == 0,
        _ => (((x + y) % 2) + (x * y % 3)) % 2 == 0,
    };

    private static bool IsFormat(int x, int y, int size) =>
        (y == 8 && (x <= 8 || x >= size - 8)) || (x == 8 && (y <= 8 || y >= size - 8));

    private static bool IsData(int x, int y, int size)
    {
        int version = (size - 17) / 4, middle = QrTable.Middle(version), last = size - 7;
        bool finder = (x < 9 && y < 9) || (x < 9 && y >= size - 8) || (x >= size - 8 && y < 9);
        bool versions = version >= 7 && ((x < 6 && y >= size - 11) || (y < 6 && x >= size - 11));
        int[] centres = version == 1 ? [] : version < 7 ? [6, last] : [6, middle, last];
        bool alignment = centres.Any(cx => centres.Any(cy =>
            Math.Abs(x - cx) <= 2 && Math.Abs(y - cy) <= 2 && !((cx == 6 && cy == 6) || (cx == 6 && cy == last)
                || (cx == last && cy == 6))));
        return !finder && !versions && !alignment && x != 6 && y != 6;
    }

    internal static bool[,] Draw(byte[] text)
    {
        var code = new QrCode();
        Assert.True(code.Begin(text, text.Length));
        while (code.Work())
        {
            // Slice by slice, as the printer does.
        }

        bool[,] modules = new bool[code.Size, code.Size];
        for (int y = 0; y < code.Size; y++)
        {
            for (int x = 0; x < code.Size; x++)
            {
                modules[x, y] = code.IsDark(x, y);
            }
        }

        return modules;
    }
}
