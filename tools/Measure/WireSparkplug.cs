using Google.Protobuf;

namespace Kiosk.Measure;

/// <summary>
/// Sparkplug B data message with aliases (no names, no data types, both being in the birth message): payload timestamp
/// and
/// sequence, one metric per value with alias, timestamp in milliseconds and value.
/// </summary>
internal static class WireSparkplug
{
    private const int PayloadTimestamp = 1, PayloadMetrics = 2, PayloadSequence = 3;
    private const int MetricAlias = 2, MetricTimestamp = 3, MetricLong = 11;
    private const int AliasesPerKind = 32, LineAliases = 400, AliasesPerLine = 8;

    public static byte[] Encode(IReadOnlyList<WireEvent> events)
    {
        using var stream = new MemoryStream();
        using var output = new CodedOutputStream(stream);
        output.WriteTag(PayloadTimestamp, WireFormat.WireType.Varint);
        output.WriteUInt64((ulong)events[^1].UtcSeconds * 1000);
        foreach (WireEvent e in events)
        {
            int first = e.Kind * AliasesPerKind;
            WriteMetric(output, first, e.Sequence, e.UtcSeconds);
            e.Fields.ForEach(field => WriteMetric(output, first + field.Key, field.Value, e.UtcSeconds));
            for (int i = 0; i < e.Lines.Count; i++)
            {
                int line = LineAliases + i * AliasesPerLine;
                e.Lines[i].ForEach(field => WriteMetric(output, line + field.Key, field.Value, e.UtcSeconds));
            }
        }

        output.WriteTag(PayloadSequence, WireFormat.WireType.Varint);
        output.WriteUInt64((ulong)events[0].Sequence & 0xff);
        output.Flush();
        return stream.ToArray();
    }

    private static void WriteMetric(CodedOutputStream output, int alias, long value, long utcSeconds)
    {
        ulong timestamp = (ulong)utcSeconds * 1000;
        ulong bits = unchecked((ulong)value);
        int size = 3 + CodedOutputStream.ComputeUInt64Size((ulong)alias)
            + CodedOutputStream.ComputeUInt64Size(timestamp) + CodedOutputStream.ComputeUInt64Size(bits);
        output.WriteTag(PayloadMetrics, WireFormat.WireType.LengthDelimited);
        output.WriteLength(size);
        output.WriteTag(MetricAlias, WireFormat.WireType.Varint);
        output.WriteUInt64((ulong)alias);
        output.WriteTag(MetricTimestamp, WireFormat.WireType.Varint);
        output.WriteUInt64(timestamp);
        output.WriteTag(MetricLong, WireFormat.WireType.Varint);
        output.WriteUInt64(bits);
    }
}
