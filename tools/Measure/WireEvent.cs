using Kiosk.Protocol;

namespace Kiosk.Measure;

/// <summary>A number of an event: long name, short name, integer key, fixed-point value and its decimals.</summary>
internal readonly record struct WireField(string Name, string Short, int Key, long Value, int Decimals = 0)
{
    /// <summary>The value as people read it.</summary>
    public decimal Decimal => new(
        (int)Math.Min(int.MaxValue, Math.Abs(Value)), 0, 0, Value < 0, (byte)Decimals);
}

/// <summary>
/// The content of a record as the other encodings carry it: the same facts and no more. What is at its default is left
/// out for everybody, and everybody may refer to the catalogue for price and VAT rate of a line.
/// </summary>
internal sealed class WireEvent
{
    private static readonly (string, string, int)[] Climate =
    [
        ("temperature", "t", 2), ("humidity", "h", 2), ("pressure", "p", 1), ("co2", "c", 0), ("pm25", "f", 1),
        ("pm10", "g", 1), ("sound", "s", 1), ("codes", "q", 0),
    ];

    private static readonly (string, string, int)[] Footfall =
    [
        ("slotStart", "b", 0), ("busyPeriods", "p", 0), ("idleSeconds", "i", 0), ("passagesIn", "n", 0),
        ("passagesOut", "o", 0), ("ambiguous", "a", 0), ("quality", "q", 0),
    ];

    private static readonly (string, string, int)[] Health =
    [
        ("uptime", "u", 0), ("journalBytes", "j", 0), ("waiting", "w", 0), ("telemetryRefused", "r", 0),
            ("keysLost", "k", 0),
        ("edgesLost", "e", 0), ("faults", "f", 0), ("freeHeap", "m", 0), ("framesSent", "s", 0),
            ("framesResent", "x", 0),
    ];

    private static readonly (string, string, int)[] Ticket =
    [
        ("ticket", "n", 0), ("operation", "o", 0), ("operator", "p", 0), ("catalogue", "v", 0), ("settings", "y", 0),
        ("clockQuality", "q", 0), ("change", "g", 2),
    ];

    public required int Kind { get; init; }

    public required long Sequence { get; init; }

    public required long UtcSeconds { get; init; }

    public required List<WireField> Fields { get; init; }

    /// <summary>Fields of each line of a sale; empty for other kinds.</summary>
    public List<List<WireField>> Lines { get; } = [];

    /// <summary>Type name as the named encodings use it.</summary>
    public string KindName => Kind switch
    {
        RecordKind.Ticket => "sale",
        RecordKind.FootfallSlot => "footfall",
        RecordKind.ClimateReading => "climate",
        _ => "health",
    };

    public static WireEvent From(Record record)
    {
        var wire = new WireEvent
        {
            Kind = record.Kind, Sequence = record.Sequence, UtcSeconds = record.WallSeconds, Fields = [],
        };
        (string, string, int)[] names = record.Kind switch
        {
            RecordKind.Ticket => Ticket,
            RecordKind.FootfallSlot => Footfall,
            RecordKind.ClimateReading => Climate,
            _ => Health,
        };
        for (int i = 0; i < names.Length; i++)
        {
            Put(wire.Fields, names[i], 3 + i, record.Values[i]);
        }

        if (record.Kind == RecordKind.Ticket)
        {
            AddTicket(wire, record);
        }

        return wire;
    }

    private static void AddTicket(WireEvent wire, Record record)
    {
        Put(wire.Fields, ("tender", "e", 0), 20, record.Values[TicketLayout.Tenders]);
        Put(wire.Fields, ("given", "d", 2), 21, record.Values[TicketLayout.Tenders + 1]);
        int first = FrameShape.FirstLineOfTicket(record);
        for (int at = first; at < record.Count; at += TicketLayout.LineWidth)
        {
            var line = new List<WireField>();
            Put(line, ("article", "a", 0), 1, record.Values[at + TicketLayout.LineArticle]);
            long quantity = record.Values[at + TicketLayout.LineQuantity];
            Put(line, ("quantity", "u", 0), 2, quantity == 1 ? 0 : quantity);
            if (record.Values[at + TicketLayout.LineFlags] != TicketLayout.LineAsCatalogue)
            {
                Put(line, ("price", "p", 2), 3, record.Values[at + TicketLayout.LinePrice]);
                Put(line, ("vatRate", "r", 2), 4, record.Values[at + TicketLayout.LineRate]);
            }

            wire.Lines.Add(line);
        }
    }

    private static void Put(List<WireField> fields, (string Name, string Short, int Decimals) name, int key, long value)
    {
        if (value != 0)
        {
            fields.Add(new WireField(name.Name, name.Short, key, value, name.Decimals));
        }
    }
}
