using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// Cash beside sales (R53, R54): float, skim, pay-in, expense, count by denomination with its difference sealed, drawer
/// opened without a sale. One thread.
/// </summary>
public sealed class CashOffice
{
    /// <summary>Counts whose difference is told within one counting; the last of them stands.</summary>
    public const int CountsMax = 3;

    private readonly TillDesk _desk;
    private readonly FiscalChain _chain;
    private readonly TicketWriter _writer;
    private readonly EventWriter _events;
    private int _confirmed, _counts;

    /// <summary>Cents counted so far, by denominations.</summary>
    public int CountedCents;

    /// <summary>True once a denomination was entered in the count that runs.</summary>
    public bool Counting;

    /// <summary>True when the count that runs was typed once, differed and is to be made again.</summary>
    public bool Differs
    {
        get { return _confirmed >= 0; }
    }

    /// <summary>Office of a desk.</summary>
    public CashOffice(TillDesk desk, FiscalChain chain, TicketWriter writer, EventWriter events)
    {
        _desk = desk;
        _chain = chain;
        _writer = writer;
        _events = events;
    }

    /// <summary>Cents that should be in the drawer, as far as counted since the last day closing.</summary>
    public long ExpectedCents
    {
        get { return _chain.State.DayPeriod.Figures[PeriodTotals.CashExpected]; }
    }

    /// <summary>Starts a count.</summary>
    public void BeginCount()
    {
        CountedCents = 0;
        Counting = false;
        _confirmed = -1;
        _counts = 0;
    }

    /// <summary>
    /// A key of the count: digits typed, then a note key (that many notes) or a department key (that many coins of
    /// 2 EUR down to 1 cent); without digits one. True when the key was one of these.
    /// </summary>
    public bool PressDenomination(int key)
    {
        int value = Denomination(key);
        if (value == 0)
        {
            return false;
        }

        int pieces = _desk.Entry.DigitCount > 0 ? _desk.Entry.TakeDigits() : 1;
        long sum = CountedCents + (long)pieces * value;
        if (sum > Limits.TicketCentsMax)
        {
            _desk.Refuse(TillMessage.AmountTooLarge);
            return true;
        }

        CountedCents = (int)sum;
        Counting = true;
        return true;
    }

    /// <summary>
    /// Ends the count with what was typed or added up. What it differs by is a sealed event before it is told, to a
    /// cashier only that it differs (R53): nobody feels his way to the expected sum without a trace. A difference wants
    /// the count again; the same count twice stands, and so does the last of <see cref="CountsMax"/>. True once it is
    /// sealed.
    /// </summary>
    public bool EndCount(long nowMs)
    {
        int cents = _desk.Entry.DigitCount > 0 ? _desk.Entry.TakeDigits() : CountedCents;
        long difference = cents - ExpectedCents;
        if (_confirmed != cents)
        {
            int outcome = _events.Write(JetCode.DrawerCount, _desk.Operator, difference, cents, nowMs);
            if (outcome != RecordJournal.Stored)
            {
                _desk.RefuseCommit(outcome);
                return false;
            }

            _confirmed = cents;
            CountedCents = cents;
            _counts++;
            if (difference != 0 && _counts < CountsMax)
            {
                _desk.Refuse(_desk.CountsBlind ? TillMessage.CountAgain : TillMessage.CountDiffers);
                _desk.MessageValue = (int)difference;
                return false;
            }
        }

        return Move(CashLayout.TypeCount, cents, nowMs);
    }

    /// <summary>Seals a movement of cash; true when it is durable. The drawer opens.</summary>
    public bool Move(int type, int cents, long nowMs)
    {
        int outcome = _writer.WriteCash(type, cents, _desk.Operator, nowMs);
        if (outcome != RecordJournal.Stored)
        {
            _desk.RefuseCommit(outcome);
            return false;
        }

        if (type != CashLayout.TypeCount)
        {
            _desk.Drawers.Open(nowMs);
        }

        _desk.Say(TillMessage.CashNoted);
        return true;
    }

    /// <summary>Opens the drawer without a sale: a technical event first (R53).</summary>
    public void OpenDrawer(int reason, long nowMs)
    {
        int outcome = _events.Write(JetCode.DrawerOpened, _desk.Operator, reason, 0, nowMs);
        if (outcome != RecordJournal.Stored)
        {
            _desk.RefuseCommit(outcome);
            return;
        }

        _desk.Drawers.Open(nowMs);
        _desk.Say(TillMessage.DrawerReason);
        _desk.MessageValue = reason;
    }

    private static int Denomination(int key)
    {
        switch (key)
        {
            case Key.Note5: return 500;
            case Key.Note10: return 1000;
            case Key.Note20: return 2000;
            case Key.Note50: return 5000;
            case Key.Department1: return 200;
            case Key.Department1 + 1: return 100;
            case Key.Department1 + 2: return 50;
            case Key.Department1 + 3: return 20;
            case Key.Department1 + 4: return 10;
            case Key.Department1 + 5: return 5;
            case Key.Department1 + 6: return 2;
            case Key.Department8: return 1;
            default: return 0;
        }
    }
}
