using System.Formats.Cbor;

namespace Kiosk.Measure;

/// <summary>
/// SenML in CBOR (RFC 8428): one record per value, integer labels, base time and base name once per pack. Values stay
/// fixed-point integers, which is shorter than the decimals the standard's units would ask for.
/// </summary>
internal static class WireSenml
{
    private const int BaseName = -2, BaseTime = -3, Name = 0, Value = 2, Time = 6;

    public static byte[] Encode(IReadOnlyList<WireEvent> events)
    {
        long baseTime = events[0].UtcSeconds;
        var cbor = new CborWriter();
        List<(string Name, long Value, long Time)> records = [.. events.SelectMany(e => Flatten(e, baseTime))];
        cbor.WriteStartArray(records.Count);
        for (int i = 0; i < records.Count; i++)
        {
            (string name, long value, long time) = records[i];
            cbor.WriteStartMap(2 + (i == 0 ? 2 : 0) + (time != 0 ? 1 : 0));
            if (i == 0)
            {
                cbor.WriteInt32(BaseName);
                cbor.WriteTextString("1007/");
                cbor.WriteInt32(BaseTime);
                cbor.WriteInt64(baseTime);
            }

            cbor.WriteInt32(Name);
            cbor.WriteTextString(name);
            cbor.WriteInt32(Value);
            cbor.WriteInt64(value);
            if (time != 0)
            {
                cbor.WriteInt32(Time);
                cbor.WriteInt64(time);
            }

            cbor.WriteEndMap();
        }

        cbor.WriteEndArray();
        return cbor.Encode();
    }

    private static IEnumerable<(string Name, long Value, long Time)> Flatten(WireEvent e, long baseTime)
    {
        string prefix = e.KindName[..1];
        long time = e.UtcSeconds - baseTime;
        yield return (prefix + "#", e.Sequence, time);
        foreach (WireField field in e.Fields)
        {
            yield return (prefix + field.Short, field.Value, time);
        }

        for (int i = 0; i < e.Lines.Count; i++)
        {
            foreach (WireField field in e.Lines[i])
            {
                yield return ("l" + i + field.Short, field.Value, time);
            }
        }
    }
}
