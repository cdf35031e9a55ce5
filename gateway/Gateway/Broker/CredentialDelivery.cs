using Kiosk.Ledger;

namespace Kiosk.Gateway.Broker;

/// <summary>
/// Renews the certificates of connected devices (F-CRED-2): with the first authentic frame of a session and once an
/// hour it confirms the one that was shown, and sends the next one when it is due. Sessions without TLS have none, so
/// that no key ever travels in the clear. Thread-safe.
/// </summary>
public sealed partial class CredentialDelivery(
    CityLedger ledger, CertificateAuthority authority, DownlinkSender downlinks, BrokerCounters counters,
    ILogger<CredentialDelivery> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <summary>
    /// After an authentic frame of a session. False when the session's certificate has run out meanwhile and the
    /// connection is to be closed.
    /// </summary>
    internal bool Look(long device, SessionCredential session)
    {
        DateTimeOffset now = authority.Now;
        // A look that is further away than the pause was put there by a clock that was ahead.
        if (now < session.NextLook && session.NextLook <= now + Pause)
        {
            return true;
        }

        session.NextLook = now + Pause;
        try
        {
            if (ledger.Credentials.Confirm(device, session.Shown, now))
            {
                counters.CountRenewal();
                LogRenewed(log, device, session.Shown.Until);
            }

            if (ledger.Credentials.Judge(device, session.Shown, now) != CredentialStanding.Good)
            {
                return false;
            }

            if (ledger.Credentials.Offer(device, session.Shown.Fingerprint, now, authority.Issue) is { } message
                && !downlinks.SendTo(session, message))
            {
                counters.Refuse(RefusalKind.CredentialNotSent);
            }
        }
        catch (LedgerException error)
        {
            counters.Refuse(RefusalKind.CredentialNotSent);
            counters.CountStoreTrouble(error.Message);
        }

        return true;
    }

    /// <summary>False when the certificate of a session is worth nothing any more.</summary>
    internal bool IsGood(long device, SessionCredential session)
    {
        try
        {
            return ledger.Credentials.Judge(device, session.Shown, authority.Now) == CredentialStanding.Good;
        }
        catch (LedgerException error)
        {
            counters.CountStoreTrouble(error.Message);
            return true;
        }
    }

    [LoggerMessage(55, LogLevel.Information,
        "Device {Device} shows its next certificate, valid until {Until:u}; the one before serves a day longer")]
    private static partial void LogRenewed(ILogger log, long device, DateTimeOffset until);
}
