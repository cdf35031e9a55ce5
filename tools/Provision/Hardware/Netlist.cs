namespace Kiosk.Provision.Hardware;

/// <summary>
/// The wires of one build as nets: which ends and parts are joined. A wire whose connector is a bridge joins the nets
/// of its two ends; every other wire says one net, which its two ends then are on.
/// </summary>
internal sealed class Netlist
{
    /// <summary>Ground.</summary>
    public const string Ground = "GND";

    /// <summary>Connector of a wire that joins two nets on purpose.</summary>
    public const string Bridge = "pont";

    private readonly Dictionary<string, string> _joined = [];
    private readonly Dictionary<string, string[]> _netsByEnd;
    private readonly Dictionary<string, HashSet<string>> _netsByPart = [], _partsByNet = [];

    private Netlist(IReadOnlyList<CsvRow> wires)
    {
        Wires = wires;
        foreach (CsvRow bridge in wires.Where(w => w["connector"] == Bridge))
        {
            foreach (CsvRow wire in wires.Where(w => Ends(w).Intersect(Ends(bridge)).Any()))
            {
                _joined[Net(wire["net"])] = Net(bridge["net"]);
            }
        }

        _netsByEnd = wires.SelectMany(w => Ends(w).Select(e => (End: e, Net: Net(w["net"]))))
            .Distinct().GroupBy(p => p.End).ToDictionary(g => g.Key, g => g.Select(p => p.Net).ToArray());
        foreach ((string end, string[] on) in _netsByEnd)
        {
            foreach (string net in on)
            {
                Of(_netsByPart, Part(end)).Add(net);
                Of(_partsByNet, net).Add(Part(end));
            }
        }
    }

    /// <summary>Wires of the build.</summary>
    public IReadOnlyList<CsvRow> Wires { get; }

    /// <summary>Every end with its nets; an end on two nets is a fault.</summary>
    public IEnumerable<(string End, string[] Nets)> AllEnds => _netsByEnd.Select(p => (p.Key, p.Value));

    /// <summary>The nets of a build.</summary>
    public static Netlist Of(HardwareData data, BoardBuild build) =>
        new([.. PartRules.Wires(data, build.Id)]);

    /// <summary>The two ends of a wire.</summary>
    public static string[] Ends(CsvRow wire) => [wire["from"], wire["to"]];

    /// <summary>The part of an end.</summary>
    public static string Part(string end) => end.Split('.')[0];

    /// <summary>The one name of a net among those that bridges join.</summary>
    public string Net(string name)
    {
        string net = name;
        while (_joined.TryGetValue(net, out string? other) && other != net)
        {
            net = other;
        }

        return net;
    }

    /// <summary>Nets of an end.</summary>
    public string[] NetsAt(string end) => _netsByEnd.GetValueOrDefault(end, []);

    /// <summary>Nets of a part.</summary>
    public IReadOnlySet<string> NetsOf(string part) => Of(_netsByPart, part);

    /// <summary>Parts on a net.</summary>
    public IReadOnlySet<string> PartsOn(string net) => Of(_partsByNet, Net(net));

    /// <summary>Whether a part has an end on each of the nets.</summary>
    public bool IsOn(string part, params string[] nets) => nets.All(n => NetsOf(part).Contains(Net(n)));

    /// <summary>Resistors by their reference, R and a number.</summary>
    public static bool IsResistor(string part) =>
        part.Length > 1 && part[0] == 'R' && part[1..].All(char.IsAsciiDigit);

    private static HashSet<string> Of(Dictionary<string, HashSet<string>> sets, string key)
    {
        if (!sets.TryGetValue(key, out HashSet<string>? set))
        {
            sets[key] = set = [];
        }

        return set;
    }
}
