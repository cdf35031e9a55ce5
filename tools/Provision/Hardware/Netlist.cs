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
    private readonly ILookup<string, string> _netsByEnd;

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
            .Distinct().ToLookup(p => p.End, p => p.Net);
    }

    /// <summary>Wires of the build.</summary>
    public IReadOnlyList<CsvRow> Wires { get; }

    /// <summary>Every end with its nets; an end on two nets is a fault.</summary>
    public IEnumerable<(string End, string[] Nets)> AllEnds => _netsByEnd.Select(g => (g.Key, g.ToArray()));

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
    public string[] NetsAt(string end) => [.. _netsByEnd[end]];

    /// <summary>Nets of a part.</summary>
    public HashSet<string> NetsOf(string part) =>
        [.. AllEnds.Where(e => Part(e.End) == part).SelectMany(e => e.Nets)];

    /// <summary>Parts on a net.</summary>
    public HashSet<string> PartsOn(string net) =>
        [.. AllEnds.Where(e => e.Nets.Contains(Net(net))).Select(e => Part(e.End))];

    /// <summary>Whether a part has an end on each of the nets.</summary>
    public bool IsOn(string part, params string[] nets) => nets.All(n => NetsOf(part).Contains(Net(n)));

    /// <summary>Resistors by their reference, R and a number.</summary>
    public static bool IsResistor(string part) =>
        part.Length > 1 && part[0] == 'R' && part[1..].All(char.IsAsciiDigit);
}
