using Kiosk.Protocol;

namespace Kiosk.Fiscal;

/// <summary>
/// Builds the canonical text of each kind (pos.md R3, R4) for one terminal. Every text ends alike: first flag and
/// previous seal of its chain where the published lists have them, then software version, key number, UTC offset, clock
/// quality, previous seal of the journal, format. One thread.
/// </summary>
internal sealed class SealTexts
{
    private const string Plain = ",fmt=1", Detailed = ",fmt=2";
    private readonly CanonicalText _text;
    private readonly ChainState _state;
    private readonly RecordDigests _digests;
    private string _terminal;

    public SealTexts(CanonicalText text, ChainState state, RecordDigests digests, string terminal)
    {
        _text = text;
        _state = state;
        _digests = digests;
        _terminal = terminal;
    }

    /// <summary>Another chain of the kiosk: the texts name its terminal from now on.</summary>
    public void Name(string terminal)
    {
        _terminal = terminal;
    }

    /// <summary>Ticket or training ticket; the format is 2 when it has details.</summary>
    public void Ticket(Record ticket, TicketReader reader, int chain)
    {
        _text.Clear();
        Rates(reader.Totals);
        Field(reader.TotalCents);
        StampField(ticket.WallSeconds);
        NumberField(chain, ticket.Values[TicketLayout.Number]);
        _text.Next();
        _text.Constant(chain == ChainKind.X ? "FACTICE" : Operation((int)ticket.Values[TicketLayout.Operation]));
        Link(chain);
        SealField(_digests.Lines);
        SealField(_digests.Tenders);
        OperatorField(ticket.Values[TicketLayout.Operator]);
        SealField(_digests.Merchant);
        if (reader.Details.Any)
        {
            Details(reader.Details, chain);
        }

        Tail(ticket.WallSeconds, ticket.Values[TicketLayout.ClockQuality], chain, reader.Details.Any);
    }

    /// <summary>Grand-total line of a ticket: the business day so far and the perpetual totals.</summary>
    public void Total(Record ticket)
    {
        _text.Clear();
        Rates(_state.DayTotals);
        Field(_state.DayTotals.Total);
        Field(_state.PerpetualSigned);
        Field(_state.PerpetualAbsolute);
        StampField(ticket.WallSeconds);
        NumberField(ChainKind.GT, ticket.Values[TicketLayout.Number]);
        Field(_state.Day);
        Link(ChainKind.GT);
        Tail(ticket.WallSeconds, ticket.Values[TicketLayout.ClockQuality], ChainKind.GT, false);
    }

    /// <summary>Technical event.</summary>
    public void Event(Record record)
    {
        _text.Clear();
        Number(ChainKind.E, record.Values[EventLayout.Number]);
        Field(record.Values[EventLayout.Code]);
        _text.Next();
        _text.Text(record.Text, 0, record.TextLength);
        StampField(record.WallSeconds);
        OperatorField(record.Values[EventLayout.Operator]);
        _text.Next();
        _text.Constant(_terminal);
        Link(ChainKind.E);
        Field(record.Values[EventLayout.Argument1]);
        Field(record.Values[EventLayout.Argument2]);
        Tail(record.WallSeconds, 0, ChainKind.E, false);
    }

    /// <summary>Cash movement.</summary>
    public void Cash(Record record)
    {
        _text.Clear();
        _text.Number(record.Values[CashLayout.Cents]);
        StampField(record.WallSeconds);
        NumberField(ChainKind.C, record.Values[CashLayout.Number]);
        Field(record.Values[CashLayout.Type]);
        OperatorField(record.Values[CashLayout.Operator]);
        Link(ChainKind.C);
        Tail(record.WallSeconds, 0, ChainKind.C, false);
    }

    /// <summary>
    /// Copy: number, kind of the original, rank, operator, date, number of the original, reason (R4, R16).
    /// </summary>
    public void Duplicate(Record record)
    {
        int original = OriginalChain(record.Values[DuplicateLayout.OriginalKind]);
        _text.Clear();
        Number(ChainKind.D, record.Values[DuplicateLayout.Number]);
        Field(record.Values[DuplicateLayout.OriginalKind]);
        Field(record.Values[DuplicateLayout.Rank]);
        OperatorField(record.Values[DuplicateLayout.Operator]);
        StampField(record.WallSeconds);
        NumberField(original, record.Values[DuplicateLayout.OriginalNumber]);
        Field(record.Values[DuplicateLayout.Reason]);
        Link(ChainKind.D);
        Tail(record.WallSeconds, 0, ChainKind.D, false);
    }

    /// <summary>Provisional note: total, date, number, operator; the lines by their digest.</summary>
    public void Note(Record record)
    {
        _text.Clear();
        _text.Number(record.Values[NoteLayout.Cents]);
        StampField(record.WallSeconds);
        NumberField(ChainKind.N, record.Values[NoteLayout.Number]);
        OperatorField(record.Values[NoteLayout.Operator]);
        Link(ChainKind.N);
        SealField(_digests.Values);
        Tail(record.WallSeconds, 0, ChainKind.N, false);
    }

    /// <summary>
    /// Closing: rates and total of the period, perpetual totals, date, number, period; all figures by their digest.
    /// </summary>
    public void Closing(Record record, PeriodTotals totals, int chain)
    {
        _text.Clear();
        for (int i = 0; i < totals.Rates.Count; i++)
        {
            Rate(i, totals.Rates.Key[i], totals.Rates.First[i]);
        }

        Field(totals.TotalCents);
        Field(record.Values[ClosingLayout.PerpetualSigned]);
        Field(record.Values[ClosingLayout.PerpetualAbsolute]);
        StampField(record.WallSeconds);
        NumberField(chain, record.Values[ClosingLayout.Number]);
        Field(record.Values[ClosingLayout.Period]);
        Link(chain);
        SealField(_digests.Values);
        OperatorField(record.Values[ClosingLayout.Operator]);
        Tail(record.WallSeconds, 0, chain, false);
    }

    /// <summary>Archive: rates and total of the period, date, number, period; the manifest's digest as text.</summary>
    public void Archive(Record record)
    {
        _text.Clear();
        for (int i = 0; i < record.Values[ArchiveLayout.RateCount]; i++)
        {
            int at = ArchiveLayout.Rates + 2 * i;
            Rate(i, record.Values[at], record.Values[at + 1]);
        }

        Field(record.Values[ArchiveLayout.Cents]);
        StampField(record.WallSeconds);
        NumberField(ChainKind.R, record.Values[ArchiveLayout.Number]);
        Field(record.Values[ArchiveLayout.Period]);
        Link(ChainKind.R);
        Field(record.Values[ArchiveLayout.Level]);
        Field(record.Values[ArchiveLayout.FirstSequence]);
        Field(record.Values[ArchiveLayout.LastSequence]);
        Field(record.Values[ArchiveLayout.Tickets]);
        _text.Next();
        _text.Text(record.Text, 0, record.TextLength);
        Tail(record.WallSeconds, 0, ChainKind.R, false);
    }

    /// <summary>
    /// Chain of an original by its kind (<see cref="DuplicateLayout"/>); -1 when there are no copies of such a thing.
    /// </summary>
    public static int OriginalChain(long recordKind)
    {
        return recordKind == RecordKind.Ticket ? ChainKind.T
            : recordKind == RecordKind.ProvisionalNote ? ChainKind.N
            : recordKind == RecordKind.Closing ? ChainKind.J
            : recordKind == DuplicateLayout.MonthClosing ? ChainKind.M
            : recordKind == DuplicateLayout.YearClosing ? ChainKind.A : -1;
    }

    private static string Operation(int operation)
    {
        if (operation == TicketLayout.OperationRefund)
        {
            return "RETOUR";
        }

        return operation == TicketLayout.OperationCancel ? "ANNULATION" : "VENTE";
    }

    // Number and date of the original (a space when there is none), reason, all details by their digest.
    private void Details(TicketDetails details, int chain)
    {
        _text.Next();
        if (details.OriginalNumber > 0)
        {
            Number(chain, details.OriginalNumber);
            StampField(details.OriginalWall);
        }
        else
        {
            _text.Constant(" , ");
        }

        Field(details.Reason);
        SealField(_digests.Details);
    }

    private void Rates(RateTotals totals)
    {
        for (int i = 0; i < totals.Count; i++)
        {
            Rate(i, totals.Rate[i], totals.Cents[i]);
        }
    }

    private void Rate(int place, long rate, long cents)
    {
        if (place > 0)
        {
            _text.Byte('|');
        }

        _text.Fixed(rate, 4);
        _text.Byte(':');
        _text.Number(cents);
    }

    private void Field(long value)
    {
        _text.Next();
        _text.Number(value);
    }

    private void OperatorField(long code)
    {
        _text.Next();
        _text.Fixed(code, 2);
    }

    private void StampField(long wallSeconds)
    {
        _text.Next();
        _text.Stamp(wallSeconds);
    }

    private void SealField(byte[] seal)
    {
        _text.Next();
        _text.Seal(seal);
    }

    private void NumberField(int chain, long number)
    {
        _text.Next();
        Number(chain, number);
    }

    private void Number(int chain, long number)
    {
        _text.Constant(_terminal);
        _text.Constant(ChainKind.Letters(chain));
        _text.Fixed(number, 6);
    }

    // First flag and previous seal of the same chain; one space when there is none.
    private void Link(int chain)
    {
        bool present = _state.Has(chain);
        _text.Next();
        _text.Byte(FirstFlag.Letter(present, FirstFlag.PreviousNo));
        _text.Next();
        Previous(present, _state.Seals[chain]);
    }

    private void Previous(bool present, byte[] seal)
    {
        if (present)
        {
            _text.Seal(seal);
        }
        else
        {
            _text.Byte(' ');
        }
    }

    private void Tail(long wallSeconds, long clockQuality, int chain, bool detailed)
    {
        Field(_state.Software);
        Field(_state.KeyNumber);
        _text.Next();
        _text.Offset(wallSeconds);
        Field(clockQuality);
        _text.Next();
        Previous(_state.HasJournal && !ChainKind.IsApart(chain), _state.JournalSeal);
        _text.Constant(detailed ? Detailed : Plain);
    }
}
