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

    /// <summary>The current line.</summary>
    public int Article, Quantity, Price, Rate;

    /// <summary>Lines of the whole ticket, and its total in cents.</summary>
    public int LineCount, TotalCents;

    private Record? _ticket;
    private Record[]? _groups;
    private int _groupCount, _group, _line;

    /// <summary>
    /// Checks a ticket and its groups; returns <see cref="FiscalOutcome.Sealed"/> or <see
    /// cref="FiscalOutcome.Malformed"/>.
    /// </summary>
    public int Open(Record ticket, Record[]? groups, int groupCount)
    {
        _ticket = ticket;
        _groups = groups;
        _groupCount = groups == null ? 0 : groupCount;
        Totals.Clear();
        LineCount = 0;
        TotalCents = 0;
        if (!HasShape(ticket) || !GroupsFit() || !LinesAddUp() || !TendersBalance(ticket))
        {
            return FiscalOutcome.Malformed;
        }

        return FiscalOutcome.Sealed;
    }

    /// <summary>Goes back before the first line.</summary>
    public void Rewind()
    {
        _group = 0;
        _line = 0;
    }

    /// <summary>Moves to the next line; false after the last one or when its values are out of range.</summary>
    public bool NextLine()
    {
        while (_group < _groupCount && _groups != null)
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
        long quantity = record.Values[at + TicketLayout.LineQuantity];
        long price = record.Values[at + TicketLayout.LinePrice];
        long rate = record.Values[at + TicketLayout.LineRate];
        _line++;
        if (article < -Limits.DepartmentsMax || article == 0 || article > int.MaxValue
            || !Between(quantity, -Limits.QuantityMax, Limits.QuantityMax) || quantity == 0
            || !Between(price, 0, Limits.TicketCentsMax) || !Between(rate, 1, 9999))
        {
            return false;
        }

        Article = (int)article;
        Quantity = (int)quantity;
        Price = (int)price;
        Rate = (int)rate;
        return true;
    }

    private static bool HasShape(Record ticket)
    {
        if (ticket.Kind != RecordKind.Ticket || ticket.Count < TicketLayout.Tenders || ticket.WallSeconds < 0)
        {
            return false;
        }

        long tenders = ticket.Values[TicketLayout.TenderCount];
        long lines = ticket.Values[TicketLayout.LineCount];
        return Between(tenders, 1, Limits.TendersPerTicketMax) && Between(lines, 1, Limits.LinesPerRecordMax)
            && Between(ticket.Values[TicketLayout.Operation], TicketLayout.OperationSale, TicketLayout.OperationCancel)
            && Between(ticket.Values[TicketLayout.Operator], 0, 99)
            && Between(ticket.Values[TicketLayout.LineCountTotal], 1, Limits.LinesPerTicketMax)
            && Between(ticket.Values[TicketLayout.Change], 0, Limits.TicketCentsMax)
            && ticket.Count
                == TicketLayout.Tenders + tenders * TicketLayout.TenderWidth + lines * TicketLayout.LineWidth;
    }

    private bool GroupsFit()
    {
        Record? ticket = _ticket;
        if (ticket == null || _groupCount < 0 || (_groups != null && _groupCount > _groups.Length))
        {
            return false;
        }

        long before = 0;
        for (int i = 0; i < _groupCount && _groups != null; i++)
        {
            Record group = _groups[i];
            if (group.Kind != RecordKind.LineGroup || group.Count < LineGroupLayout.Lines)
            {
                return false;
            }

            long lines = group.Values[LineGroupLayout.LineCount];
            if (!Between(lines, 1, Limits.LinesPerRecordMax)
                || group.Count != LineGroupLayout.Lines + lines * TicketLayout.LineWidth
                || group.Values[LineGroupLayout.Number] != ticket.Values[TicketLayout.Number]
                || group.Values[LineGroupLayout.FirstLine] != before)
            {
                return false;
            }

            before += lines;
        }

        LineCount = (int)(before + ticket.Values[TicketLayout.LineCount]);
        return LineCount == ticket.Values[TicketLayout.LineCountTotal];
    }

    private bool LinesAddUp()
    {
        long total = 0;
        Rewind();
        for (int i = 0; i < LineCount; i++)
        {
            if (!NextLine())
            {
                return false;
            }

            long cents = (long)Quantity * Price;
            total += cents;
            if (!Between(cents, -Limits.TicketCentsMax, Limits.TicketCentsMax) || !Totals.Add(Rate, cents))
            {
                return false;
            }
        }

        TotalCents = (int)total;
        return Between(total, -Limits.TicketCentsMax, Limits.TicketCentsMax);
    }

    private bool TendersBalance(Record ticket)
    {
        long given = 0;
        for (int i = 0; i < ticket.Values[TicketLayout.TenderCount]; i++)
        {
            long cents = ticket.Values[TicketLayout.Tenders + i * TicketLayout.TenderWidth + 1];
            if (!Between(cents, -Limits.TicketCentsMax, Limits.TicketCentsMax))
            {
                return false;
            }

            given += cents;
        }

        return given - ticket.Values[TicketLayout.Change] == TotalCents;
    }

    private static bool Between(long value, long low, long high)
    {
        return value >= low && value <= high;
    }
}
