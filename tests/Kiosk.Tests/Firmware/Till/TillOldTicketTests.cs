using Kiosk.Firmware;
using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Kiosk.Tests.Fiscal;
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
        Assert.InRange(all, 900 / TicketSearch.RecordsPerStep, 3 * (int)bench.Journal.NextSequence
            / TicketSearch.RecordsPerStep);
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

    [Fact]
    [Trait("Requirement", "R16")]
    [Trait("Requirement", "R30")]
    public void A_copy_of_an_earlier_ticket_is_an_exact_image_with_its_rank_and_reason()
    {
        TillBench bench = new(segments: 30);
        bench.Press(A1, A2, 1, 0, Key.Markdown, Key.Function, 5, 1, Key.Note10, Key.Ticket);
        bench.Print();
        string original = bench.Paper();
        Sell(bench, 60);
        bench.PowerOn();
        string first = Copy(bench, 1, 2);
        Assert.Contains("DUPLICATA n° 1 - édité le", first, StringComparison.Ordinal);
        Assert.Equal(original, Unmarked(first));
        Assert.Contains("Code : ", original, StringComparison.Ordinal);
        Assert.Equal(0, bench.Till.LineCount);
        Sell(bench, 3);
        bench.PowerOn();
        string second = Copy(bench, 1, 1);
        Assert.Contains("DUPLICATA n° 2 - édité le", second, StringComparison.Ordinal);
        Assert.Equal(original, Unmarked(second));
        Record[] copies = [.. bench.Records().Where(r => r.Kind == RecordKind.Duplicate)];
        Assert.Equal([1L, RecordKind.Ticket, 1L, 1L, ReasonCode.PaperUnreadable, 0L],
            copies[0].Values[..DuplicateLayout.Count]);
        Assert.Equal([2L, RecordKind.Ticket, 1L, 2L, ReasonCode.PaperLost, 0L],
            copies[1].Values[..DuplicateLayout.Count]);
    }

    [Fact]
    [Trait("Requirement", "R16")]
    public void Copies_of_a_return_and_of_a_corrected_ticket_name_what_the_original_named()
    {
        TillBench bench = new(segments: 30);
        bench.Press(A1, A2, Key.Cash).Press(1, Key.Function, 2, 1, Key.Cash, Key.Ticket);
        bench.Print();
        string refund = bench.Paper();
        bench.Press(A2, Key.Cash);
        bench.Printer.Tear();
        bench.Press(3).Press(Correct).Press(Key.Card, Key.Ticket);
        string replacing = Paper(bench);
        Sell(bench, 30);
        Assert.Equal(refund, Unmarked(Copy(bench, 2, 1)));
        Assert.Equal(replacing, Unmarked(Copy(bench, 5, 1)));
    }

    [Fact]
    [Trait("Requirement", "R16")]
    public void No_copy_is_printed_with_other_labels_than_the_original_had()
    {
        TillBench bench = Sold(10);
        Catalogue fresh = FiscalSamples.Press();
        fresh.Version = bench.Catalogue.Version + 1;
        bench.Till.SetCatalogue(fresh);
        bench.Pass(100);
        Sell(bench, 10);
        int printed = bench.Printer.Length;
        Find(bench, 5, [Key.Function, 2, 3, 1]);
        Assert.StartsWith("ANCIEN : VOIR VILLE", bench.Line(1), StringComparison.Ordinal);
        bench.Print();
        Assert.Equal(printed, bench.Printer.Length);
        Assert.Contains("DUPLICATA n° 1", Copy(bench, 15, 1), StringComparison.Ordinal);
    }

    private static string Copy(TillBench bench, int number, int reason)
    {
        bench.Printer.Tear();
        Find(bench, number, [Key.Function, 2, 3, reason]);
        return Paper(bench);
    }

    private static string Paper(TillBench bench)
    {
        bench.Print();
        return bench.Paper();
    }

    // The marks of a copy: what it is and why, and its rank at the foot.
    private static string Unmarked(string copy) => string.Join('\n', copy.Split('\n')
        .Where(l => !l.Contains("DUPLICATA", StringComparison.Ordinal)
            && !l.Contains("Motif : papier", StringComparison.Ordinal))
        .Select(l => l.Contains(" Copie n° ", StringComparison.Ordinal) ? l[..^1] + "0" : l));

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
