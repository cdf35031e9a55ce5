using System.Device.Gpio;
using Kiosk.Board.Virtual.Pins;

namespace Kiosk.Board.Virtual.Chips;

/// <summary>
/// The lines of an I2C bus as two pins see them that stand in parallel, and the supply of its parts: a part that holds
/// the line lets go after enough clocks and a STOP, or when its supply is taken. One thread.
/// </summary>
public sealed class VirtualBus
{
    private readonly int _clock, _data, _power;
    private readonly VirtualChip[] _chips;
    private bool _clockLow, _dataLow;
    private int _clocks;

    /// <summary>A bus whose pins are these; it listens to them from now on.</summary>
    public VirtualBus(VirtualPins pins, int clock, int data, int power, params VirtualChip[] chips)
    {
        ArgumentNullException.ThrowIfNull(pins);
        (_clock, _data, _power, _chips) = (clock, data, power, chips);
        pins.ModeChanged += OnMode;
        pins.OutputChanged += OnOutput;
    }

    /// <summary>Clocks that the part which holds the line still needs; more than nine: only its supply helps.</summary>
    public int ClocksNeeded { get; set; } = 9;

    /// <summary>STOP conditions seen.</summary>
    public int Stops { get; private set; }

    /// <summary>True while the probes have their supply.</summary>
    public bool Powered { get; private set; }

    /// <summary>A part holds the data line: no transfer to any of the parts gets through.</summary>
    public void Hold(int clocksNeeded)
    {
        ClocksNeeded = clocksNeeded;
        foreach (VirtualChip chip in _chips)
        {
            chip.Fault = BusFault.StuckLine;
        }
    }

    private void OnMode(int pin, PinMode mode)
    {
        bool low = mode == PinMode.Output;
        if (pin == _clock)
        {
            _clocks += _clockLow && !low ? 1 : 0;
            _clockLow = low;
        }
        else if (pin == _data)
        {
            if (_dataLow && !low && !_clockLow)
            {
                Stop();
            }

            _dataLow = low;
        }
    }

    private void Stop()
    {
        Stops++;
        // The clock of the STOP itself is one more.
        bool free = _clocks > ClocksNeeded;
        _clocks = 0;
        foreach (VirtualChip chip in _chips)
        {
            chip.Fault = free && chip.Fault == BusFault.StuckLine ? BusFault.None : chip.Fault;
        }
    }

    private void OnOutput(int pin, bool high)
    {
        if (pin == _power)
        {
            Powered = high;
            foreach (VirtualChip chip in _chips)
            {
                chip.Supply(high);
            }
        }
    }
}
