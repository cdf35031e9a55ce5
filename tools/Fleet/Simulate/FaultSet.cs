using Kiosk.Fleet.City;

namespace Kiosk.Fleet.Simulate;

/// <summary>
/// The faults a run may draw from. A swarm run switches each of them fully off at random (style.md 3d: that finds more
/// than a uniform mix); named faults are all on.
/// </summary>
/// <param name="Kinds">The kinds that may happen.</param>
/// <param name="Swarm">True when each kind is switched off at random.</param>
public sealed record FaultSet(FaultKind Kinds, bool Swarm)
{
    private const string Names =
        "none, all, loss, delay, duplicate, reorder, ackloss, partition, power, clock, gateway, stall, corrupt, replay";

    /// <summary>No fault at all.</summary>
    public static FaultSet None { get; } = new(FaultKind.None, Swarm: false);

    /// <summary>Every fault, some of them switched off by the seed.</summary>
    public static FaultSet All { get; } = new(FaultKind.All, Swarm: true);

    /// <summary>Reads <c>none</c>, <c>all</c> or names separated by commas.</summary>
    /// <exception cref="FleetException">A name is unknown; the message lists the known ones.</exception>
    public static FaultSet Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text is "all")
        {
            return All;
        }

        var kinds = FaultKind.None;
        foreach (var name in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            kinds |= ParseName(name);
        }

        return new(kinds, Swarm: false);
    }

    private static FaultKind ParseName(string name) =>
        name.All(char.IsAsciiLetter) && Enum.TryParse(name, ignoreCase: true, out FaultKind kind)
            ? kind
            : throw new FleetException(
                $"--faults: '{name}' is none of {Names}");
}
