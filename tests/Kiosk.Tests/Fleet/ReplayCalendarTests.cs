using Kiosk.Fleet.City;
using Kiosk.Fleet.Replay;

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
    public void Nothing_to_replay_ends_where_it_begins() =>
        Assert.Equal(ReplayCalendar.StartMs, new ReplayCalendar([], []).EndMs);

    private static Basket Sale(string id, DateTime at, params string[] items) => new(id, at, items);

    private static DateTime Utc(int year, int month, int day, int hour) =>
        new(year, month, day, hour, 0, 0, DateTimeKind.Utc);
}
