namespace Kiosk.Gateway;

/// <summary>
/// Lets so many lines of one origin into the log in a minute of real time, so that nobody outside can fill the disk
/// with them. What is over is counted and told: once when the limit is reached, and how many with the next line that
/// is let in. Thread-safe.
/// </summary>
public sealed partial class LogLimit(TimeProvider time, ILogger log)
{
    /// <summary>Most lines a minute.</summary>
    public const int LinesPerMinuteMax = 30;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private long? _begun;
    private long _lines;

    /// <summary>True when the caller may write its line.</summary>
    public bool Allows()
    {
        long leftOut = 0, line;
        lock (_gate)
        {
            // The timestamp runs on real time even when the clock is driven.
            if (_begun is not { } begun || time.GetElapsedTime(begun) >= Minute)
            {
                leftOut = Math.Max(0, _lines - LinesPerMinuteMax);
                _lines = 0;
                _begun = time.GetTimestamp();
            }

            line = ++_lines;
        }

        if (leftOut > 0)
        {
            LogLeftOut(log, leftOut);
        }

        if (line == LinesPerMinuteMax + 1)
        {
            LogReached(log, LinesPerMinuteMax);
        }

        return line <= LinesPerMinuteMax;
    }

    [LoggerMessage(60, LogLevel.Warning, "{Max} lines in a minute: the next ones are counted and not written")]
    private static partial void LogReached(ILogger log, int max);

    [LoggerMessage(61, LogLevel.Warning, "{LeftOut} lines of an earlier minute were not written")]
    private static partial void LogLeftOut(ILogger log, long leftOut);
}
