namespace Kiosk.Gateway.Broker;

/// <summary>
/// Why the broker refused something. The names, in snake case, are labels in /metrics: add, never rename.
/// </summary>
public enum RefusalKind
{
    /// <summary>A TLS client without a certificate, or with one that is not of our authority.</summary>
    UntrustedCertificate,

    /// <summary>The client id is not the number in the certificate, or no device number at all.</summary>
    ClientIdMismatch,

    /// <summary>No device of this number is registered.</summary>
    UnknownDevice,

    /// <summary>The device was revoked.</summary>
    RevokedDevice,

    /// <summary>A certificate of ours, but not the one bound to the device.</summary>
    WrongCertificate,

    /// <summary>Plain listener: wrong token.</summary>
    WrongToken,

    /// <summary>A second connection under the same client id; the older one was closed.</summary>
    DuplicateClientId,

    /// <summary>More connections than allowed.</summary>
    TooManyConnections,

    /// <summary>A packet longer than allowed, or with a length that is no length.</summary>
    OversizedPacket,

    /// <summary>A publish to any topic but the device's own.</summary>
    ForeignTopic,

    /// <summary>A subscription to anything but the device's own topic, wildcards included.</summary>
    ForeignSubscription,

    /// <summary>A publish at a quality of service other than 1, or with the retain flag.</summary>
    WrongDelivery,

    /// <summary>
    /// A frame that could not be stored (disk full, database locked): not acknowledged, so it comes again.
    /// </summary>
    NotStored,

    /// <summary>A downlink that found its queue full; the device gets it at its next connection.</summary>
    DownlinkDropped,

    /// <summary>
    /// A TLS handshake that failed, for want of TLS or of a certificate of ours; the latter counts as untrusted too.
    /// </summary>
    FailedHandshake,

    /// <summary>A socket over the limit, all together or from one address.</summary>
    TooManySockets,

    /// <summary>
    /// A connection that the failing store could not judge, or a subscription that it could not serve: closed, so that
    /// the device comes again.
    /// </summary>
    StoreUnavailable,

    /// <summary>The device's certificate is out of date; staff let it in again, or the bench makes another.</summary>
    ExpiredCertificate,

    /// <summary>A delivery of the next certificate that could not be made or handed over; it comes again.</summary>
    CredentialNotSent,
}
