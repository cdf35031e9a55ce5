namespace Kiosk.Ledger.Aggregate;

/// <summary>
/// Sound levels add up by energy (AGG-3). Energies are whole numbers, so that the order of additions cannot change a
/// sum: 1 unit = the energy of 0 dB, a month of minutes at 140 dB still fits in 63 bits.
/// </summary>
internal static class SoundEnergy
{
    /// <summary>Highest level told apart, in 0.1 dB.</summary>
    public const int LevelMax = 1400;

    private static readonly long[] Table = Make();

    /// <summary>Energy of a level in 0.1 dB.</summary>
    public static long Of(long level) => Table[Math.Clamp(level, 0, LevelMax)];

    /// <summary>Energy mean in 0.1 dB.</summary>
    public static double Mean(long energy, long count) => 100 * Math.Log10((double)energy / count);

    private static long[] Make()
    {
        var table = new long[LevelMax + 1];
        for (int i = 0; i < table.Length; i++)
        {
            table[i] = (long)Math.Round(Math.Pow(10, i / 100.0));
        }

        return table;
    }
}
