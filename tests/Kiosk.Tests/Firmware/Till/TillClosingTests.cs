using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Kiosk.Tests.Fiscal;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>Closings that are late-safe and never block (pos.md R19 to R24), and the clock's traps.</summary>
public class TillClosingTests
{
    private const int A1 = Key.Article1, A2 = Key.Article1 + 1;
    private const long Day = 86_400;
    private readonly TillBench _bench = new();

    [Fact]
    [Trait("Requirement", "R68")]
    public void Closing_the_day_is_one_key_the_counted_digits_and_one_key()
    {
        _bench.Press(A1, Key.Cash);
        int before = _bench.KeysPressed;
        _bench.Press(Key.Tender);
        Assert.StartsWith("COMPTÉ ?", _bench.Line(0), StringComparison.Ordinal);
        _bench.Type(320).Press(Key.Cash);
        Assert.Equal(1 + 3 + 1, _bench.KeysPressed - before);
        Assert.StartsWith("jour clos n° 1", _bench.Line(1), StringComparison.Ordinal);
        Record closing = _bench.Records().Single(r => r.Kind == RecordKind.Closing);
        Assert.Equal([1L, ClosingLayout.Day, 20_261_120L, 0L], closing.Values[..4]);
        Assert.Equal(320, closing.Values[ClosingLayout.Figures + PeriodTotals.SalesCents]);
        Assert.Equal(320, closing.Values[ClosingLayout.Figures + PeriodTotals.CashCounted]);
        Assert.Contains(JetCode.DayMonthClosing, _bench.EventCodes());
        _bench.Press(A1, Key.Cash);
        Assert.Equal(2, _bench.Till.LastTicketNumber);
    }

    [Fact]
    [Trait("Requirement", "R53")]
    public void The_note_counter_is_optional_and_a_day_without_records_has_nothing_to_close()
    {
        _bench.Press(Key.Function, 4, 2, Key.Cash);
        Assert.StartsWith("RIEN À CLORE", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(A1, Key.Cash, Key.Function, 4, 2, Key.Cash);
        Assert.StartsWith("jour clos n° 1", _bench.Line(1), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R53")]
    public void A_cashier_counts_blind_and_the_difference_is_sealed_and_on_the_Z()
    {
        _bench.OpenFirst().Press(Key.Function, 1, 3).Type(9_876).Type(2_222).Type(2_222);
        _bench.Press(Key.Function, 1, 2).Type(2_222);
        _bench.Press(A1, Key.Cash, Key.Function, 4, 2).Type(300).Press(Key.Cash);
        Assert.StartsWith("RECOMPTER           ", _bench.Line(1), StringComparison.Ordinal);
        Assert.DoesNotContain("0,20", _bench.Screen(), StringComparison.Ordinal);
        Assert.DoesNotContain("3,20", _bench.Screen(), StringComparison.Ordinal);
        _bench.Type(300).Press(Key.Cash);
        Record count = _bench.Records().Last(r => r.Kind == RecordKind.TechnicalEvent
            && r.Values[EventLayout.Code] == JetCode.DrawerCount);
        Assert.Equal([-20L, 300L], count.Values[EventLayout.Argument1..(EventLayout.Argument1 + 2)]);
        Record closing = _bench.Records().Single(r => r.Kind == RecordKind.Closing);
        Assert.Equal(300, closing.Values[ClosingLayout.Figures + PeriodTotals.CashCounted]);
        Assert.Equal(320, closing.Values[ClosingLayout.Figures + PeriodTotals.CashExpected]);
        _bench.Print();
        Assert.Contains("Écart", _bench.Paper(), StringComparison.Ordinal);
        Assert.Contains("-0,20", _bench.Paper(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R53")]
    public void Whoever_feels_his_way_to_the_sum_expected_leaves_each_count_sealed_and_the_third_stands()
    {
        Cashier(_bench).Press(A1, Key.Cash, Key.Function, 3, 5).Type(300).Press(Key.Cash).Type(310).Press(Key.Cash);
        Assert.StartsWith("RECOMPTER", _bench.Line(1), StringComparison.Ordinal);
        Assert.DoesNotContain(_bench.Records(), r => r.Kind == RecordKind.CashMovement);
        _bench.Press(Key.Clear, Key.Function, 3, 5).Type(290).Press(Key.Cash).Type(330).Press(Key.Cash);
        _bench.Type(340).Press(Key.Cash);
        Assert.StartsWith("caisse notée", _bench.Line(1), StringComparison.Ordinal);
        Assert.Equal([(-20L, 300L), (-10L, 310L), (-30L, 290L), (10L, 330L), (20L, 340L)], Counts(_bench));
        Assert.Equal([CashLayout.TypeCount, 340L], _bench.Records()
            .Single(r => r.Kind == RecordKind.CashMovement).Values[CashLayout.Type..(CashLayout.Cents + 1)]);
    }

    [Fact]
    [Trait("Requirement", "R53")]
    [Trait("Requirement", "R10")]
    public void Nothing_is_told_of_a_count_that_the_drive_did_not_take_and_a_cut_leaves_no_count_without_its_event()
    {
        for (int cut = 0; cut < 6; cut++)
        {
            TillBench bench = Cashier(new TillBench()).Press(A1, Key.Cash, Key.Function, 3, 5).Type(300);
            bench.Drive.CutAt = bench.Drive.Operations + cut;
            bench.Press(Key.Cash);
            bool told = bench.Line(1).StartsWith("RECOMPTER", StringComparison.Ordinal);
            bench.Press(3, 0, 0, Key.Cash);
            bench.PowerOn();
            Assert.True(!told || Counts(bench).Length == 1, $"cut {cut}");
            bool counted = bench.Records().Any(r => r.Kind == RecordKind.CashMovement);
            Assert.True(!counted || Counts(bench).Length == 1, $"cut {cut}");
        }
    }

    private static TillBench Cashier(TillBench bench) => bench.OpenFirst().Press(Key.Function, 1, 3).Type(9_876)
        .Type(2_222).Type(2_222).Press(Key.Function, 1, 2).Type(2_222);

    private static (long, long)[] Counts(TillBench bench) => [.. bench.Records()
        .Where(r => r.Kind == RecordKind.TechnicalEvent && r.Values[EventLayout.Code] == JetCode.DrawerCount)
        .Select(r => (r.Values[EventLayout.Argument1], r.Values[EventLayout.Argument2]))];

    [Fact]
    [Trait("Requirement", "R53")]
    public void A_reading_of_a_cashier_leaves_out_what_should_be_in_the_drawer_and_a_manager_s_shows_it()
    {
        _bench.OpenFirst().Press(Key.Function, 1, 3).Type(9_876).Type(2_222).Type(2_222);
        _bench.Press(A1, Key.Cash, Key.Function, 4, 1);
        _bench.Print();
        Assert.Contains("Espèces attendues", _bench.Paper(), StringComparison.Ordinal);
        _bench.Printer.Tear();
        _bench.Press(Key.Function, 1, 2).Type(2_222).Press(Key.Function, 4, 1);
        _bench.Print();
        Assert.Contains("LECTURE X", _bench.Paper(), StringComparison.Ordinal);
        Assert.DoesNotContain("Espèces attendues", _bench.Paper(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R21")]
    public void Five_days_off_over_a_month_end_close_day_and_month_late_and_the_next_sale_waits_for_nothing()
    {
        _bench.Clock.ShowWall(FiscalSamples.VectorWall + (8 * Day));
        _bench.PowerOn();
        _bench.Press(A1, Key.Cash);
        _bench.Clock.ShowWall(FiscalSamples.VectorWall + (13 * Day));
        _bench.PowerOn();
        _bench.Press(A2, Key.Cash);
        Assert.Equal(2, _bench.Till.LastTicketNumber);
        Record[] closings = [.. _bench.Records().Where(r => r.Kind == RecordKind.Closing)];
        Assert.Equal([20_261_128L, 202_611L], closings.Select(c => c.Values[ClosingLayout.Period]));
        Assert.All(closings, c => Assert.NotEqual(0, c.Values[ClosingLayout.Flags] & ClosingLayout.Late));
        Assert.All(closings, c => Assert.NotEqual(0, c.Values[ClosingLayout.Flags] & ClosingLayout.Automatic));
        long sale = _bench.Records().First(r => r.Kind == RecordKind.Ticket).WallSeconds;
        Assert.Equal(sale, closings[0].Values[ClosingLayout.Figures + PeriodTotals.LastSale]);
        Assert.True(closings[1].Sequence < _bench.Records().Last(r => r.Kind == RecordKind.Ticket).Sequence);
    }

    [Fact]
    [Trait("Requirement", "R21")]
    public void A_till_that_runs_through_the_night_closes_its_day_by_itself()
    {
        _bench.Press(A1, Key.Cash);
        for (int minute = 0; minute < 16 * 60; minute += 5)
        {
            _bench.Pass(300_000);
        }

        Assert.Equal(1, _bench.Till.ClosingsSealed);
        Assert.Equal(ClosingLayout.Automatic, _bench.Records().Last(r => r.Kind == RecordKind.Closing)
            .Values[ClosingLayout.Flags]);
    }

    [Fact]
    [Trait("Requirement", "R19")]
    public void A_year_end_closes_day_month_and_year_in_order()
    {
        _bench.Press(A1, Key.Cash);
        _bench.Clock.ShowWall(FiscalSamples.VectorWall + (60 * Day));
        _bench.PowerOn();
        _bench.Press(A1, Key.Cash);
        long[] levels = [.. _bench.Records().Where(r => r.Kind == RecordKind.Closing).Select(c => c.Values[1])];
        Assert.Equal([1L, 2L, 2L, 3L], levels);
        Assert.Equal(640, _bench.Chain.State.PerpetualSigned);
    }

    [Fact]
    [Trait("Requirement", "R21")]
    public void A_drive_that_refuses_a_closing_refuses_no_sale()
    {
        _bench.Press(A1, Key.Cash);
        _bench.Clock.ShowWall(FiscalSamples.VectorWall + Day);
        _bench.PowerOn();
        _bench.Press(A1, Key.Cash);
        Assert.Equal(2, _bench.Till.LastTicketNumber);
    }

    [Fact]
    [Trait("Requirement", "R22")]
    public void An_X_reading_changes_nothing_and_leaves_an_event()
    {
        _bench.Press(A1, Key.Cash);
        long signed = _bench.Chain.State.PerpetualSigned;
        _bench.Press(Key.Function, 4, 1);
        Assert.StartsWith("jour 3,20 €", _bench.Line(1), StringComparison.Ordinal);
        Assert.Equal(signed, _bench.Chain.State.PerpetualSigned);
        Assert.True(_bench.Chain.State.DayPeriod.Active);
        Assert.Contains(JetCode.Reading, _bench.EventCodes());
    }

    [Fact]
    [Trait("Requirement", "R20")]
    public void Two_perpetual_totals_move_at_every_ticket()
    {
        _bench.Type(1_250).Press(Key.Department1, Key.Cash);
        _bench.Type(500).Press(Key.Department1, Key.Cash);
        _bench.Press(2, Key.Function, 2, 1, Key.Cash);
        Assert.Equal(1_250, _bench.Chain.State.PerpetualSigned);
        Assert.Equal(2_250, _bench.Chain.State.PerpetualAbsolute);
    }

    // 28 March and 25 October 2026: the night has 23 and 25 hours; the business day is the civil one all the same.
    [Theory]
    [InlineData(1_774_731_600L, 20_260_328L)]
    [InlineData(1_792_875_600L, 20_261_024L)]
    [Trait("Requirement", "R24")]
    public void Pitfall_5_2_nights_in_which_clocks_change_close_the_civil_day(long evening, long day)
    {
        _bench.Floor = evening - Day;
        _bench.Clock.ShowWall(evening);
        _bench.PowerOn();
        _bench.Press(A1, Key.Cash);
        for (int i = 0; i < 12; i++)
        {
            _bench.Pass(1_800_000);
        }

        _bench.Press(A1, Key.Cash);
        Record closing = _bench.Records().Single(r => r.Kind == RecordKind.Closing);
        Assert.Equal(day, closing.Values[ClosingLayout.Period]);
        Assert.Equal(1, closing.Values[ClosingLayout.Figures + PeriodTotals.Sales]);
    }

    [Fact]
    [Trait("Requirement", "R24")]
    public void A_clock_set_back_over_midnight_neither_opens_the_old_day_again_nor_blocks_a_sale()
    {
        _bench.Press(A1, Key.Cash);
        _bench.Clock.ShowWall(FiscalSamples.VectorWall + Day);
        _bench.PowerOn();
        _bench.Press(A1, Key.Cash);
        _bench.Clock.ShowWall(FiscalSamples.VectorWall);
        _bench.PowerOn();
        _bench.Press(A1, Key.Cash);
        Record[] tickets = [.. _bench.Records().Where(r => r.Kind == RecordKind.Ticket)];
        Assert.True(tickets[2].WallSeconds > tickets[1].WallSeconds);
        Assert.True(tickets[2].Values[TicketLayout.ClockQuality] >= 8);
        Assert.Single(_bench.Records(), r => r.Kind == RecordKind.Closing);
    }

    [Fact]
    [Trait("Requirement", "R21")]
    public void A_power_cut_at_every_operation_of_a_closing_leaves_it_whole_or_due()
    {
        for (int tear = InMemoryDrive.TearNone; tear <= InMemoryDrive.TearFull; tear++)
        {
            for (int cut = 0; cut < 12; cut++)
            {
                CutClosing(tear, cut);
            }
        }
    }

    private static void CutClosing(int tear, int cut)
    {
        TillBench bench = new();
        bench.Press(A1, Key.Cash, A1, Key.Cash, Key.Function, 4, 2).Type(640);
        bench.Drive.Tear = tear;
        bench.Drive.CutAt = bench.Drive.Operations + cut;
        bench.Press(Key.Cash);
        bench.Drive.CutAt = -1;
        bench.PowerOn();
        string where = $"tear {tear}, cut {cut}";
        int closed = bench.Records().Count(r => r.Kind == RecordKind.Closing);
        Assert.True(closed == 1 || bench.Chain.State.DayPeriod.TotalCents == 640, where);
        bench.Press(Key.Clear, A1, Key.Cash, Key.Function, 4, 2, Key.Cash);
        Record[] all = [.. bench.Records().Where(r => r.Kind == RecordKind.Closing)];
        Assert.True(all.Sum(c => c.Values[ClosingLayout.Figures + PeriodTotals.SalesCents]) == 960, where);
        Assert.Equal(Enumerable.Range(1, all.Length).Select(n => (long)n), all.Select(c => c.Values[0]));
    }
}
