using System.Globalization;
using Kiosk.Ledger;
using Kiosk.Ledger.Archive;

namespace Kiosk.Tests.Archive;

/// <summary>Goal: which period of the e-report is due, and when, is data with days of effect (pos.md R56).</summary>
[Trait("Requirement", "R56")]
public sealed class ReportRhythmTests
{
    [Theory]
    [InlineData("reel-mensuel", 20260911, 20260901, 20260910, 20260911, 20260920)]
    [InlineData("reel-mensuel", 20260920, 20260901, 20260910, 20260911, 20260920)]
    [InlineData("reel-mensuel", 20260921, 20260911, 20260920, 20260921, 20260930)]
    [InlineData("reel-mensuel", 20261001, 20260921, 20260930, 20261001, 20261010)]
    [InlineData("reel-mensuel", 20261105, 20261021, 20261031, 20261101, 20261110)]
    [InlineData("reel-mensuel", 20270301, 20270221, 20270228, 20270301, 20270310)]
    [InlineData("reel-mensuel", 20270225, 20270211, 20270220, 20270221, 20270302)]
    [InlineData("reel-trimestriel", 20261031, 20260901, 20260930, 20261001, 20261010)]
    [InlineData("reel-trimestriel", 20270101, 20261201, 20261231, 20270101, 20270110)]
    [InlineData("simplifie", 20261001, 20260901, 20260930, 20261025, 20261030)]
    [InlineData("simplifie", 20270201, 20270101, 20270131, 20270225, 20270228)]
    [InlineData("simplifie", 20280201, 20280101, 20280131, 20280225, 20280229)]
    [InlineData("franchise", 20261101, 20260901, 20261031, 20261125, 20261130)]
    [InlineData("franchise", 20261231, 20260901, 20261031, 20261125, 20261130)]
    [InlineData("franchise", 20270101, 20261101, 20261231, 20270125, 20270130)]
    public void The_last_period_that_is_over_and_the_days_to_send_it_on(
        string regime, int today, int first, int last, int opens, int due) => Assert.Equal(
            new ReportPeriod(regime, first, last, opens, due),
            ReportRhythm.LastBefore(ReportRhythm.All(), regime, Day(today)));

    [Fact]
    public void Every_day_of_two_years_belongs_to_one_period_and_none_is_left_out()
    {
        foreach (string regime in ReportRhythm.All().Select(rhythm => rhythm.Regime))
        {
            DateOnly day = new(2026, 11, 2);
            ReportPeriod before = ReportRhythm.LastBefore(ReportRhythm.All(), regime, day.AddDays(-1));
            for (; day < new DateOnly(2028, 11, 2); day = day.AddDays(1))
            {
                ReportPeriod now = ReportRhythm.LastBefore(ReportRhythm.All(), regime, day);
                Assert.True(Day(now.LastDay) < day && now.FirstDay < now.LastDay, $"{regime} on {day:O}: {now}");
                Assert.True(now.LastDay < now.Opens && now.Opens <= now.Due, $"{regime} on {day:O}: {now}");
                Assert.True(now == before || Day(before.LastDay).AddDays(1) == Day(now.FirstDay),
                    $"{regime} on {day:O}: {before}, then {now}");
                before = now;
            }
        }
    }

    [Theory]
    [InlineData(20261231, 20261101)]
    [InlineData(20270131, 20261201)]
    [InlineData(20270201, 20270121)]
    public void A_rhythm_that_changes_holds_for_the_periods_that_end_from_its_day_on(int today, int first)
    {
        IReadOnlyList<ReportRhythm> rhythms = ReportRhythm.Read(
            "from;regime;period;opens;due;law\n20260901;a;month;1;10;x\n20270131;a;decade;1;10;y\n");
        Assert.Equal(first, ReportRhythm.LastBefore(rhythms, "a", Day(today)).FirstDay);
    }

    [Fact]
    public void A_regime_that_does_not_exist_and_a_time_before_the_first_report_are_named()
    {
        LedgerException unknown = Assert.Throws<LedgerException>(() =>
            ReportRhythm.LastBefore(ReportRhythm.All(), "forfait", Day(20261101)));
        Assert.Contains("'forfait'", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("reel-mensuel, reel-trimestriel, simplifie, franchise", unknown.Message,
            StringComparison.Ordinal);
        LedgerException early = Assert.Throws<LedgerException>(() =>
            ReportRhythm.LastBefore(ReportRhythm.All(), "franchise", Day(20261031)));
        Assert.Contains("20261031", early.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("from;regime;period;opens;due;law")]
    [InlineData("from;regime;period;opens;due;law\n20260901;a;week;1;10;x")]
    [InlineData("from;regime;period;opens;due;law\n20260901;a;month;11;10;x")]
    [InlineData("from;regime;period;opens;due;law\nsoon;a;month;1;10;x")]
    [InlineData("from;regime;period;opens;due;law\n20260901;a;month;1;10;")]
    [InlineData("from;regime;period;opens;due;law\n20260901;a;month;0;10;x")]
    public void A_damaged_table_is_named(string csv) => Assert.Contains(
        "ereport-rhythms.csv", Assert.Throws<FormatException>(() => ReportRhythm.Read(csv)).Message,
        StringComparison.Ordinal);

    // What the command asks for is what the ledger then takes.
    [Fact]
    public void The_period_that_is_due_is_one_that_the_report_takes()
    {
        using var shop = new ShopBench(from: new DateTimeOffset(2026, 11, 2, 8, 0, 0, TimeSpan.Zero));
        shop.Sell((1, 1, 320, 210));
        shop.Flush();
        foreach (string regime in ReportRhythm.All().Select(rhythm => rhythm.Regime))
        {
            ReportPeriod period = shop.Ledger.Archives.EReportPeriod(regime);
            EReport report = shop.Ledger.Archives.EReport(ShopBench.Terminal, period.FirstDay, period.LastDay);
            Assert.Equal((period.FirstDay, period.LastDay), (report.FirstDay, report.LastDay));
        }
    }

    private static DateOnly Day(int day) => DateOnly.ParseExact(
        day.ToString(CultureInfo.InvariantCulture), "yyyyMMdd", CultureInfo.InvariantCulture);
}
