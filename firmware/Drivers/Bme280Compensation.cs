namespace Kiosk.Drivers;

/// <summary>
/// Calibration of one BMP280/BME280 and its integer compensation (pressure and humidity in 64 bits). Raw
/// 519888/415148 with
/// the worked example's coefficients gives 25767233, not the 25767236 printed with it (device.md 3.3). One thread, no
/// allocation.
/// </summary>
public sealed class Bme280Compensation
{
    private int _t1;
    private int _t2;
    private int _t3;
    private readonly int[] _p = new int[9];
    private int _h1;
    private int _h2;
    private int _h3;
    private int _h4;
    private int _h5;
    private int _h6;

    /// <summary>Fine temperature of the last <see cref="Temperature"/>; pressure and humidity depend on it.</summary>
    public long FineTemperature;

    /// <summary>Takes the 24 bytes from register 0x88; false when they are all 0x00 or all 0xFF.</summary>
    public bool LoadTemperatureAndPressure(byte[] data)
    {
        if (IsBlank(data))
        {
            return false;
        }

        _t1 = Unsigned(data, 0);
        _t2 = Signed(data, 2);
        _t3 = Signed(data, 4);
        _p[0] = Unsigned(data, 6);
        for (int i = 1; i < 9; i++)
        {
            _p[i] = Signed(data, 6 + (2 * i));
        }

        return true;
    }

    /// <summary>Takes the byte of register 0xA1 and the 7 bytes from register 0xE1.</summary>
    public void LoadHumidity(int h1, byte[] data)
    {
        _h1 = h1;
        _h2 = Signed(data, 0);
        _h3 = data[2];
        _h4 = (SignExtend(data[3]) * 16) + (data[4] & 0x0F);
        _h5 = (SignExtend(data[5]) * 16) + (data[4] >> 4);
        _h6 = SignExtend(data[6]);
    }

    /// <summary>Temperature in 0.01 degree C from the 20-bit raw value.</summary>
    public int Temperature(int raw)
    {
        long first = (((raw >> 3) - (2L * _t1)) * _t2) >> 11;
        long apart = (raw >> 4) - _t1;
        long second = (((apart * apart) >> 12) * _t3) >> 14;
        FineTemperature = first + second;
        return (int)(((FineTemperature * 5) + 128) >> 8);
    }

    /// <summary>Pressure in Pa x 256 from the 20-bit raw value; 0 when the coefficients cannot give one.</summary>
    public long Pressure(int raw)
    {
        long fine = FineTemperature - 128000;
        long scale = (fine * fine * _p[5]) + ((fine * _p[4]) << 17) + ((long)_p[3] << 35);
        long divisor = ((fine * fine * _p[2]) >> 8) + ((fine * _p[1]) << 12);
        divisor = (((1L << 47) + divisor) * _p[0]) >> 33;
        if (divisor == 0)
        {
            return 0;
        }

        long pressure = 1048576 - raw;
        pressure = ((pressure << 31) - scale) * 3125 / divisor;
        long square = (_p[8] * (pressure >> 13) * (pressure >> 13)) >> 25;
        long linear = (_p[7] * pressure) >> 19;
        return ((pressure + square + linear) >> 8) + ((long)_p[6] << 4);
    }

    /// <summary>Relative humidity in 1/1024 % from the 16-bit raw value, 0..102400.</summary>
    public long Humidity(int raw)
    {
        long fine = FineTemperature - 76800;
        long offset = (((long)raw << 14) - ((long)_h4 << 20) - (_h5 * fine) + 16384) >> 15;
        long curve = ((((fine * _h6) >> 10) * (((fine * _h3) >> 11) + 32768)) >> 10) + 2097152;
        long value = offset * (((curve * _h2) + 8192) >> 14);
        value -= ((((value >> 15) * (value >> 15)) >> 7) * _h1) >> 4;
        value = value < 0 ? 0 : value;
        value = value > 419430400 ? 419430400 : value;
        return value >> 12;
    }

    private static bool IsBlank(byte[] data)
    {
        int zeros = 0;
        int ones = 0;
        for (int i = 0; i < data.Length; i++)
        {
            zeros += data[i] == 0 ? 1 : 0;
            ones += data[i] == 0xFF ? 1 : 0;
        }

        return zeros == data.Length || ones == data.Length;
    }

    private static int Unsigned(byte[] data, int offset)
    {
        return data[offset] | (data[offset + 1] << 8);
    }

    private static int Signed(byte[] data, int offset)
    {
        int value = Unsigned(data, offset);
        return value >= 0x8000 ? value - 0x10000 : value;
    }

    private static int SignExtend(int value)
    {
        return value >= 0x80 ? value - 0x100 : value;
    }
}
