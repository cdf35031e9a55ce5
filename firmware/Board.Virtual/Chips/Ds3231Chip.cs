using System.Globalization;

namespace Kiosk.Board.Virtual.Chips;

/// <summary>
/// DS3231 whose time follows a virtual clock's battery time; writes set it. Register 0x0F bit 7 is the stopped mark.
/// </summary>
public sealed class Ds3231Chip : VirtualChip
{
    private const int Registers = 0x13;

    private readonly VirtualClock _clock;
    private int _pointer;

    /// <summary>A part that keeps the time of a clock.</summary>
    public Ds3231Chip(VirtualClock clock)
        : base(0x68)
    {
        _clock = clock;
    }

    /// <summary>True after the battery was empty.</summary>
    public bool Stopped { get; set; }

    /// <summary>Century bit beside the month: kept as it was written, without use to us.</summary>
    public bool Century { get; set; }

    /// <summary>Temperature of the part, quarters of a degree C.</summary>
    public int QuarterDegrees { get; set; } = 100;

    /// <inheritdoc/>
    protected override void OnWrite(ReadOnlySpan<byte> data)
    {
        _pointer = data[0];
        if (_pointer == 0x0F && data.Length > 1)
        {
            Stopped = (data[1] & 0x80) != 0;
        }
        else if (_pointer == 0 && data.Length >= 8)
        {
            string text = string.Create(
                CultureInfo.InvariantCulture,
                $"20{data[7]:X2}-{data[6] & 0x1F:X2}-{data[5]:X2}T{data[3]:X2}:{data[2]:X2}:{data[1]:X2}Z");
            Century = (data[6] & 0x80) != 0;
            _clock.SetWall(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUnixTimeSeconds());
        }
    }

    /// <inheritdoc/>
    protected override void OnRead(Span<byte> data)
    {
        if (!_clock.TryReadWall(out long utc, out _))
        {
            throw new IOException("No battery clock is fitted.");
        }

        DateTimeOffset now = DateTimeOffset.FromUnixTimeSeconds(utc);
        Span<byte> registers = stackalloc byte[Registers];
        registers.Clear();
        registers[0] = Bcd(now.Second);
        registers[1] = Bcd(now.Minute);
        registers[2] = Bcd(now.Hour);
        registers[3] = (byte)((int)now.DayOfWeek + 1);
        registers[4] = Bcd(now.Day);
        registers[5] = (byte)(Bcd(now.Month) | (Century ? 0x80 : 0));
        registers[6] = Bcd(now.Year % 100);
        registers[0x0F] = Stopped ? (byte)0x80 : (byte)0;
        registers[0x11] = (byte)((QuarterDegrees >> 2) & 0xFF);
        registers[0x12] = (byte)((QuarterDegrees & 3) << 6);
        for (int i = 0; i < data.Length; i++)
        {
            data[i] = registers[(_pointer + i) % Registers];
        }
    }

    private static byte Bcd(int value) => (byte)(((value / 10) << 4) | (value % 10));
}
