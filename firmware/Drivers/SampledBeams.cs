using System.Device.Gpio;
using Kiosk.Firmware.Footfall;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Drivers;

/// <summary>
/// Two break-beams on pins that a task of the board samples 100 times a second, as boards lose edges now and then. The
/// vote, and blind time when the task could not run, are <see cref="BeamSampler"/>'s. One task samples, one reads; no
/// allocation after construction.
/// </summary>
public sealed class SampledBeams : Beams
{
    private readonly BeamSampler _sampler = new BeamSampler(Limits.EdgesWaitingMax);
    private readonly GpioController _gpio;
    private readonly int _pinA;
    private readonly int _pinB;
    private readonly PinValue _broken;
    private readonly Clock _clock;

    /// <summary>Opens both pins with pull-ups; <paramref name="broken"/> is the level of an interrupted beam.</summary>
    public SampledBeams(GpioController gpio, int pinA, int pinB, PinValue broken, Clock clock)
    {
        _gpio = gpio;
        _pinA = pinA;
        _pinB = pinB;
        _broken = broken;
        _clock = clock;
        gpio.OpenPin(pinA, PinMode.InputPullUp);
        gpio.OpenPin(pinB, PinMode.InputPullUp);
    }

    /// <inheritdoc/>
    public override int Lost
    {
        get { return _sampler.Lost; }
    }

    /// <summary>Takes a sample of both pins now; every <see cref="BeamSampler.SampleMs"/>.</summary>
    public void Sample()
    {
        int state = _gpio.Read(_pinA) == _broken ? 1 : 0;
        _sampler.Sample(_clock.MonotonicMs, _gpio.Read(_pinB) == _broken ? state | 2 : state);
    }

    /// <inheritdoc/>
    public override bool Read(out long atMs, out int state)
    {
        return _sampler.Read(out atMs, out state);
    }
}
