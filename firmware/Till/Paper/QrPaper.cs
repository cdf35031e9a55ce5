using Kiosk.Firmware.Selling;

namespace Kiosk.Firmware.Paper;

/// <summary>
/// Puts a QR code on paper: by the printer itself (GS ( k) or as dots (GS v 0), in pieces that fit the line buffer. One
/// thread.
/// </summary>
public sealed class QrPaper
{
    /// <summary>Light modules around the code; dots of a module at most and at least.</summary>
    public const int Quiet = 4, DotsMax = 6, DotsMin = 2;

    private const int ChunkBytes = 120, RasterHead = 11;
    private readonly QrCode _code = new QrCode();
    private byte[] _text = new byte[0];
    private int _length, _dots, _chunks, _work;
    private bool _native;

    /// <summary>Pieces that <see cref="Write"/> knows; 0 when nothing is to be drawn.</summary>
    public int Pieces;

    /// <summary>
    /// Starts a code; the bytes must stay as they are until it is printed. False when the printer has no QR, or the
    /// text does not fit a code, or the code the paper.
    /// </summary>
    public bool Begin(byte[] text, int length, PrinterProfile profile)
    {
        return Begin(text, length, profile, DotsMax);
    }

    /// <summary>Starts a code of a number of dots per module at most.</summary>
    public bool Begin(byte[] text, int length, PrinterProfile profile, int dotsMax)
    {
        Pieces = 0;
        int version = QrTable.VersionFor(length);
        if (length == 0 || version == 0 || (!profile.QrNative && !profile.QrRaster))
        {
            return false;
        }

        int modules = QrTable.Size(version) + 2 * Quiet;
        _dots = profile.Dots / modules;
        _dots = _dots > dotsMax ? dotsMax : _dots;
        while (profile.QrRaster && _dots * RowBytes(modules, _dots) + RasterHead > ReceiptLine.BytesMax)
        {
            _dots--;
        }

        if (_dots < DotsMin)
        {
            return false;
        }

        _text = text;
        _length = length;
        _native = profile.QrNative;
        _chunks = (length + ChunkBytes - 1) / ChunkBytes;
        _work = QrTable.Blocks(version) + 1 + (QrTable.Size(version) - 1) / 2;
        Pieces = _native ? _chunks + 2 : _work + modules + 1;
        return _native || _code.Begin(text, length);
    }

    /// <summary>Builds a piece.</summary>
    public void Write(ReceiptLine line, int piece)
    {
        if (_native)
        {
            WriteNative(line, piece);
        }
        else if (piece < _work)
        {
            _code.Work();
        }
        else if (piece < Pieces - 1)
        {
            WriteRow(line, piece - _work - Quiet, piece == _work);
        }
        else
        {
            line.Command(0x1B, 0x61, 0);
        }
    }

    private void WriteNative(ReceiptLine line, int piece)
    {
        if (piece == 0)
        {
            line.Raw(10);
            line.Command(0x1B, 0x61, 1);
            Head(line, 4, 0x41);
            line.Raw(0x32);
            line.Raw(0);
            Head(line, 3, 0x43);
            line.Raw(_dots);
            Head(line, 3, 0x45);
            line.Raw(0x31);
            Head(line, _length + 3, 0x50);
            line.Raw(0x30);
        }
        else if (piece <= _chunks)
        {
            int first = (piece - 1) * ChunkBytes;
            for (int i = first; i < first + ChunkBytes && i < _length; i++)
            {
                line.Raw(_text[i]);
            }
        }
        else
        {
            Head(line, 3, 0x51);
            line.Raw(0x30);
            line.Raw(10);
            line.Command(0x1B, 0x61, 0);
        }
    }

    // GS ( k, length low and high, 1, function.
    private static void Head(ReceiptLine line, int length, int function)
    {
        line.Command(0x1D, 0x28, 0x6B);
        line.Raw(length & 0xFF);
        line.Raw(length >> 8);
        line.Raw(0x31);
        line.Raw(function);
    }

    // One row of modules as dots, high as a module.
    private void WriteRow(ReceiptLine line, int y, bool first)
    {
        if (first)
        {
            line.Command(0x1B, 0x61, 1);
        }

        int bytes = RowBytes(_code.Size + 2 * Quiet, _dots);
        line.Command(0x1D, 0x76, 0x30);
        line.Command(0, bytes, 0);
        line.Raw(_dots);
        line.Raw(0);
        for (int row = 0; row < _dots; row++)
        {
            WriteDots(line, y, bytes);
        }
    }

    private static int RowBytes(int modules, int dots)
    {
        return (modules * dots + 7) / 8;
    }

    private void WriteDots(ReceiptLine line, int y, int bytes)
    {
        for (int i = 0; i < bytes; i++)
        {
            int value = 0;
            for (int bit = 0; bit < 8; bit++)
            {
                int x = (i * 8 + bit) / _dots - Quiet;
                value = value << 1 | (_code.IsDark(x, y) ? 1 : 0);
            }

            line.Raw(value);
        }
    }
}
