using Kiosk.Ledger;

namespace Kiosk.Gateway.Console;

/// <summary>
/// Writes each new alarm and each new fault of a device into the log, with device, kiosk and what: at once the first
/// time, then at most once an hour with how often it came meanwhile, so that no device can fill the log. What stood on
/// record before the start is no news. Looks every two seconds in real time. One thread at a time.
/// </summary>
public sealed partial class AlarmLog(CityLedger ledger, TimeProvider time, ILogger<AlarmLog> log) : BackgroundService
{
    /// <summary>Least time between two lines about the same alarm or fault of a device.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromHours(1);

    // Faults from 20 on are of parts, storage, time and links; those below are what people key.
    private const int FirstPartFault = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private readonly Dictionary<(long Device, string What), (long Count, long At)> _told = [];
    private readonly LogLimit _lines = new(time, log);
    private Dictionary<long, string> _kiosks = [];
    private long _failures;

    /// <summary>Looks that failed since start.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Look(isStart: true);
        return base.StartAsync(cancellationToken);
    }

    /// <summary>Looks once.</summary>
    /// <param name="isStart">True when all that is on record is no news.</param>
    public void Look(bool isStart = false)
    {
        try
        {
            foreach (Alarm alarm in ledger.Alarms())
            {
                string kind = alarm.Kind.ToString();
                if (More(alarm.Device, kind, alarm.Count, isStart) is > 0 and long times)
                {
                    string kiosk = KioskOf(alarm.Device);
                    LogAlarm(log, kiosk, alarm.Device, kind, times, alarm.Detail);
                }
            }

            foreach (DeviceFault fault in ledger.Faults())
            {
                if (More(fault.Device, fault.Name, fault.Count, isStart) is > 0 and long times)
                {
                    LogLevel level = fault.Code < FirstPartFault ? LogLevel.Information : LogLevel.Warning;
                    string kiosk = KioskOf(fault.Device);
                    LogFault(log, level, kiosk, fault.Device, fault.Code, fault.Name, times);
                }
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Nothing is missed: the counts stay, and the next look finds them.
            Interlocked.Increment(ref _failures);
            if (_lines.Allows())
            {
                LogUnread(log, error is LedgerException ? error.Message : error.ToString());
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Look();
            }
        }
        catch (OperationCanceledException)
        {
            // The process ends.
        }
    }

    // By how many the count grew since the last line, when a line is due.
    private long More(long device, string what, long count, bool isStart)
    {
        bool known = _told.TryGetValue((device, what), out (long Count, long At) told);
        if (count == told.Count || (known && told.At != 0 && time.GetElapsedTime(told.At) < Again))
        {
            return 0;
        }

        _told[(device, what)] = (count, isStart ? 0 : time.GetTimestamp());
        return isStart ? 0 : count - told.Count;
    }

    private string KioskOf(long device)
    {
        if (!_kiosks.ContainsKey(device))
        {
            _kiosks = KioskNames.Of(ledger);
        }

        return _kiosks.GetValueOrDefault(device, "-");
    }

    [LoggerMessage(40, LogLevel.Warning, "Kiosk {Kiosk}, device {Device}: alarm {Kind}, {Times} more: {Detail}")]
    private static partial void LogAlarm(
        ILogger log, string kiosk, long device, string kind, long times, string detail);

    [LoggerMessage(EventId = 41, Message = "Kiosk {Kiosk}, device {Device}: fault E{Code:000} {Name}, {Times} more")]
    private static partial void LogFault(
        ILogger log, LogLevel level, string kiosk, long device, int code, string name, long times);

    [LoggerMessage(42, LogLevel.Warning, "Alarms could not be read: {Reason}")]
    private static partial void LogUnread(ILogger log, string reason);
}
