using System.Buffers;
using System.Formats.Cbor;
using System.Text.Json;
using MessagePack;

namespace Kiosk.Measure;

/// <summary>The encodings others would use, each giving the bytes of one publish that carries these events.</summary>
internal static class WireEncodings
{
    /// <summary>Name and encoder of each, in the order of the table.</summary>
    public static readonly (string Name, Func<IReadOnlyList<WireEvent>, byte[]> Encode)[] All =
    [
        ("json", Json), ("cbor_map", CborMap), ("messagepack", MessagePack), ("senml_cbor", WireSenml.Encode),
        ("sparkplug_b", WireSparkplug.Encode),
    ];

    /// <summary>JSON as telemetry platforms take it: milliseconds and a map of named values per event.</summary>
    private static byte[] Json(IReadOnlyList<WireEvent> events)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (WireEvent e in events)
            {
                json.WriteStartObject();
                json.WriteNumber("ts", e.UtcSeconds * 1000);
                json.WriteStartObject("values");
                json.WriteString("type", e.KindName);
                json.WriteNumber("sequence", e.Sequence);
                WriteFields(json, e.Fields);
                if (e.Lines.Count > 0)
                {
                    json.WriteStartArray("lines");
                    foreach (List<WireField> line in e.Lines)
                    {
                        json.WriteStartObject();
                        WriteFields(json, line);
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                }

                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteFields(Utf8JsonWriter json, List<WireField> fields)
    {
        foreach (WireField field in fields)
        {
            json.WriteNumber(field.Name, field.Decimal);
        }
    }

    /// <summary>CBOR maps with integer keys and fixed-point integers.</summary>
    private static byte[] CborMap(IReadOnlyList<WireEvent> events)
    {
        var cbor = new CborWriter();
        cbor.WriteStartArray(events.Count);
        foreach (WireEvent e in events)
        {
            cbor.WriteStartMap(3 + e.Fields.Count + (e.Lines.Count > 0 ? 1 : 0));
            WritePair(cbor, 0, e.Kind);
            WritePair(cbor, 1, e.Sequence);
            WritePair(cbor, 2, e.UtcSeconds);
            e.Fields.ForEach(field => WritePair(cbor, field.Key, field.Value));
            if (e.Lines.Count > 0)
            {
                cbor.WriteInt32(22);
                cbor.WriteStartArray(e.Lines.Count);
                foreach (List<WireField> line in e.Lines)
                {
                    cbor.WriteStartMap(line.Count);
                    line.ForEach(field => WritePair(cbor, field.Key, field.Value));
                    cbor.WriteEndMap();
                }

                cbor.WriteEndArray();
            }

            cbor.WriteEndMap();
        }

        cbor.WriteEndArray();
        return cbor.Encode();
    }

    private static void WritePair(CborWriter cbor, int key, long value)
    {
        cbor.WriteInt32(key);
        cbor.WriteInt64(value);
    }

    /// <summary>MessagePack maps with the short string keys a serialiser takes from member names.</summary>
    private static byte[] MessagePack(IReadOnlyList<WireEvent> events)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var pack = new MessagePackWriter(buffer);
        pack.WriteArrayHeader(events.Count);
        foreach (WireEvent e in events)
        {
            pack.WriteMapHeader(3 + e.Fields.Count + (e.Lines.Count > 0 ? 1 : 0));
            WritePair(ref pack, "kind", e.Kind);
            WritePair(ref pack, "seq", e.Sequence);
            WritePair(ref pack, "ts", e.UtcSeconds);
            WritePairs(ref pack, e.Fields);
            if (e.Lines.Count > 0)
            {
                pack.Write("l");
                pack.WriteArrayHeader(e.Lines.Count);
                foreach (List<WireField> line in e.Lines)
                {
                    pack.WriteMapHeader(line.Count);
                    WritePairs(ref pack, line);
                }
            }
        }

        pack.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WritePairs(ref MessagePackWriter pack, List<WireField> fields)
    {
        foreach (WireField field in fields)
        {
            WritePair(ref pack, field.Short, field.Value);
        }
    }

    private static void WritePair(ref MessagePackWriter pack, string key, long value)
    {
        pack.Write(key);
        pack.Write(value);
    }
}
