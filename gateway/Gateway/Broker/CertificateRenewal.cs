using Kiosk.Gateway.State;
using Kiosk.Ledger;

namespace Kiosk.Gateway.Broker;

/// <summary>
/// Looks at start and once an hour in real time whether the server's certificate must be renewed, as a gateway may run
/// for longer than it is valid, which devices' certificates end before the next one has reached them, and which
/// connections have outlived theirs. What fails is logged and tried again; sixty days are left for the first, fourteen
/// for the second.
/// </summary>
public sealed partial class CertificateRenewal(
    CertificateAuthority authority, CityLedger ledger, BrokerService broker, ILogger<CertificateRenewal> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, authority.Time);
        try
        {
            do
            {
                Look();
                Warn();
                await broker.CloseEndedAsync();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The process ends.
        }
    }

    private void Look()
    {
        try
        {
            if (authority.Renew())
            {
                LogRenewed(log, authority.Server.NotAfter.ToUniversalTime());
            }
        }
        catch (StartException error)
        {
            LogFailed(log, authority.Server.NotAfter.ToUniversalTime(), error.Message);
        }
    }

    private void Warn()
    {
        try
        {
            ledger.Credentials.Warn(authority.Now);
        }
        catch (LedgerException error)
        {
            LogNotWarned(log, error.Message);
        }
    }

    [LoggerMessage(50, LogLevel.Information, "The server's certificate was renewed; it is valid until {Until:u}")]
    private static partial void LogRenewed(ILogger log, DateTime until);

    [LoggerMessage(51, LogLevel.Error, "The server's certificate, valid until {Until:u}, was not renewed: {Reason}")]
    private static partial void LogFailed(ILogger log, DateTime until, string reason);

    [LoggerMessage(52, LogLevel.Error, "Which devices' certificates end was not looked up: {Reason}")]
    private static partial void LogNotWarned(ILogger log, string reason);
}
