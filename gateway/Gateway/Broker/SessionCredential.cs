namespace Kiosk.Gateway.Broker;

/// <summary>The certificate by which a session was opened. Used by the session's own handlers, one at a time.</summary>
internal sealed class SessionCredential(string fingerprint, DateTimeOffset until)
{
    /// <summary>Under which it stands in the items of the session; a session without TLS has none.</summary>
    public const string Key = "kiosk.credential";

    /// <summary>SHA-256, upper-case hexadecimal digits.</summary>
    public string Fingerprint { get; } = fingerprint;

    /// <summary>Its end, UTC.</summary>
    public DateTimeOffset Until { get; } = until;

    /// <summary>When it is looked at again.</summary>
    public DateTimeOffset NextLook { get; set; }
}
