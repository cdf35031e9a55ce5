using System.Text.Json;
using Kiosk.Measure;
using Kiosk.Protocol;

namespace Kiosk.Tests.Measure;

public class WireBenchTests
{
    [Fact]
    public void The_mix_has_the_events_of_a_day_in_order_and_the_same_from_the_same_seed()
    {
        List<Record> records = new WireMix(3).Make(2);
        Assert.Equal(
            [(RecordKind.Ticket, 308), (RecordKind.FootfallSlot, 192), (RecordKind.ClimateReading, 576),
                (RecordKind.Health, 192)],
            records.GroupBy(record => record.Kind).OrderBy(g => g.Key).Select(g => (g.Key, g.Count())));
        Assert.Equal(records.OrderBy(record => record.WallSeconds).Select(record => record.Sequence),
            records.Select(r => r.Sequence));
        Assert.Equal(WireBench.Measure(records), WireBench.Measure(new WireMix(3).Make(2)));
    }

    [Fact]
    public void Our_frames_stay_within_their_bytes_per_event()
    {
        IReadOnlyList<WireLine> lines = WireBench.Measure(new WireMix(5).Make(3));
        Assert.InRange(lines.Single(line => line.Name == "ours_bytes_per_event").Batched, 1, 13);
        Assert.InRange(lines.Single(line => line.Name == "ours_with_integrity").Batched, 1, 16);
        Assert.All(lines.Skip(2), line => Assert.True(line.Batched > 2 * lines[1].Batched, line.Name));
    }

    [Fact]
    public void The_last_line_is_one_JSON_object_with_a_figure_per_encoding()
    {
        var output = new StringWriter();
        Assert.Equal(0, WireBench.Run(output));
        string last = output.ToString().TrimEnd().Split('\n')[^1];
        Dictionary<string, double>? figures = JsonSerializer.Deserialize<Dictionary<string, double>>(last);
        Assert.Equal(
            ["ours_bytes_per_event", "ours_with_integrity", "json", "cbor_map", "messagepack", "senml_cbor",
                "sparkplug_b"],
            figures!.Keys);
    }
}
