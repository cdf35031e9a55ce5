namespace Kiosk.Firmware.Paper;

/// <summary>
/// Figures of QR codes of level M in versions 1..12 (ISO/IEC 18004): sizes, blocks, alignment. Pure functions.
/// </summary>
public static class QrTable
{
    /// <summary>Largest version; its modules per side, codewords, and bytes that fit into it.</summary>
    public const int VersionMax = 12, SizeMax = 65, CodewordsMax = 466, BytesMax = 287;

    /// <summary>Error correction codewords of one block at most.</summary>
    public const int CorrectionMax = 30;

    private static readonly short[] Codewords = new short[]
    {
        26, 44, 70, 100, 134, 172, 196, 242, 292, 346, 404, 466,
    };

    private static readonly byte[] Corrections = new byte[] { 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22 };
    private static readonly byte[] BlockCounts = new byte[] { 1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8 };
    private static readonly byte[] Middles = new byte[] { 0, 18, 22, 26, 30, 34, 22, 24, 26, 28, 30, 32 };

    /// <summary>Modules per side of a version.</summary>
    public static int Size(int version)
    {
        return 17 + 4 * version;
    }

    /// <summary>All codewords of a version.</summary>
    public static int Total(int version)
    {
        return Codewords[version - 1];
    }

    /// <summary>Error correction codewords per block.</summary>
    public static int Correction(int version)
    {
        return Corrections[version - 1];
    }

    /// <summary>Blocks of a version.</summary>
    public static int Blocks(int version)
    {
        return BlockCounts[version - 1];
    }

    /// <summary>Data codewords of a version.</summary>
    public static int Data(int version)
    {
        return Total(version) - Correction(version) * Blocks(version);
    }

    /// <summary>Bits of the length field of byte mode.</summary>
    public static int CountBits(int version)
    {
        return version < 10 ? 8 : 16;
    }

    /// <summary>Smallest version that holds so many bytes, or 0.</summary>
    public static int VersionFor(int bytes)
    {
        for (int version = 1; version <= VersionMax; version++)
        {
            if (4 + CountBits(version) + 8 * bytes <= 8 * Data(version))
            {
                return version;
            }
        }

        return 0;
    }

    /// <summary>Centre of the alignment patterns beside 6 (from version 2 on); a third one from version 7 on.</summary>
    public static int Middle(int version)
    {
        return Middles[version - 1];
    }

    /// <summary>The 15 format bits of level M with a mask 0..7.</summary>
    public static int Format(int mask)
    {
        return ((mask << 10) | Remainder(mask << 10, 0x537, 10)) ^ 0x5412;
    }

    /// <summary>The 18 version bits, from version 7 on.</summary>
    public static int VersionBits(int version)
    {
        return (version << 12) | Remainder(version << 12, 0x1F25, 12);
    }

    private static int Remainder(int value, int generator, int degree)
    {
        for (int bit = 20; bit >= degree; bit--)
        {
            if ((value >> bit & 1) != 0)
            {
                value ^= generator << (bit - degree);
            }
        }

        return value;
    }
}
