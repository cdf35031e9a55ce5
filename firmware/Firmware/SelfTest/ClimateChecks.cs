using Kiosk.Firmware.Climate;
using Kiosk.Protocol;

namespace Kiosk.Firmware.SelfTest;

/// <summary>What makes a value of the air count: range, repetition, rate, and the curve of the shield.</summary>
internal static class ClimateChecks
{
    /// <summary>Each rule at its bound, and points of a curve.</summary>
    public static void Rules(SelfCheck check)
    {
        check.That(ClimateRange.Holds(ClimateLayout.Temperature, -4000));
        check.That(!ClimateRange.Holds(ClimateLayout.Temperature, -4001));
        check.That(!ClimateRange.Holds(ClimateLayout.Co2, 0));

        StuckWatch stuck = new StuckWatch();
        int same = 1;
        while (!stuck.Note(ClimateLayout.Co2, 612) && same < 1000)
        {
            same++;
        }

        check.Same(StuckWatch.SamplesMax(ClimateLayout.Co2), same);
        check.That(!stuck.Note(ClimateLayout.Co2, 613));

        RateWatch rate = new RateWatch();
        check.That(!rate.Note(ClimateLayout.Pressure, 10132, 0));
        check.That(rate.Note(ClimateLayout.Pressure, 10283, 300000));
        check.That(!rate.Note(ClimateLayout.Pressure, 10283, 600000));

        ClimateCurve curve = new ClimateCurve(1, "test", 1, 0, new int[] { 0, -150, 2000, -200 }, new int[0]);
        check.Same(-850, curve.Corrected(ClimateLayout.Temperature, -700));
        check.Same(825, curve.Corrected(ClimateLayout.Temperature, 1000));
        check.Same(4500, curve.Corrected(ClimateLayout.Humidity, 4500));
        check.EndGroup("climate rules");
    }
}
