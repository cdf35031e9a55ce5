using Kiosk.Firmware.Footfall;
using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Stops;
using Kiosk.Protocol;

namespace Kiosk.Firmware.SelfTest;

/// <summary>
/// The estimate of who passed, in whole numbers, the vote of the samples, and stops at the counter, as they must come
/// out.
/// </summary>
internal static class FootfallChecks
{
    /// <summary>Slots and what is estimated from them, tenths of a person; periods and who walked in them.</summary>
    public static void Estimates(SelfCheck check)
    {
        FlowEstimate flow = new FlowEstimate();
        FootfallSlot slot = new FootfallSlot();
        slot.IdleMs = 900000;
        flow.Compute(slot, FlowEstimate.FactorOne, 0);
        check.That(flow.PeopleTenths == 0 && flow.ErrorTenths == 0);
        slot.BusyPeriods = 400;
        slot.AToB = 180;
        slot.BToA = 200;
        slot.Companions = 40;
        slot.Turns = 30;
        slot.IdleMs = 710000;
        slot.BusyMs = 180000;
        slot.BlindMs = 10000;
        flow.Compute(slot, FlowEstimate.FactorOne, 0);
        check.Same(EstimateTenths, flow.PeopleTenths);
        check.Same(ErrorTenths, flow.ErrorTenths);
        slot.Quality = FootfallLayout.Blocked;
        slot.Estimate(flow, FlowEstimate.FactorOne, 0);
        check.That(slot.PeopleTenths == 0 && slot.ErrorTenths == 0);
        check.Same(10, Read(new int[] { 1, 3, 2, 0 }, 150));
        check.Same(11, Read(new int[] { 1, 3, 2, 3, 2, 0 }, 100));
        check.Same(0, Read(new int[] { 1, 3, 1, 0 }, 100));
        check.EndGroup("footfall estimate");
    }

    // What the slot above gives.
    private const long EstimateTenths = 4847, ErrorTenths = 147;

    /// <summary>One wrong sample is nothing; a stall is blind time.</summary>
    public static void Samples(SelfCheck check)
    {
        BeamSampler beams = new BeamSampler(4);
        int[] samples = { 0, 1, 0, 0, 1, 1, 1, 1 };
        for (int i = 0; i < samples.Length; i++)
        {
            beams.Sample(i * BeamSampler.SampleMs, samples[i]);
        }

        beams.Sample(5000, 0);
        check.That(beams.Read(out long at, out int state) && at == 60 && state == 1);
        check.That(beams.Read(out at, out state) && at == 80 && state == Beams.Blind);
        check.That(beams.Read(out at, out state) && at == 5000 && state == 0);
        check.That(!beams.Read(out at, out state) && beams.Lost == 0);
        check.EndGroup("beam samples");
    }

    /// <summary>Who stands there is one stop, who reaches over none, and what nobody knows is neither.</summary>
    public static void Stops(SelfCheck check)
    {
        InMemoryCounterSense sense = new InMemoryCounterSense();
        StopCounter counter = new StopCounter(sense);
        TimeKeeper time = new TimeKeeper(new InMemoryClock(), 0);
        Record record = new Record(CounterLayout.Count);
        int[] states = { 0, 1, 0, 1, 0, 1, 0, -1, 1, -2 };
        int[] looks = { 5, 25, 25, 40, 15, 40, 25, 30, 25, 1 };
        int now = 0;
        for (int i = 0; i < states.Length; i++)
        {
            sense.State = states[i];
            for (int look = 0; look < looks[i]; look++)
            {
                now += StopCounter.LookMs;
                // No hour ends: nothing is written.
                counter.Step(now, time, null!, record);
            }
        }

        check.Same(1, counter.Total);
        check.That(counter.Lost == 0 && !counter.IsBlocked);
        check.EndGroup("stops at the counter");
    }

    /// <summary>Ten for a passage of one, one more for each companion, 0 for somebody who turned round.</summary>
    private static int Read(int[] states, int eachMs)
    {
        PulseReader reader = new PulseReader();
        for (int i = 0; i < states.Length; i++)
        {
            reader.Change(1000 + (i * eachMs), states[i]);
        }

        return reader.Turned ? 0 : 10 + reader.Companions;
    }
}
