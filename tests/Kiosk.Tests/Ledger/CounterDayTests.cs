using System.Text.Json.Nodes;
using Kiosk.Ledger;
using Kiosk.Measure;
using Kiosk.Protocol;
using Kiosk.Provision;

namespace Kiosk.Tests.Ledger;

/// <summary>
/// A merchant's days: sums of the stops, and the share of passers-by who stopped, where both counts are sure (GRD-1).
/// </summary>
[Trait("Requirement", "GRD-1")]
public sealed class CounterDayTests : IDisposable
{
    private static readonly long Hour = LedgerBench.Start.ToUnixTimeSeconds();
    private readonly LedgerBench _bench = new();
    private readonly SyntheticKiosk _kiosk;

    public CounterDayTests()
    {
        _kiosk = _bench.Kiosk();
        _kiosk.Utc = Hour + (2 * 86_400);
        _bench.Clock.SetUtcNow(DateTimeOffset.FromUnixTimeSeconds(_kiosk.Utc));
    }

    [Fact]
    public void A_days_stops_add_up_and_the_share_is_of_the_hours_in_which_both_counts_are_sure()
    {
        Stops(Hour, 12, 300);
        Pass(Hour, 25, 25, 25, 25);
        Stops(Hour + 3_600, 1, 60);
        Pass(Hour + 3_600, 0, 0, 30, 0);
        Assert.Equal([new CounterDay(20260610, 2, 0, 13, 360, 2, 10)], Days(20260610, 20260610));
    }

    // Two o'clock in Paris at 0 UTC: passages of the night may be withheld (GRD-10).
    [Theory]
    [InlineData(0, 1, 0, 0, 0, 0, 1)]
    [InlineData(0, 2, 0, 0, 0, 0, 1)]
    [InlineData(0, 0, 61, 0, 0, 0, 1)]
    [InlineData(0, 0, 60, 0, 0, 1, 0)]
    [InlineData(0, 0, 0, FootfallLayout.Blocked, 0, 0, 0)]
    [InlineData(0, 0, 0, FootfallLayout.Partial, 0, 0, 0)]
    [InlineData(0, 0, 0, 0, 1, 0, 0)]
    [InlineData(-5, 0, 0, 0, 0, 0, 0)]
    [InlineData(-4, 0, 0, 0, 0, 1, 0)]
    [InlineData(-10, 0, 0, 0, 0, 0, 0)]
    [InlineData(13, 0, 0, 0, 0, 1, 0)]
    public void An_hour_in_which_one_count_is_not_sure_is_no_part_of_the_share(
        int later, int counter, int blind, int beams, int missing, int compared, int unsure)
    {
        long start = Hour + (later * 3_600);
        Stops(start, 12, 300, blind, counter);
        for (int quarter = missing; quarter < 4; quarter++)
        {
            Quarter(start + (900 * quarter), 25, quarter == 3 ? beams : 0);
        }

        Assert.Equal(
            [new CounterDay(20260610, 1, unsure, 12, 300, compared, compared == 0 ? null : 12)],
            Days(20260610, 20260610));
    }

    [Fact]
    public void A_part_too_many_and_an_hour_without_passages_or_with_nobody_give_no_share()
    {
        Stops(Hour, 3, 3_600);
        Stops(Hour, 3, 3_600);
        Pass(Hour, 9, 9, 9, 9);
        Stops(Hour + 3_600, 3, 30);
        Stops(Hour + 7_200, 3, 30);
        Pass(Hour + 7_200, 0, 0, 0, 0);
        Assert.Equal([new CounterDay(20260610, 3, 1, 12, 3_660, 1, null)], Days(20260610, 20260610));
    }

    [Fact]
    public void Days_are_those_of_Paris_and_one_without_an_hour_is_missing()
    {
        foreach (int later in (int[])[-11, -10, 13, 14])
        {
            Stops(Hour + (later * 3_600), 2, 60);
        }

        Assert.Equal([(20260609, 2), (20260610, 4), (20260611, 2)],
            Days(20260601, 20260620).Select(day => (day.Day, day.Stops)));
        Assert.Throws<LedgerException>(() => Days(20260610, 20260609));
    }

    [Theory]
    [InlineData(0, 12, "2026-06-10  42 arrêts en 9 heures, 700 s occupées  12 % des passants de 8 heures où les deux "
        + "comptes sont sûrs")]
    [InlineData(2, null, "2026-06-10  42 arrêts en 9 heures, 700 s occupées (dont 2 pas sûres)  part des passants "
        + "inconnue : aucune heure où les deux comptes sont sûrs")]
    public void A_line_says_the_day_its_sums_and_the_share(int unsure, int? share, string line) =>
        Assert.Equal(line, MerchantCommands.StopDayLine(new JsonObject
        {
            ["day"] = 20260610, ["hours"] = 9, ["unsureHours"] = unsure, ["stops"] = 42, ["occupiedSeconds"] = 700,
            ["comparedHours"] = 8, ["sharePercent"] = share,
        }, StopsWords.French));

    public void Dispose() => _bench.Dispose();

    private IReadOnlyList<CounterDay> Days(int first, int last) =>
        _bench.Ledger.Archives.StopDays("K07", first, last);

    private void Stops(long start, long stops, long occupied, long blind = 0, long quality = 0) => _bench.Submit(
        _kiosk, _kiosk.Frame(_kiosk.Of(RecordKind.CounterSlot, start, stops, occupied, blind, quality)));

    private void Pass(long start, params long[] people)
    {
        for (int quarter = 0; quarter < people.Length; quarter++)
        {
            Quarter(start + (900 * quarter), people[quarter], 0);
        }
    }

    private void Quarter(long start, long people, long quality) => _bench.Submit(_kiosk, _kiosk.Frame(_kiosk.Of(
        RecordKind.FootfallSlot, start, people, 800, people, 0, 0, quality, 10 * people, 15, 0)));
}
