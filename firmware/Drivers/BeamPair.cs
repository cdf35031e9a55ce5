using System.Device.Gpio;
using System.Threading;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Drivers;

/// <summary>
/// Two break-beams on pins. Pin callbacks put the new state with its time into a fixed ring; the loop reads. When edges
/// were lost the present state is handed out as an edge once the ring is empty. Callbacks come from the platform's
/// thread; no allocation by this class after construction.
/// </summary>
public sealed class BeamPair : Beams
{
    private readonly GpioController _gpio;
    private readonly int _pinA;
    private readonly int _pinB;
    private readonly PinValue _broken;
    private readonly Clock _clock;
    private readonly long[] _times = new long[Limits.EdgesWaitingMax];
    private readonly int[] _states = new int[Limits.EdgesWaitingMax];
    private int _head;
    private int _tail;
    private int _lost;
    private int _state;
    private int _given;

    /// <summary>Opens both pins with pull-ups; <paramref name="broken"/> is the level of an interrupted beam.</summary>
    public BeamPair(GpioController gpio, int pinA, int pinB, PinValue broken, Clock clock)
    {
        _gpio = gpio;
        _pinA = pinA;
        _pinB = pinB;
        _broken = broken;
        _clock = clock;
        gpio.OpenPin(pinA, PinMode.InputPullUp);
        gpio.OpenPin(pinB, PinMode.InputPullUp);
        PinChangeEventHandler handler = OnEdge;
        gpio.RegisterCallbackForPinValueChangedEvent(pinA, PinEventTypes.Rising | PinEventTypes.Falling, handler);
        gpio.RegisterCallbackForPinValueChangedEvent(pinB, PinEventTypes.Rising | PinEventTypes.Falling, handler);
        _state = ReadPins();
    }

    /// <inheritdoc/>
    public override int Lost
    {
        get { return _lost; }
    }

    /// <inheritdoc/>
    public override bool Read(out long atMs, out int state)
    {
        if (_tail == _head)
        {
            atMs = _clock.MonotonicMs;
            state = ReadPins();
            bool missed = state != _given;
            _given = state;
            return missed;
        }

        atMs = _times[_tail];
        state = _states[_tail];
        _given = state;
        Interlocked.Exchange(ref _tail, _tail + 1 == _times.Length ? 0 : _tail + 1);
        return true;
    }

    private int ReadPins()
    {
        int state = _gpio.Read(_pinA) == _broken ? 1 : 0;
        return _gpio.Read(_pinB) == _broken ? state | 2 : state;
    }

    private void OnEdge(object sender, PinValueChangedEventArgs args)
    {
        int beam = args.PinNumber == _pinA ? 1 : 2;
        bool high = args.ChangeType == PinEventTypes.Rising;
        bool broken = high == (_broken == PinValue.High);
        _state = broken ? _state | beam : _state & ~beam;
        int next = _head + 1 == _times.Length ? 0 : _head + 1;
        if (next == _tail)
        {
            Interlocked.Increment(ref _lost);
            return;
        }

        _times[_head] = _clock.MonotonicMs;
        _states[_head] = _state;
        Interlocked.Exchange(ref _head, next);
    }
}
