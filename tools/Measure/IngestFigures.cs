using System.Text.Json.Nodes;

namespace Kiosk.Measure;

/// <summary>Figures of one round, each per second.</summary>
/// <param name="Events">Events durably acknowledged by the gateway.</param>
/// <param name="Mosquitto">Messages acknowledged by Mosquitto.</param>
/// <param name="Raw">Events of the raw batch insert.</param>
internal readonly record struct IngestRound(double Events, double Mosquitto, double Raw);

/// <summary>Best, median and ratios of interleaved rounds, with the honesty rule on the calibration line.</summary>
internal static class IngestFigures
{
    /// <summary>How far the calibration line may move between rounds before no ratio is printed.</summary>
    public const double CalibrationSpreadMax = 1.5;

    /// <summary>The JSON line.</summary>
    public static JsonObject Json(IReadOnlyList<IngestRound> rounds, int eventsPerBatch, double rssMb, long stored)
    {
        double[] events = Sorted(rounds, round => round.Events);
        double[] mosquitto = Sorted(rounds, round => round.Mosquitto);
        double[] raw = Sorted(rounds, round => round.Raw);
        double spread = mosquitto[^1] / mosquitto[0];
        bool steady = spread <= CalibrationSpreadMax;
        var json = new JsonObject
        {
            ["events_per_s"] = Math.Round(events[^1]),
            ["events_per_s_median"] = Math.Round(events[events.Length / 2]),
            ["messages_per_s"] = Math.Round(events[^1] / eventsPerBatch),
            ["mosquitto_messages_per_s"] = Math.Round(mosquitto[^1]),
            ["mosquitto_messages_per_s_median"] = Math.Round(mosquitto[mosquitto.Length / 2]),
            ["ratio_mosquitto"] = steady ? Math.Round(events[^1] / mosquitto[^1], 2) : null,
            ["ratio_mosquitto_per_message"] =
                steady ? Math.Round(events[^1] / eventsPerBatch / mosquitto[^1], 3) : null,
            ["raw_insert_events_per_s"] = Math.Round(raw[^1]),
            ["ratio_raw_insert"] = Math.Round(events[^1] / raw[^1], 3),
            ["rss_mb"] = Math.Round(rssMb, 1),
            ["events_stored"] = stored,
            ["rounds"] = rounds.Count,
        };
        if (!steady)
        {
            json["reason"] = FormattableString.Invariant(
                $"the calibration line moved {spread:0.00}x between rounds, more than {CalibrationSpreadMax}x");
        }

        return json;
    }

    private static double[] Sorted(IReadOnlyList<IngestRound> rounds, Func<IngestRound, double> figure) =>
        [.. rounds.Select(figure).Order()];
}
