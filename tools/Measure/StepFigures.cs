using System.Text.Json.Nodes;

namespace Kiosk.Measure;

/// <summary>Costs of one round, in microseconds.</summary>
/// <param name="Step">One step of the loop.</param>
/// <param name="SealManaged">Sealing one ticket with the managed HMAC.</param>
/// <param name="SealPlatform">The same with the platform's.</param>
internal readonly record struct StepRound(double Step, double SealManaged, double SealPlatform);

/// <summary>Best and median of the rounds of the step bench.</summary>
internal static class StepFigures
{
    /// <summary>The JSON line.</summary>
    public static JsonObject Json(IReadOnlyList<StepRound> rounds, long stepsPerDay)
    {
        var json = new JsonObject();
        Add(json, "step_us", rounds, round => round.Step);
        json["steps_per_day"] = stepsPerDay;
        Add(json, "seal_managed_us", rounds, round => round.SealManaged);
        Add(json, "seal_platform_us", rounds, round => round.SealPlatform);
        json["rounds"] = rounds.Count;
        return json;
    }

    private static void Add(
        JsonObject json, string name, IReadOnlyList<StepRound> rounds, Func<StepRound, double> figure)
    {
        double[] sorted = [.. rounds.Select(figure).Order()];
        json[name] = Math.Round(sorted[0], 3);
        json[name + "_median"] = Math.Round(sorted[sorted.Length / 2], 3);
    }
}
