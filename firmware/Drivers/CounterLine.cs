using Kiosk.Firmware.Parts;

namespace Kiosk.Drivers;

/// <summary>
/// Sensor of the counter on the spare lines of the keypad's part: R6 is low while somebody stands in front of it, R7 is
/// tied low in its plug, so that a kiosk without one is told apart from an empty pavement. One thread, no allocation
/// after construction.
/// </summary>
public sealed class CounterLine : CounterSense
{
    private const int Seen = 0x40, Plugged = 0x80;
    private readonly Tca8418Keypad _lines;

    /// <summary>Sensor behind a keypad, which is set up by the reading of its keys.</summary>
    public CounterLine(Tca8418Keypad lines)
    {
        _lines = lines;
    }

    /// <inheritdoc/>
    public override int Look()
    {
        int levels = _lines.ReadRowLevels();
        return levels < 0 ? Silent : (levels & Plugged) != 0 ? Absent : (levels & Seen) == 0 ? Somebody : Nobody;
    }
}
