using Kiosk.Protocol;

namespace Kiosk.Fiscal;

/// <summary>
/// Reads a ticket record with its line groups as one list of lines, checks it and adds it up per VAT rate. Reused; one
/// thread. After <see cref="Open"/> returned <see cref="FiscalOutcome.Sealed"/> the lines may be read.
/// </summary>
public sealed class TicketReader
{
    /// <summary>What the ticket's lines come to, per VAT rate.</summary>
    public readonly RateTotals Totals = new RateTotals();

    /// <summary>What the ticket's detail records say.</summary>
    public readonly TicketDetails Details = new TicketDetails();

    /// <summary>
    /// The current line: article, units, unit price, rate code, flags, cents taken off, cents that remain.
    /// </summary>
    public int Article, Quantity, Price, Rate, Flags, Off, Cents;

    /// <summary>Index of the current line, from 0.</summary>
    public int Line;

    /// <summary>Lines of the whole ticket, and its total in cents.</summary>
    public int LineCount, TotalCents;

    private Record? _ticket;
    private Record[]? _groups;
    private int _groupCount, _lineGroups, _group, _line;

    /// <summary>
    /// Checks a ticket and what precedes it (line groups, then details); returns
    /// <see cref="FiscalOutcome.Sealed"/> or <see cref="FiscalOutcome.Malformed"/>.
    /// </summary>
    public int Open(Record ticket, Record[]? groups, int groupCount)
    {
        _ticket = ticket;
        _groups = groups;
        _groupCount = groups == null ? 0 : groupCount;
        Totals.Clear();
        LineCount = 0;
        TotalCents = 0;
        bool sound = HasShape(ticket) && GroupsFit(ticket) && DetailsFit(ticket) && IsReferenced(ticket)
            && LinesAddUp(ticket) && TendersBalance(ticket);
        return sound ? FiscalOutcome.Sealed : FiscalOutcome.Malformed;
    }

    /// <summary>Goes back before the first line.</summary>
    public void Rewind()
    {
        _group = 0;
        _line = 0;
        Line = -1;
    }

    /// <summary>Moves to the next line; false after the last one or when its values are out of range.</summary>
    public bool NextLine()
    {
        while (_group < _lineGroups && _groups != null)
        {
            Record group = _groups[_group];
            if (_line < group.Values[LineGroupLayout.LineCount])
            {
                return Take(group, LineGroupLayout.Lines);
            }

            _group++;
            _line = 0;
        }

        if (_ticket == null || _line >= _ticket.Values[TicketLayout.LineCount])
        {
            return false;
        }

        int tenders = (int)_ticket.Values[TicketLayout.TenderCount];
        return Take(_ticket, TicketLayout.Tenders + tenders * TicketLayout.TenderWidth);
    }


    private bool Take(Record record, int first)
    {
        int at = first + _line * TicketLayout.LineWidth;
        long article = record.Values[at + TicketLayout.LineArticle];
        long flags = record.Values[at + TicketLayout.LineFlags];
        long quantity = record.Values[at + TicketLayout.LineQuantity];
        long price = record.Values[at + TicketLayout.LinePrice];
        long rate = record.Values[at + TicketLayout.LineRate];
        bool exempt = (flags & TicketLayout.LineExempt) != 0;
        _line++;
        Line++;
        if (article < -Limits.DepartmentsMax || article == 0 || article > int.MaxValue
            || !Between(quantity, -Limits.QuantityMax, Limits.QuantityMax) || quantity == 0
            || !Between(price, 0, Limits.TicketCentsMax) || !Between(rate, exempt ? 0 : 1, exempt ? 0 : Money.RateMax))
        {
            return false;
        }

        Article = (int)article;
        Flags = (int)(flags & int.MaxValue);
        Quantity = (int)quantity;
        Price = (int)price;
        Rate = (int)rate;
        return TakeCents(quantity * price);
    }

    // A discount has the sign of its line and never more cents (R38).
    private bool TakeCents(long gross)
    {
        Off = Details.DiscountCount == 0 ? 0 : Details.Off[Line];
        bool within = Off == 0 || (gross > 0 ? Off > 0 && Off <= gross : Off < 0 && Off >= gross);
        if (!within || !Between(gross, -Limits.TicketCentsMax, Limits.TicketCentsMax))
        {
            return false;
        }

        Cents = (int)gross - Off;
        return true;
    }

    private static bool HasShape(Record ticket)
    {
        if ((ticket.Kind != RecordKind.Ticket && ticket.Kind != RecordKind.Training)
            || ticket.Count < TicketLayout.Tenders || ticket.WallSeconds < 0)
        {
            return false;
        }

        long tenders = ticket.Values[TicketLayout.TenderCount];
        long lines = ticket.Values[TicketLayout.LineCount];
        return Between(tenders, 1, Limits.TendersPerTicketMax) && Between(lines, 0, Limits.LinesPerRecordMax)
            && Between(ticket.Values[TicketLayout.Operation], TicketLayout.OperationSale, TicketLayout.OperationCancel)
            && Between(ticket.Values[TicketLayout.Operator], 0, 99)
            && Between(ticket.Values[TicketLayout.LineCountTotal], 0, Limits.LinesPerTicketMax)
            && Between(ticket.Values[TicketLayout.Change], 0, Limits.TicketCentsMax)
            && ticket.Count
                == TicketLayout.Tenders + tenders * TicketLayout.TenderWidth + lines * TicketLayout.LineWidth;
    }

    private bool GroupsFit(Record ticket)
    {
        long before = 0;
        _lineGroups = 0;
        while (_groups != null && _lineGroups < _groupCount && _groups[_lineGroups].Kind == RecordKind.LineGroup)
        {
            Record group = _groups[_lineGroups];
            long lines = group.Count < LineGroupLayout.Lines ? 0 : group.Values[LineGroupLayout.LineCount];
            if (!Between(lines, 1, Limits.LinesPerRecordMax)
                || group.Count != LineGroupLayout.Lines + lines * TicketLayout.LineWidth
                || group.Values[LineGroupLayout.Number] != ticket.Values[TicketLayout.Number]
                || group.Values[LineGroupLayout.FirstLine] != before)
            {
                return false;
            }

            before += lines;
            _lineGroups++;
        }

        LineCount = (int)(before + ticket.Values[TicketLayout.LineCount]);
        return LineCount == ticket.Values[TicketLayout.LineCountTotal];
    }

    private bool DetailsFit(Record ticket)
    {
        Details.Clear(LineCount);
        for (int i = _lineGroups; i < _groupCount && _groups != null; i++)
        {
            if (_groups[i].Kind != RecordKind.TicketDetail
                || !Details.Take(_groups[i], ticket.Values[TicketLayout.Number]))
            {
                return false;
            }
        }

        return LineCount > 0 || Details.NonSaleCount > 0;
    }

    // A refund or cancellation names its original and says why (R13); training has a manager (R18).
    private bool IsReferenced(Record ticket)
    {
        bool sale = ticket.Values[TicketLayout.Operation] == TicketLayout.OperationSale;
        return (sale ? Details.OriginalNumber == 0 : Details.OriginalNumber > 0 && Details.Reason > 0)
            && (Details.DiscountCount == 0 || Details.DiscountReason > 0 || !sale)
            && (ticket.Kind != RecordKind.Training || Details.Manager > 0);
    }

    private bool LinesAddUp(Record ticket)
    {
        bool sale = ticket.Values[TicketLayout.Operation] == TicketLayout.OperationSale;
        long total = 0;
        Rewind();
        for (int i = 0; i < LineCount; i++)
        {
            if (!NextLine() || sale != Quantity > 0 || !Totals.Add(Rate, Cents))
            {
                return false;
            }

            total += Cents;
        }

        TotalCents = (int)total;
        return Between(total, -Limits.TicketCentsMax, Limits.TicketCentsMax);
    }

    private bool TendersBalance(Record ticket)
    {
        long given = 0;
        for (int i = 0; i < ticket.Values[TicketLayout.TenderCount]; i++)
        {
            int at = TicketLayout.Tenders + i * TicketLayout.TenderWidth;
            long type = ticket.Values[at];
            long cents = ticket.Values[at + 1];
            if (!Between(type, 1, TenderRule.TypeMax)
                || !Between(cents, -Limits.TicketCentsMax, Limits.TicketCentsMax))
            {
                return false;
            }

            given += cents;
        }

        return given - ticket.Values[TicketLayout.Change] == (long)TotalCents + Details.NonSaleTotal;
    }

    private static bool Between(long value, long low, long high)
    {
        return value >= low && value <= high;
    }
}
