using Kiosk.Fiscal;
using Kiosk.Firmware.Journal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// Finds a ticket of this kiosk by its number and puts it into the basket, with what later tickets have given back of
/// it. Reads a few records per step, so that the till never stands still, and is only sure of itself (R13) when every
/// ticket since the original is on the drive. One thread.
/// </summary>
public sealed class TicketSearch
{
    /// <summary>
    /// State of a search: none, running, found, number not given yet, older than what the drive holds, lost on it or
    /// followed by tickets that are.
    /// </summary>
    public const int Idle = 0, Running = 1, Found = 2, Unknown = 3, Gone = 4, Unsure = 5;

    /// <summary>Records read in one step at most, to go to the ticket and then from it on.</summary>
    public const int RecordsPerStep = 24;

    private readonly TicketFinder _finder;
    private readonly TillDesk _desk;
    private readonly Record _record;
    private readonly byte[] _lineOf = new byte[Sale.LinesWithDetailMax];
    private readonly int[] _offOf = new int[Sale.LinesWithDetailMax];
    private long _detailOf;
    private bool _refers, _deposits;
    private int _depositBack;
    private long _seen;
    private bool _holes;

    /// <summary>What is left of the original.</summary>
    public readonly RefundBook Book;

    /// <summary>Number searched for.</summary>
    public long Number;

    /// <summary>True when the original was cancelled for another tender (R14) or wholly given back.</summary>
    public bool Corrected;

    /// <summary>Cents of it that suspended items have paid and no return has given back to them.</summary>
    public int Suspended;

    /// <summary>Cents of it that paper meal vouchers have paid and no return has given back.</summary>
    public int Vouchers;

    /// <summary>Cents of deposits taken with it that no later ticket has given back (R45).</summary>
    public int Deposit;

    /// <summary>Segment in which it begins (<see cref="TicketFinder.Segment"/>).</summary>
    public long Segment;

    /// <summary>Rank of the last copy of it, 0 none.</summary>
    public int CopyRank;

    /// <summary>One of the states.</summary>
    public int State;

    /// <summary>Search in the journal of this kiosk; the record is used within one call only.</summary>
    public TicketSearch(RecordJournal journal, TillDesk desk, Record scratch)
    {
        _finder = journal.NewFinder();
        _desk = desk;
        _record = scratch;
        Book = new RefundBook(desk.Basket.Sale.LinesMax);
    }

    private Sale Basket
    {
        get { return _desk.Basket.Sale; }
    }

    /// <summary>Starts a search; the basket is empty and receives what is found.</summary>
    public void Start(long number)
    {
        Number = number;
        State = Running;
        Corrected = false;
        CopyRank = 0;
        Deposit = 0;
        _depositBack = 0;
        _detailOf = 0;
        _refers = false;
        _seen = 0;
        _holes = false;
        Book.Begin();
        _desk.Basket.Clear();
        _finder.Start(number);
    }

    /// <summary>Gives the search up.</summary>
    public void Stop()
    {
        State = Idle;
    }

    /// <summary>Reads on; true when the state changed.</summary>
    public bool Step()
    {
        if (Number < 1 || Number >= _desk.NextTicket)
        {
            State = Unknown;
            return true;
        }

        if (!_finder.Done)
        {
            _finder.Step(_record, RecordsPerStep);
            if (!_finder.Done)
            {
                return false;
            }

            if (!_finder.Held)
            {
                State = Gone;
                return true;
            }
        }

        for (int i = 0; i < RecordsPerStep && State == Running; i++)
        {
            if (!_finder.Read(_record))
            {
                bool all = Basket.Number == Number && !_holes && _seen == _desk.NextTicket - 1;
                State = all ? Found : Unsure;
                return true;
            }

            if (_finder.IsOurs(_record))
            {
                Take();
            }
        }

        return false;
    }

    private void Take()
    {
        switch (_record.Kind)
        {
            case RecordKind.LineGroup:
                if (_record.Values[LineGroupLayout.Number] == Number && Basket.Number == 0)
                {
                    TakeLines(LineGroupLayout.Lines, (int)_record.Values[LineGroupLayout.LineCount]);
                }

                break;
            case RecordKind.TicketDetail:
                TakeDetail();
                break;
            case RecordKind.Ticket:
                TakeTicket();
                break;
            case RecordKind.Duplicate:
                TakeCopy();
                break;
        }
    }

    private void TakeTicket()
    {
        long number = _record.Values[TicketLayout.Number];
        int tenders = (int)_record.Values[TicketLayout.TenderCount];
        int first = TicketLayout.Tenders + tenders * TicketLayout.TenderWidth;
        _holes |= _seen > 0 && number != _seen + 1;
        _seen = number >= Number ? number : 0;
        if (number == Number && Basket.Number == 0)
        {
            TakeOriginal(tenders, first);
        }
        else if (_refers && _detailOf == number)
        {
            Corrected = Corrected || _record.Values[TicketLayout.Operation] == TicketLayout.OperationCancel;
            Suspended += PaidIn(TicketLayout.TenderSuspended, tenders);
            Vouchers += PaidIn(TicketLayout.TenderMealPaper, tenders);
            TakeBack(first, (int)_record.Values[TicketLayout.LineCount]);
        }

        if (number != Number)
        {
            Deposit += _detailOf == number ? _depositBack : 0;
            _depositBack = 0;
            _refers = false;
        }
    }

    private int PaidIn(int type, int tenders)
    {
        int cents = 0;
        for (int i = 0; i < tenders; i++)
        {
            int at = TicketLayout.Tenders + i * TicketLayout.TenderWidth;
            cents += _record.Values[at] == type ? (int)_record.Values[at + 1] : 0;
        }

        return cents;
    }

    private void TakeCopy()
    {
        bool ours = _record.Values[DuplicateLayout.OriginalKind] == RecordKind.Ticket
            && _record.Values[DuplicateLayout.OriginalNumber] == Number;
        if (ours && _record.Values[DuplicateLayout.Rank] > CopyRank)
        {
            CopyRank = (int)_record.Values[DuplicateLayout.Rank];
        }
    }

    private void TakeOriginal(int tenders, int first)
    {
        Sale sale = Basket;
        TakeLines(first, (int)_record.Values[TicketLayout.LineCount]);
        for (int i = 0; i < tenders; i++)
        {
            int at = TicketLayout.Tenders + i * TicketLayout.TenderWidth;
            _desk.Basket.AddTender((int)_record.Values[at], (int)_record.Values[at + 1]);
        }

        sale.Operation = (int)_record.Values[TicketLayout.Operation];
        sale.ChangeCents = (int)_record.Values[TicketLayout.Change];
        sale.Number = Number;
        sale.Sequence = _record.Sequence;
        sale.WallSeconds = _record.WallSeconds;
        sale.ClockQuality = (int)_record.Values[TicketLayout.ClockQuality];
        sale.Operator = (int)_record.Values[TicketLayout.Operator];
        Segment = _finder.Segment;
        Suspended = PaidIn(TicketLayout.TenderSuspended, tenders);
        Vouchers = PaidIn(TicketLayout.TenderMealPaper, tenders);
        sale.AddUp();
        for (int line = 0; line < sale.LineCount; line++)
        {
            bool sold = sale.Operation == TicketLayout.OperationSale;
            Book.Sold(sold ? sale.Quantity[line] : 0, sold ? sale.LineCents(line) : 0);
        }
    }

    private void TakeLines(int first, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int at = first + i * TicketLayout.LineWidth;
            _desk.Basket.RestoreSold(_desk.Catalogue, (int)_record.Values[at + TicketLayout.LineArticle],
                (int)_record.Values[at + TicketLayout.LineQuantity], (int)_record.Values[at + TicketLayout.LinePrice],
                (int)_record.Values[at + TicketLayout.LineRate]);
        }
    }

    // Discounts of the original, or which lines of it a later ticket gives back.
    private void TakeDetail()
    {
        long number = _record.Values[DetailLayout.Number];
        int items = (int)_record.Values[DetailLayout.ItemCount];
        _detailOf = number;
        _refers = false;
        _deposits = false;
        _depositBack = 0;
        for (int i = 0; i < items; i++)
        {
            int at = DetailLayout.Items + i * DetailLayout.ItemWidth;
            int what = (int)_record.Values[at];
            long first = _record.Values[at + 1];
            long second = _record.Values[at + 2];
            if (number == Number)
            {
                TakeOwn(what, first, second);
            }
            else if (what == DetailItem.OriginalTicket && first == Number)
            {
                _refers = true;
                ClearRefund();
            }
            else if (what == DetailItem.DepositOf)
            {
                _deposits = first == Number;
            }
            else if (_deposits && what == DetailItem.NonSale)
            {
                _depositBack += first == NonSaleType.Deposit ? (int)second : 0;
            }
            else if (_refers && first < _lineOf.Length)
            {
                TakeRefundItem(what, (int)first, (int)second);
            }
        }
    }

    private void TakeRefundItem(int what, int line, int value)
    {
        if (what == DetailItem.OriginalLine)
        {
            _lineOf[line] = (byte)value;
        }
        else if (what == DetailItem.LineDiscount)
        {
            _offOf[line] = value;
        }
    }

    private void TakeOwn(int what, long first, long second)
    {
        if (what == DetailItem.LineDiscount && first < Sale.LinesWithDetailMax)
        {
            Basket.Off[(int)first] = (int)second;
        }
        else if (what == DetailItem.NonSale)
        {
            _desk.Basket.AddNonSale((int)first, (int)second);
            Deposit += first == NonSaleType.Deposit ? (int)second : 0;
        }
        else if (what == DetailItem.DiscountReason)
        {
            Basket.DiscountReason = (int)first;
        }
        else
        {
            TakeReference(what, first, second);
        }
    }

    // Only a copy needs them: a return or a correction has references of its own.
    private void TakeReference(int what, long first, long second)
    {
        switch (what)
        {
            case DetailItem.OriginalTicket:
                Basket.OriginalNumber = first;
                Basket.OriginalWall = second;
                break;
            case DetailItem.Reason: Basket.Reason = (int)first; break;
            case DetailItem.FromNote: Basket.NoteNumber = first; break;
            case DetailItem.Manager: Basket.Manager = (int)first; break;
            case DetailItem.Replaces: Basket.Replaces = first; break;
            case DetailItem.DepositOf: Basket.DepositOf = first; break;
            case DetailItem.LineWeight: Basket.Weights.Note((int)first, (int)second, 0); break;
            case DetailItem.LinePerKilo: Basket.Weights.SetPerKilo((int)first, (int)second); break;
        }
    }

    private void ClearRefund()
    {
        for (int i = 0; i < _lineOf.Length; i++)
        {
            _lineOf[i] = (byte)i;
            _offOf[i] = 0;
        }
    }

    private void TakeBack(int first, int lines)
    {
        for (int i = 0; i < lines && i < _lineOf.Length; i++)
        {
            int at = first + i * TicketLayout.LineWidth;
            int units = -(int)_record.Values[at + TicketLayout.LineQuantity];
            Book.Take(_lineOf[i], units, units * (int)_record.Values[at + TicketLayout.LinePrice] + _offOf[i]);
        }
    }
}
