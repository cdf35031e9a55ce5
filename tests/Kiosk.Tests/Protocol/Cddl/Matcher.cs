using System.Formats.Cbor;

namespace Kiosk.Tests.Protocol.Cddl;

/// <summary>Says whether CBOR bytes are of a rule: the whole tree is tried, with every way of a choice.</summary>
internal sealed class Matcher(IReadOnlyDictionary<string, Node> rules)
{
    /// <summary>True when the bytes are one item of this rule and nothing else.</summary>
    public bool Matches(string rule, byte[] bytes)
    {
        var reader = new CborReader(bytes, CborConformanceMode.Strict);
        object? item = Read(reader);
        return reader.BytesRemaining == 0 && Is(rules[rule], item);
    }

    /// <summary>Names that are used and neither defined nor of the prelude.</summary>
    public IEnumerable<string> Undefined() =>
        rules.Values.SelectMany(Names).Distinct().Where(name => !rules.ContainsKey(name) && !IsPrelude(name));

    private static IEnumerable<string> Names(Node node) => node switch
    {
        Named named => [named.Name],
        Array array => Names(array.Group),
        Map map => Names(map.Group),
        Sequence sequence => sequence.Entries.SelectMany(Names),
        Choice choice => choice.Ways.SelectMany(Names),
        Times times => Names(times.Entry),
        Member member => Names(member.Value),
        _ => [],
    };

    private static bool IsPrelude(string name) =>
        name is "int" or "uint" or "tstr" or "bstr" or "bool" or "null" or "any";

    private bool Is(Node type, object? item) => type switch
    {
        Literal literal => item is Int128 number && number == literal.Value,
        Span span => item is Int128 number && number >= span.Low && number <= span.High,
        Choice choice => choice.Ways.Any(way => Is(way, item)),
        Array array => item is List<object?> items && Ends(array.Group, items, 0).Contains(items.Count),
        Map map => item is Dictionary<object, object?> pairs && Holds(map.Group, pairs),
        Named named => rules.TryGetValue(named.Name, out Node? rule) ? Is(rule, item) : IsOfPrelude(named, item),
        Member member => Is(member.Value, item),
        _ => false,
    };

    private static bool IsOfPrelude(Named type, object? item) => type.Name switch
    {
        "int" => item is Int128,
        "uint" => item is Int128 number && number >= 0,
        "tstr" => item is string,
        "bstr" => item is byte[] bytes && (type.Size < 0 || bytes.Length == type.Size),
        "bool" => item is bool,
        "null" => item is null,
        "any" => true,
        _ => throw new FormatException($"CDDL: '{type.Name}' is not defined."),
    };

    /// <summary>Where a group may end that starts at an item.</summary>
    private IEnumerable<int> Ends(Node group, List<object?> items, int at) => group switch
    {
        Sequence sequence => sequence.Entries.Aggregate(
            (IEnumerable<int>)[at], (starts, entry) => starts.SelectMany(s => Ends(entry, items, s)).Distinct()),
        Choice choice => choice.Ways.SelectMany(way => Ends(way, items, at)).Distinct(),
        Times times => Repeated(times, items, at),
        Named named when rules.TryGetValue(named.Name, out Node? rule) => Ends(rule, items, at),
        Member member => Ends(member.Value, items, at),
        _ => at < items.Count && Is(group, items[at]) ? [at + 1] : [],
    };

    private List<int> Repeated(Times times, List<object?> items, int at)
    {
        var ends = new List<int>();
        List<int> starts = [at];
        for (int count = 0; starts.Count > 0 && count <= times.Most; count++)
        {
            if (count >= times.Least)
            {
                ends.AddRange(starts);
            }

            // An entry that takes nothing would be repeated for ever.
            starts = [.. starts.SelectMany(s => Ends(times.Entry, items, s).Where(end => end > s)).Distinct()];
        }

        return [.. ends.Distinct()];
    }

    private bool Holds(Node group, Dictionary<object, object?> pairs)
    {
        var left = new Dictionary<object, object?>(pairs);
        foreach (Node entry in group is Sequence sequence ? sequence.Entries : [group])
        {
            (int least, Member member) = entry is Times times ? (times.Least, (Member)times.Entry) : (1, (Member)entry);
            object[] keys = [.. left.Keys.Where(key => Is(member.Key, key))];
            if (keys.Length < least || keys.Any(key => !Is(member.Value, left[key])))
            {
                return false;
            }

            System.Array.ForEach(keys, key => left.Remove(key));
        }

        return left.Count == 0;
    }

    private static object? Read(CborReader reader)
    {
        switch (reader.PeekState())
        {
            case CborReaderState.UnsignedInteger:
                return (Int128)reader.ReadUInt64();
            case CborReaderState.NegativeInteger:
                return -1 - (Int128)reader.ReadCborNegativeIntegerRepresentation();
            case CborReaderState.ByteString:
                return reader.ReadByteString();
            case CborReaderState.TextString:
                return reader.ReadTextString();
            case CborReaderState.Boolean:
                return reader.ReadBoolean();
            case CborReaderState.Null:
                reader.ReadNull();
                return null;
            case CborReaderState.StartArray:
                return ReadArray(reader);
            case CborReaderState.StartMap:
                return ReadMap(reader);
            default:
                throw new FormatException($"CBOR: {reader.PeekState()} is not used here.");
        }
    }

    private static List<object?> ReadArray(CborReader reader)
    {
        var items = new List<object?>();
        for (int? count = reader.ReadStartArray(); items.Count < count;)
        {
            items.Add(Read(reader));
        }

        reader.ReadEndArray();
        return items;
    }

    private static Dictionary<object, object?> ReadMap(CborReader reader)
    {
        var pairs = new Dictionary<object, object?>();
        for (int? count = reader.ReadStartMap(); pairs.Count < count;)
        {
            pairs.Add(Read(reader)!, Read(reader));
        }

        reader.ReadEndMap();
        return pairs;
    }
}
