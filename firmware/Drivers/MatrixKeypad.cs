using System.Device.Gpio;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Drivers;

/// <summary>
/// Keypad of 9 rows (outputs) by 6 columns (inputs with pull-ups), key code = row x 6 + column (<see cref="Key"/>).
/// Scanned
/// by the loop: a change counts once it has held for <see cref="DebounceMs"/>; while three corners of a rectangle are
/// pressed the fourth cannot be told from a ghost, so no new press is taken. One thread, no allocation after
/// construction.
/// </summary>
public sealed class MatrixKeypad : Keypad
{
    /// <summary>Rows and columns; time a change must hold; least time between scans. Milliseconds.</summary>
    public const int Rows = 9, Columns = 6, DebounceMs = 15, ScanMs = 5;

    private readonly GpioController _gpio;
    private readonly int[] _rowPins;
    private readonly int[] _columnPins;
    private readonly Clock _clock;
    private readonly int[] _seen = new int[Rows];
    private readonly int[] _stable = new int[Rows];
    private readonly long[] _since = new long[Rows];
    private readonly IntRing _keys = new IntRing(Limits.KeysWaitingMax);
    private long _scannedMs = -ScanMs;

    /// <summary>Scans ignored because of a possible ghost, since start.</summary>
    public int Ghosts;

    /// <summary>Opens the pins: 9 row pins, 6 column pins.</summary>
    public MatrixKeypad(GpioController gpio, int[] rowPins, int[] columnPins, Clock clock)
    {
        _gpio = gpio;
        _rowPins = rowPins;
        _columnPins = columnPins;
        _clock = clock;
        for (int row = 0; row < Rows; row++)
        {
            gpio.OpenPin(rowPins[row], PinMode.Output);
            gpio.Write(rowPins[row], PinValue.High);
        }

        for (int column = 0; column < Columns; column++)
        {
            gpio.OpenPin(columnPins[column], PinMode.InputPullUp);
        }
    }

    /// <inheritdoc/>
    public override int Lost
    {
        get { return _keys.Lost; }
    }

    /// <inheritdoc/>
    public override int Read()
    {
        long now = _clock.MonotonicMs;
        if (now - _scannedMs >= ScanMs)
        {
            _scannedMs = now;
            Scan(now);
        }

        return _keys.Take(out int key) ? key : Key.None;
    }

    private void Scan(long now)
    {
        for (int row = 0; row < Rows; row++)
        {
            int pressed = ReadRow(row);
            if (pressed != _seen[row])
            {
                _seen[row] = pressed;
                _since[row] = now;
            }
        }

        if (IsGhostPossible())
        {
            Ghosts++;
            return;
        }

        for (int row = 0; row < Rows; row++)
        {
            if (_seen[row] != _stable[row] && now - _since[row] >= DebounceMs)
            {
                Accept(row);
            }
        }
    }

    private void Accept(int row)
    {
        int pressed = _seen[row] & ~_stable[row];
        _stable[row] = _seen[row];
        for (int column = 0; column < Columns; column++)
        {
            if ((pressed & (1 << column)) != 0)
            {
                _keys.Add((row * Columns) + column);
            }
        }
    }

    private int ReadRow(int row)
    {
        int pressed = 0;
        _gpio.Write(_rowPins[row], PinValue.Low);
        for (int column = 0; column < Columns; column++)
        {
            if (_gpio.Read(_columnPins[column]) == PinValue.Low)
            {
                pressed |= 1 << column;
            }
        }

        _gpio.Write(_rowPins[row], PinValue.High);
        return pressed;
    }

    /// <summary>True when two rows share two pressed columns: one of the four may be a ghost.</summary>
    private bool IsGhostPossible()
    {
        for (int row = 0; row < Rows; row++)
        {
            for (int other = row + 1; other < Rows; other++)
            {
                int shared = _seen[row] & _seen[other];
                if ((shared & (shared - 1)) != 0)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
