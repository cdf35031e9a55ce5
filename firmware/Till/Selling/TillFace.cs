using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// What the till shows: the merchant's display, by what goes on at the desk, and the customer's. One thread.
/// </summary>
public sealed class TillFace
{
    private const int Note = 5_000;
    private readonly KioskParts _parts;
    private readonly TillDesk _desk;
    private readonly TillFacts _facts;
    private readonly PaperDesk _paper;
    private readonly RecordJournal _journal;
    private readonly TillScreen _screen;
    private readonly CustomerScreen? _customer;

    /// <summary>Faces of a terminal.</summary>
    public TillFace(KioskParts parts, string terminal, TillDesk desk, TillFacts facts, PaperDesk paper,
        RecordJournal journal)
    {
        _parts = parts;
        _desk = desk;
        _facts = facts;
        _paper = paper;
        _journal = journal;
        _screen = new TillScreen(terminal);
        _customer = parts.CustomerDisplay == null ? null : new CustomerScreen();
    }

    /// <summary>Terminal that is shown: another one when the merchants change.</summary>
    public string Terminal
    {
        set { _screen.Terminal = value; }
    }

    /// <summary>Lines that the merchant's display did not take since start.</summary>
    public int Failures
    {
        get { return _screen.Failures; }
    }

    /// <summary>
    /// Shows what changed; returns when to call again at the latest (monotonic ms). The last ticket, 0 none, and if
    /// the gateway has it, stand in the status line.
    /// </summary>
    public long Show(long lastTicket, bool acknowledged, long nowMs)
    {
        if (_parts.Lcd == null)
        {
            return long.MaxValue;
        }

        _screen.Shared = _desk.Settings.HasTwoMerchants ? _desk.Settings : null;
        _screen.Online = _parts.Uplink.Connected;
        _screen.LastTicket = lastTicket;
        _screen.Acknowledged = acknowledged;
        ChooseMessage();
        if (!_desk.Settings.Sells)
        {
            _screen.ShowVacant();
        }
        else if (_desk.HelpShown)
        {
            _screen.ShowHelp();
        }
        else if (_desk.AboutShown)
        {
            _screen.ShowAbout();
        }
        else if (_desk.Menu.Mode == TillMenu.Walkers)
        {
            _screen.ShowWalkers(_desk.Site.SecondsLeft(nowMs), _desk.Site.In, _desk.Site.Out);
        }
        else if (_desk.Menu.Mode != TillMenu.Closed)
        {
            _screen.ShowMenu(_desk.Menu, _desk.Entry, _desk.Functions.Cash.CountedCents, _desk.Basket.Sale);
        }
        else if (_desk.ChangeShown && _screen.Message == TillMessage.None)
        {
            _screen.ShowChange(_desk.Last);
        }
        else
        {
            _screen.ShowBasket(_desk.Basket.Sale, _desk.Entry);
        }

        return _screen.Refresh(_parts.Lcd) ? long.MaxValue : nowMs + LcdPage.RetryMs;
    }

    /// <summary>Shows the customer what changed; returns when to call again.</summary>
    public long ShowCustomer(long nowMs)
    {
        if (_customer == null)
        {
            return long.MaxValue;
        }

        _customer.Training = _facts.TrainingManager > 0;
        if (_desk.ChangeShown)
        {
            _customer.ShowChange(_desk.Last);
        }
        else
        {
            _customer.ShowSale(_desk.Basket.Sale);
        }

        return _customer.Refresh(_parts.CustomerDisplay!) ? long.MaxValue : nowMs + LcdPage.RetryMs;
    }

    // A stopped printer is told while a receipt waits, a fault that is news until the next key; but neither they nor
    // what can wait longer covers change, typed digits, a question or the answer to a key (R42).
    private void ChooseMessage()
    {
        _screen.Message = _desk.Message;
        _screen.MessageValue = _desk.MessageValue;
        _screen.Training = _facts.TrainingManager > 0;
        int status = _paper.Status;
        int news = NewsOfFaults();
        bool idle = IsIdle;
        bool told = idle || (_desk.Message == TillMessage.Printing && _desk.Menu.Mode == TillMenu.Closed);
        if (told && (status & Printer.PaperOut) != 0)
        {
            _screen.Message = TillMessage.NoPaper;
        }
        else if (told && (status & (Printer.Offline | Printer.CoverOpen)) != 0)
        {
            _screen.Message = TillMessage.PrinterStopped;
        }
        else if (news != TillMessage.None)
        {
            _screen.Message = news;
            _desk.FaultShown = true;
        }
        else if (idle && _journal.UsedPercent >= Till.WarnPercent)
        {
            _screen.Message = TillMessage.StorageFilling;
            _screen.MessageValue = _journal.UsedPercent;
        }
        else if (_desk.Basket.Sale.IsEmpty && IsQuiet && _paper.RunsLow && !_desk.Functions.Locked)
        {
            _screen.Message = TillMessage.PaperLow;
        }
        else if (idle && _desk.CityRefuses)
        {
            _screen.Message = TillMessage.CityRefuses;
        }
        else if (idle && SkimAdvised())
        {
            // Whole notes only for who counts blind: the sum itself is not to be worked out from it.
            int over = (int)(_desk.Functions.Cash.ExpectedCents - _desk.Settings.SkimCents);
            _screen.Message = TillMessage.SkimAdvised;
            _screen.MessageValue = _desk.CountsBlind ? (over / Note + 1) * Note : over;
        }
        else if (idle && _desk.Functions.Locked)
        {
            _screen.Message = TillMessage.SignInFirst;
        }
        else if (_desk.Clockless && IsQuiet && _desk.Basket.Sale.IsEmpty)
        {
            _screen.Message = TillMessage.TimeUnknown;
        }
    }

    private bool IsQuiet
    {
        get { return IsIdle && !_desk.HelpShown && !_desk.AboutShown; }
    }

    private bool IsIdle
    {
        get { return _desk.Message == TillMessage.None && _desk.IsIdle; }
    }

    // Lost keys concern the sale under way; the rest waits until it is over.
    private int NewsOfFaults()
    {
        int message = TillMessage.OfFault(_parts.Faults.Unseen);
        return IsQuiet && (message == TillMessage.KeysLost || _desk.Basket.Sale.IsEmpty) ? message : TillMessage.None;
    }

    // Only between two sales.
    private bool SkimAdvised()
    {
        int limit = _desk.Settings.SkimCents;
        return limit > 0 && _desk.Basket.Sale.IsEmpty && _desk.Functions.Cash.ExpectedCents > limit;
    }
}
