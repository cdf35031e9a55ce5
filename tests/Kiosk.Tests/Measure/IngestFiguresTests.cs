using System.Text.Json.Nodes;
using Kiosk.Measure;

namespace Kiosk.Tests.Measure;

/// <summary>Goal: what the ingest bench prints is what its rounds say, and no ratio stands on a moving base.</summary>
public class IngestFiguresTests
{
    private static readonly IngestEnd End = new(RssMb: 123.44, Stored: 4000);

    [Fact]
    public void The_JSON_has_every_promised_key()
    {
        JsonObject json = Json(50_000, 52_000, 51_000);
        Assert.Equal(
            ["events_per_s", "events_per_s_median", "messages_per_s", "mosquitto_messages_per_s",
                "mosquitto_messages_per_s_median", "ratio_mosquitto", "ratio_mosquitto_median",
                "ratio_mosquitto_per_message", "raw_insert_events_per_s", "ratio_raw_insert", "rss_mb",
                "events_stored", "rounds", "calibration_spread"],
            json.Select(pair => pair.Key));
        Assert.Equal((123.4, 4000L), ((double)json["rss_mb"]!, (long)json["events_stored"]!));
    }

    [Fact]
    public void The_ratio_is_best_over_best_in_events_and_in_messages()
    {
        JsonObject json = IngestFigures.Json(
            [new(30_000, 50_000, 900_000), new(60_000, 40_000, 800_000), new(40_000, 45_000, 1_000_000)], 20, End);
        Assert.Equal(60_000, (double)json["events_per_s"]!);
        Assert.Equal(40_000, (double)json["events_per_s_median"]!);
        Assert.Equal(3000, (double)json["messages_per_s"]!);
        Assert.Equal(1.2, (double)json["ratio_mosquitto"]!);
        Assert.Equal(0.89, (double)json["ratio_mosquitto_median"]!);
        Assert.Equal(0.06, (double)json["ratio_mosquitto_per_message"]!);
        Assert.Equal(0.06, (double)json["ratio_raw_insert"]!);
        Assert.Equal(1.25, (double)json["calibration_spread"]!);
    }

    [Fact]
    public void A_calibration_line_that_does_not_hold_still_gives_no_ratio_but_a_reason()
    {
        JsonObject json = Json(20_000, 50_000, 21_000, 60_000, 25_000);
        Assert.True(json.ContainsKey("ratio_mosquitto"));
        Assert.Null(json["ratio_mosquitto"]);
        Assert.Null(json["ratio_mosquitto_median"]);
        Assert.Null(json["ratio_mosquitto_per_message"]);
        Assert.Equal(
            "the calibration line moved 3.00x between 5 rounds, more than 1.5x",
            (string?)json["reason"]);
        Assert.Equal((5, 3.0), ((int)json["rounds"]!, (double)json["calibration_spread"]!));
    }

    [Fact]
    public void A_calibration_line_moved_by_just_the_limit_still_counts()
    {
        Assert.NotNull(Json(40_000, 60_000, 50_000)["ratio_mosquitto"]);
        Assert.Null(Json(40_000, 60_001, 50_000)["ratio_mosquitto"]);
    }

    [Fact]
    public void One_round_off_the_line_takes_the_ratio_away_however_still_the_others_hold()
    {
        JsonObject json = Json(20_000, 50_000, 50_000, 50_000, 50_000);
        Assert.Null(json["ratio_mosquitto"]);
        Assert.Equal(2.5, (double)json["calibration_spread"]!);
    }

    private static JsonObject Json(params double[] mosquitto) => IngestFigures.Json(
        [.. mosquitto.Select(line => new IngestRound(40_000, line, 1_000_000))], 20, End);
}
