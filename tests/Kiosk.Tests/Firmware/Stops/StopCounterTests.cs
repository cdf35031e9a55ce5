using Kiosk.Board.Virtual;
using Kiosk.Board.Virtual.Chips;
using Kiosk.Drivers;
using Kiosk.Firmware;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Stops;
using Kiosk.Protocol;
using Kiosk.Tests.Firmware.Footfall;
using Xunit;

namespace Kiosk.Tests.Firmware.Stops;

/// <summary>
/// Stops at the counter (city.md GRD-1): who stands there is counted once, who reaches over or passes is not, and what
/// nobody knows is neither a stop nor an empty counter.
/// </summary>
[Trait("Requirement", "GRD-1")]
public sealed class StopCounterTests
{
    private const int Hour = 3_600_000;
    private readonly InMemoryCounterSense _sense = new();
    private readonly TimeKeeper _time = SensesJournal.Time(FootfallRig.Quarter);
    private readonly RecordJournal _journal = SensesJournal.Make();
    private readonly Record _scratch = new();
    private readonly StopCounter _counter;
    private long _now;

    public StopCounterTests()
    {
        _counter = new StopCounter(_sense);
        _time.Quality = TimeKeeper.Battery;
        _counter.Step(0, _time, _journal, _scratch);
    }

    [Theory]
    [InlineData("4", 1, 4)]
    [InlineData("2", 0, 0)]
    [InlineData("2 1 2", 1, 5)]
    [InlineData("4 5 4", 2, 8)]
    [InlineData("60 1 60 1 60", 1, 180)]
    [InlineData("1 3 1 3 1 3 1", 0, 0)]
    public void Presence_of_three_seconds_is_a_stop_that_two_seconds_of_absence_end(
        string seconds, int stops, int occupied)
    {
        Pass(10);
        bool here = true;
        foreach (string part in seconds.Split(' '))
        {
            _sense.State = here ? CounterSense.Somebody : CounterSense.Nobody;
            Pass(int.Parse(part, System.Globalization.CultureInfo.InvariantCulture));
            here = !here;
        }

        _sense.State = CounterSense.Nobody;
        long[] hour = EndHour();
        Assert.Equal(stops, hour[CounterLayout.Stops]);
        Assert.InRange(hour[CounterLayout.OccupiedSeconds], occupied - 1 - (stops * 2), occupied + 1);
        Assert.Equal((0, 0), (hour[CounterLayout.BlindSeconds], hour[CounterLayout.Quality]));
    }

    // Seeded visits of every length with pauses of every length, against a count of what was made.
    [Fact]
    public void Stops_made_are_stops_counted()
    {
        const int seed = 20_261_201;
        var random = new Random(seed);
        int made = 0;
        Pass(5);
        for (int i = 0; i < 120; i++)
        {
            int stay = random.Next(2, 400);
            made += stay * 100 > StopCounter.StopMs + StopCounter.LookMs ? 1 : 0;
            bool between = stay * 100 is >= StopCounter.StopMs and <= StopCounter.StopMs + StopCounter.LookMs;
            _sense.State = CounterSense.Somebody;
            Looks(between ? stay + 3 : stay);
            made += between ? 1 : 0;
            _sense.State = CounterSense.Nobody;
            Looks(random.Next(25, 300));
        }

        Assert.True(made == _counter.Total, $"seed {seed}: {made} made, {_counter.Total} counted");
        Assert.InRange(made, 90, 120);
    }

    [Fact]
    public void A_sensor_that_sees_something_for_twenty_minutes_is_blocked_until_it_sees_nothing()
    {
        Pass(60);
        _sense.State = CounterSense.Somebody;
        Pass(1_190);
        Assert.False(_counter.IsBlocked);
        Pass(910);
        Assert.True(_counter.IsBlocked);
        _sense.State = CounterSense.Nobody;
        Pass(10);
        Assert.False(_counter.IsBlocked);
        long[] hour = EndHour();
        Assert.Equal((1, CounterLayout.Blocked), (hour[CounterLayout.Stops], hour[CounterLayout.Quality]));
        Assert.InRange(hour[CounterLayout.OccupiedSeconds], 1_195, 1_201);
        Assert.InRange(hour[CounterLayout.BlindSeconds], 898, 902);
    }

    [Fact]
    public void A_part_that_does_not_answer_and_a_stalled_loop_are_time_in_which_nobody_knows()
    {
        Pass(10);
        _sense.State = CounterSense.Silent;
        Pass(100);
        _sense.State = CounterSense.Somebody;
        Pass(2);
        _now += 50_000;
        Pass(2);
        _sense.State = CounterSense.Nobody;
        long[] hour = EndHour();
        Assert.Equal(0, hour[CounterLayout.Stops]);
        Assert.InRange(hour[CounterLayout.BlindSeconds], 149, 151);
    }

    [Fact]
    public void A_flapping_sensor_is_one_stop_and_then_blocked()
    {
        Pass(10);
        for (int i = 0; i < 15_000; i++)
        {
            _sense.State = i % 2;
            Looks(1);
        }

        Assert.Equal(1, _counter.Total);
        Assert.True(_counter.IsBlocked);
    }

    [Fact]
    public void A_kiosk_without_a_sensor_writes_nothing_and_one_that_gets_it_begins_a_partial_hour()
    {
        _sense.State = CounterSense.Absent;
        for (int i = 0; i < 180; i++)
        {
            _now = _counter.Step(_now, _time, _journal, _scratch);
        }

        Assert.True(_now >= 2 * Hour);
        Assert.Empty(Hours());
        _sense.State = CounterSense.Nobody;
        _now += 600_000;
        Assert.Equal(CounterLayout.Partial, EndHour()[CounterLayout.Quality]);
    }

    // The loop turns every 5 ms: without a sensor the bus is asked once a minute, with a dead part each second.
    [Theory]
    [InlineData(CounterSense.Absent, 10)]
    [InlineData(CounterSense.Silent, 600)]
    [InlineData(CounterSense.Nobody, 6_000)]
    public void However_often_the_loop_turns_the_bus_is_asked_no_more_than_needed(int state, int looks)
    {
        var sense = new CountedSense { State = state };
        var counter = new StopCounter(sense);
        for (int now = 0; now < 600_000; now += 5)
        {
            counter.Step(now, _time, _journal, _scratch);
        }

        Assert.Equal(looks, sense.Looks);
        Assert.Empty(Hours());
    }

    [Fact]
    [Trait("Requirement", "F-JRN-8")]
    public void Hours_follow_the_clock_and_wait_for_a_journal_that_takes_none()
    {
        var full = SensesJournal.Make(out InMemoryDrive drive);
        drive.Dead = true;
        for (int i = 0; i < 6 * Hour; i += 1_000)
        {
            _counter.Step(i, _time, full, _scratch);
        }

        Assert.Equal(1, _counter.Lost);
        drive.PowerUp();
        _counter.Step((6 * Hour) + 20_000, _time, full, _scratch);
        long[][] hours = [.. SensesJournal.Read(full).Where(r => r.Kind == RecordKind.CounterSlot)
            .Select(r => r.Values[..CounterLayout.Count])];
        Assert.Equal(StopCounter.SlotsMax, hours.Length);
        Assert.All(hours.Zip(hours.Skip(1)), pair => Assert.Equal(
            CounterLayout.SlotSeconds, pair.Second[CounterLayout.SlotStart] - pair.First[CounterLayout.SlotStart]));
    }

    [Theory]
    [InlineData(0xFF, CounterSense.Absent)]
    [InlineData(0xBF, CounterSense.Absent)]
    [InlineData(0x7F, CounterSense.Nobody)]
    [InlineData(0x3F, CounterSense.Somebody)]
    [InlineData(0x00, CounterSense.Somebody)]
    public void The_spare_lines_of_the_keypads_part_tell_a_plug_and_a_person(int levels, int expected)
    {
        using var chip = new Tca8418Chip { RowLevels = (byte)levels };
        var keypad = new Tca8418Keypad(new I2cBus(chip), new VirtualClock());
        var line = new CounterLine(keypad);
        Assert.Equal(CounterSense.Silent, line.Look());
        keypad.Read();
        Assert.Equal(expected, line.Look());
        chip.Fault = BusFault.NoAcknowledge;
        Assert.Equal(CounterSense.Silent, line.Look());
    }

    private sealed class CountedSense : CounterSense
    {
        public int State { get; init; }

        public int Looks { get; private set; }

        public override int Look()
        {
            Looks++;
            return State;
        }
    }

    private long[] EndHour()
    {
        Looks(((int)(Hour - (_now % Hour)) / StopCounter.LookMs) + 1);
        return Assert.Single(Hours());
    }

    private List<long[]> Hours() => [.. SensesJournal.Read(_journal)
        .Where(r => r.Kind == RecordKind.CounterSlot).Select(r => r.Values[..CounterLayout.Count])];

    private void Pass(int seconds) => Looks(seconds * 10);

    private void Looks(int looks)
    {
        for (int i = 0; i < looks; i++)
        {
            _now += StopCounter.LookMs;
            _counter.Step(_now, _time, _journal, _scratch);
        }
    }
}
