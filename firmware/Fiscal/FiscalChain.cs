using System;
using Kiosk.Protocol;

namespace Kiosk.Fiscal;

/// <summary>
/// Seals records of one terminal and advances its <see cref="ChainState"/>. The till and the ledger run the same code
/// and so compute the same bytes. One instance is used by one thread; nothing is allocated after construction. Every
/// Seal method wants number (value 0) and <see cref="Record.WallSeconds"/> set, sets <see cref="Record.Seal"/>, and
/// returns a <see cref="FiscalOutcome"/>; other than Sealed leaves the state unchanged.
/// </summary>
public sealed class FiscalChain
{
    /// <summary>State after the last sealed record.</summary>
    public readonly ChainState State = new ChainState();

    /// <summary>The last canonical text built, for documents, archives and tests.</summary>
    public readonly CanonicalText Text;

    /// <summary>The full seal of the record sealed last (of a ticket, not of its grand-total line).</summary>
    public readonly byte[] LastSeal = new byte[Mac.Length];

    /// <summary>Lines, totals per VAT rate and details of the ticket sealed last.</summary>
    public readonly TicketReader Ticket = new TicketReader();

    /// <summary>Writer of the figures of a closing (<see cref="ClosingFigures.Fill"/>).</summary>
    public readonly ClosingFigures Figures = new ClosingFigures();

    private const int ManifestDigestLength = 43;
    private readonly Mac _mac;
    private readonly byte[] _sealKey = new byte[Mac.Length];
    private readonly string[] _terminals;
    private readonly RecordDigests _digests;
    private readonly SealTexts _texts;
    private int _keyNumber = 1, _merchant;

    /// <summary>
    /// Chain of a terminal ("K07"), with its seal key (32 bytes), starting from an empty state. Of two merchants who
    /// share the kiosk each has a chain and a terminal of its own ("K07-A", "K07-B"): see <see cref="Merchant"/>.
    /// </summary>
    public FiscalChain(Mac mac, byte[] sealKey, string terminal)
        : this(mac, sealKey, terminal, new CanonicalText())
    {
    }

    /// <summary>Same, with a text that further chains of the thread use too, one at a time.</summary>
    public FiscalChain(Mac mac, byte[] sealKey, string terminal, CanonicalText text)
    {
        _mac = mac;
        Text = text;
        _terminals = new string[] { terminal, terminal + "-A", terminal + "-B" };
        _digests = new RecordDigests(mac, Text);
        _texts = new SealTexts(Text, State, _digests, terminal);
        UseKey(sealKey, 1);
    }

    /// <summary>Identity of the terminal, as sealed and printed.</summary>
    public string Terminal
    {
        get { return _terminals[_merchant]; }
    }

    /// <summary>
    /// Whose chain this is (<see cref="Record.Merchant"/>): 0 the only merchant's, 1 or 2 that of one of two. Whoever
    /// sets another one changes <see cref="State"/> too, which belongs to it.
    /// </summary>
    public int Merchant
    {
        get
        {
            return _merchant;
        }

        set
        {
            _merchant = value;
            _texts.Name(_terminals[value]);
        }
    }

    /// <summary>Local hour at which a business day begins (R21), 0..23; part of the state, changed by an
    /// event.</summary>
    public int CutHour
    {
        get { return State.CutHour; }
        set { State.CutHour = value; }
    }

    /// <summary>Number of the seal key that the state asks for, 1 until it is rotated (R6).</summary>
    public int KeyNumber
    {
        get { return State.KeyNumber; }
    }

    /// <summary>
    /// Puts a seal key in use. After <see cref="JetCode.KeyRotation"/> was sealed (with the key before) the chain
    /// refuses to seal until it has the key of the new number.
    /// </summary>
    public void UseKey(byte[] sealKey, int number)
    {
        Array.Copy(sealKey, _sealKey, Mac.Length);
        _keyNumber = number;
    }

    /// <summary>
    /// Seals a complete ticket with what precedes it (line groups, then details, 0 or more), with labels from the
    /// catalogue of the ticket's version and the merchant identity of its settings version; advances the state (T, then
    /// GT). Returns the ticket's total in cents.
    /// </summary>
    public int SealTicket(Record ticket, Record[]? groups, int groupCount, Catalogue catalogue, Settings settings,
        out int outcome)
    {
        outcome = ticket.Kind != RecordKind.Ticket ? FiscalOutcome.Malformed : Ticket.Open(ticket, groups, groupCount);
        outcome = outcome == FiscalOutcome.Sealed ? Admit(ticket, ChainKind.T) : outcome;
        outcome = outcome == FiscalOutcome.Sealed ? AdmitDay(ticket) : outcome;
        outcome = outcome == FiscalOutcome.Sealed ? Digest(ticket, groups, groupCount, catalogue, settings) : outcome;
        if (outcome != FiscalOutcome.Sealed)
        {
            return 0;
        }

        _texts.Ticket(ticket, Ticket, ChainKind.T);
        outcome = Close(ticket, ChainKind.T);
        if (outcome != FiscalOutcome.Sealed)
        {
            return 0;
        }

        State.LastTicketWall = ticket.WallSeconds;
        State.LastTicketCents = Ticket.TotalCents;
        SealTotal(ticket);
        StateChange.AfterTicket(State, ticket);
        PeriodAccount.Ticket(State, ticket, Ticket);
        return Ticket.TotalCents;
    }

    /// <summary>
    /// Seals a training ticket (R18) in its own chain: no counter, total or period of production moves. Its details
    /// name the manager.
    /// </summary>
    public int SealTraining(Record ticket, Record[]? groups, int groupCount, Catalogue catalogue, Settings settings)
    {
        int outcome = ticket.Kind != RecordKind.Training ? FiscalOutcome.Malformed
            : Ticket.Open(ticket, groups, groupCount);
        outcome = outcome == FiscalOutcome.Sealed ? Admit(ticket, ChainKind.X) : outcome;
        outcome = outcome == FiscalOutcome.Sealed ? Digest(ticket, groups, groupCount, catalogue, settings) : outcome;
        if (outcome != FiscalOutcome.Sealed)
        {
            return outcome;
        }

        _texts.Ticket(ticket, Ticket, ChainKind.X);
        return Close(ticket, ChainKind.X);
    }

    /// <summary>
    /// Seals a technical event (JET). Some change the state: another software version or key, the cut hour, the end of
    /// the fiscal year (<see cref="JetCode"/>).
    /// </summary>
    public int SealEvent(Record record)
    {
        if (record.Kind != RecordKind.TechnicalEvent || record.Count != EventLayout.Count
            || !OperatorFits(record, EventLayout.Operator) || !StateChange.Fits(record))
        {
            return FiscalOutcome.Malformed;
        }

        int outcome = Admit(record, ChainKind.E);
        if (outcome == FiscalOutcome.Sealed && !StateChange.IsInTime(State, record))
        {
            outcome = FiscalOutcome.OutOfOrder;
        }

        if (outcome != FiscalOutcome.Sealed)
        {
            return outcome;
        }

        StateChange.BeforeSeal(State, record);
        _texts.Event(record);
        outcome = Close(record, ChainKind.E);
        StateChange.AfterSeal(State, record);
        if (PeriodAccount.Event(State, record))
        {
            PeriodAccount.Open(State, CivilTime.BusinessDay(record.WallSeconds, State.CutHour));
        }

        return outcome;
    }

    /// <summary>Seals a cash movement.</summary>
    public int SealCash(Record record)
    {
        if (record.Kind != RecordKind.CashMovement || record.Count != CashLayout.Count
            || !OperatorFits(record, CashLayout.Operator))
        {
            return FiscalOutcome.Malformed;
        }

        int outcome = Admit(record, ChainKind.C);
        if (outcome != FiscalOutcome.Sealed)
        {
            return outcome;
        }

        _texts.Cash(record);
        outcome = Close(record, ChainKind.C);
        State.NoteOperator((int)record.Values[CashLayout.Operator]);
        PeriodAccount.Cash(State, record);
        PeriodAccount.Open(State, CivilTime.BusinessDay(record.WallSeconds, State.CutHour));
        return outcome;
    }

    /// <summary>Seals a copy (R16): sealed only once the printer confirmed it.</summary>
    public int SealDuplicate(Record record)
    {
        if (!DocumentShape.IsDuplicate(record))
        {
            return FiscalOutcome.Malformed;
        }

        int outcome = Admit(record, ChainKind.D);
        if (outcome != FiscalOutcome.Sealed)
        {
            return outcome;
        }

        _texts.Duplicate(record);
        outcome = Close(record, ChainKind.D);
        State.DayPeriod.Figures[PeriodTotals.Copies]++;
        PeriodAccount.Open(State, CivilTime.BusinessDay(record.WallSeconds, State.CutHour));
        return outcome;
    }

    /// <summary>Seals a provisional note (R17); no total moves.</summary>
    public int SealNote(Record record)
    {
        if (!DocumentShape.IsNote(record))
        {
            return FiscalOutcome.Malformed;
        }

        int outcome = Admit(record, ChainKind.N);
        if (outcome == FiscalOutcome.Sealed && !_digests.DigestValues(record))
        {
            outcome = FiscalOutcome.Malformed;
        }

        if (outcome != FiscalOutcome.Sealed)
        {
            return outcome;
        }

        _texts.Note(record);
        outcome = Close(record, ChainKind.N);
        State.DayPeriod.Figures[PeriodTotals.Notes]++;
        PeriodAccount.Open(State, CivilTime.BusinessDay(record.WallSeconds, State.CutHour));
        return outcome;
    }

    /// <summary>
    /// Seals a closing filled by <see cref="Figures"/> (or read from a journal): its figures are those of the state, or
    /// it is refused. Then the period's sums move to the next level.
    /// </summary>
    public int SealClosing(Record record)
    {
        int chain = ChainKind.Of(record);
        if (record.Kind != RecordKind.Closing || chain < 0 || !OperatorFits(record, ClosingLayout.Operator))
        {
            return FiscalOutcome.Malformed;
        }

        int level = (int)record.Values[ClosingLayout.Level];
        int outcome = Admit(record, chain);
        if (outcome == FiscalOutcome.Sealed && !ClosingCalendar.Admits(State, level, record.WallSeconds))
        {
            outcome = FiscalOutcome.OutOfOrder;
        }

        if (outcome == FiscalOutcome.Sealed && !Figures.Same(record, State))
        {
            outcome = FiscalOutcome.Different;
        }

        if (outcome == FiscalOutcome.Sealed && !_digests.DigestValues(record))
        {
            outcome = FiscalOutcome.Malformed;
        }

        if (outcome != FiscalOutcome.Sealed)
        {
            return outcome;
        }

        _texts.Closing(record, ClosingCalendar.TotalsOf(State, level), chain);
        outcome = Close(record, chain);
        ClosingCalendar.Close(State, level);
        return outcome;
    }

    /// <summary>
    /// Seals an archive (R28) in the chain of whoever makes it: the gateway's archives and those of the kiosk itself
    /// have a state of their own each.
    /// </summary>
    public int SealArchive(Record record)
    {
        if (!DocumentShape.IsArchive(record) || record.TextLength != ManifestDigestLength)
        {
            return FiscalOutcome.Malformed;
        }

        int outcome = Admit(record, ChainKind.R);
        if (outcome != FiscalOutcome.Sealed)
        {
            return outcome;
        }

        _texts.Archive(record);
        return Close(record, ChainKind.R);
    }

    /// <summary>
    /// Seals any sealed kind. What precedes a ticket, catalogue and settings count for tickets and training only.
    /// </summary>
    public int Seal(Record record, Record[]? groups, int groupCount, Catalogue catalogue, Settings settings)
    {
        switch (record.Kind)
        {
            case RecordKind.Ticket:
                SealTicket(record, groups, groupCount, catalogue, settings, out int outcome);
                return outcome;
            case RecordKind.Training:
                return SealTraining(record, groups, groupCount, catalogue, settings);
            default:
                return SealAlone(record);
        }
    }

    /// <summary>Seals a record that needs neither catalogue nor settings; Malformed for a ticket.</summary>
    public int SealAlone(Record record)
    {
        switch (record.Kind)
        {
            case RecordKind.TechnicalEvent:
                return SealEvent(record);
            case RecordKind.CashMovement:
                return SealCash(record);
            case RecordKind.Duplicate:
                return SealDuplicate(record);
            case RecordKind.ProvisionalNote:
                return SealNote(record);
            case RecordKind.Closing:
                return SealClosing(record);
            case RecordKind.Archive:
                return SealArchive(record);
            default:
                return FiscalOutcome.Malformed;
        }
    }

    private static bool OperatorFits(Record record, int index)
    {
        return record.Count > index && record.Values[index] >= 0 && record.Values[index] <= 99;
    }

    // The number is value 0 in every sealed kind.
    private int Admit(Record record, int chain)
    {
        long next = State.Numbers[chain] + 1;
        if (record.Values[0] != next)
        {
            return record.Values[0] > next ? FiscalOutcome.Missing : FiscalOutcome.Replayed;
        }

        if (State.KeyNumber != _keyNumber)
        {
            return FiscalOutcome.WrongKey;
        }

        long last = ChainKind.IsApart(chain) ? State.LastWallApart : State.LastWall;
        return record.WallSeconds < last ? FiscalOutcome.TimeBackwards : FiscalOutcome.Sealed;
    }

    // The tables of rates of the business day and of the open period have room for those of the ticket.
    private int AdmitDay(Record ticket)
    {
        bool sameDay = CivilTime.BusinessDay(ticket.WallSeconds, State.CutHour) == State.Day;
        int inDay = sameDay ? State.DayTotals.Count : 0;
        int inPeriod = State.DayPeriod.Rates.Count;
        for (int i = 0; i < Ticket.Totals.Count; i++)
        {
            int rate = Ticket.Totals.Rate[i];
            inDay += sameDay && State.DayTotals.Find(rate) < 0 ? 1 : 0;
            inPeriod += State.DayPeriod.Rates.Find(rate) < 0 ? 1 : 0;
        }

        return inDay <= RateTotals.Max && inPeriod <= PeriodTotals.RatesMax ? FiscalOutcome.Sealed
            : FiscalOutcome.Malformed;
    }

    private int Digest(Record ticket, Record[]? groups, int groupCount, Catalogue catalogue, Settings settings)
    {
        if (ticket.Values[TicketLayout.Catalogue] != catalogue.Version
            || ticket.Values[TicketLayout.Settings] != settings.Version)
        {
            return FiscalOutcome.WrongVersion;
        }

        settings.Show(_merchant);
        bool fits = _digests.DigestLines(Ticket, catalogue) && _digests.DigestTenders(ticket)
            && _digests.DigestMerchant(settings)
            && (!Ticket.Details.Any || _digests.DigestDetails(groups, groupCount));
        return fits ? FiscalOutcome.Sealed : FiscalOutcome.Malformed;
    }

    private void SealTotal(Record ticket)
    {
        int day = CivilTime.BusinessDay(ticket.WallSeconds, State.CutHour);
        if (day != State.Day)
        {
            State.Day = day;
            State.DayTotals.Clear();
        }

        for (int i = 0; i < Ticket.Totals.Count; i++)
        {
            State.DayTotals.Add(Ticket.Totals.Rate[i], Ticket.Totals.Cents[i]);
        }

        State.PerpetualSigned += Ticket.TotalCents;
        State.PerpetualAbsolute += Ticket.TotalCents < 0 ? -Ticket.TotalCents : Ticket.TotalCents;
        _texts.Total(ticket);
        _mac.Compute(_sealKey, Text.Buffer, Text.Start, Text.Length, State.TotalSeal, 0);
        Array.Copy(State.TotalSeal, State.JournalSeal, Mac.Length);
        State.Numbers[ChainKind.GT] = ticket.Values[TicketLayout.Number];
        State.Present |= 1 << ChainKind.GT;
        PeriodAccount.Open(State, day);
    }

    private int Close(Record record, int chain)
    {
        if (Text.Overflow)
        {
            return FiscalOutcome.Malformed;
        }

        _mac.Compute(_sealKey, Text.Buffer, Text.Start, Text.Length, LastSeal, 0);
        Array.Copy(LastSeal, State.Seals[chain], Mac.Length);
        Array.Copy(LastSeal, record.Seal, Limits.HeadSealBytes);
        State.Present |= 1 << chain;
        State.Numbers[chain]++;
        record.Sealed = true;
        record.Merchant = _merchant;
        if (ChainKind.IsApart(chain))
        {
            State.LastWallApart = record.WallSeconds;
            return FiscalOutcome.Sealed;
        }

        Array.Copy(LastSeal, State.JournalSeal, Mac.Length);
        State.Present |= 1 << ChainKind.Count;
        State.LastWall = record.WallSeconds;
        return FiscalOutcome.Sealed;
    }
}
