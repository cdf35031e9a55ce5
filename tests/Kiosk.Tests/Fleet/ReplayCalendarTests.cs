using Kiosk.Fleet.City;
using Kiosk.Fleet.Replay;
using Kiosk.Protocol;

namespace Kiosk.Tests.Fleet;

public class ReplayCalendarTests
{
    private const long HourMs = 3_600_000;

    private static readonly Ware[] Sold = [new("Bread", 120, 550, 0), new("Tea", 250, 1000, 0)];

    [Fact]
    public void The_first_day_of_both_files_is_the_same_Monday()
    {
        var calendar = new ReplayCalendar(
            [Sale("1", Utc(2016, 10, 30, 9), "Bread")], [new HourCount(Utc(2015, 1, 7, 10), 7, 12)]);
        Assert.Equal(DayOfWeek.Monday, ReplayCalendar.Day0.DayOfWeek);
        Assert.Equal(12, calendar.Pedestrians(ReplayCalendar.StartMs + 10 * HourMs, 7));
        Assert.Equal(0, calendar.Pedestrians(ReplayCalendar.StartMs + 11 * HourMs, 7));
        Assert.Equal(ReplayCalendar.StartMs + 11 * HourMs, calendar.EndMs);
    }

    [Fact]
    public void A_counter_beyond_the_last_kiosk_adds_to_one_of_the_53()
    {
        var calendar = new ReplayCalendar(
            [], [new HourCount(Utc(2015, 1, 7, 0), 7, 12), new HourCount(Utc(2015, 1, 7, 0), 60, 30)]);
        Assert.Equal(42, calendar.Pedestrians(ReplayCalendar.StartMs, 7));
    }

    [Fact]
    public void Baskets_are_dealt_in_turn_and_unknown_items_named_once()
    {
        var calendar = new ReplayCalendar(
            [
                Sale("1", Utc(2016, 10, 30, 9), "bread", "Stollen"), Sale("2", Utc(2016, 10, 30, 10), "Tea"),
                Sale("3", Utc(2016, 10, 31, 9), "Stollen", "Alfajores"),
            ],
            []);
        Merchant[] merchants = [new(Sold), new(Sold)];
        Assert.Equal(["Alfajores", "Stollen"], calendar.Deal(merchants, Sold));
        Assert.Equal([2, 1], merchants.Select(m => m.Waiting));
        Assert.Equal(ReplayCalendar.StartMs + 9 * HourMs, merchants[0].NextAtMs);
        Assert.Equal(ReplayCalendar.StartMs + 10 * HourMs, merchants[1].NextAtMs);
        Assert.Equal(ReplayCalendar.StartMs + (24 + 9 + 1) * HourMs, calendar.EndMs);
    }

    [Fact]
    public void Idle_weeks_are_left_out_whole_so_that_weekdays_stay()
    {
        var calendar = new ReplayCalendar(
            [Sale("1", Utc(2016, 10, 31, 9), "Tea"), Sale("2", Utc(9999, 12, 31, 23), "Tea")],
            [new HourCount(Utc(2015, 1, 5, 10), 7, 12), new HourCount(Utc(2015, 1, 20, 10), 7, 30)]);
        Merchant[] merchants = [new(Sold), new(Sold)];
        calendar.Deal(merchants, Sold);
        var second = DateTimeOffset.FromUnixTimeMilliseconds(merchants[1].NextAtMs);
        Assert.Equal(new DateTime(9999, 12, 31).DayOfWeek, second.DayOfWeek);
        Assert.InRange((second - ReplayCalendar.Day0).TotalDays, 15, 30);
        Assert.Equal(30, calendar.Pedestrians(ReplayCalendar.StartMs + ((8 * 24) + 10) * HourMs, 7));
        Assert.Equal(0, calendar.DaysSkipped % 7);
    }

    [Fact]
    public void Days_a_fortnight_apart_stay_where_they_are()
    {
        var calendar = new ReplayCalendar(
            [Sale("1", Utc(2016, 10, 31, 9), "Tea"), Sale("2", Utc(2016, 11, 14, 9), "Tea")], []);
        Assert.Equal(0, calendar.DaysSkipped);
        Assert.Equal(ReplayCalendar.StartMs + ((14 * 24) + 10) * HourMs, calendar.EndMs);
    }

    [Fact]
    public void A_ware_beyond_the_catalogue_of_the_till_is_known_and_has_its_price()
    {
        Ware[] many = [.. Enumerable.Range(0, 170).Select(i => new Ware($"Ware {i}", 100 + i, 550, 0))];
        var calendar = new ReplayCalendar([Sale("1", Utc(2016, 10, 30, 9), "Ware 165", "Ware 3")], []);
        Merchant[] merchants = [new(many)];
        Assert.Empty(calendar.Deal(merchants, many));
    }

    [Fact]
    public void A_basket_dearer_than_a_ticket_may_be_is_named_with_its_line()
    {
        Ware[] dear = [new("Kiosk", Limits.TicketCentsMax, 2000, 0)];
        var basket = Sale("8", Utc(2016, 10, 30, 9), "Kiosk", "Kiosk") with { Where = "baskets.csv: line 2" };
        var refusal = Assert.Throws<FleetException>(() => new ReplayCalendar([basket], []).Deal([new(dear)], dear));
        Assert.StartsWith("baskets.csv: line 2: basket 8 comes to 19999998 cents", refusal.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void More_walkers_in_an_hour_than_can_be_walked_are_named_with_the_hour()
    {
        var hour = new HourCount(Utc(2015, 1, 7, 10), 7, HourCount.PedestriansMax);
        var refusal = Assert.Throws<FleetException>(() => new ReplayCalendar([], [hour, hour with { Counter = 60 }]));
        Assert.Contains("in the hour 2015-01-07T10:00", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1000, 1000, true)]
    [InlineData(1000, 900, true)]
    [InlineData(1000, 899, false)]
    [InlineData(1000, 1101, false)]
    [InlineData(5, 3, true)]
    [InlineData(5, 2, false)]
    [InlineData(0, 0, true)]
    public void A_replay_is_sound_only_when_the_people_counted_are_those_who_walked(
        long walked, long counted, bool sound)
    {
        var result = new ReplayResult(10, 10, 1000, 1000, walked, counted, 0, 0, 0, true, 1.5);
        Assert.Equal(sound, result.Sound);
    }

    [Fact]
    public void Nothing_to_replay_ends_where_it_begins() =>
        Assert.Equal(ReplayCalendar.StartMs, new ReplayCalendar([], []).EndMs);

    private static Basket Sale(string id, DateTime at, params string[] items) => new(id, at, items);

    private static DateTime Utc(int year, int month, int day, int hour) =>
        new(year, month, day, hour, 0, 0, DateTimeKind.Utc);
}
