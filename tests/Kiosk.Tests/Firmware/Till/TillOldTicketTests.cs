using Kiosk.Firmware;
using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>
/// What a till can still do with a ticket that the gateway has had for long (pos.md R13, R14, R16, R30): everything
/// while it is on the drive, and a plain refusal afterwards.
/// </summary>
public class TillOldTicketTests
{
    private const int A1 = Key.Article1, A2 = Key.Article1 + 1;
    private static readonly int[] Return = [Key.Function, 2, 1];
    private static readonly int[] Correct = [Key.Function, 2, 2];

    [Fact]
    [Trait("Requirement", "R13")]
    [Trait("Requirement", "R30")]
    public void A_ticket_that_the_gateway_has_is_still_given_back_once_only()
    {
        TillBench bench = Sold(60);
        Find(bench, 7, Return);
        bench.Press(Key.Cash);
        Assert.Equal(-450, bench.Till.LastTicketCents);
        bench.Journal.Acknowledge(bench.Journal.NextSequence - 1);
        bench.PowerOn();
        Find(bench, 7, Return);
        Assert.StartsWith("DÉJÀ TOUT RENDU", bench.Line(1), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R14")]
    [Trait("Requirement", "R30")]
    public void A_ticket_that_the_gateway_has_still_gets_another_tender()
    {
        TillBench bench = Sold(60);
        Find(bench, 8, Correct);
        Assert.StartsWith("NOUVEAU PAIEMENT", bench.Line(0), StringComparison.Ordinal);
        bench.Press(Key.Card);
        Assert.Equal(62, bench.Till.LastTicketNumber);
        Assert.Equal(60 * 450, bench.Chain.State.PerpetualSigned);
    }

    [Fact]
    [Trait("Requirement", "R13")]
    [Trait("Requirement", "R30")]
    public void A_ticket_that_made_room_is_refused_by_name_and_the_oldest_held_is_found()
    {
        TillBench bench = new(segments: 4);
        while (bench.Journal.OldestSequence == 1)
        {
            Sell(bench, 10);
        }

        long last = bench.Till.LastTicketNumber;
        long oldest = bench.Records().First(r => r.Kind == RecordKind.Ticket).Values[TicketLayout.Number];
        Assert.InRange(oldest, 2, last - 20);
        Find(bench, (int)oldest - 1, Return);
        Assert.StartsWith("ANCIEN : VOIR VILLE", bench.Line(1), StringComparison.Ordinal);
        Assert.Equal(0, bench.Till.LineCount);
        Find(bench, (int)oldest, Return);
        bench.Press(Key.Cash);
        Assert.Equal(-450, bench.Till.LastTicketCents);
        Find(bench, (int)bench.Till.LastTicketNumber + 1, Return);
        Assert.StartsWith("TICKET PAS ICI", bench.Line(1), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R13")]
    public void Nothing_is_given_back_when_later_tickets_are_missing_on_the_drive()
    {
        TillBench bench = Sold(60);
        for (int at = 900; at < 1_100; at += 40)
        {
            bench.Drive.Corrupt(DriveFiles.FirstSegment + 2, at, 0x20);
        }

        Find(bench, 3, Return);
        Assert.StartsWith("DOUTE : VOIR VILLE", bench.Line(1), StringComparison.Ordinal);
        Assert.Equal(0, bench.Till.LineCount);
        Find(bench, 60, Return);
        bench.Press(Key.Cash);
        Assert.Equal(-450, bench.Till.LastTicketCents);
    }

    [Fact]
    [Trait("Requirement", "R13")]
    public void A_search_reads_few_records_per_step_and_a_new_ticket_is_found_at_once()
    {
        TillBench bench = new(segments: 60);
        Sell(bench, 900);
        Assert.InRange(Steps(bench, 900), 1, 8);
        int all = Steps(bench, 1);
        Assert.InRange(all, 900 / RefundDesk.RecordsPerStep, 3 * (int)bench.Journal.NextSequence
            / RefundDesk.RecordsPerStep);
    }

    [Fact]
    [Trait("Requirement", "R13")]
    public void A_segment_that_goes_during_a_search_makes_it_unsure_and_never_wrong()
    {
        TillBench bench = new(segments: 4);
        while (bench.Journal.OldestSequence == 1)
        {
            Sell(bench, 1);
        }

        int oldest = (int)bench.Records().First(r => r.Kind == RecordKind.Ticket).Values[TicketLayout.Number];
        bench.Type(oldest);
        foreach (int key in Return)
        {
            bench.Keypad.Press(key);
        }

        bench.Step();
        long before = bench.Journal.OldestSequence;
        Record slot = new();
        while (bench.Journal.OldestSequence == before)
        {
            slot.Reset(RecordKind.FootfallSlot);
            for (int i = 0; i < FootfallLayout.Count; i++)
            {
                slot.Add(i);
            }

            bench.Journal.Append(slot, bench.Clock.NowMs);
        }

        for (int i = 0; i < 100; i++)
        {
            bench.Step();
        }

        Assert.StartsWith("DOUTE : VOIR VILLE", bench.Line(1), StringComparison.Ordinal);
        Assert.Equal(0, bench.Till.LineCount);
    }

    private static void Find(TillBench bench, int number, int[] function)
    {
        bench.Type(number).Press(function);
        for (int i = 0; i < 200 && bench.Line(0).StartsWith("RECHERCHE...", StringComparison.Ordinal); i++)
        {
            bench.Step();
        }
    }

    // Steps from the last key of a return to its basket, which is then left.
    private static int Steps(TillBench bench, int number)
    {
        bench.Type(number).Press(Key.Function, 2);
        bench.Keypad.Press(1);
        int steps = 0;
        do
        {
            bench.Step();
            steps++;
            Assert.InRange(steps, 1, 10_000);
        }
        while (bench.Line(0).StartsWith("RECHERCHE...", StringComparison.Ordinal) || bench.Till.LineCount == 0);

        bench.Press(Key.Abandon, Key.Abandon);
        return steps;
    }

    private static TillBench Sold(int sales)
    {
        TillBench bench = new(segments: 30);
        Sell(bench, sales);
        return bench;
    }

    private static void Sell(TillBench bench, int sales)
    {
        for (int i = 0; i < sales; i++)
        {
            bench.Press(A2, Key.Cash);
        }

        bench.Journal.Acknowledge(bench.Journal.NextSequence - 1);
    }
}
