using Kiosk.Ledger;
using Kiosk.Ledger.Ingest;
using Kiosk.Measure;
using Kiosk.Protocol;

namespace Kiosk.Tests.Ledger;

/// <summary>
/// What has a limit in days is gone once it has stayed that long, by whatever route one asks (city.md 3.11).
/// </summary>
public sealed class RetentionTests
{
    private const long Old = 4006381333948, New = 36000291452;
    private static readonly long Hour = LedgerBench.Start.ToUnixTimeSeconds();

    [Fact]
    [Trait("Requirement", "GRD-1")]
    public void An_hour_of_stops_goes_758_days_after_it_began_and_not_a_second_before()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk[] kiosks = [bench.Kiosk(), bench.Kiosk(8)];
        foreach (SyntheticKiosk kiosk in kiosks)
        {
            kiosk.Utc = Hour + 7_200;
        }

        At(bench, Hour + 7_200);
        foreach (SyntheticKiosk kiosk in kiosks)
        {
            bench.Submit(kiosk, kiosk.Frame(
                kiosk.Of(RecordKind.CounterSlot, Hour, 5, 300, 0, 0),
                kiosk.Of(RecordKind.CounterSlot, Hour + 3_600, 6, 300, 0, 0)));
        }

        RunBefore(bench, Hour + (758 * 86_400));
        At(bench, Hour + (758 * 86_400));
        Assert.Equal(new ExpiredRows(0, 0, 0), bench.Ledger.Expire());
        Assert.Equal([5, 6], Stops(bench, "K07"));
        At(bench, Hour + (758 * 86_400) + 1);
        Assert.Equal(new ExpiredRows(2, 0, 0), bench.Ledger.Expire());
        Assert.Equal(new ExpiredRows(0, 0, 0), bench.Ledger.Expire());
        Assert.Equal(2, bench.Ledger.Counters[LedgerCounter.RowsExpired]);
        bench.Reopen();
        Assert.Equal([6], Stops(bench, "K07"));
        Assert.Equal([6], Stops(bench, "K08"));
    }

    [Fact]
    [Trait("Requirement", "R59")]
    public void A_code_leaves_the_review_list_90_days_after_it_was_seen_last_dismissed_or_not()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        Scan(bench, kiosk, Hour, Old);
        Scan(bench, kiosk, Hour, New);
        bench.Ledger.Archives.Dismiss("K07", Old);
        Scan(bench, kiosk, Hour + (40 * 86_400), New);
        RunBefore(bench, Hour + (90 * 86_400));
        At(bench, Hour + (90 * 86_400));
        Assert.Equal(new ExpiredRows(0, 0, 0), bench.Ledger.Expire());
        Assert.Equal(2, bench.Ledger.Archives.Review("K07", all: true).Codes.Count);
        At(bench, Hour + (90 * 86_400) + 1);
        Assert.Equal(new ExpiredRows(0, 1, 0), bench.Ledger.Expire());
        Assert.Equal(New, Assert.Single(bench.Ledger.Archives.Review("K07", all: true).Codes).Code);
        RunBefore(bench, Hour + (131 * 86_400));
        At(bench, Hour + (131 * 86_400));
        Assert.Equal(new ExpiredRows(0, 1, 0), bench.Ledger.Expire());
        Assert.Empty(bench.Ledger.Archives.Review("K07", all: true).Codes);
    }

    [Fact]
    [Trait("Requirement", "R74")]
    public void The_log_of_looks_at_a_merchants_data_is_kept_for_a_year()
    {
        using var bench = new LedgerBench();
        bench.Kiosk();
        bench.Ledger.Archives.Log("K07", "city", "archives", "réquisition n° 12");
        RunBefore(bench, Hour + (365 * 86_400));
        At(bench, Hour + (365 * 86_400));
        bench.Ledger.Archives.Log("K07", "merchant", "archives", "");
        Assert.Equal(new ExpiredRows(0, 0, 0), bench.Ledger.Expire());
        At(bench, Hour + (365 * 86_400) + 1);
        Assert.Equal(new ExpiredRows(0, 0, 1), bench.Ledger.Expire());
        Assert.Equal("merchant", Assert.Single(bench.Ledger.Archives.Accesses("K07")).Who);
    }

    [Fact]
    public void A_store_that_fails_deletes_nothing_and_counts_nothing()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        Scan(bench, kiosk, Hour, Old);
        RunBefore(bench, Hour + (91 * 86_400));
        At(bench, Hour + (91 * 86_400));
        bench.Ledger.RefuseWrites(true);
        Assert.Throws<LedgerException>(bench.Ledger.Expire);
        bench.Ledger.RefuseWrites(false);
        Assert.Equal(0, bench.Ledger.Counters[LedgerCounter.RowsExpired]);
        Assert.Single(bench.Ledger.Archives.Review("K07").Codes);
        Assert.Equal(1, bench.Ledger.Expire().UnknownCodes);
    }

    [Theory]
    [Trait("Requirement", "GRD-1")]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(7, true)]
    [InlineData(8, false)]
    public void A_clock_deletes_only_when_a_daily_run_of_three_to_seven_days_ago_bears_it_out(int days, bool goes)
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        Scan(bench, kiosk, Hour, Old);
        At(bench, Hour + ((100 - days) * 86_400));
        Publish(bench);
        At(bench, Hour + (100 * 86_400));
        Assert.Equal(goes ? new ExpiredRows(0, 1, 0) : new ExpiredRows(0, 0, 0, 1), bench.Ledger.Expire());
        Assert.Equal(goes ? 0 : 1, bench.Ledger.Counters[LedgerCounter.ExpiriesRefused]);
        Assert.Equal(goes ? 1 : 0, bench.Ledger.Counters[LedgerCounter.RowsExpired]);
        Assert.Equal(goes ? 0 : 1, bench.Ledger.Archives.Review("K07").Codes.Count);
    }

    [Fact]
    [Trait("Requirement", "GRD-1")]
    public void A_clock_that_leaps_ten_years_deletes_nothing_in_its_first_three_days()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        Scan(bench, kiosk, Hour, Old);
        bench.Ledger.Archives.Log("K07", "city", "archives", "réquisition n° 12");
        for (int day = 0; day < 6; day++)
        {
            At(bench, Hour + ((day + (day < 3 ? 0 : 3_650)) * 86_400));
            Publish(bench);
            Assert.Equal(new ExpiredRows(0, 0, 0, day < 3 ? 0 : 2), bench.Ledger.Expire());
        }

        Assert.Equal(3, bench.Ledger.Counters[LedgerCounter.ExpiriesRefused]);
        bench.Reopen();
        Assert.Single(bench.Ledger.Archives.Review("K07").Codes);
        Assert.Single(bench.Ledger.Archives.Accesses("K07"));
    }

    [Theory]
    [InlineData(nameof(LedgerOptions.CounterHourDaysMax), 0, "1..758 days")]
    [InlineData(nameof(LedgerOptions.CounterHourDaysMax), 759, "1..758 days")]
    [InlineData(nameof(LedgerOptions.UnknownCodeDaysMax), 367, "1..366 days")]
    [InlineData(nameof(LedgerOptions.AccessDaysMax), 182, "183..366 days")]
    public void A_limit_out_of_range_is_named(string option, int days, string range)
    {
        var options = new LedgerOptions { Folder = "x" };
        typeof(LedgerOptions).GetProperty(option)!.SetValue(options, days);
        Assert.Equal($"Ledger option '{option}' must be {range}.", Assert.Throws<LedgerException>(
            () => CityLedger.Open(options, TimeProvider.System)).Message);
    }

    private static void Scan(LedgerBench bench, SyntheticKiosk kiosk, long at, long code)
    {
        At(bench, at);
        kiosk.Utc = at;
        bench.Submit(kiosk, kiosk.Frame(kiosk.Event(UnknownScans.Event, code)));
    }

    // What the gateway's daily run leaves five days before an instant: it bears out the clock.
    private static void RunBefore(LedgerBench bench, long utc)
    {
        At(bench, utc - (5 * 86_400));
        Publish(bench);
    }

    private static void Publish(LedgerBench bench) =>
        Assert.NotNull(bench.Ledger.Archives.PublishWitness((_, error) => throw error));

    private static void At(LedgerBench bench, long utc) =>
        bench.Clock.SetUtcNow(DateTimeOffset.FromUnixTimeSeconds(utc));

    private static IEnumerable<int> Stops(LedgerBench bench, string terminal) =>
        bench.Ledger.Archives.Stops(terminal, 20260610, 20260610).Select(hour => hour.Stops);
}
