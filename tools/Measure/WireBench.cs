using System.Globalization;
using System.Text.Json;
using Kiosk.Protocol;

namespace Kiosk.Measure;

/// <summary>
/// Payload bytes per event of our frames and of other encodings of the same events, single and in batches of 20 as they
/// come
/// in a day. The last line is one JSON object with the batched figures.
/// </summary>
internal static class WireBench
{
    public const int Batch = 20, Days = 14, Seed = 1;
    private const string Topic = "k/1007/e";

    public static int Run(TextWriter output)
    {
        IReadOnlyList<WireLine> lines = Measure(new WireMix(Seed).Make(Days));
        output.WriteLine(
            $"{Days} days of one invented kiosk, seed {Seed}: footfall 96, climate 288, sales 154 of "
            + $"{WireMix.LinesPerSale} lines, health 96 a day; payload bytes per event");
        output.WriteLine($"{"encoding",-22}{"single",10}{"20 mixed",10}{"x ours",8}{"publish of 20",15}");
        double ours = lines[0].Batched;
        foreach (WireLine line in lines)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{line.Name,-22}{line.Single,10:F1}{line.Batched,10:F1}{line.Batched / ours,8:F1}"
                + $"{line.Batched * Batch,15:F0}"));
        }

        WriteKinds(output);
        WriteOverhead(output, lines);
        output.WriteLine(JsonSerializer.Serialize(lines.ToDictionary(line => line.Name, line =>
            Math.Round(line.Batched, 2))));
        return 0;
    }

    /// <summary>A line per encoding: ours without and with integrity first.</summary>
    public static IReadOnlyList<WireLine> Measure(IReadOnlyList<Record> records)
    {
        var frames = new WireFrames();
        List<WireEvent> events = [.. records.Select(WireEvent.From)];
        var lines = new List<WireLine>
        {
            new("ours_bytes_per_event", PerEvent(records, 1, frames.ContentBytes),
                PerEvent(records, Batch, frames.ContentBytes)),
            new("ours_with_integrity", PerEvent(records, 1, frames.Bytes), PerEvent(records, Batch, frames.Bytes)),
        };
        foreach ((string name, Func<IReadOnlyList<WireEvent>, byte[]> encode) in WireEncodings.All)
        {
            int Bytes(IReadOnlyList<WireEvent> batch) => encode(batch).Length;
            lines.Add(new(name, PerEvent(events, 1, Bytes), PerEvent(events, Batch, Bytes)));
        }

        return lines;
    }

    private static double PerEvent<T>(IReadOnlyList<T> events, int size, Func<IReadOnlyList<T>, int> bytes)
    {
        long sum = 0;
        foreach (T[] batch in events.Chunk(size))
        {
            sum += bytes(batch);
        }

        return (double)sum / events.Count;
    }

    private static void WriteKinds(TextWriter output)
    {
        var frames = new WireFrames();
        output.WriteLine("ours, batches of 20 of one kind:");
        foreach (IGrouping<int,
            Record> kind in new WireMix(Seed).Make(Days).GroupBy(record => record.Kind).OrderBy(g => g.Key))
        {
            Record[] records = [.. kind];
            for (int i = 0; i < records.Length; i++)
            {
                records[i].Sequence = 1 + i;
            }

            string name = WireEvent.From(records[0]).KindName;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  {name,-20}{PerEvent(records, Batch, frames.ContentBytes),20:F1}"));
        }
    }

    private static void WriteOverhead(TextWriter output, IReadOnlyList<WireLine> lines)
    {
        int single = PublishBytes((int)lines[1].Single), batched = PublishBytes((int)(lines[1].Batched * Batch));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"MQTT 3.1.1 on top (topic {Topic}, QoS 1): PUBLISH {single} + PUBACK 4 B for one event, "
            + $"{batched} + 4 B for 20 = {(batched + 4) / (double)Batch:F1} B per event; TLS and TCP not counted"));
    }

    private static int PublishBytes(int payload)
    {
        int rest = 2 + Topic.Length + 2;
        return rest + 1 + (rest + payload < 128 ? 1 : 2);
    }
}

/// <summary>Bytes per event of one encoding, single and in batches of 20.</summary>
internal sealed record WireLine(string Name, double Single, double Batched);
