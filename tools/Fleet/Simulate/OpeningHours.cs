namespace Kiosk.Fleet.Simulate;

/// <summary>
/// When customers and walkers come: opening hours and bustle by the clock of Marseille. Calendar ms, UTC. Any
/// thread.
/// </summary>
internal static class OpeningHours
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    // Share of a day's people by quarter of the opening time: morning and evening are busy.
    private static readonly int[] Bustle = [3, 4, 3, 2, 4, 5, 4, 2, 2, 3, 5, 4, 2];

    /// <summary>First and last minute after midnight in Marseille.</summary>
    public static TimeSpan Opens { get; } = TimeSpan.FromHours(7);

    /// <inheritdoc cref="Opens"/>
    public static TimeSpan Closes { get; } = TimeSpan.FromHours(20);

    /// <summary>
    /// Draws so many sorted instants within the opening time of the n-th civil day after a calendar's start.
    /// </summary>
    public static long[] Draw(int count, long startMs, int day, Random dice)
    {
        var midnight = TimeZoneInfo.ConvertTimeFromUtc(
            DateTime.UnixEpoch.AddMilliseconds(startMs), Paris).Date.AddDays(day);
        var opens = ToUtcMs(midnight + Opens);
        var span = ToUtcMs(midnight + Closes) - opens;
        var instants = new long[count];
        for (var i = 0; i < count; i++)
        {
            instants[i] = opens + (long)((PickSlot(dice) + dice.NextDouble()) * span / Bustle.Length);
        }

        Array.Sort(instants);
        return instants;
    }

    private static int PickSlot(Random dice)
    {
        var left = dice.Next(Bustle.Sum());
        var slot = 0;
        while (left >= Bustle[slot])
        {
            left -= Bustle[slot++];
        }

        return slot;
    }

    private static long ToUtcMs(DateTime civil) =>
        (long)(TimeZoneInfo.ConvertTimeToUtc(civil, Paris) - DateTime.UnixEpoch).TotalMilliseconds;
}
