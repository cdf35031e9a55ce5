namespace Kiosk.Board.Virtual.Chips;

/// <summary>
/// BMP280 or BME280 register map. As a BMP280 it holds the worked example of the data sheet (25.08 degrees C, 100,653
/// Pa);
/// other values are found by searching the raw word that compensates to them.
/// </summary>
public sealed class Bme280Chip : VirtualChip
{
    // T1 27504, T2 26435, T3 -1000; P1 36477, P2 -10685, P3 3024, P4 2855, P5 140, P6 -7, P7 15500, P8 -14600, P9 6000.
    private static readonly short[] Example =
    [
        27504, 26435, -1000, unchecked((short)36477), -10685, 3024, 2855, 140, -7, 15500, -14600, 6000,
    ];

    private readonly byte[] _registers = new byte[256];
    private readonly Kiosk.Drivers.Bme280Compensation _curve = new();
    private int _pointer;

    /// <summary>A part with humidity (BME280, id 0x60) or without (BMP280, id 0x58).</summary>
    public Bme280Chip(bool humidity)
        : base(0x76)
    {
        _registers[0xD0] = humidity ? (byte)0x60 : (byte)0x58;
        for (int i = 0; i < Example.Length; i++)
        {
            _registers[0x88 + (2 * i)] = (byte)(Example[i] & 0xFF);
            _registers[0x89 + (2 * i)] = (byte)((Example[i] >> 8) & 0xFF);
        }

        _registers[0xA1] = 75;
        new byte[] { 0x6A, 0x01, 0x00, 0x13, 0x29, 0x03, 0x1E }.CopyTo(_registers, 0xE1);
        _curve.LoadTemperatureAndPressure(_registers[0x88..0xA0]);
        _curve.LoadHumidity(_registers[0xA1], _registers[0xE1..0xE8]);
        SetRaw(pressure: 415148, temperature: 519888, humidity: 0x6E00);
    }

    /// <summary>Puts raw words into the data registers.</summary>
    public void SetRaw(int pressure, int temperature, int humidity)
    {
        Put20(0xF7, pressure);
        Put20(0xFA, temperature);
        (_registers[0xFD], _registers[0xFE]) = ((byte)((humidity >> 8) & 0xFF), (byte)(humidity & 0xFF));
    }

    /// <summary>Makes the part measure 0.01 degrees C, 0.01 % and Pa.</summary>
    public void Measure(int temperature, int humidity, int pascals)
    {
        int rawT = Search(0xFFFFF, raw => _curve.Temperature(raw) >= temperature);
        _curve.Temperature(rawT);
        int rawP = Search(0xFFFFF, raw => _curve.Pressure(raw) <= pascals * 256L);
        int rawH = Search(0xFFFF, raw => _curve.Humidity(raw) * 100 >= humidity * 1024L);
        SetRaw(rawP, rawT, rawH);
    }

    /// <inheritdoc/>
    protected override void OnWrite(ReadOnlySpan<byte> data)
    {
        _pointer = data[0];
        for (int i = 1; i < data.Length; i++)
        {
            _registers[_pointer] = data[i];
        }
    }

    /// <inheritdoc/>
    protected override void OnRead(Span<byte> data)
    {
        for (int i = 0; i < data.Length; i++)
        {
            data[i] = _registers[(_pointer + i) & 0xFF];
        }
    }

    /// <summary>Smallest raw word for which the condition holds; it must hold from there on.</summary>
    private static int Search(int max, Func<int, bool> holds)
    {
        int low = 0;
        int high = max;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = holds(middle) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private void Put20(int register, int value)
    {
        _registers[register] = (byte)(value >> 12);
        _registers[register + 1] = (byte)((value >> 4) & 0xFF);
        _registers[register + 2] = (byte)((value << 4) & 0xF0);
    }
}
