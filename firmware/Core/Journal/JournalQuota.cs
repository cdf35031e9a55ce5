using Kiosk.Protocol;

namespace Kiosk.Firmware.Journal;

/// <summary>
/// Who may still write as the journal fills (F-JRN-8): environment is thinned first, telemetry ends at 85 %, events end
/// at the reserve, sales end with the last segment. One thread.
/// </summary>
public sealed class JournalQuota
{
    /// <summary>Percent at which the till warns and at which telemetry is refused.</summary>
    public const int WarnPercent = 80, TelemetryPercent = 85;

    /// <summary>Percents from which environment is kept once per 15 minutes, per hour, per day.</summary>
    public const int QuarterPercent = 50, HourPercent = 65, DayPercent = 75;

    /// <summary>Bytes kept for sales on a full-size journal; a smaller one keeps a sixteenth of its area.</summary>
    public const int ReserveBytes = 65_536;

    /// <summary>
    /// Records waiting for the gateway from which on the kiosk saves its drive (F-JRN-10): environment is kept once per
    /// 15 minutes, health once per hour. While the gateway answers, fewer wait and all goes out as it is sampled.
    /// </summary>
    public const int BacklogRecords = 64;

    // A period is counted from a little before the record, so that the next one, which may come early by a correction
    // of the wall clock, is not put off by a whole period.
    private const int EarlyMs = 30_000;
    private const int QuarterMs = 900_000, HourMs = 3_600_000, DayMs = 86_400_000;

    private readonly int _areaBytes;
    private long _lastEnvironmentMs = long.MinValue, _lastHealthMs = long.MinValue;

    /// <summary>Quota over a journal area.</summary>
    public JournalQuota(int areaBytes)
    {
        _areaBytes = areaBytes;
    }

    /// <summary>Bytes kept for sales for ever.</summary>
    public int Reserve => _areaBytes / 16 < ReserveBytes ? _areaBytes / 16 : ReserveBytes;

    /// <summary>Percent of the area that a number of bytes is, 0..100.</summary>
    public int Percent(int usedBytes)
    {
        long percent = _areaBytes > 0 ? (long)usedBytes * 100 / _areaBytes : 100;
        return percent > 100 ? 100 : (int)percent;
    }

    /// <summary>True when a record of this kind may be written at this fill.</summary>
    public bool Admits(int kind, int usedBytes, long nowMs)
    {
        if (kind == RecordKind.TechnicalEvent)
        {
            return usedBytes < _areaBytes - Reserve;
        }

        int percent = Percent(usedBytes);
        switch (RecordKind.ClassOf(kind))
        {
            case RecordClass.Sale:
                return true;
            case RecordClass.Climate:
                return percent < TelemetryPercent && IsPast(_lastEnvironmentMs, EveryMs(percent), nowMs);
            default:
                return percent < TelemetryPercent;
        }
    }

    /// <summary>True for records that jump the queue of a backlog: sales, money and faults (F-SYNC-3).</summary>
    public static bool IsLive(int kind)
    {
        return RecordKind.IsSealed(kind) || RecordKind.PrecedesTicket(kind);
    }

    /// <summary>
    /// True when an environment or health record should be stored now, at this fill and with so many records waiting;
    /// what is thinned by this is neither refused nor lost: the next one stands for it.
    /// </summary>
    public bool IsDue(int kind, int usedBytes, long waiting, long nowMs)
    {
        bool backlog = waiting >= BacklogRecords;
        if (kind == RecordKind.Health)
        {
            return !backlog || IsPast(_lastHealthMs, HourMs, nowMs);
        }

        int everyMs = EveryMs(Percent(usedBytes));
        return IsPast(_lastEnvironmentMs, backlog && everyMs < QuarterMs ? QuarterMs : everyMs, nowMs);
    }

    /// <summary>Notes that a record was stored.</summary>
    public void Stored(int kind, long nowMs)
    {
        long sinceMs = nowMs > EarlyMs ? nowMs - EarlyMs : 0;
        _lastEnvironmentMs = kind == RecordKind.ClimateReading ? sinceMs : _lastEnvironmentMs;
        _lastHealthMs = kind == RecordKind.Health ? sinceMs : _lastHealthMs;
    }

    private static bool IsPast(long lastMs, int everyMs, long nowMs)
    {
        return lastMs == long.MinValue || nowMs - lastMs >= everyMs;
    }

    private static int EveryMs(int percent)
    {
        return percent >= DayPercent ? DayMs
            : percent >= HourPercent ? HourMs
            : percent >= QuarterPercent ? QuarterMs : 0;
    }
}
