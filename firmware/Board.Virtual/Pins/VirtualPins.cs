using System.Device.Gpio;

namespace Kiosk.Board.Virtual.Pins;

/// <summary>
/// The pins of a virtual board as a GPIO driver: outputs are remembered, inputs are driven from outside or follow a
/// wire (a
/// function of the outputs, such as a key matrix); callbacks run in the thread that drives. One thread.
/// </summary>
public sealed class VirtualPins : GpioDriver
{
    /// <summary>Number of pins.</summary>
    public const int Count = 49;

    private readonly PinMode[] _modes = new PinMode[Count];
    private readonly bool[] _open = new bool[Count];
    private readonly bool[] _levels = new bool[Count];
    private readonly Func<bool>?[] _wires = new Func<bool>?[Count];
    private readonly List<(PinEventTypes Types, PinChangeEventHandler Callback)>[] _callbacks =
        [.. Enumerable.Range(0, Count).Select(_ => new List<(PinEventTypes, PinChangeEventHandler)>())];

    /// <summary>Called after an output pin changed its level.</summary>
    public Action<int, bool>? OutputChanged { get; set; }

    /// <summary>Called after a pin became an input or an output.</summary>
    public Action<int, PinMode>? ModeChanged { get; set; }

    /// <inheritdoc/>
    protected override int PinCount => Count;

    /// <summary>The level of a pin.</summary>
    public bool Level(int pin) => _wires[pin]?.Invoke() ?? _levels[pin];

    /// <summary>Lets an input pin follow a function of other pins.</summary>
    public void Wire(int pin, Func<bool> level) => _wires[pin] = level;

    /// <summary>Drives an input pin; a change runs its callbacks.</summary>
    public void Drive(int pin, bool high)
    {
        if (_levels[pin] == high)
        {
            return;
        }

        _levels[pin] = high;
        PinEventTypes type = high ? PinEventTypes.Rising : PinEventTypes.Falling;
        foreach ((PinEventTypes types, PinChangeEventHandler callback) in _callbacks[pin])
        {
            if ((types & type) != 0)
            {
                callback(this, new PinValueChangedEventArgs(type, pin));
            }
        }
    }

    /// <inheritdoc/>
    protected override void OpenPin(int pinNumber)
    {
        if (_open[pinNumber])
        {
            throw new InvalidOperationException($"Pin {pinNumber} is open already.");
        }

        _open[pinNumber] = true;
    }

    /// <inheritdoc/>
    protected override void ClosePin(int pinNumber) => _open[pinNumber] = false;

    /// <inheritdoc/>
    protected override void SetPinMode(int pinNumber, PinMode mode)
    {
        _modes[pinNumber] = mode;
        ModeChanged?.Invoke(pinNumber, mode);
    }

    /// <inheritdoc/>
    protected override PinMode GetPinMode(int pinNumber) => _modes[pinNumber];

    /// <inheritdoc/>
    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => true;

    /// <inheritdoc/>
    protected override PinValue Read(int pinNumber) => Level(pinNumber);

    /// <inheritdoc/>
    protected override void Write(int pinNumber, PinValue value)
    {
        bool high = value == PinValue.High;
        bool changed = _levels[pinNumber] != high;
        _levels[pinNumber] = high;
        if (changed)
        {
            OutputChanged?.Invoke(pinNumber, high);
        }
    }

    /// <inheritdoc/>
    protected override void AddCallbackForPinValueChangedEvent(
        int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) =>
        _callbacks[pinNumber].Add((eventTypes, callback));

    /// <inheritdoc/>
    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback) =>
        _callbacks[pinNumber].RemoveAll(entry => entry.Callback == callback);

    /// <inheritdoc/>
    protected override WaitForEventResult WaitForEvent(
        int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The firmware does not wait for pins; it takes callbacks.");
}
