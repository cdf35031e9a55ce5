using Kiosk.Protocol;

namespace Kiosk.Firmware.Parts;

/// <summary>Environment probes that show what was set. One thread.</summary>
public sealed class InMemoryProbes : Probes
{
    private readonly int[] _values = new int[ClimateLayout.Channels];
    private readonly byte[] _codes = new byte[ClimateLayout.Channels];

    /// <summary>Lets a channel show a value with a <see cref="ReadingCode"/>.</summary>
    public void Set(int channel, int value, int code)
    {
        _values[channel] = value;
        _codes[channel] = (byte)code;
    }

    /// <inheritdoc/>
    public override int Read(int channel, long nowMs, out int value)
    {
        value = _values[channel];
        return _codes[channel];
    }
}
