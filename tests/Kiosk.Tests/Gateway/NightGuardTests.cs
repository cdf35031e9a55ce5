using CsCheck;
using Kiosk.Gateway.City;
using Xunit;

namespace Kiosk.Tests.Gateway;

[Trait("Requirement", "GRD-10")]
public sealed class NightGuardTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_few_passages_at_night_are_withheld_with_the_next_hour_that_has_somebody()
    {
        IReadOnlyList<Cell> hours = Guard(out Figure day, (3, 2), (9, 40), (10, 7));
        Assert.Equal(CellState.Withheld, hours[3].State);
        Assert.Equal(CellState.Withheld, hours[9].State);
        Assert.Equal(CellState.Value, hours[10].State);
        Assert.Equal(49, day.Value);
    }

    // Whoever keeps what the page showed at each hour: nothing of it comes or goes, and what the totals hide more from
    // one hour to the next is nobody, or two hours or more with five passages or more.
    [Fact]
    public void Reading_the_page_all_day_gives_no_small_night_hour_back()
    {
        Gen.Int[0, 9].Array[24].Sample(counts =>
        {
            IReadOnlyList<Cell> before = [];
            (int Hours, long Passages) hiddenBefore = (0, 0);
            for (int hour = 1; hour <= 24; hour++)
            {
                Cell[] cells = [.. counts.Select((count, i) => i < hour ? Hour(count, i) : Hour(0, i) with
                {
                    State = CellState.Pending,
                })];
                IReadOnlyList<Cell> hours = NightGuard.Guard(cells, cell => cell.Start.Hour, out Figure day);
                Assert.All(before.Take(hour - 1).Select((cell, i) => (cell, i)), was =>
                    Assert.Equal(was.cell, hours[was.i]));
                before = hours;
                if (day.State == CellState.Value)
                {
                    int withheld = hours.Count(cell => cell.State == CellState.Withheld);
                    long hidden = day.Value - hours.Sum(cell => cell.Value);
                    int moreHours = withheld - hiddenBefore.Hours;
                    long more = hidden - hiddenBefore.Passages;
                    Assert.True((moreHours == 0 && more == 0) || (moreHours >= 2 && more >= 5), $"hour {hour}");
                    hiddenBefore = (withheld, hidden);
                }
            }
        });
    }

    [Fact]
    public void A_day_with_nothing_but_a_few_at_night_shows_no_total()
    {
        Guard(out Figure day, (3, 2));
        Assert.Equal(CellState.Withheld, day.State);
    }

    [Fact]
    public void Nobody_five_or_more_and_the_daytime_are_open()
    {
        IReadOnlyList<Cell> hours = Guard(out Figure day, (2, 5), (6, 1), (14, 3));
        Assert.All(hours, cell => Assert.Equal(CellState.Value, cell.State));
        Assert.Equal(9, day.Value);
    }

    [Fact]
    public void The_day_less_the_published_hours_never_gives_a_small_night_hour_back()
    {
        Gen.Int[0, 9].Array[24].Sample(counts =>
        {
            Cell[] cells = [.. counts.Select(Hour)];
            IReadOnlyList<Cell> hours = NightGuard.Guard(cells, cell => cell.Start.Hour, out Figure day);
            int withheld = hours.Count(cell => cell.State == CellState.Withheld);
            long hidden = day.Value - hours.Sum(cell => cell.Value);
            bool isOpen = withheld == 0 && day.State == CellState.Value;
            return isOpen || day.State == CellState.Withheld || (withheld >= 2 && hidden >= 5);
        });
    }

    private static Cell Hour(int count, int hour) =>
        new(Midnight.AddHours(hour), Midnight.AddHours(hour + 1), CellState.Value, count, false);

    private static IReadOnlyList<Cell> Guard(out Figure day, params (int Hour, int Count)[] counts)
    {
        Cell[] cells = [.. Enumerable.Range(0, 24).Select(hour => Hour(0, hour))];
        foreach ((int hour, int count) in counts)
        {
            cells[hour] = Hour(count, hour);
        }

        return NightGuard.Guard(cells, cell => cell.Start.Hour, out day);
    }
}
