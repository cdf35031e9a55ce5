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

    private readonly int _areaBytes;
    private long _lastEnvironmentMs = long.MinValue;

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
                return percent < TelemetryPercent && EnvironmentDue(percent, nowMs);
            default:
                return percent < TelemetryPercent;
        }
    }

    /// <summary>True for records that jump the queue of a backlog: sales, money and faults (F-SYNC-3).</summary>
    public static bool IsLive(int kind)
    {
        return RecordKind.IsSealed(kind) || RecordKind.PrecedesTicket(kind);
    }

    /// <summary>Notes that an environment record was stored.</summary>
    public void EnvironmentStored(long nowMs)
    {
        _lastEnvironmentMs = nowMs;
    }

    private bool EnvironmentDue(int percent, long nowMs)
    {
        long everyMs = percent >= DayPercent ? 86_400_000L
            : percent >= HourPercent ? 3_600_000L
            : percent >= QuarterPercent ? 900_000L : 0;
        return _lastEnvironmentMs == long.MinValue || nowMs - _lastEnvironmentMs >= everyMs;
    }
}
