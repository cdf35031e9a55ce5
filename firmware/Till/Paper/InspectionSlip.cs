using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Paper;

/// <summary>
/// The inspector's export as pages of QR codes (R31): each holds its number and a part of the file; the parts one after
/// the other are the file. Bounded: what is over <see cref="PagesMax"/> stays on the drive and is said so. One thread.
/// </summary>
public sealed class InspectionSlip : Slip
{
    /// <summary>Pages of one paper at most, about two metres; bytes of the file in a page.</summary>
    public const int PagesMax = 40, PageBytes = 256;

    private const int Opening = 0, Intro = 3, Outro = 2;
    /// <summary>Terminal of the pages.</summary>
    public string Terminal;

    private readonly byte[] _text = new byte[QrTable.BytesMax];
    private readonly QrPaper _qr;
    private Drive? _drive;
    private int _file, _pages, _all, _loaded;
    private long _wallSeconds;

    /// <summary>Pages of a terminal, built in a line buffer for a printer.</summary>
    public InspectionSlip(string terminal, ReceiptLine line, PrinterProfile profile, QrPaper qr, Settings none)
        : base(line, profile, none)
    {
        Terminal = terminal;
        _qr = qr;
    }

    /// <summary>Starts the pages of a file.</summary>
    public void Start(Drive drive, int file, Settings settings, long wallSeconds)
    {
        _drive = drive;
        _file = file;
        _wallSeconds = wallSeconds;
        Merchant = settings;
        int length = drive.Length(file);
        _all = length < 1 ? 0 : (length + PageBytes - 1) / PageBytes;
        _pages = _all > PagesMax ? PagesMax : _all;
        _loaded = 0;
        Rewind();
    }

    /// <inheritdoc/>
    protected override int Sections
    {
        get { return _pages + 2; }
    }

    /// <inheritdoc/>
    protected override int Pieces(int section)
    {
        if (section == Opening)
        {
            return Intro;
        }

        if (section > _pages)
        {
            return Outro;
        }

        if (section != _loaded)
        {
            _loaded = section;
            _qr.Begin(_text, Load(section), Profile);
        }

        return _qr.Pieces + 1;
    }

    /// <inheritdoc/>
    protected override void Write(int section, int piece)
    {
        if (section == Opening)
        {
            WriteOpening(piece);
        }
        else if (section <= _pages)
        {
            if (piece < _qr.Pieces)
            {
                _qr.Write(Out, piece);
            }
            else
            {
                WriteCaption(section);
            }
        }
        else if (piece == 0)
        {
            WriteRest();
        }
        else
        {
            WriteEnd();
        }
    }

    private void WriteOpening(int piece)
    {
        switch (piece)
        {
            case 0: WriteStart(0); break;
            case 1: WriteBanner("CONTRÔLE"); break;
            default:
                Out.Left("Caisse ");
                Out.Left(Terminal);
                LeftMomentAfter();
                Out.End();
                break;
        }
    }

    private void LeftMomentAfter()
    {
        if (_wallSeconds > 0)
        {
            Out.Left(", ");
            LeftMoment(_wallSeconds);
        }
    }

    // "KC1/K07/3/31/" and its part of the file. Returns the length, 0 when the drive does not give it.
    private int Load(int page)
    {
        int at = Digits.WriteText(_text, 0, "KC1/");
        at += Digits.WriteText(_text, at, Terminal);
        _text[at++] = (byte)'/';
        at += Digits.Write(_text, at, page);
        _text[at++] = (byte)'/';
        at += Digits.Write(_text, at, _all);
        _text[at++] = (byte)'/';
        int read = _drive!.Read(_file, (page - 1) * PageBytes, _text, at, PageBytes);
        return read > 0 ? at + read : 0;
    }

    private void WriteCaption(int page)
    {
        Out.Left("Page ");
        Out.LeftNumber(page, 1);
        Out.Left("/");
        Out.LeftNumber(_all, 1);
        Out.Left(_qr.Pieces == 0 ? " : illisible ici" : "");
        Out.EndCentred();
    }

    private void WriteRest()
    {
        if (_all > _pages)
        {
            Out.LeftNumber(_all - _pages, 1);
            Out.Left(" pages de plus sur le support");
            Out.End();
        }
    }
}
