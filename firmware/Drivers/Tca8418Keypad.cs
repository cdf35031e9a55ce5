using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Drivers;

/// <summary>
/// Keypad of 9 rows by 6 columns behind a TCA8418, which scans and debounces by itself: two bus lines instead of
/// fifteen pins. The keypad's rows are on C0..C8, its columns on R0..R5, a diode per key; key code = row x 6 + column
/// (<see cref="Key"/>). Keys pressed before the part is set up are not keys. A part that has lost its setting, or that
/// did not answer, is set up anew. One thread, no allocation after construction.
/// </summary>
public sealed class Tca8418Keypad : Keypad
{
    /// <summary>Rows and columns; least time between two looks, and between two looks at the setting, ms.</summary>
    public const int Rows = 9, Columns = 6, LookMs = 10, CheckMs = 1000;

    /// <summary>Events that the part keeps.</summary>
    public const int EventsMax = 10;

    private const byte Configuration = 0x01, State = 0x02, EventCount = 0x03, Event = 0x04, RowLines = 0x1D,
        ColumnLines = 0x1E, HighColumnLines = 0x1F, RowLevels = 0x14;

    private const byte AllRows = 0x3F, Overflow = 0x08, Clear = 0x1F;
    private const int Pressed = 0x80, LinesPerRow = 10;

    private readonly I2cBus _bus;
    private readonly Clock _clock;
    private readonly IntRing _keys = new IntRing(Limits.KeysWaitingMax);
    private readonly byte[] _register = new byte[1];
    private readonly byte[] _value = new byte[1];
    private readonly byte[] _setting = new byte[2];
    private long _lookedMs = -LookMs;
    private long _checkedMs = -CheckMs;
    private bool _ready, _silent;

    /// <summary>Keypad on a bus; nothing is sent before the first read.</summary>
    public Tca8418Keypad(I2cBus bus, Clock clock)
    {
        _bus = bus;
        _clock = clock;
    }

    /// <summary>Times the part was set up; times its own queue ran over; since start.</summary>
    public int SetUps, Overflows;

    /// <inheritdoc/>
    public override int Lost
    {
        get { return _keys.Lost + Overflows; }
    }

    /// <inheritdoc/>
    public override int Read()
    {
        long now = _clock.MonotonicMs;
        if (now - _lookedMs >= LookMs)
        {
            _lookedMs = now;
            Look(now);
        }

        return _keys.Take(out int key) ? key : Key.None;
    }

    /// <summary>
    /// Levels of the part's lines R0..R7, bit 0 R0; -1 while it is not set up or does not answer. R6 and R7 are no
    /// keys: inputs with a pull-up of the part's own.
    /// </summary>
    public int ReadRowLevels()
    {
        return _ready ? Get(RowLevels) : -1;
    }

    private void Look(long now)
    {
        if (now - _checkedMs >= CheckMs)
        {
            _checkedMs = now;
            _ready = _ready && Get(RowLines) == AllRows;
        }

        _ready = _ready ? Gather() : SetUp();
        Failures += _ready || _silent ? 0 : 1;
        _silent = !_ready;
    }

    private bool SetUp()
    {
        SetUps++;
        return Set(Configuration, 0) && Set(RowLines, AllRows) && Set(ColumnLines, 0xFF) && Set(HighColumnLines, 0x01)
            && Drop() && Set(State, Clear);
    }

    private bool Drop()
    {
        int waiting = Waiting();
        for (int i = 0; i < waiting; i++)
        {
            Get(Event);
        }

        return waiting >= 0;
    }

    private bool Gather()
    {
        int waiting = Waiting();
        for (int i = 0; i < waiting; i++)
        {
            int number = Get(Event);
            if (number < 0)
            {
                return false;
            }

            Take(number);
        }

        if (waiting == EventsMax && (Get(State) & Overflow) != 0)
        {
            Overflows++;
            return Set(State, Clear);
        }

        return waiting >= 0;
    }

    private void Take(int number)
    {
        int line = (number & ~Pressed) - 1;
        int row = line % LinesPerRow;
        int column = line / LinesPerRow;
        if ((number & Pressed) != 0 && line >= 0 && row < Rows && column < Columns)
        {
            _keys.Add((row * Columns) + column);
        }
    }

    /// <summary>Events that wait in the part, 0..10; -1 when it does not answer or tells nonsense.</summary>
    private int Waiting()
    {
        int count = Get(EventCount);
        count = count < 0 ? -1 : count & 0x0F;
        return count > EventsMax ? -1 : count;
    }

    private int Get(byte register)
    {
        _register[0] = register;
        return _bus.WriteRead(_register, _value) ? _value[0] : -1;
    }

    private bool Set(byte register, byte value)
    {
        _setting[0] = register;
        _setting[1] = value;
        return _bus.Write(_setting);
    }
}
