using Kiosk.Board.Virtual;
using Kiosk.Firmware;
using Kiosk.Firmware.Parts;
using Kiosk.Fleet.Footfall;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Board;

/// <summary>
/// Beams on a whole virtual kiosk: a stall of the drive is neither idle nor busy, and beams that cannot count end in a
/// code and a slot without a number.
/// </summary>
[Trait("Requirement", "F-FOOT-4")]
public sealed class BeamFaults
{
    private const long Morning = 1_760_000_400_000;
    private const int QuarterMs = 900_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [Trait("Requirement", "F-FOOT-1")]
    public void A_drive_that_stalls_for_400_ms_at_each_write_makes_blind_time_that_the_estimate_fills(int seed)
    {
        using VirtualKiosk kiosk = Make(sampled: true);
        kiosk.Drive.Clock = kiosk.Clock;
        kiosk.Drive.StallMs = () => 400;
        (Record slot, int walked) = Quarter(kiosk, seed);

        long idle = slot.Values[FootfallLayout.IdleSeconds], blind = slot.Values[FootfallLayout.BlindSeconds];
        long people = slot.Values[FootfallLayout.PeopleTenths], error = slot.Values[FootfallLayout.ErrorTenths];
        Assert.InRange(blind, 40, 179);
        Assert.Equal(0, slot.Values[FootfallLayout.Quality]);
        Assert.InRange(900 - idle - blind, 50, 150);
        Assert.True(slot.Values[FootfallLayout.BusyPeriods] < walked, $"seed {seed}");
        Assert.True(Math.Abs(people - (10 * walked)) <= 3 * error, $"seed {seed}: {people} for {walked}, +/- {error}");
    }

    [Fact]
    [Trait("Requirement", "F-FOOT-1")]
    public void Without_stalls_the_same_walkers_leave_no_blind_time_and_a_smaller_error()
    {
        using VirtualKiosk kiosk = Make(sampled: true);
        (Record slot, int walked) = Quarter(kiosk, seed: 1);
        long people = slot.Values[FootfallLayout.PeopleTenths], error = slot.Values[FootfallLayout.ErrorTenths];
        Assert.Equal(0, slot.Values[FootfallLayout.BlindSeconds]);
        Assert.True(Math.Abs(people - (10 * walked)) <= 3 * error, $"{people} for {walked}, +/- {error}");
    }

    [Theory]
    [InlineData("blocked", FootfallLayout.Blocked | FootfallLayout.Saturated, FaultCode.BeamBlocked, QuarterMs)]
    [InlineData("flapping", FootfallLayout.Flapping, FaultCode.BeamBlocked, QuarterMs)]
    [InlineData("dazzled", FootfallLayout.Saturated, FaultCode.BeamSaturated, QuarterMs)]
    [InlineData("dead", FootfallLayout.Dead, FaultCode.BeamDead, 13 * QuarterMs)]
    [InlineData("fine", 0, FaultCode.None, QuarterMs)]
    public void Beams_that_cannot_count_give_no_number_and_a_code(string beams, int bit, int fault, int lengthMs)
    {
        using VirtualKiosk kiosk = Make(sampled: false);
        long end = kiosk.Clock.CalendarMs + lengthMs;
        for (long at = kiosk.Clock.CalendarMs; at < end; at += 1_000)
        {
            Show(kiosk, beams, (int)((at - Morning) / 1_000));
        }

        Run(kiosk, 61_000, 1_000);
        Record last = Slots(kiosk)[^1];
        Assert.Equal(bit, last.Values[FootfallLayout.Quality] & FootfallLayout.NoNumber);
        Assert.Equal(bit != 0, last.Values[FootfallLayout.PeopleTenths] == 0);
        Assert.Equal(fault == FaultCode.None ? [] : [fault], Faults(kiosk));
    }

    // One second of the beams.
    private static void Show(VirtualKiosk kiosk, string beams, int second)
    {
        (int State, int HeldMs)[] states = beams switch
        {
            "blocked" => [(1, 1_000)],
            "flapping" => second == 100 ? [.. Enumerable.Range(0, 50).Select(i => (i & 1, 20))] : [(0, 1_000)],
            "dazzled" => [(1, 300), (3, 300), (2, 300), (0, 100)],
            "dead" => [(0, 1_000)],
            _ => second % 5 == 0 ? [(1, 140), (3, 180), (2, 140), (0, 540)] : [(0, 1_000)],
        };
        foreach ((int state, int heldMs) in states)
        {
            kiosk.SetBeams(state);
            Run(kiosk, heldMs, heldMs);
        }
    }

    // A quarter of an hour of walkers, 15 a minute, while somebody sells; a stall hides what happens in it.
    private static (Record Slot, int Walked) Quarter(VirtualKiosk kiosk, int seed)
    {
        var pavement = new Pavement(seed);
        long start = kiosk.Clock.CalendarMs, end = start + QuarterMs, sell = start;
        IReadOnlyList<BodyEdge> edges = pavement.Walk(new Crowd(15, 0, 0), start);
        int[] bodies = new int[2];
        for (int next = 0; kiosk.Clock.CalendarMs < end + 1_000;)
        {
            for (; next < edges.Count && edges[next].AtMs <= kiosk.Clock.CalendarMs; next++)
            {
                bodies[edges[next].Beam] += edges[next].Change;
            }

            kiosk.SetBeams((bodies[0] > 0 ? 1 : 0) | (bodies[1] > 0 ? 2 : 0));
            if (kiosk.Clock.CalendarMs >= sell)
            {
                sell += 15_300;
                foreach (int key in (int[])[4, 9, 0, Key.Department1, Key.Cash])
                {
                    kiosk.PressKey(key);
                }
            }

            Run(kiosk, 10, 10);
        }

        return (Slots(kiosk)[0], pavement.People.Count(one => one.AtMs < end));
    }

    private static void Run(VirtualKiosk kiosk, long milliseconds, int stepMs)
    {
        for (long passed = 0; passed < milliseconds; passed += stepMs)
        {
            kiosk.Step();
            kiosk.Clock.SetCalendar(kiosk.Clock.CalendarMs + stepMs);
        }
    }

    private static List<Record> Slots(VirtualKiosk kiosk) =>
        [.. Records(kiosk).Where(record => record.Kind == RecordKind.FootfallSlot)];

    private static int[] Faults(VirtualKiosk kiosk) =>
    [
        .. Records(kiosk).Where(record => record.Kind == RecordKind.TechnicalEvent
                && record.Values[EventLayout.Code] == EventCode.FaultMet
                && record.Values[EventLayout.Argument1] is FaultCode.BeamBlocked or FaultCode.BeamDead
                    or FaultCode.BeamSaturated)
            .Select(record => (int)record.Values[EventLayout.Argument1]).Distinct(),
    ];

    private static List<Record> Records(VirtualKiosk kiosk)
    {
        List<Record> records = [];
        var journal = kiosk.Loop.Journal!;
        journal.Reader.Seek(1);
        Record record = new();
        while (journal.Reader.Read(record, journal.NextSequence))
        {
            records.Add(record);
            record = new Record();
        }

        return records;
    }

    private static VirtualKiosk Make(bool sampled)
    {
        var catalogue = new Catalogue();
        catalogue.Reset();
        (catalogue.Version, catalogue.DepartmentCount, catalogue.DepartmentRate[0]) = (1, 1, 2000);
        var options = new VirtualKioskOptions { FullFidelity = true, SampledBeams = sampled };
        return PushedKiosk.Make(catalogue, Morning, options, (Morning / 1000) - 86_400);
    }
}
