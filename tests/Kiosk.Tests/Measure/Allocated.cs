namespace Kiosk.Tests.Measure;

/// <summary>
/// What code allocates each time it runs. The runtime allocates too, on the same thread: literals, types and
/// dictionaries, when code is first met or compiled again, once each, at a moment that the load of the machine decides.
/// So the same run is done again until one allocates nothing; what our code allocates comes in every run, and stays.
/// </summary>
internal static class Allocated
{
    private const int RunsMax = 25;

    /// <summary>
    /// Bytes that the least of up to 25 runs allocates on this thread. Each run makes what it needs, then measures.
    /// </summary>
    public static long Always(Func<long> run)
    {
        long least = long.MaxValue;
        for (int i = 0; i < RunsMax && least > 0; i++)
        {
            least = Math.Min(least, run());
        }

        return least;
    }

    /// <summary>Bytes that the action allocates on this thread.</summary>
    public static long By(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
