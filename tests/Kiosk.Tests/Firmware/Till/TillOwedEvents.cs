using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>No return and no cancellation stands without its technical events (pos.md R13, R14, R25, R26).</summary>
[Trait("Requirement", "R25")]
[Trait("Requirement", "R26")]
public class TillOwedEvents
{
    private const int Lines = 19, A1 = Key.Article1, A2 = Key.Article1 + 1;
    private static readonly int[] Return = [Key.Function, 2, 1];
    private static readonly int[] Correct = [Key.Function, 2, 2];

    [Fact]
    [Trait("Requirement", "R13")]
    public void A_cut_at_any_operation_of_a_return_of_nineteen_lines_leaves_one_event_per_line_or_no_return()
    {
        for (int tear = InMemoryDrive.TearNone; tear <= InMemoryDrive.TearFull; tear++)
        {
            int operations = OperationsOf(tear, Long, Key.Cash);
            Assert.InRange(operations, Lines, 200);
            for (int cut = 0; cut < operations; cut++)
            {
                TillBench bench = CutOnce(Long, Key.Cash, cut, tear);
                bench.PowerOn();
                ExpectReturn(bench, $"cut {cut}, tear {tear}");
            }
        }
    }

    [Fact]
    [Trait("Requirement", "R13")]
    public void A_further_cut_while_the_missing_events_are_written_changes_nothing_of_it()
    {
        int operations = OperationsOf(InMemoryDrive.TearHalf, Long, Key.Cash);
        for (int cut = 0; cut < operations; cut += 5)
        {
            for (int again = 0; again < 45; again += 4)
            {
                TillBench bench = CutOnce(Long, Key.Cash, cut, InMemoryDrive.TearHalf);
                bench.PowerOn();
                bench.Drive.CutAt = bench.Drive.Operations + again;
                Steps(bench);
                bench.PowerOn();
                ExpectReturn(bench, $"cut {cut}, then {again}");
            }
        }
    }

    [Fact]
    [Trait("Requirement", "R14")]
    public void A_cut_at_any_operation_of_a_correction_leaves_its_event_or_no_cancellation()
    {
        for (int tear = InMemoryDrive.TearNone; tear <= InMemoryDrive.TearFull; tear++)
        {
            int operations = OperationsOf(tear, Short, Key.Card);
            for (int cut = 0; cut < operations; cut++)
            {
                TillBench bench = CutOnce(Short, Key.Card, cut, tear);
                bench.PowerOn();
                Steps(bench);
                bool cancelled = Tickets(bench).Any(t =>
                    t.Values[TicketLayout.Operation] == TicketLayout.OperationCancel);
                (long, long)[] told = [.. Told(bench, JetCode.TenderCorrected)];
                Assert.True(told.SequenceEqual(cancelled ? [(1L, 3L)] : []), $"cut {cut}, tear {tear}");
            }
        }
    }

    [Fact]
    [Trait("Requirement", "R10")]
    public void A_drive_that_takes_the_return_and_then_nothing_gets_its_events_a_minute_later_without_a_start()
    {
        TillBench bench = Long();
        int operations = OperationsOf(InMemoryDrive.TearNone, Long, Key.Cash);
        bench.Drive.CutAt = bench.Drive.Operations + (operations / 2);
        bench.Press(Key.Cash);
        Assert.Equal(2, bench.Till.LastTicketNumber);
        Assert.InRange(bench.Chain.State.Owed, 1, Lines - 1);
        bench.Drive.CutAt = -1;
        bench.Drive.PowerUp();
        bench.Press(1).Press(Return);
        Assert.Equal(0, bench.Till.LineCount);
        bench.Press(Key.Clear, A1, Key.Cash);
        Assert.Equal(3, bench.Till.LastTicketNumber);
        bench.Pass(61_000);
        Steps(bench);
        Assert.Equal(0, bench.Chain.State.Owed);
        Assert.Equal(Lines, Told(bench, JetCode.ReturnedItem).Count());
        bench.Press(3).Press(Return).Press(Key.Cash);
        Assert.Equal(4, bench.Till.LastTicketNumber);
    }

    [Fact]
    [Trait("Requirement", "R10")]
    public void Keys_pressed_while_the_missing_events_are_written_wait_and_are_taken_afterwards()
    {
        TillBench bench = CutOnce(Long, Key.Cash, Lines, InMemoryDrive.TearNone);
        Assert.NotEqual(0, bench.Chain.State.Owed);
        bench.Keypad.Press(A1);
        bench.Keypad.Press(Key.Cash);
        bench.PowerOn();
        Steps(bench);
        Assert.Equal(0, bench.Chain.State.Owed);
        Assert.Equal(3, bench.Till.LastTicketNumber);
        Assert.Equal(320, bench.Till.LastTicketCents);
    }

    private static void ExpectReturn(TillBench bench, string where)
    {
        Steps(bench);
        bool returned = Tickets(bench).Any(t => t.Values[TicketLayout.Operation] == TicketLayout.OperationRefund);
        IEnumerable<(long, long)> expected = Enumerable.Range(1, returned ? Lines : 0).Select(i => (1L, -100L - i));
        (long, long)[] told = [.. Told(bench, JetCode.ReturnedItem)];
        Assert.True(told.SequenceEqual(expected), $"{where}: {string.Join(' ', told)}");
        bench.Press(returned ? Key.Clear : Key.Abandon, A1, Key.Cash);
        Assert.True(bench.Till.LastTicketNumber == (returned ? 3 : 2), $"{where}\n{bench.Screen()}");
        Assert.True(bench.Till.LastTicketCents == 320, where);
        bench.PowerOn();
        Steps(bench);
        Assert.True(told.Length == Told(bench, JetCode.ReturnedItem).Count(), where);
    }

    private static TillBench CutOnce(Func<TillBench> opened, int key, int cut, int tear)
    {
        TillBench bench = opened();
        bench.Drive.Tear = tear;
        bench.Drive.CutAt = bench.Drive.Operations + cut;
        bench.Press(key);
        bench.Drive.CutAt = -1;
        return bench;
    }

    private static int OperationsOf(int tear, Func<TillBench> opened, int key)
    {
        TillBench bench = opened();
        bench.Drive.Tear = tear;
        int before = bench.Drive.Operations;
        bench.Press(key);
        return bench.Drive.Operations - before;
    }

    // A sale of nineteen amounts of a department, and its return, to be paid out.
    private static TillBench Long()
    {
        TillBench bench = new(32);
        for (int i = 1; i <= Lines; i++)
        {
            bench.Type(100 + i).Press(Key.Department1);
        }

        return bench.Press(Key.Cash, 1).Press(Return);
    }

    private static TillBench Short()
    {
        TillBench bench = new();
        return bench.Press(A1, A2, Key.Cash).Press(1).Press(Correct);
    }

    private static void Steps(TillBench bench)
    {
        for (int i = 0; i < 60; i++)
        {
            bench.Pass(10);
        }
    }

    private static IEnumerable<Record> Tickets(TillBench bench) =>
        bench.Records().Where(r => r.Kind == RecordKind.Ticket);

    private static IEnumerable<(long, long)> Told(TillBench bench, int code) =>
        bench.Records().Where(r => r.Kind == RecordKind.TechnicalEvent && r.Values[EventLayout.Code] == code)
            .Select(r => (r.Values[EventLayout.Argument1], r.Values[EventLayout.Argument2]));
}
