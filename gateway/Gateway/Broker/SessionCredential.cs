using Kiosk.Ledger;

namespace Kiosk.Gateway.Broker;

/// <summary>The certificate by which a session was opened. Used by the session's own handlers, one at a time.</summary>
internal sealed class SessionCredential(ShownCertificate shown)
{
    /// <summary>Under which it stands in the items of the session; a session without TLS has none.</summary>
    public const string Key = "kiosk.credential";

    /// <summary>The certificate.</summary>
    public ShownCertificate Shown { get; } = shown;

    /// <summary>True once its connection was told to close: it goes a moment later.</summary>
    public bool Closes { get; set; }

    /// <summary>When it is looked at again.</summary>
    public DateTimeOffset NextLook { get; set; }
}
