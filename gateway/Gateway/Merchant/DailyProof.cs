using Kiosk.Gateway.Broker;
using Kiosk.Ledger;

namespace Kiosk.Gateway.Merchant;

/// <summary>
/// Once a civil day: counter-seals, publishes the witness entry, deletes what has stayed long enough (STORE.md,
/// retention), makes the archives that are due and tells the terminals what they have not sealed yet. Looks every
/// quarter of an hour in real time, whatever drives the ledger's clock, and first ten minutes after the start: reading
/// the day's frames again must not stand before the kiosks that waited for a gateway. What failed, or was cut by the
/// power, is tried again a quarter of an hour later; a terminal that cannot be archived holds no other one up. One
/// thread at a time.
/// </summary>
public sealed partial class DailyProof(CityLedger ledger, DownlinkSender downlinks, ILogger<DailyProof> log)
    : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);

    // Archives may be owed from before the start: the power may have gone between the witness and them.
    private bool _owed = true;
    private long _failures;

    /// <summary>Runs that failed since start.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Does what is due now.</summary>
    public void Run()
    {
        try
        {
            ledger.Archives.Keys();
            _owed |= ledger.Archives.PublishWitness(Fail) != null;
            if (!_owed)
            {
                return;
            }

            _owed = false;
            Expire();
            foreach (string terminal in ledger.Archives.Terminals())
            {
                Try(terminal, () => ledger.Archives.MakeDue(terminal));
            }

            foreach (DeviceView device in ledger.Registry.List())
            {
                Try(device.KioskId, () => downlinks.SendNotes(device.Number));
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Fail("all", error);
        }
    }

    private void Expire()
    {
        try
        {
            ExpiredRows gone = ledger.Expire();
            if (gone.Kept > 0)
            {
                LogKept(gone.Kept);
            }
            else if (gone != new ExpiredRows(0, 0, 0))
            {
                LogExpired(gone.CounterHours, gone.UnknownCodes, gone.Accesses);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogNotExpired(Count(error));
        }
    }

    // Whatever is wrong with one terminal, this program's own faults included, must not end the gateway.
    private void Try(string terminal, Action work)
    {
        try
        {
            work();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Fail(terminal, error);
        }
    }

    private void Fail(string terminal, Exception error) => LogFailed(terminal, Count(error));

    // Tried again at the next look; returns what the log says of it.
    private string Count(Exception error)
    {
        _owed = true;
        Interlocked.Increment(ref _failures);
        return error is LedgerException ? error.Message : error.ToString();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(FirstPause);
        while (await NextAsync(timer, stoppingToken))
        {
            timer.Period = Pause;
            Run();
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message =
        "Kept long enough and deleted: {Hours} hours of stops, {Codes} unknown codes, {Accesses} lines of access")]
    private partial void LogExpired(int hours, int codes, int accesses);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "{Rows} rows kept long enough by the gateway's clock stay: the witness list has no entry of 3 to 7 days ago, "
        + "so the clock may have leapt. Set it right; if it is right, they go after 3 days")]
    private partial void LogKept(int rows);

    [LoggerMessage(Level = LogLevel.Error, Message = "What has been kept long enough is not deleted: {Reason}")]
    private partial void LogNotExpired(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Counter-seals and archives of {Terminal}: {Reason}")]
    private partial void LogFailed(string terminal, string reason);
}
