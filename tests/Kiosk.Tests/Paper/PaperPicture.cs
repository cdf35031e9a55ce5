using System.Text;
using Kiosk.Board.Virtual.Parts;
using Kiosk.Firmware.Paper;

namespace Kiosk.Tests.Paper;

/// <summary>
/// What a receipt printer would burn into paper: reads ESC/POS and sets dots, 8 in a millimetre. Knows the commands
/// that the firmware sends; any other is an error, so that a golden never hides one.
/// </summary>
internal sealed class PaperPicture
{
    private const int UsualSpacing = 30, CutDots = 60, ModuleDots = 3;
    private readonly byte[] _data;
    private readonly List<(char Letter, int Wide, int High, bool Bold)> _line = [];
    private byte[] _symbol = [];
    private int _at, _page, _align, _wide = 1, _high = 1, _spacing = UsualSpacing, _module = 3, _barsHigh = 162;
    private bool _bold;

    public PaperPicture(byte[] data, int columns)
    {
        (_data, Width) = (data, columns * PaperFont.Width);
        while (_at < data.Length)
        {
            Take();
        }

        Flush();
    }

    public int Width { get; }

    /// <summary>Rows of dots from the top; true is black.</summary>
    public List<bool[]> Rows { get; } = [];

    public int Cuts { get; private set; }

    public int Millimetres => Rows.Count / PrinterProfile.DotsPerMillimetre;

    private void Take()
    {
        byte value = _data[_at++];
        switch (value)
        {
            case 0x0A:
                Flush(feed: true);
                break;
            case 0x1B:
                Escape(Byte());
                break;
            case 0x1D:
                Group(Byte());
                break;
            case >= 0x20:
                _line.Add((EscPosText.Character(value, _page), _wide, _high, _bold));
                break;
            default:
                throw new InvalidOperationException($"byte {value:X2} at {_at - 1} is no command of ours");
        }
    }

    private int Byte() => _data[_at++];

    private int Word() => Byte() + (Byte() * 256);

    private void Escape(int command)
    {
        switch (command)
        {
            case 0x40: (_page, _align, _wide, _high, _spacing, _bold) = (0, 0, 1, 1, UsualSpacing, false); break;
            case 0x74: _page = Byte(); break;
            case 0x61: _align = Byte(); break;
            case 0x45: _bold = (Byte() & 1) != 0; break;
            case 0x33: _spacing = Byte(); break;
            case 0x70: _at += 3; break;
            default: throw new InvalidOperationException($"ESC {command:X2} at {_at - 2} is no command of ours");
        }
    }

    private void Group(int command)
    {
        switch (command)
        {
            case 0x21:
                int size = Byte();
                (_wide, _high) = ((size >> 4) + 1, (size & 15) + 1);
                break;
            case 0x56:
                _at++;
                Cut();
                break;
            case 0x72: _at++; break;
            case 0x76: Raster(); break;
            case 0x28: Symbol(); break;
            case 0x68: _barsHigh = Byte(); break;
            case 0x48: _at++; break;
            case 0x6B: Bars(); break;
            default: throw new InvalidOperationException($"GS {command:X2} at {_at - 2} is no command of ours");
        }
    }

    // EAN-13 with three dots a module and its digits below.
    private void Bars()
    {
        if (Byte() != 0x43 || Byte() != 13)
        {
            throw new InvalidOperationException($"GS k at {_at - 4} is not an EAN-13");
        }

        string digits = Encoding.ASCII.GetString(_data, _at, 13), modules = Modules(digits);
        _at += 13;
        bool[] row = new bool[Width];
        int left = Indent(modules.Length * ModuleDots);
        for (int x = 0; x < modules.Length * ModuleDots; x++)
        {
            row[left + x] = modules[x / ModuleDots] == '1';
        }

        Rows.AddRange(Enumerable.Repeat(row, _barsHigh));
        _line.AddRange(digits.Select(digit => (digit, 1, 1, false)));
    }

    // The first digit is told by which of the next six have odd parity.
    private static string Modules(string digits)
    {
        string[] odd = ["0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011",
            "0110111", "0001011"];
        string[] even = ["LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL",
            "LGGLGL"];
        static string Turned(string code) => string.Concat(code.Select(module => module == '1' ? '0' : '1'));
        string Digit(int at) => odd[digits[at] - '0'];
        IEnumerable<string> first = Enumerable.Range(1, 6).Select(at => even[digits[0] - '0'][at - 1] == 'L' ? Digit(at)
            : string.Concat(Turned(Digit(at)).Reverse()));
        IEnumerable<string> second = Enumerable.Range(7, 6).Select(at => Turned(Digit(at)));
        return $"101{string.Concat(first)}01010{string.Concat(second)}101";
    }

    private void Cut()
    {
        Cuts++;
        for (int i = 0; i < CutDots; i++)
        {
            bool[] row = new bool[Width];
            Rows.Add(row);
            for (int x = 0; i == CutDots / 2 && x < Width; x++)
            {
                row[x] = x % 16 < 8;
            }
        }
    }

    private void Raster()
    {
        _at += 2;
        int bytes = Word(), high = Word(), left = Indent(bytes * 8);
        for (int y = 0; y < high; y++)
        {
            bool[] row = new bool[Width];
            for (int x = 0; x < bytes * 8; x++)
            {
                bool black = (_data[_at + (x / 8)] >> (7 - (x % 8)) & 1) != 0;
                row[Math.Min(left + x, Width - 1)] |= black;
            }

            Rows.Add(row);
            _at += bytes;
        }
    }

    private void Symbol()
    {
        if (Byte() != 0x6B)
        {
            throw new InvalidOperationException($"GS ( at {_at - 2} is not the one for QR codes");
        }

        int length = Word(), end = _at + length;
        int function = _data[_at + 1];
        switch (function)
        {
            case 0x43: _module = _data[_at + 2]; break;
            case 0x50: _symbol = _data[(_at + 3)..end]; break;
            case 0x51: DrawSymbol(); break;
        }

        _at = end;
    }

    private void DrawSymbol()
    {
        var code = new QrCode();
        code.Begin(_symbol, _symbol.Length);
        while (code.Work())
        {
            // Slice by slice.
        }

        int left = Indent(code.Size * _module);
        for (int y = 0; y < code.Size * _module; y++)
        {
            bool[] row = new bool[Width];
            for (int x = 0; x < code.Size * _module; x++)
            {
                row[left + x] = code.IsDark(x / _module, y / _module);
            }

            Rows.Add(row);
        }
    }

    private int Indent(int width) => _align == 0 ? 0 : Math.Max(0, (Width - width) / (_align == 1 ? 2 : 1));

    private void Flush(bool feed = false)
    {
        int high = Math.Max(_spacing, _line.Select(c => c.High * PaperFont.Height).DefaultIfEmpty(0).Max());
        if (_line.Count == 0 && !feed)
        {
            return;
        }

        int top = Rows.Count, tallest = _line.Select(c => c.High).DefaultIfEmpty(1).Max() * PaperFont.Height;
        Rows.AddRange(Enumerable.Range(0, high).Select(_ => new bool[Width]));
        int x = Indent(_line.Sum(c => c.Wide * PaperFont.Width));
        foreach ((char letter, int wide, int tall, bool bold) in _line)
        {
            if (x + (wide * PaperFont.Width) > Width)
            {
                throw new InvalidOperationException("a line is wider than the paper");
            }

            Burn(letter, x, top + tallest - (tall * PaperFont.Height), wide, tall, bold);
            x += wide * PaperFont.Width;
        }

        _line.Clear();
    }

    private void Burn(char letter, int left, int top, int wide, int tall, bool bold)
    {
        for (int y = 0; y < PaperFont.Height * tall; y++)
        {
            for (int x = 0; x < PaperFont.Width * wide; x++)
            {
                bool black = PaperFont.IsBlack(letter, x / wide, y / tall)
                    || (bold && x > 0 && PaperFont.IsBlack(letter, (x - 1) / wide, y / tall));
                Rows[top + y][left + x] |= black;
            }
        }
    }
}
