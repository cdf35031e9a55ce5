using System;
using Kiosk.Fiscal;
using Kiosk.Firmware.Journal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// Turns what the till has closed into sealed records and makes each durable in one append (R10): tickets, training
/// tickets, cash movements, copies, provisional notes, closings. Holds time still when the clock would go back (R24).
/// One thread; everything is allocated at start.
/// </summary>
public sealed class TicketWriter
{
    /// <summary>
    /// The chain refused the record: a bug, or settings and catalogue of other versions. Beside the outcomes of the
    /// journal.
    /// </summary>
    public const int NotSealed = 100;

    private const int ClockHeldFlag = 8;
    private readonly FiscalChain _chain;
    private readonly RecordJournal _journal;
    private readonly TimeKeeper _time;
    private readonly EventWriter _events;
    private readonly Record[] _before;
    private readonly Record[] _all;
    private readonly Record _record;
    private bool _held;

    /// <summary>Outcome of the chain at the last write (<see cref="FiscalOutcome"/>).</summary>
    public int Sealing;

    /// <summary>Writer over the chain, journal and clock of this kiosk.</summary>
    public TicketWriter(FiscalChain chain, RecordJournal journal, TimeKeeper time, EventWriter events)
    {
        _chain = chain;
        _journal = journal;
        _time = time;
        _events = events;
        int before = (Limits.LinesPerTicketMax - 1) / Limits.LinesPerRecordMax;
        _before = new Record[before];
        _all = new Record[before + 1];
        for (int i = 0; i < before; i++)
        {
            _before[i] = journal.Batch[i];
        }

        _record = journal.Batch[before];
    }

    /// <summary>The record that is filled; for others between two writes.</summary>
    public Record Scratch
    {
        get { return _record; }
    }

    /// <summary>Wall time (UTC seconds) that a record sealed now would get at least.</summary>
    public long WallSeconds(long nowMs)
    {
        long wall = _time.WallSeconds(nowMs);
        return wall < _chain.State.LastWall ? _chain.State.LastWall : wall;
    }

    /// <summary>
    /// Seals and stores a sale or refund; then its number, sequence, wall time and seal are set. Returns an outcome of
    /// <see cref="RecordJournal"/> or <see cref="NotSealed"/>; other than Stored, nothing was sold.
    /// </summary>
    public int Write(Sale sale, Catalogue catalogue, Settings settings, long nowMs)
    {
        int chain = sale.Training ? ChainKind.X : ChainKind.T;
        long number = _chain.State.Numbers[chain] + 1;
        bool held = Begin(sale.Training ? RecordKind.Training : RecordKind.Ticket, nowMs);
        int groups = sale.LineCount == 0 ? 0 : (sale.LineCount - 1) / Limits.LinesPerRecordMax;
        for (int i = 0; i < groups; i++)
        {
            FillGroup(_before[i], sale, catalogue, number, i * Limits.LinesPerRecordMax);
        }

        int before = groups;
        if (sale.HasDetail)
        {
            FillDetail(_before[before], sale, number);
            before++;
        }

        FillTicket(sale, catalogue, settings, number, groups * Limits.LinesPerRecordMax, held);
        Sealing = _chain.Seal(_record, _before, before, catalogue, settings);
        if (Sealing != FiscalOutcome.Sealed)
        {
            return NotSealed;
        }

        Array.Copy(_chain.LastSeal, sale.Seal, Mac.Length);
        Array.Copy(_before, 0, _all, 0, before);
        _all[before] = _record;
        int outcome = _journal.Append(_all, before + 1, nowMs);
        if (outcome == RecordJournal.Stored)
        {
            sale.Number = number;
            sale.Sequence = _record.Sequence;
            sale.WallSeconds = _record.WallSeconds;
            sale.ClockQuality = (int)_record.Values[TicketLayout.ClockQuality];
        }

        return outcome;
    }

    /// <summary>Seals and stores a cash movement (R53, <see cref="CashLayout"/>).</summary>
    public int WriteCash(int type, int cents, int operatorCode, long nowMs)
    {
        Begin(RecordKind.CashMovement, nowMs);
        _record.Add(_chain.State.CashMovements + 1);
        _record.Add(type);
        _record.Add(cents);
        _record.Add(operatorCode);
        return Store(nowMs);
    }

    /// <summary>Seals and stores a copy that the printer has confirmed (R16).</summary>
    public int WriteDuplicate(int kind, long original, int rank, int reason, int operatorCode, long nowMs)
    {
        Begin(RecordKind.Duplicate, nowMs);
        _record.Add(_chain.State.Numbers[ChainKind.D] + 1);
        _record.Add(kind);
        _record.Add(original);
        _record.Add(rank);
        _record.Add(reason);
        _record.Add(operatorCode);
        return Store(nowMs);
    }

    /// <summary>Seals and stores a provisional note of a basket (R17); sets its number in the basket.</summary>
    public int WriteNote(Sale sale, Catalogue catalogue, int operatorCode, long nowMs)
    {
        long number = _chain.State.Numbers[ChainKind.N] + 1;
        Begin(RecordKind.ProvisionalNote, nowMs);
        _record.Add(number);
        _record.Add(operatorCode);
        _record.Add(catalogue.Version);
        _record.Add(0);
        _record.Add(sale.LineCount);
        long cents = 0;
        for (int i = 0; i < sale.LineCount; i++)
        {
            _record.Add(sale.Article[i]);
            _record.Add(sale.Quantity[i]);
            _record.Add(sale.Price[i]);
            cents += (long)sale.Quantity[i] * sale.Price[i];
        }

        _record.Values[NoteLayout.Cents] = cents;
        int outcome = Store(nowMs);
        if (outcome == RecordJournal.Stored)
        {
            sale.NoteNumber = number;
        }

        return outcome;
    }

    /// <summary>
    /// Seals and stores the closing of a level (R19). <see cref="NotSealed"/> when it may not be closed now.
    /// </summary>
    public int WriteClosing(int level, int operatorCode, int flags, long nowMs)
    {
        bool held = Begin(RecordKind.Closing, nowMs);
        bool uncertain = held || _time.Quality == 0;
        int all = flags | (uncertain ? ClosingLayout.Uncertain : 0);
        return _chain.Figures.Fill(_record, _chain.State, level, operatorCode, all) ? Store(nowMs) : NotSealed;
    }

    private int Store(long nowMs)
    {
        Sealing = _chain.SealAlone(_record);
        return Sealing == FiscalOutcome.Sealed ? _journal.Append(_record, nowMs) : NotSealed;
    }

    // A clock that went back is told once, before the record that it concerns.
    private bool Begin(int kind, long nowMs)
    {
        long shown = _time.WallSeconds(nowMs);
        _record.Reset(kind);
        _journal.Stamp(_record, nowMs);
        bool held = SealClock.Hold(_record, _chain.State, shown);
        if (held && !_held)
        {
            _events.Write(JetCode.ClockHeld, 0, shown, _record.WallSeconds, nowMs);
            _journal.Stamp(_record, nowMs);
            SealClock.Hold(_record, _chain.State, shown);
        }

        _held = held;
        return held;
    }

    private void FillTicket(Sale sale, Catalogue catalogue, Settings settings, long number, int firstLine, bool held)
    {
        int quality = _time.Quality + (held ? ClockHeldFlag : 0);
        _record.Add(number);
        _record.Add(sale.Operation);
        _record.Add(sale.Operator);
        _record.Add(catalogue.Version);
        _record.Add(settings.Version);
        _record.Add(quality);
        _record.Add(sale.ChangeCents);
        _record.Add(sale.TenderCount);
        _record.Add(sale.LineCount - firstLine);
        _record.Add(sale.LineCount);
        for (int i = 0; i < sale.TenderCount; i++)
        {
            _record.Add(sale.TenderType[i]);
            _record.Add(sale.TenderCents[i]);
        }

        for (int i = firstLine; i < sale.LineCount; i++)
        {
            AddLine(_record, sale, catalogue, i);
        }
    }

    private static void FillGroup(Record group, Sale sale, Catalogue catalogue, long number, int firstLine)
    {
        group.Reset(RecordKind.LineGroup);
        group.Add(number);
        group.Add(firstLine);
        group.Add(Limits.LinesPerRecordMax);
        for (int i = 0; i < Limits.LinesPerRecordMax; i++)
        {
            AddLine(group, sale, catalogue, firstLine + i);
        }
    }

    private static void FillDetail(Record detail, Sale sale, long number)
    {
        detail.Reset(RecordKind.TicketDetail);
        detail.Add(number);
        detail.Add(0);
        detail.Add(0);
        Item(detail, DetailItem.OriginalTicket, sale.OriginalNumber, sale.OriginalWall);
        Item(detail, DetailItem.Reason, sale.Reason, 0);
        Item(detail, DetailItem.DiscountReason, sale.OffCount > 0 ? sale.DiscountReason : 0, 0);
        Item(detail, DetailItem.FromNote, sale.NoteNumber, 0);
        Item(detail, DetailItem.Manager, sale.Manager, 0);
        Item(detail, DetailItem.Replaces, sale.Replaces, 0);
        Item(detail, DetailItem.DepositOf, sale.DepositOf, 0);
        for (int i = 0; i < sale.NonSaleCount; i++)
        {
            Item(detail, DetailItem.NonSale, sale.NonSaleKind[i], sale.NonSaleCents[i]);
        }

        for (int i = 0; i < sale.LineCount; i++)
        {
            if (sale.OriginalNumber > 0)
            {
                AddItem(detail, DetailItem.OriginalLine, i, sale.OriginalLine[i]);
            }

            if (sale.OffOf(i) != 0)
            {
                AddItem(detail, DetailItem.LineDiscount, i, sale.OffOf(i));
            }
        }

        FillWeights(detail, sale);
    }

    // As many as the record has room for: what is not sealed is not printed either.
    private static void FillWeights(Record detail, Sale sale)
    {
        LineWeights weights = sale.Weights;
        int room = (Limits.DetailItemsMax - (int)detail.Values[DetailLayout.ItemCount]) / 2;
        if (sale.Operation != TicketLayout.OperationSale)
        {
            // A cancellation says it of nothing; the sale that replaces it says it again.
            return;
        }

        weights.Count = room < weights.Count ? room : weights.Count;
        for (int i = 0; i < weights.Count; i++)
        {
            AddItem(detail, DetailItem.LineWeight, weights.LineAt(i), weights.GramsAt(i));
            AddItem(detail, DetailItem.LinePerKilo, weights.LineAt(i), weights.PerKiloAt(i));
        }
    }

    private static void Item(Record detail, int what, long first, long second)
    {
        if (first != 0)
        {
            AddItem(detail, what, first, second);
        }
    }

    private static void AddItem(Record detail, int what, long first, long second)
    {
        detail.Add(what);
        detail.Add(first);
        detail.Add(second);
        detail.Values[DetailLayout.ItemCount]++;
    }

    private static void AddLine(Record record, Sale sale, Catalogue catalogue, int line)
    {
        int article = sale.Article[line];
        int index = article > 0 ? catalogue.FindCode(article) : -1;
        bool asCatalogue = index >= 0 && catalogue.Price[index] == sale.Price[line]
            && catalogue.Rate[index] == sale.Rate[line];
        int flags = asCatalogue ? TicketLayout.LineAsCatalogue : 0;
        record.Add(article);
        record.Add(flags | (sale.Rate[line] == 0 ? TicketLayout.LineExempt : 0));
        record.Add(sale.Quantity[line]);
        record.Add(sale.Price[line]);
        record.Add(sale.Rate[line]);
    }
}
