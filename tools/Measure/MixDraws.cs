namespace Kiosk.Measure;

/// <summary>How the events of the mix are drawn: people by Poisson about the hour's rate, articles by Zipf.</summary>
internal static class MixDraws
{
    private const int SecondsPerDay = 86_400;

    /// <summary>People expected in the quarter of an hour that ends at a second of the day: three peaks.</summary>
    public static double PeopleAt(long second)
    {
        double hour = (second == 0 ? SecondsPerDay : second) / 3600.0;
        return 1 + (40 * Peak(hour, 8.5)) + (55 * Peak(hour, 12.5)) + (60 * Peak(hour, 18));
    }

    /// <summary>A Poisson count; means up to some hundreds.</summary>
    public static int Poisson(Random random, double mean)
    {
        double limit = Math.Exp(-mean), product = random.NextDouble();
        int count = 0;
        while (product > limit)
        {
            product *= random.NextDouble();
            count++;
        }

        return count;
    }

    /// <summary>An index below <paramref name="count"/>, the n-th as likely as 1/n of the first.</summary>
    public static int Zipf(Random random, int count)
    {
        double sum = 0, all = 0;
        for (int i = 1; i <= count; i++)
        {
            all += 1.0 / i;
        }

        double at = random.NextDouble() * all;
        for (int i = 1; i <= count; i++)
        {
            sum += 1.0 / i;
            if (sum >= at)
            {
                return i - 1;
            }
        }

        return count - 1;
    }

    private static double Peak(double hour, double at) => Math.Exp(-(hour - at) * (hour - at) / 3);
}
