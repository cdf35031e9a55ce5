using Kiosk.Firmware.Paper;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// Prints one receipt at a time, a few bytes per step, and never waits. Paper that runs out stops it; after a reload it
/// goes on where it stopped and says so (R58). One thread.
/// </summary>
public sealed class ReceiptPrinter
{
    /// <summary>
    /// A printer that takes nothing for this long, paper and cover being in order, ends the job as failed.
    /// </summary>
    public const int SilentMs = 30_000;

    /// <summary>
    /// A stop for paper or cover longer than this ends the job as failed; the sale is valid all the same.
    /// </summary>
    public const int StopMs = 1_800_000;

    private const int PiecesPerStep = 8, StoppedPollMs = 200, BusyPollMs = 10, ConfirmPollMs = 50;
    private const int Stopped = Printer.PaperOut | Printer.Offline | Printer.CoverOpen;
    private readonly PrinterProfile _profile = new PrinterProfile();
    private readonly ReceiptLine _line = new ReceiptLine();
    private readonly Sale _sale = new Sale();
    private readonly ReceiptText _receipt;
    private readonly ZText _closing;
    private readonly InspectionSlip _inspection;
    private Slip _slip;
    private int _sent;
    private long _progressMs;
    private bool _stopped, _paperOut, _begun, _asked;

    /// <summary>Facts of the receipt under way or just ended; to be filled only when not <see cref="Busy"/>.</summary>
    public readonly ReceiptFacts Facts = new ReceiptFacts();

    /// <summary>True while a receipt is under way.</summary>
    public bool Busy;

    /// <summary>
    /// Rank of the receipt under way or just ended: 0 the original, else that of the copy. Its ticket number.
    /// </summary>
    public int Copy;

    /// <summary>See <see cref="Copy"/>.</summary>
    public long Number;

    /// <summary>
    /// True once, after the printer confirmed that all of it is on paper: only then does the edition count (R16).
    /// </summary>
    public bool Completed;

    /// <summary>True when the printer said, before or after the last paper, that its roll ends soon (R58).</summary>
    public bool PaperLow;

    /// <summary>True once, when paper ran out during a receipt.</summary>
    public bool RanOut;

    /// <summary>True once, when the job was given up.</summary>
    public bool GivenUp;

    /// <summary>
    /// True when the printer was off while bytes of this paper were on their way: what it held is lost, and the paper
    /// cannot be continued (R57).
    /// </summary>
    public bool Broken;

    /// <summary>Printer of a terminal's receipts.</summary>
    public ReceiptPrinter(string terminal)
    {
        QrPaper qr = new QrPaper();
        Settings none = new Settings();
        _receipt = new ReceiptText(terminal, _line, _profile, qr, _sale, Facts, none);
        _closing = new ZText(terminal, _line, _profile, qr, none);
        _inspection = new InspectionSlip(terminal, _line, _profile, qr, none);
        _slip = _receipt;
    }

    /// <summary>Terminal of the papers to come.</summary>
    public string Terminal
    {
        set
        {
            _receipt.Terminal = value;
            _closing.Terminal = value;
            _inspection.Terminal = value;
        }
    }

    /// <summary>Starts a receipt of a closed sale paid in cash; call only when not <see cref="Busy"/>.</summary>
    public void Start(Sale sale, Settings settings, int software, long wallSeconds, long nowMs)
    {
        Facts.Clear();
        Facts.AddTender(TicketLayout.TenderCash, sale.GivenCents);
        Facts.ChangeCents = sale.ChangeCents;
        StartReceipt(sale, settings, software, wallSeconds, nowMs);
    }

    /// <summary>
    /// Starts a receipt with all that is known of it, facts of the caller or <see cref="Facts"/> themselves; call only
    /// when not <see cref="Busy"/>. The papers that the sale has had tell whether it is the original or which copy.
    /// </summary>
    public void Start(Sale sale, ReceiptFacts facts, Settings settings, int software, long wallSeconds, long nowMs)
    {
        if (facts != Facts)
        {
            Facts.CopyFrom(facts);
        }

        StartReceipt(sale, settings, software, wallSeconds, nowMs);
    }

    /// <summary>
    /// Starts the paper of an X reading or a closing, which must stay as it is until it is printed; call only when not
    /// <see cref="Busy"/>.
    /// </summary>
    public void Start(ZReport report, Settings settings, int software, long nowMs)
    {
        Copy = report.CopyRank;
        Number = report.Number;
        _profile.Take(settings);
        _closing.Start(report, settings, software);
        StartSlip(_closing, nowMs);
    }

    /// <summary>
    /// Starts pages of QR codes of a file of the drive (R31), which must stay as it is until they are printed; call
    /// only when not <see cref="Busy"/>.
    /// </summary>
    public void Start(Drive drive, int file, Settings settings, long wallSeconds, long nowMs)
    {
        Copy = 0;
        Number = 0;
        _profile.Take(settings);
        _inspection.Start(drive, file, settings, wallSeconds);
        StartSlip(_inspection, nowMs);
    }

    /// <summary>Sends what the printer takes now; returns when to call again (monotonic ms).</summary>
    public long Step(Printer printer, long nowMs)
    {
        if (!Busy)
        {
            return long.MaxValue;
        }

        int status = printer.Status;
        PaperLow = (status & Printer.NearEnd) != 0;
        if ((status & Stopped) != 0)
        {
            Stop(status, nowMs);
            return nowMs + StoppedPollMs;
        }

        if (Broken)
        {
            // Back again, without the lines that it held: nothing more is sent of a paper with a hole.
            GiveUp();
            return nowMs + 1;
        }

        if (_asked)
        {
            return AwaitConfirmation(printer, nowMs);
        }

        for (int i = 0; i < PiecesPerStep && Busy; i++)
        {
            if (!SendPiece(printer, nowMs))
            {
                break;
            }
        }

        if (Busy && nowMs - _progressMs > SilentMs)
        {
            GiveUp();
        }

        return Busy ? nowMs + BusyPollMs : nowMs + 1;
    }

    private void StartReceipt(Sale sale, Settings settings, int software, long wallSeconds, long nowMs)
    {
        _sale.CopyFrom(sale);
        Copy = sale.Papers;
        Number = sale.Number;
        _profile.Take(settings);
        _receipt.Start(settings, software, Copy, wallSeconds);
        StartSlip(_receipt, nowMs);
    }

    private void StartSlip(Slip slip, long nowMs)
    {
        _slip = slip;
        Busy = true;
        Completed = false;
        RanOut = false;
        GivenUp = false;
        Broken = false;
        _line.SetUp(_profile.Columns, _profile.CodePage);
        _line.Begin();
        _sent = 0;
        _progressMs = nowMs;
        _stopped = false;
        _begun = false;
        _asked = false;
    }

    private long AwaitConfirmation(Printer printer, long nowMs)
    {
        if (printer.Confirmed(nowMs))
        {
            Busy = false;
            Completed = true;
            return nowMs + 1;
        }

        if (nowMs - _progressMs > SilentMs)
        {
            GiveUp();
        }

        return nowMs + ConfirmPollMs;
    }

    // True when the piece is out whole and the next one may follow in this step.
    private bool SendPiece(Printer printer, long nowMs)
    {
        if (_sent == _line.Length && !Fill())
        {
            printer.AskConfirmation(_profile.AnswersInOrder, nowMs);
            _asked = true;
            return false;
        }

        if (_line.Length == 0)
        {
            // A piece of work, not of paper: one in a step is enough.
            _progressMs = nowMs;
            return false;
        }

        int taken = printer.Write(_line.Bytes, _sent, _line.Length - _sent);
        if (taken > 0)
        {
            _sent += taken;
            _progressMs = nowMs;
            _begun = true;
        }

        return _sent == _line.Length;
    }

    private bool Fill()
    {
        _sent = 0;
        if (_stopped)
        {
            _stopped = false;
            if (_begun)
            {
                _slip.Resumed(_paperOut);
                return true;
            }
        }

        if (_slip.Next())
        {
            return true;
        }

        _line.Begin();
        return false;
    }

    private void Stop(int status, long nowMs)
    {
        bool paperOut = (status & Printer.PaperOut) != 0;
        Broken |= _begun && (status & (Printer.Offline | Printer.PaperOut | Printer.CoverOpen)) == Printer.Offline;
        if (!_stopped)
        {
            _stopped = true;
            _paperOut = paperOut;
            RanOut = paperOut && _begun;
            _progressMs = nowMs;
        }
        else if (nowMs - _progressMs > StopMs)
        {
            GiveUp();
        }
    }

    private void GiveUp()
    {
        Busy = false;
        GivenUp = true;
    }
}
