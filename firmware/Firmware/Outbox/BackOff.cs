namespace Kiosk.Firmware.Outbox;

/// <summary>
/// Waiting times that double up to a limit, each 20 % longer or shorter by chance, so that 53 kiosks do not come back
/// in
/// step after a city power cut (F-SYNC-3). Own generator, seeded by the device number. One thread.
/// </summary>
public sealed class BackOff
{
    private readonly int _firstMs;
    private readonly int _maxMs;
    private long _seed;
    private int _currentMs;

    /// <summary>Back-off of a device between two limits in milliseconds.</summary>
    public BackOff(long device, int firstMs, int maxMs)
    {
        _seed = device & 0x7FFFFFFF;
        _firstMs = firstMs;
        _maxMs = maxMs;
    }

    /// <summary>The next wait in milliseconds.</summary>
    public int Next()
    {
        long doubled = _currentMs == 0 ? _firstMs : (long)_currentMs * 2;
        _currentMs = doubled > _maxMs ? _maxMs : (int)doubled;
        return _currentMs * (80 + Random(41)) / 100;
    }

    /// <summary>Starts anew after a success.</summary>
    public void Reset()
    {
        _currentMs = 0;
    }

    /// <summary>A number of 0..limit-1.</summary>
    public int Random(int limit)
    {
        _seed = (_seed * 1_103_515_245L + 12_345L) & 0x7FFFFFFF;
        return (int)((_seed >> 8) % limit);
    }
}
