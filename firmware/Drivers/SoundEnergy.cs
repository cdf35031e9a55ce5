using System;
using Kiosk.Firmware.Footfall;

namespace Kiosk.Drivers;

/// <summary>
/// Energy mean of sound levels in whole numbers: 60 dB and 70 dB are together 67.4 dB. Right to 0.1 dB. One thread, no
/// allocation after construction.
/// </summary>
public sealed class SoundEnergy
{
    private const int Decade = 100, DecibelsMax = 200;

    /// <summary>10^(-1/100) in units of 10^-9: one tenth of a decibel less.</summary>
    private const long TenthLess = 977237221;

    private readonly long[] _less = new long[Decade];
    private readonly int[] _windows = new int[DecibelsMax + 1];
    private int _loudest;

    /// <summary>Makes the table of one decade.</summary>
    public SoundEnergy()
    {
        _less[0] = 1L << 32;
        for (int i = 1; i < Decade; i++)
        {
            _less[i] = ((_less[i - 1] * TenthLess) + 500000000) / 1000000000;
        }
    }

    /// <summary>Levels added since <see cref="Clear"/>.</summary>
    public int Count;

    /// <summary>Forgets all levels.</summary>
    public void Clear()
    {
        Array.Clear(_windows, 0, _windows.Length);
        Count = 0;
        _loudest = 0;
    }

    /// <summary>Adds a level in dB, 1..200; others are no level and are passed over.</summary>
    public void Add(int decibels)
    {
        if (decibels < 1 || decibels > DecibelsMax)
        {
            return;
        }

        _windows[decibels]++;
        _loudest = decibels > _loudest ? decibels : _loudest;
        Count++;
    }

    /// <summary>Energy mean in 0.1 dB; 0 when there is no level.</summary>
    public int MeanTenths()
    {
        if (Count == 0)
        {
            return 0;
        }

        long sum = 0;
        for (int level = _loudest; level > 0 && level > _loudest - 90; level--)
        {
            sum += _windows[level] * Energy((_loudest - level) * 10);
        }

        // The mean lies between the loudest and the loudest less ten times the logarithm of their number.
        long mean = sum / Count;
        int less = 0;
        while (less < _loudest * 10 && Energy(less) + Energy(less + 1) > mean * 2)
        {
            less++;
        }

        return (_loudest * 10) - less;
    }

    /// <summary>
    /// Half of the 95 % interval of the energy mean, towards the loud, 0.1 dB: 1.96 standard errors of the windows as
    /// they differ from each other; <see cref="HalfWidthMax"/> for a single one, or more.
    /// </summary>
    public int HalfWidthTenths()
    {
        if (Count < 2)
        {
            return Count == 0 ? 0 : HalfWidthMax;
        }

        // In units of 2^-20 of the loudest, so that a hundred squares fit.
        long sum = 0, squares = 0;
        for (int level = _loudest; level > 0 && level > _loudest - 60; level--)
        {
            long energy = Energy((_loudest - level) * 10) >> 12;
            sum += _windows[level] * energy;
            squares += _windows[level] * energy * energy;
        }

        long mean = sum / Count;
        long variance = ((squares / Count) - (mean * mean)) / (Count - 1);
        long upper = mean + (FlowEstimate.Root(variance < 0 ? 0 : variance) * 196 / 100);
        int more = 0;
        while (more < HalfWidthMax && (Energy(more) >> 12) * upper > mean << 20)
        {
            more++;
        }

        return more;
    }

    /// <summary>Widest interval that is told, 0.1 dB.</summary>
    public const int HalfWidthMax = 99;

    /// <summary>Energy of so many tenths of a decibel less than the loudest, which is 2^32.</summary>
    private long Energy(int tenthsLess)
    {
        long energy = _less[tenthsLess % Decade];
        for (int decade = tenthsLess / Decade; decade > 0; decade--)
        {
            energy /= 10;
        }

        return energy;
    }
}
