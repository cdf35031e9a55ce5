using System.Text.Json.Nodes;

namespace Kiosk.Measure;

/// <summary>Figures of one round, each per second.</summary>
/// <param name="Events">Events durably acknowledged by the gateway.</param>
/// <param name="Mosquitto">Messages acknowledged by Mosquitto, half of them before ours and half after.</param>
/// <param name="Raw">Events of the raw batch insert.</param>
internal readonly record struct IngestRound(double Events, double Mosquitto, double Raw);

/// <summary>What the store and the process say when all rounds are over.</summary>
/// <param name="RssMb">Highest resident memory of the gateway, MiB.</param>
/// <param name="Stored">Events found by reading the store again.</param>
internal readonly record struct IngestEnd(double RssMb, long Stored);

/// <summary>Best, median and ratios of interleaved rounds, with the honesty rule on the calibration line.</summary>
internal static class IngestFigures
{
    /// <summary>How far the calibration line may move between rounds before no ratio is printed.</summary>
    public const double CalibrationSpreadMax = 1.5;

    /// <summary>
    /// The JSON line over all rounds: none is left out, and without a calibration line that held still there is no
    /// ratio. The calibration line alone decides, never our own figure.
    /// </summary>
    public static JsonObject Json(IReadOnlyList<IngestRound> rounds, int eventsPerBatch, IngestEnd outcome)
    {
        bool steady = Spread(rounds) <= CalibrationSpreadMax;
        double[] events = Sorted(rounds, round => round.Events);
        double[] mosquitto = Sorted(rounds, round => round.Mosquitto);
        double[] raw = Sorted(rounds, round => round.Raw);
        double[] ratios = Sorted(rounds, round => round.Events / round.Mosquitto);
        var json = new JsonObject
        {
            ["events_per_s"] = Math.Round(events[^1]),
            ["events_per_s_median"] = Median(events, 0),
            ["messages_per_s"] = Math.Round(events[^1] / eventsPerBatch),
            ["mosquitto_messages_per_s"] = Math.Round(mosquitto[^1]),
            ["mosquitto_messages_per_s_median"] = Median(mosquitto, 0),
            ["ratio_mosquitto"] = steady ? Math.Round(events[^1] / mosquitto[^1], 2) : null,
            ["ratio_mosquitto_median"] = steady ? Median(ratios, 2) : null,
            ["ratio_mosquitto_per_message"] =
                steady ? Math.Round(events[^1] / eventsPerBatch / mosquitto[^1], 3) : null,
            ["raw_insert_events_per_s"] = Math.Round(raw[^1]),
            ["ratio_raw_insert"] = Math.Round(events[^1] / raw[^1], 3),
            ["rss_mb"] = Math.Round(outcome.RssMb, 1),
            ["events_stored"] = outcome.Stored,
            ["rounds"] = rounds.Count,
            ["calibration_spread"] = Math.Round(Spread(rounds), 2),
        };
        if (!steady)
        {
            json["reason"] = Reason(rounds);
        }

        return json;
    }

    private static string Reason(IReadOnlyList<IngestRound> rounds) => FormattableString.Invariant(
        $"the calibration line moved {Spread(rounds):0.00}x between {rounds.Count} rounds, more than ")
        + FormattableString.Invariant($"{CalibrationSpreadMax}x");

    private static double Spread(IReadOnlyList<IngestRound> rounds) =>
        rounds.Max(round => round.Mosquitto) / rounds.Min(round => round.Mosquitto);

    private static double Median(double[] sorted, int digits) => Math.Round(sorted[sorted.Length / 2], digits);

    private static double[] Sorted(IReadOnlyList<IngestRound> rounds, Func<IngestRound, double> figure) =>
        [.. rounds.Select(figure).Order()];
}
