using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Board.Virtual.Parts;

/// <summary>Probes that measure what a program set, in the units of <see cref="ClimateLayout"/>. One thread.</summary>
public sealed class VirtualProbes : Probes
{
    private readonly int[] _values = [2150, 5200, 10132, 520, 85, 140, 560];
    private readonly int[] _codes = new int[ClimateLayout.Channels];

    /// <summary>Sets what a channel (0..6) measures from now on.</summary>
    public void Set(int channel, int value)
    {
        _values[channel] = value;
        _codes[channel] = ReadingCode.Ok;
    }

    /// <summary>Makes a channel fail with a <see cref="ReadingCode"/>.</summary>
    public void Fail(int channel, int code) => _codes[channel] = code;

    /// <inheritdoc/>
    public override int Read(int channel, long nowMs, out int value)
    {
        value = _values[channel];
        return _codes[channel];
    }
}
