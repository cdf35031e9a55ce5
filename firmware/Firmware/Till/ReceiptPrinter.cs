using Kiosk.Firmware.Parts;
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

    private const int PiecesPerStep = 8;
    private const int Stopped = Printer.PaperOut | Printer.Offline | Printer.CoverOpen;
    private readonly ReceiptLine _line = new ReceiptLine();
    private readonly ReceiptText _text;
    private readonly Sale _sale = new Sale();
    private int _sent;
    private long _progressMs;
    private bool _stopped;

    /// <summary>True while a receipt is under way.</summary>
    public bool Busy;

    /// <summary>
    /// Rank of the receipt under way or just ended: 0 the original, else that of the copy. Its ticket number.
    /// </summary>
    public int Copy;

    /// <summary>See <see cref="Copy"/>.</summary>
    public long Number;

    /// <summary>True once, after the last byte was taken by a printer in order (R16).</summary>
    public bool Completed;

    /// <summary>True once, when paper ran out during a receipt.</summary>
    public bool RanOut;

    /// <summary>True once, when the job was given up.</summary>
    public bool GivenUp;

    /// <summary>Printer of a terminal's receipts.</summary>
    public ReceiptPrinter(string terminal, Settings settings)
    {
        _text = new ReceiptText(terminal, _line, _sale, settings);
    }

    /// <summary>Starts a receipt of a closed sale; call only when not <see cref="Busy"/>.</summary>
    public void Start(Sale sale, Settings settings, int software, long wallSeconds, long nowMs)
    {
        _sale.CopyFrom(sale);
        Copy = sale.Papers;
        Number = sale.Number;
        _text.Start(_sale, settings, software, Copy, wallSeconds);
        Busy = true;
        Completed = false;
        RanOut = false;
        GivenUp = false;
        _line.Begin();
        _sent = 0;
        _progressMs = nowMs;
        _stopped = false;
    }

    /// <summary>Sends what the printer takes now; returns when to call again (monotonic ms).</summary>
    public long Step(Printer printer, long nowMs)
    {
        if (!Busy)
        {
            return long.MaxValue;
        }

        if ((printer.Status & Stopped) != 0)
        {
            Stop(printer.Status, nowMs);
            return nowMs + 200;
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

        return Busy ? nowMs + 10 : nowMs + 1;
    }

    // True when the piece is out whole and the next one may follow.
    private bool SendPiece(Printer printer, long nowMs)
    {
        if (_sent == _line.Length && !Fill())
        {
            Busy = false;
            Completed = true;
            return false;
        }

        int taken = printer.Write(_line.Bytes, _sent, _line.Length - _sent);
        if (taken > 0)
        {
            _sent += taken;
            _progressMs = nowMs;
        }

        return _sent == _line.Length;
    }

    private bool Fill()
    {
        _sent = 0;
        if (_stopped)
        {
            _stopped = false;
            _text.Resumed();
            return true;
        }

        while (_text.Next())
        {
            if (_line.Length > 0)
            {
                return true;
            }
        }

        _line.Begin();
        return false;
    }

    private void Stop(int status, long nowMs)
    {
        if (!_stopped)
        {
            _stopped = true;
            RanOut = (status & Printer.PaperOut) != 0;
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
