using Kiosk.Board.Virtual;
using Kiosk.Firmware;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Tests.Board;

/// <summary>
/// What a probe says of itself on a whole virtual kiosk: the code stands in the reading, and what wants somebody's hand
/// is a fault at the city.
/// </summary>
[Trait("Requirement", "F-SEN-1")]
public sealed class ProbeFaults
{
    private const long Morning = 1_760_000_400_000;
    private const int ReadingMs = 300_000, StepMs = 1_000;

    public static TheoryData<int, int, bool> Codes()
    {
        var all = new TheoryData<int, int, bool>();
        for (int channel = 0; channel < ClimateLayout.Channels; channel++)
        {
            for (int code = ReadingCode.Warming; code <= ReadingCode.Humid; code++)
            {
                all.Add(channel, code, code is not (ReadingCode.Warming or ReadingCode.Disabled or ReadingCode.Humid));
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_probe_that_fails_stands_in_the_reading_and_is_a_fault_once_until_it_is_well_again(
        int channel, int code, bool fault)
    {
        using VirtualKiosk kiosk = Make(fullFidelity: false);
        Run(kiosk, ReadingMs);
        Assert.Empty(Faults(kiosk));
        kiosk.FailProbe(channel, code);
        Run(kiosk, 2 * ReadingMs);

        Record last = Readings(kiosk)[^1];
        Assert.Equal(code, Code(last, channel));
        Assert.True(code == ReadingCode.Humid || last.Values[channel] == 0);
        Assert.Equal(fault ? 1 : 0, Faults(kiosk).Count);

        kiosk.FailProbe(channel, ReadingCode.Ok);
        Run(kiosk, ReadingMs);
        Assert.Equal(0, Readings(kiosk)[^1].Values[ClimateLayout.Codes]);
    }

    [Theory]
    [InlineData(ClimateLayout.Temperature)]
    [InlineData(ClimateLayout.Co2)]
    [InlineData(ClimateLayout.Pm10)]
    [InlineData(ClimateLayout.Sound)]
    [Trait("Requirement", "F-SEN-2")]
    public void A_part_that_is_unplugged_is_a_fault_at_its_first_reading_and_rests_after_ten(int channel)
    {
        using VirtualKiosk kiosk = Make(fullFidelity: true);
        Run(kiosk, 3 * ReadingMs);
        Assert.Empty(Faults(kiosk));
        kiosk.FailProbe(channel, ReadingCode.Bus);
        Run(kiosk, ReadingMs);
        Assert.Equal(ReadingCode.Bus, Code(Readings(kiosk)[^1], channel));
        Assert.Single(Faults(kiosk));
        Run(kiosk, 12 * ReadingMs);
        Assert.Equal(ReadingCode.Disabled, Code(Readings(kiosk)[^1], channel));
    }

    private static int Code(Record reading, int channel) =>
        (int)(reading.Values[ClimateLayout.Codes] >> (4 * channel)) & 15;

    private static List<Record> Readings(VirtualKiosk kiosk) =>
        [.. Records(kiosk).Where(record => record.Kind == RecordKind.ClimateReading)];

    private static List<Record> Faults(VirtualKiosk kiosk) =>
    [
        .. Records(kiosk).Where(record => record.Kind == RecordKind.TechnicalEvent
            && record.Values[EventLayout.Code] == EventCode.FaultMet
            && record.Values[EventLayout.Argument1] == FaultCode.ProbeFault),
    ];

    private static List<Record> Records(VirtualKiosk kiosk)
    {
        List<Record> records = [];
        var journal = kiosk.Loop.Journal!;
        journal.Reader.Seek(1);
        for (Record record = new(); journal.Reader.Read(record, journal.NextSequence); record = new Record())
        {
            records.Add(record);
        }

        return records;
    }

    private static void Run(VirtualKiosk kiosk, long milliseconds)
    {
        for (long passed = 0; passed < milliseconds; passed += StepMs)
        {
            kiosk.Step();
            kiosk.Clock.SetCalendar(kiosk.Clock.CalendarMs + StepMs);
        }
    }

    private static VirtualKiosk Make(bool fullFidelity) => PushedKiosk.Make(
        new Catalogue(), Morning, new VirtualKioskOptions { FullFidelity = fullFidelity, Sells = false },
        (Morning / 1000) - 86_400);
}
