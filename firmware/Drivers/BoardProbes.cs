using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Drivers;

/// <summary>
/// The probes of a board on its buses; a part that is not fitted reads as disabled. One thread, no allocation.
/// </summary>
public sealed class BoardProbes : Probes
{
    private readonly Bme280? _air;
    private readonly Scd4x? _co2;
    private readonly Sps30? _particles;
    private readonly Probes? _sound;

    /// <summary>Probes over the parts that are fitted; sound comes from another source of channel 6.</summary>
    public BoardProbes(Bme280? air, Scd4x? co2, Sps30? particles, Probes? sound)
    {
        _air = air;
        _co2 = co2;
        _particles = particles;
        _sound = sound;
    }

    /// <inheritdoc/>
    public override int Read(int channel, long nowMs, out int value)
    {
        value = 0;
        switch (channel)
        {
            case ClimateLayout.Temperature:
            case ClimateLayout.Humidity:
            case ClimateLayout.Pressure:
                return _air == null ? ReadingCode.Disabled : _air.Read(channel, nowMs, out value);
            case ClimateLayout.Co2:
                return _co2 == null ? ReadingCode.Disabled : _co2.Read(nowMs, out value);
            case ClimateLayout.Pm25:
            case ClimateLayout.Pm10:
                return _particles == null ? ReadingCode.Disabled : _particles.Read(channel, nowMs, out value);
            case ClimateLayout.Sound:
                return _sound == null ? ReadingCode.Disabled : _sound.Read(channel, nowMs, out value);
            default:
                return ReadingCode.Disabled;
        }
    }
}
