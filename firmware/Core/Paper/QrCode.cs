namespace Kiosk.Firmware.Paper;

/// <summary>
/// A QR code (ISO/IEC 18004, byte mode, level M, versions 1..12) drawn in small slices, so that no key waits for it:
/// <see cref="Begin"/>, then <see cref="Work"/> until it returns false. The mask is always 0: a reader takes it from
/// the format bits, and choosing the best of eight would cost eight drawings. Made once; one thread.
/// </summary>
public sealed class QrCode
{
    private const int Bytes = (QrTable.SizeMax * QrTable.SizeMax + 7) / 8;
    private readonly byte[] _dark = new byte[Bytes];
    private readonly byte[] _fixed = new byte[Bytes];
    private readonly byte[] _words = new byte[QrTable.CodewordsMax];
    private readonly QrCorrection _correction = new QrCorrection();
    private byte[] _text = new byte[0];
    private int _length, _version, _slice, _bit;

    /// <summary>Modules per side; 0 before the first code.</summary>
    public int Size;

    /// <summary>
    /// Starts the code of 1..287 bytes, which must stay as they are until it is drawn; false when they do not fit.
    /// </summary>
    public bool Begin(byte[] text, int length)
    {
        _version = QrTable.VersionFor(length);
        if (_version == 0 || length == 0)
        {
            Size = 0;
            return false;
        }

        _text = text;
        _length = length;
        Size = QrTable.Size(_version);
        _slice = 0;
        _bit = 0;
        System.Array.Clear(_dark, 0, Bytes);
        System.Array.Clear(_fixed, 0, Bytes);
        _correction.SetDegree(QrTable.Correction(_version));
        return true;
    }

    /// <summary>Draws one slice; false when the code was already complete.</summary>
    public bool Work()
    {
        int blocks = QrTable.Blocks(_version);
        int pairs = (Size - 1) / 2;
        if (_slice < blocks)
        {
            WriteBlock(_slice);
        }
        else if (_slice == blocks)
        {
            DrawPatterns();
        }
        else if (_slice <= blocks + pairs)
        {
            PlacePair(_slice - blocks - 1);
        }
        else
        {
            return false;
        }

        _slice++;
        return true;
    }

    /// <summary>True for a dark module; light outside the code.</summary>
    public bool IsDark(int x, int y)
    {
        if (x < 0 || y < 0 || x >= Size || y >= Size)
        {
            return false;
        }

        int at = y * Size + x;
        return (_dark[at >> 3] >> (at & 7) & 1) != 0;
    }

    // Codewords of one block and its correction, at their interleaved places.
    private void WriteBlock(int block)
    {
        int blocks = QrTable.Blocks(_version);
        int data = QrTable.Data(_version);
        int length = data / blocks;
        int longFrom = blocks - data % blocks;
        int first = block * length + (block > longFrom ? block - longFrom : 0);
        int count = length + (block >= longFrom ? 1 : 0);
        _correction.Begin();
        for (int i = 0; i < count; i++)
        {
            int word = DataWord(first + i);
            _correction.Take(word);
            int at = i < length ? i * blocks + block : length * blocks + block - longFrom;
            _words[at] = (byte)word;
        }

        int degree = QrTable.Correction(_version);
        for (int i = 0; i < degree; i++)
        {
            _words[data + i * blocks + block] = _correction.Remainder[i];
        }
    }

    // Data codeword: mode 0100, length, bytes, terminator, then EC 11 EC 11...
    private int DataWord(int index)
    {
        int head = QrTable.CountBits(_version) == 8 ? 1 : 2;
        int used = head + _length;
        if (index > used)
        {
            return (index - used & 1) != 0 ? 0xEC : 0x11;
        }

        return (Nibbles(index - 1, head) << 4 | Nibbles(index, head) >> 4) & 0xFF;
    }

    // The byte at a place of length and text; before them 4, so that its low half is the mode; after them 0.
    private int Nibbles(int at, int head)
    {
        if (at < 0)
        {
            return 4;
        }

        if (at < head)
        {
            return head == 1 || at == 1 ? _length & 0xFF : _length >> 8;
        }

        return at < head + _length ? _text[at - head] : 0;
    }

    private void DrawPatterns()
    {
        for (int i = 0; i < Size; i++)
        {
            Fix(6, i, (i & 1) == 0);
            Fix(i, 6, (i & 1) == 0);
        }

        DrawFinder(3, 3);
        DrawFinder(Size - 4, 3);
        DrawFinder(3, Size - 4);
        DrawAlignments();
        DrawFormat();
        if (_version >= 7)
        {
            DrawVersion();
        }
    }

    private void DrawFinder(int centreX, int centreY)
    {
        for (int y = -4; y <= 4; y++)
        {
            for (int x = -4; x <= 4; x++)
            {
                int ring = Larger(Absolute(x), Absolute(y));
                if (centreX + x >= 0 && centreX + x < Size && centreY + y >= 0 && centreY + y < Size)
                {
                    Fix(centreX + x, centreY + y, ring != 2 && ring != 4);
                }
            }
        }
    }

    private void DrawAlignments()
    {
        int last = Size - 7;
        int middle = QrTable.Middle(_version);
        if (_version >= 2)
        {
            DrawAlignment(last, last);
        }

        if (_version >= 7)
        {
            DrawAlignment(middle, 6);
            DrawAlignment(6, middle);
            DrawAlignment(middle, middle);
            DrawAlignment(last, middle);
            DrawAlignment(middle, last);
        }
    }

    private void DrawAlignment(int centreX, int centreY)
    {
        for (int y = -2; y <= 2; y++)
        {
            for (int x = -2; x <= 2; x++)
            {
                Fix(centreX + x, centreY + y, Larger(Absolute(x), Absolute(y)) != 1);
            }
        }
    }

    private void DrawFormat()
    {
        int bits = QrTable.Format(0);
        for (int i = 0; i < 15; i++)
        {
            bool dark = (bits >> i & 1) != 0;
            int near = i < 6 ? i : i < 8 ? i + 1 : 15 - i;
            if (i < 8)
            {
                Fix(8, near, dark);
                Fix(Size - 1 - i, 8, dark);
            }
            else
            {
                Fix(i == 8 ? 7 : 14 - i, 8, dark);
                Fix(8, Size - 15 + i, dark);
            }
        }

        Fix(8, Size - 8, true);
    }

    private void DrawVersion()
    {
        int bits = QrTable.VersionBits(_version);
        for (int i = 0; i < 18; i++)
        {
            bool dark = (bits >> i & 1) != 0;
            Fix(Size - 11 + i % 3, i / 3, dark);
            Fix(i / 3, Size - 11 + i % 3, dark);
        }
    }

    // Pairs of columns from the right, up and down in turn, around the timing column.
    private void PlacePair(int pair)
    {
        int right = Size - 1 - 2 * pair;
        right -= right <= 6 ? 1 : 0;
        bool up = (pair & 1) == 0;
        int bits = 8 * QrTable.Total(_version);
        for (int i = 0; i < Size; i++)
        {
            int y = up ? Size - 1 - i : i;
            for (int x = right; x > right - 2; x--)
            {
                int at = y * Size + x;
                if ((_fixed[at >> 3] >> (at & 7) & 1) != 0)
                {
                    continue;
                }

                bool dark = _bit < bits && (_words[_bit >> 3] >> (7 - (_bit & 7)) & 1) != 0;
                _bit++;
                Set(at, dark != ((x + y & 1) == 0));
            }
        }
    }

    private void Fix(int x, int y, bool dark)
    {
        int at = y * Size + x;
        _fixed[at >> 3] |= (byte)(1 << (at & 7));
        Set(at, dark);
    }

    private void Set(int at, bool dark)
    {
        int bit = 1 << (at & 7);
        _dark[at >> 3] = (byte)(dark ? _dark[at >> 3] | bit : _dark[at >> 3] & ~bit);
    }

    private static int Absolute(int value)
    {
        return value < 0 ? -value : value;
    }

    private static int Larger(int left, int right)
    {
        return left > right ? left : right;
    }
}
