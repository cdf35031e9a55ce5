using Kiosk.Gateway.State;

namespace Kiosk.Gateway.Broker;

/// <summary>
/// Looks twice a day in real time whether the server's certificate must be renewed: a gateway may run for longer than
/// it is valid. A renewal that fails is logged and tried again; sixty days are left for it.
/// </summary>
public sealed partial class CertificateRenewal(CertificateAuthority authority, ILogger<CertificateRenewal> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(12);

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

    [LoggerMessage(50, LogLevel.Information, "The server's certificate was renewed; it is valid until {Until:u}")]
    private static partial void LogRenewed(ILogger log, DateTime until);

    [LoggerMessage(51, LogLevel.Error, "The server's certificate, valid until {Until:u}, was not renewed: {Reason}")]
    private static partial void LogFailed(ILogger log, DateTime until, string reason);
}
