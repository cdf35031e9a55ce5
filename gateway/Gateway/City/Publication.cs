namespace Kiosk.Gateway.City;

/// <summary>
/// When climate becomes public: in whole quarters of an hour, two minutes after their end. A sale makes a kiosk send at
/// once, with whatever waits beside it, so a reading shown as it comes would tell the sale (R74). After two minutes all
/// that a connected kiosk measured is there with or without sales. Passages are later still
/// (<see cref="NightGuard.Delay"/>).
/// </summary>
public static class Publication
{
    private const long QuarterSeconds = 900;

    /// <summary>Time from the end of a quarter of an hour to its publication.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromMinutes(2);

    /// <summary>End of the last quarter of an hour that is public.</summary>
    public static DateTimeOffset QuartersUntil(DateTimeOffset now) => DateTimeOffset.FromUnixTimeSeconds(
        (now - Delay).ToUnixTimeSeconds() / QuarterSeconds * QuarterSeconds);

    /// <summary>The instant of the last publication: what came later is not shown yet.</summary>
    public static DateTimeOffset Last(DateTimeOffset now) => QuartersUntil(now) + Delay;

    /// <summary>True when a step that ends at this instant is public.</summary>
    public static bool IsDue(DateTimeOffset end, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return end <= QuartersUntil(time.GetUtcNow());
    }
}
