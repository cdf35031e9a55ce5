using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Drivers;

/// <summary>
/// The probes of a board on its buses; a part that is not fitted reads as disabled. Temperature and humidity are
/// measured by two parts: when both are sure and far apart, neither is believed (F-SEN-1, disagree). Three bad reads of
/// a part in a row free the bus, six cut the probes' supply (F-SEN-2). One thread, no allocation.
/// </summary>
public sealed class BoardProbes : Probes
{
    /// <summary>Farthest that two parts may lie apart: 0.01 degrees C; 0.01 % relative humidity.</summary>
    public const int TemperatureApart = 800, HumidityApart = 2500;

    private readonly Bme280? _air;
    private readonly Scd4x? _co2;
    private readonly Sps30? _particles;
    private readonly SoundMeter? _sound;
    private readonly BusRelease? _release;

    /// <summary>
    /// Probes over the parts that are fitted; without <paramref name="release"/> a held bus stays held.
    /// </summary>
    public BoardProbes(Bme280? air, Scd4x? co2, Sps30? particles, SoundMeter? sound, BusRelease? release)
    {
        _air = air;
        _co2 = co2;
        _particles = particles;
        _sound = sound;
        _release = release;
    }

    /// <inheritdoc/>
    public override int Read(int channel, long nowMs, out int value)
    {
        value = 0;
        if (_release != null && !_release.IsReady(nowMs))
        {
            return ReadingCode.Bus;
        }

        int code = ReadPart(channel, nowMs, out value);
        Mend(Health(channel), nowMs);
        return code;
    }

    /// <inheritdoc/>
    public override int SoundWindows
    {
        get { return _sound == null ? 0 : _sound.Count; }
    }

    /// <inheritdoc/>
    public override int SoundHalfWidth
    {
        get { return _sound == null ? 0 : _sound.HalfWidth; }
    }

    /// <inheritdoc/>
    public override long Poll(long nowMs)
    {
        return _release == null ? long.MaxValue : _release.Poll(nowMs);
    }

    private int ReadPart(int channel, long nowMs, out int value)
    {
        value = 0;
        switch (channel)
        {
            case ClimateLayout.Temperature:
            case ClimateLayout.Humidity:
                return _air == null ? ReadingCode.Disabled : Compared(_air, channel, nowMs, out value);
            case ClimateLayout.Pressure:
                return _air == null ? ReadingCode.Disabled : _air.Read(channel, nowMs, out value);
            case ClimateLayout.Co2:
                return _co2 == null ? ReadingCode.Disabled : _co2.Read(nowMs, out value);
            case ClimateLayout.Pm25:
            case ClimateLayout.Pm10:
                return _particles == null ? ReadingCode.Disabled : _particles.Read(channel, nowMs, out value);
            case ClimateLayout.Sound:
                return _sound == null ? ReadingCode.Disabled : _sound.Read(nowMs, out value);
            default:
                return ReadingCode.Disabled;
        }
    }

    private int Compared(Bme280 air, int channel, long nowMs, out int value)
    {
        int code = air.Read(channel, nowMs, out value);
        if (code != ReadingCode.Ok || _co2 == null || _co2.Read(nowMs, out int ignored) != ReadingCode.Ok)
        {
            return code;
        }

        int apart = value - (channel == ClimateLayout.Temperature ? _co2.Temperature : _co2.Humidity);
        int most = channel == ClimateLayout.Temperature ? TemperatureApart : HumidityApart;
        return apart > most || apart < -most ? ReadingCode.Disagree : ReadingCode.Ok;
    }

    private ProbeHealth? Health(int channel)
    {
        switch (channel)
        {
            case ClimateLayout.Temperature:
            case ClimateLayout.Humidity:
            case ClimateLayout.Pressure:
                return _air == null ? null : _air.Health;
            case ClimateLayout.Co2:
                return _co2 == null ? null : _co2.Health;
            case ClimateLayout.Sound:
                return _sound == null ? null : _sound.Health;
            default:
                return _particles == null ? null : _particles.Health;
        }
    }

    private void Mend(ProbeHealth? health, long nowMs)
    {
        if (health == null || _release == null)
        {
            return;
        }

        int remedy = health.TakeRemedy();
        if (remedy == ProbeHealth.RemedyClocks)
        {
            _release.Clock();
        }
        else if (remedy == ProbeHealth.RemedyPower)
        {
            _release.CutPower(nowMs);
            SetUpAll();
        }
    }

    /// <summary>Without supply every part has forgotten what it was told.</summary>
    private void SetUpAll()
    {
        for (int channel = 0; channel < ClimateLayout.Channels; channel++)
        {
            ProbeHealth? health = Health(channel);
            if (health != null)
            {
                health.NeedsSetup = true;
            }
        }
    }
}
