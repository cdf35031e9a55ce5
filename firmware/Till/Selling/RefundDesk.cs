using Kiosk.Fiscal;
using Kiosk.Firmware.Journal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// Finds a ticket of this kiosk by its number and turns it into a basket: what is still refundable of it (R13: rates as
/// engraved, capped per line and in total), all of it with its tenders (R14), or what a copy needs (R16). Reads a few
/// records per step, so that the till never stands still, and gives nothing back that it is not sure of: every ticket
/// since the original must be on the drive. One thread.
/// </summary>
public sealed class RefundDesk
{
    /// <summary>Lines of one return or correction at most; the rest goes with a further one.</summary>
    public const int LinesMax = 19;

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
    private readonly int[] _remaining, _units;
    private readonly int[] _weights = new int[LinesMax], _shares = new int[LinesMax];
    private readonly byte[] _lineOf = new byte[Limits.DetailItemsMax];
    private long _detailOf;
    private bool _refers;
    private long _seen;
    private bool _holes;

    /// <summary>Number searched for.</summary>
    public long Number;

    /// <summary>True when the original was cancelled for another tender (R14) or wholly given back.</summary>
    public bool Corrected;

    /// <summary>Segment in which it begins (<see cref="TicketFinder.Segment"/>).</summary>
    public long Segment;

    /// <summary>Rank of the last copy of it, 0 none.</summary>
    public int CopyRank;

    /// <summary>One of the states.</summary>
    public int State;

    /// <summary>Desk over the journal of this kiosk; the record is used within one call only.</summary>
    public RefundDesk(RecordJournal journal, TillDesk desk, Record scratch)
    {
        _finder = journal.NewFinder();
        _desk = desk;
        _record = scratch;
        _remaining = new int[desk.Basket.Sale.LinesMax];
        _units = new int[desk.Basket.Sale.LinesMax];
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
        _detailOf = 0;
        _refers = false;
        _seen = 0;
        _holes = false;
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

            Take();
        }

        return false;
    }

    /// <summary>
    /// Makes a return of what was found: all that is still refundable, with minus signs. Returns a
    /// <see cref="TillMessage"/>.
    /// </summary>
    public int MakeReturn(int reason, int manager)
    {
        Sale sale = Basket;
        int kept = 0;
        for (int line = 0; line < sale.LineCount && kept < LinesMax; line++)
        {
            if (_remaining[line] > 0)
            {
                Keep(sale, line, kept);
                kept++;
            }
        }

        long original = sale.Number;
        long wall = sale.WallSeconds;
        sale.ClearTenders();
        sale.NonSaleCount = 0;
        sale.LineCount = kept;
        for (int line = kept; line < Sale.LinesWithDetailMax; line++)
        {
            sale.Off[line] = 0;
        }

        Refer(sale, TicketLayout.OperationRefund, original, wall, reason, manager);
        return kept == 0 ? TillMessage.NothingToReturn : TillMessage.None;
    }

    /// <summary>
    /// Makes of what was found the sale as it was, to be cancelled and sold again with another tender. Returns a
    /// <see cref="TillMessage"/>.
    /// </summary>
    public int MakeCorrection(int manager)
    {
        Sale sale = Basket;
        if (Corrected || sale.Operation != TicketLayout.OperationSale)
        {
            return TillMessage.AlreadyCorrected;
        }

        if (sale.LineCount > LinesMax)
        {
            return TillMessage.TooManyLines;
        }

        for (int i = 0; i < sale.TenderCount; i++)
        {
            if (sale.TenderType[i] == TicketLayout.TenderCash)
            {
                sale.TenderCents[i] -= sale.ChangeCents;
                sale.ChangeCents = 0;
            }
        }

        for (int line = 0; line < sale.LineCount; line++)
        {
            sale.OriginalLine[line] = (byte)line;
        }

        Refer(sale, TicketLayout.OperationCancel, sale.Number, sale.WallSeconds, ReasonCode.WrongTender, manager);
        return TillMessage.None;
    }

    /// <summary>
    /// Keeps one article of a return only, one unit of it; false when the return has no more than that, or not this
    /// article.
    /// </summary>
    public bool KeepOnly(int article)
    {
        Sale sale = Basket;
        int line = 0;
        while (line < sale.LineCount && sale.Article[line] != article)
        {
            line++;
        }

        bool alone = sale.LineCount == 1 && sale.Quantity[0] == -1;
        if (sale.Operation != TicketLayout.OperationRefund || line == sale.LineCount || alone)
        {
            return false;
        }

        Move(sale, line, 0);
        for (int i = 1; i < Sale.LinesWithDetailMax; i++)
        {
            sale.Off[i] = 0;
        }

        sale.LineCount = 1;
        return SetLastUnits(1);
    }

    /// <summary>
    /// Gives back so many units of the last line, each with its share of what was taken off the line; false when fewer
    /// can be.
    /// </summary>
    public bool SetLastUnits(int units)
    {
        Sale sale = Basket;
        int last = sale.LineCount - 1;
        int from = last < 0 ? 0 : sale.OriginalLine[last];
        int left = last < 0 ? 0 : _remaining[from];
        int all = last < 0 ? 0 : UnitsLeft(from, sale.Price[last]);
        if (last < 0 || left < 1 || units < 1 || units > all)
        {
            return false;
        }

        // Half up; the last unit gives what is left.
        long share = units == all ? left : (2L * left * units + all) / (2L * all);
        SetShare(sale, last, units, (int)share);
        Done(sale);
        return true;
    }

    /// <summary>
    /// Gives back an amount of the whole return, pro rata over its lines and so over their rates (R13); false when it
    /// is no part of what can be given back.
    /// </summary>
    public bool SetAmount(int cents)
    {
        Sale sale = Basket;
        if (sale.Operation != TicketLayout.OperationRefund || cents < 1 || cents > -sale.TotalCents)
        {
            return false;
        }

        for (int line = 0; line < sale.LineCount; line++)
        {
            _weights[line] = -sale.LineCents(line);
        }

        int kept = 0;
        Money.Spread(cents, _weights, sale.LineCount, _shares);
        for (int line = 0; line < sale.LineCount; line++)
        {
            if (_shares[line] > 0)
            {
                Move(sale, line, kept);
                int price = sale.Price[kept];
                SetShare(sale, kept, price > 0 ? (_shares[line] + price - 1) / price : 1, _shares[line]);
                kept++;
            }
        }

        for (int line = kept; line < sale.LineCount; line++)
        {
            sale.Off[line] = 0;
        }

        sale.LineCount = kept;
        Done(sale);
        return true;
    }

    // Units of a line not given back yet; as many at least as its cents need.
    private int UnitsLeft(int line, int price)
    {
        int least = price > 0 ? (_remaining[line] + price - 1) / price : 1;
        int units = _units[line] > least ? _units[line] : least;
        return units < 1 ? 1 : units;
    }

    private static void SetShare(Sale sale, int line, int units, int cents)
    {
        sale.Quantity[line] = (short)-units;
        sale.Off[line] = cents - units * sale.Price[line];
    }

    private static void Move(Sale sale, int from, int to)
    {
        sale.Article[to] = sale.Article[from];
        sale.Price[to] = sale.Price[from];
        sale.Rate[to] = sale.Rate[from];
        sale.OriginalLine[to] = sale.OriginalLine[from];
        CopyLabel(sale, from, to);
    }

    private void Done(Sale sale)
    {
        sale.AddUp();
        _desk.Basket.Changes++;
    }

    /// <summary>Turns the signs of lines, discounts, amounts and tenders of the basket around.</summary>
    public void Negate()
    {
        Sale sale = Basket;
        for (int line = 0; line < sale.LineCount; line++)
        {
            sale.Quantity[line] = (short)-sale.Quantity[line];
            sale.Off[line] = -sale.Off[line];
        }

        for (int i = 0; i < sale.NonSaleCount; i++)
        {
            sale.NonSaleCents[i] = -sale.NonSaleCents[i];
        }

        for (int i = 0; i < sale.TenderCount; i++)
        {
            sale.TenderCents[i] = -sale.TenderCents[i];
        }

        Done(sale);
    }

    private void Refer(Sale sale, int operation, long original, long wall, int reason, int manager)
    {
        sale.Operation = operation;
        sale.OriginalNumber = original;
        sale.OriginalWall = wall;
        sale.Reason = reason;
        sale.Manager = manager;
        sale.Number = 0;
        sale.NoteNumber = 0;
        sale.Replaces = 0;
        Done(sale);
    }

    // All that is left of a line: its units, less what was taken off them.
    private void Keep(Sale sale, int line, int to)
    {
        Move(sale, line, to);
        SetShare(sale, to, UnitsLeft(line, sale.Price[to]), _remaining[line]);
        sale.OriginalLine[to] = (byte)line;
    }

    private static void CopyLabel(Sale sale, int from, int to)
    {
        int size = Limits.LabelBytesMax;
        for (int i = 0; i < size; i++)
        {
            sale.Labels[to * size + i] = sale.Labels[from * size + i];
        }
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
            TakeBack(first, (int)_record.Values[TicketLayout.LineCount]);
        }

        if (number != Number)
        {
            _refers = false;
        }
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
        sale.AddUp();
        for (int line = 0; line < sale.LineCount; line++)
        {
            bool sold = sale.Operation == TicketLayout.OperationSale;
            _remaining[line] = sold ? sale.LineCents(line) : 0;
            _units[line] = sold ? sale.Quantity[line] : 0;
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
                ClearOff();
            }
            else if (_refers && what == DetailItem.OriginalLine && first < _lineOf.Length
                && second < _remaining.Length)
            {
                _lineOf[(int)first] = (byte)second;
            }
            else if (_refers && what == DetailItem.LineDiscount)
            {
                _remaining[_lineOf[(int)first]] += (int)second < 0 ? -(int)second : (int)second;
            }
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
        }
    }

    private void ClearOff()
    {
        for (int i = 0; i < _lineOf.Length; i++)
        {
            _lineOf[i] = (byte)i;
        }
    }

    private void TakeBack(int first, int lines)
    {
        for (int i = 0; i < lines && i < _lineOf.Length; i++)
        {
            int at = first + i * TicketLayout.LineWidth;
            long cents = _record.Values[at + TicketLayout.LineQuantity] * _record.Values[at + TicketLayout.LinePrice];
            int line = _lineOf[i];
            _remaining[line] += (int)cents;
            _units[line] += (int)_record.Values[at + TicketLayout.LineQuantity];
            if (_remaining[line] < 0)
            {
                _remaining[line] = 0;
            }
        }
    }
}
