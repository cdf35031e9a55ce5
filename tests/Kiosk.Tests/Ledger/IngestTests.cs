using Kiosk.Ledger;
using Kiosk.Measure;
using Kiosk.Protocol;

namespace Kiosk.Tests.Ledger;

/// <summary>Goal: what one frame does to the ledger. Method: real file, frames by the firmware's own writer.</summary>
public sealed class IngestTests
{
    [Fact]
    public void A_new_frame_is_stored_and_acknowledged()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        IngestResult result = bench.Submit(kiosk, kiosk.Frame(kiosk.Ticket(1, 2), kiosk.Footfall(3, 4)));
        Assert.Equal((IngestOutcome.Stored, 2), (result.Outcome, result.NewEvents));
        Assert.NotNull(result.Acknowledgement);
        AuditTotals audit = bench.Ledger.Audit();
        Assert.Equal((1, 215L, 7), (audit.Tickets, audit.Cents, audit.Passages));
        Assert.Equal((0, 0), (audit.ChainBreaks, audit.Missing));
        Assert.Empty(bench.Ledger.Alarms());
    }

    // ING-1
    [Fact]
    [Trait("Requirement", "ING-1")]
    public void The_same_frame_again_is_a_duplicate_with_no_effect()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        byte[] frame = kiosk.Frame(kiosk.Ticket(1), kiosk.Footfall(3, 4));
        bench.Submit(kiosk, frame);
        string before = bench.Picture(kiosk);
        IngestResult again = bench.Submit(kiosk, frame);
        Assert.Equal(IngestOutcome.Duplicate, again.Outcome);
        Assert.NotNull(again.Acknowledgement);
        Assert.Equal(before, bench.Picture(kiosk));
        Assert.Equal(2, bench.Ledger.Counters[LedgerCounter.Duplicates]);
        Assert.Equal(2, bench.Ledger.Audit().Duplicates);
    }

    [Fact]
    public void Other_content_under_a_known_sequence_is_a_conflict_that_overwrites_nothing()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        bench.Submit(kiosk, kiosk.Frame(kiosk.Footfall(3, 4)));
        kiosk.NextSequence = 1;
        IngestResult conflict = bench.Submit(kiosk, kiosk.Frame(kiosk.Footfall(5, 4)));
        Assert.Equal((IngestOutcome.Quarantined, QuarantineReason.Conflict), (conflict.Outcome, conflict.Reason));
        Assert.Equal(7, bench.Ledger.Audit().Passages);
        Assert.Equal(AlarmKind.Conflict, Assert.Single(bench.Ledger.Alarms()).Kind);
        Assert.Equal(QuarantineReason.Conflict, Assert.Single(bench.Ledger.Quarantine(9)).Reason);
    }

    [Fact]
    public void A_frame_that_overlaps_another_adds_only_what_is_new()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        Record[] records = [kiosk.Ticket(1), kiosk.Footfall(1, 0), kiosk.Ticket(2), kiosk.Event(80), kiosk.Ticket(3)];
        bench.Submit(kiosk, kiosk.Frame(records[1], records[2]));
        IngestResult whole = bench.Submit(kiosk, kiosk.Frame(records));
        Assert.Equal((IngestOutcome.PartlyStored, 3), (whole.Outcome, whole.NewEvents));
        AuditTotals audit = bench.Ledger.Audit();
        Assert.Equal((3, 0, 0, 5), (audit.Tickets, audit.StoredTwice, audit.ChainBreaks, audit.Events));
        Assert.Equal(5, bench.Ledger.Registry.Find(kiosk.Device)!.Contiguous);
        Assert.Equal(0, bench.Ledger.Counters[LedgerCounter.ChainBreaks]);
    }

    [Fact]
    public void A_hello_is_answered_with_the_next_sequence()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        bench.Submit(kiosk, kiosk.Frame(kiosk.Health(), kiosk.Health()));
        IngestResult hello = bench.Submit(kiosk, kiosk.Hello());
        Assert.Equal((IngestOutcome.Hello, 0), (hello.Outcome, hello.NewEvents));
        Assert.NotNull(hello.Acknowledgement);
    }

    // F-SYNC-2, ING-3
    [Fact]
    [Trait("Requirement", "ING-3")]
    public void A_hole_is_listed_and_closed_when_its_frame_comes()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        byte[] first = kiosk.Frame(kiosk.Ticket(1), kiosk.Ticket(2));
        byte[] second = kiosk.Frame(kiosk.Ticket(3));
        byte[] third = kiosk.Frame(kiosk.Ticket(4), kiosk.Event(80));
        bench.Submit(kiosk, third);
        Assert.Equal([new GapRange(kiosk.Device, 1, 3, 0)], bench.Ledger.Gaps(kiosk.Device));
        Assert.Equal(AlarmKind.Gap, Assert.Single(bench.Ledger.Alarms()).Kind);
        bench.Submit(kiosk, first);
        Assert.Equal([new GapRange(kiosk.Device, 3, 3, 0)], bench.Ledger.Gaps(kiosk.Device));
        bench.Submit(kiosk, second);
        Assert.Empty(bench.Ledger.Gaps(kiosk.Device));
        Assert.Equal(0, bench.Ledger.Counters[LedgerCounter.ChainBreaks]);
        Assert.Equal(0, bench.Ledger.Audit().ChainBreaks);
    }

    [Fact]
    public void A_declared_loss_closes_its_range_and_is_on_record()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        bench.Submit(kiosk, kiosk.Frame(kiosk.Health(), kiosk.Gap(10), kiosk.Health()));
        Assert.Equal(12, bench.Ledger.Registry.Find(kiosk.Device)!.Contiguous);
        Assert.Equal([new GapRange(kiosk.Device, 2, 11, 1)], bench.Ledger.Gaps(kiosk.Device));
        Assert.Equal(10, bench.Ledger.Audit().DeclaredLost);
    }

    [Fact]
    public void A_deleted_ticket_breaks_the_chain_once_and_blocks_nothing()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        bench.Submit(kiosk, kiosk.Frame(kiosk.Ticket(1)));
        kiosk.Ticket(2);
        kiosk.NextSequence--;
        bench.Submit(kiosk, kiosk.Frame(kiosk.Ticket(3)));
        bench.Submit(kiosk, kiosk.Frame(kiosk.Ticket(4)));
        Assert.Equal(1, bench.Ledger.Counters[LedgerCounter.ChainBreaks]);
        Assert.Contains(bench.Ledger.Alarms(), alarm => alarm.Kind == AlarmKind.ChainBreak);
        AuditTotals audit = bench.Ledger.Audit();
        Assert.Equal((3, 1), (audit.Tickets, audit.ChainBreaks));
        Assert.Equal(105 + 115 + 120, audit.Cents);
    }

    [Fact]
    public void A_changed_price_breaks_the_chain()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        Record ticket = kiosk.Ticket(1);
        ticket.Values[TicketLayout.Tenders + 1] = 1;
        ticket.Values[ticket.Count - 2] = 1;
        ticket.Values[ticket.Count - 4] = 0;
        bench.Submit(kiosk, kiosk.Frame(ticket));
        Assert.Equal(1, bench.Ledger.Counters[LedgerCounter.ChainBreaks]);
    }
}
