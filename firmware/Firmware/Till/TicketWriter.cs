using System;
using Kiosk.Fiscal;
using Kiosk.Firmware.Journal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// Turns a closed basket into a sealed ticket and makes it durable in one append (R10). Holds time still when the clock
/// would go back (R24). One thread; everything is allocated at start.
/// </summary>
public sealed class TicketWriter
{
    /// <summary>
    /// The chain refused the ticket: a bug, or settings and catalogue of other versions. Beside the outcomes of the
    /// journal.
    /// </summary>
    public const int NotSealed = 100;

    private const int ClockHeldFlag = 8;
    private readonly FiscalChain _chain;
    private readonly RecordJournal _journal;
    private readonly TimeKeeper _time;
    private readonly EventWriter _events;
    private readonly Record[] _groups;
    private readonly Record[] _all;
    private readonly Record _ticket;
    private bool _held;

    /// <summary>Writer over the chain, journal and clock of this kiosk.</summary>
    public TicketWriter(FiscalChain chain, RecordJournal journal, TimeKeeper time, EventWriter events)
    {
        _chain = chain;
        _journal = journal;
        _time = time;
        _events = events;
        int groups = (Limits.LinesPerTicketMax - 1) / Limits.LinesPerRecordMax;
        _groups = new Record[groups];
        _all = new Record[groups + 1];
        for (int i = 0; i < groups; i++)
        {
            _groups[i] = journal.Batch[i];
        }

        _ticket = journal.Batch[groups];
    }

    /// <summary>
    /// Seals and stores a sale; then its number, sequence, wall time and seal are set. Returns an outcome of
    /// <see cref="RecordJournal"/> or <see cref="NotSealed"/>; other than Stored, nothing was sold.
    /// </summary>
    public int Write(Sale sale, Catalogue catalogue, Settings settings, long nowMs)
    {
        int groups = (sale.LineCount - 1) / Limits.LinesPerRecordMax;
        long number = _chain.State.Tickets + 1;
        _ticket.Reset(RecordKind.Ticket);
        bool held = Stamp(nowMs);
        for (int i = 0; i < groups; i++)
        {
            FillGroup(_groups[i], sale, catalogue, number, i * Limits.LinesPerRecordMax);
            _all[i] = _groups[i];
        }

        FillTicket(sale, catalogue, settings, number, groups * Limits.LinesPerRecordMax, held);
        _all[groups] = _ticket;
        _chain.SealTicket(_ticket, _groups, groups, catalogue, settings, out int sealing);
        if (sealing != FiscalOutcome.Sealed)
        {
            return NotSealed;
        }

        Array.Copy(_chain.LastSeal, sale.Seal, Mac.Length);
        int outcome = _journal.Append(_all, groups + 1, nowMs);
        if (outcome == RecordJournal.Stored)
        {
            sale.Number = number;
            sale.Sequence = _ticket.Sequence;
            sale.WallSeconds = _ticket.WallSeconds;
            sale.ClockQuality = (int)_ticket.Values[TicketLayout.ClockQuality];
        }

        return outcome;
    }

    // A clock that went back is told once, before the ticket that it concerns.
    private bool Stamp(long nowMs)
    {
        _journal.Stamp(_ticket, nowMs);
        long shown = _time.WallSeconds(nowMs);
        bool held = SealClock.Hold(_ticket, _chain.State, shown);
        if (held && !_held)
        {
            _events.Write(JetCode.ClockHeld, 0, shown, _ticket.WallSeconds, nowMs);
            _journal.Stamp(_ticket, nowMs);
            SealClock.Hold(_ticket, _chain.State, shown);
        }

        _held = held;
        return held;
    }

    private void FillTicket(Sale sale, Catalogue catalogue, Settings settings, long number, int firstLine, bool held)
    {
        int quality = _time.Quality + (held ? ClockHeldFlag : 0);
        _ticket.Add(number);
        _ticket.Add(TicketLayout.OperationSale);
        _ticket.Add(0);
        _ticket.Add(catalogue.Version);
        _ticket.Add(settings.Version);
        _ticket.Add(quality);
        _ticket.Add(sale.ChangeCents);
        _ticket.Add(1);
        _ticket.Add(sale.LineCount - firstLine);
        _ticket.Add(sale.LineCount);
        _ticket.Add(TicketLayout.TenderCash);
        _ticket.Add(sale.GivenCents);
        for (int i = firstLine; i < sale.LineCount; i++)
        {
            AddLine(_ticket, sale, catalogue, i);
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

    private static void AddLine(Record record, Sale sale, Catalogue catalogue, int line)
    {
        int article = sale.Article[line];
        int index = article > 0 ? catalogue.FindCode(article) : -1;
        bool asCatalogue = index >= 0 && catalogue.Price[index] == sale.Price[line]
            && catalogue.Rate[index] == sale.Rate[line];
        record.Add(article);
        record.Add(asCatalogue ? TicketLayout.LineAsCatalogue : 0);
        record.Add(sale.Quantity[line]);
        record.Add(sale.Price[line]);
        record.Add(sale.Rate[line]);
    }
}
