namespace Kiosk.Ledger;

/// <summary>A kiosk and where it stands.</summary>
/// <param name="KioskId">Kiosk id, 1..8 characters A-Z 0-9, "K07".</param>
/// <param name="Name">Name for people, up to 80 characters.</param>
/// <param name="Address">Postal address.</param>
/// <param name="Arrondissement">Arrondissement number, 1..16; 0 unknown.</param>
/// <param name="Occupied">True when a merchant holds it, false when vacant (it only measures).</param>
/// <param name="Invented">True when the kiosk is made up for a demonstration.</param>
/// <param name="Trade">Trade of the merchant, empty when vacant.</param>
/// <param name="Latitude">Latitude in degrees north (WGS 84), kept to a millionth; null when unknown.</param>
/// <param name="Longitude">Longitude in degrees east, kept to a millionth; null when unknown.</param>
public sealed record KioskPlace(
    string KioskId, string Name, string Address, int Arrondissement, bool Occupied, bool Invented, string Trade,
    double? Latitude = null, double? Longitude = null);

/// <summary>A newly registered device. The secret leaves the ledger here once and is never shown again.</summary>
/// <param name="Number">Device number, 1..2147483647.</param>
/// <param name="KioskId">Kiosk it stands in; also the id of its fiscal terminal.</param>
/// <param name="Secret">The 32-byte device secret from which frame, seal and downlink keys are derived.</param>
public sealed record DeviceEnrolment(long Number, string KioskId, byte[] Secret);

/// <summary>A registered device.</summary>
/// <param name="Number">Device number.</param>
/// <param name="KioskId">Kiosk it stands in.</param>
/// <param name="Fingerprint">SHA-256 of its client certificate in force, upper-case hex, or empty.</param>
/// <param name="AddedAt">When it was registered, UTC.</param>
/// <param name="RevokedAt">When it was revoked, or null while in service.</param>
/// <param name="LastSeen">When its last stored frame came, or null.</param>
/// <param name="Contiguous">Highest sequence without a hole below it.</param>
/// <param name="Highest">Highest sequence known.</param>
/// <param name="CertificateUntil">End of the certificate in force, or null when it was issued before its dates were
/// kept.</param>
/// <param name="CertificateOfferedAt">Since when the next one waits for the device, or null while none does.</param>
/// <param name="ReadmittedUntil">Until when it is let in with a certificate out of date, or null.</param>
public sealed record DeviceView(
    long Number, string KioskId, string Fingerprint, DateTimeOffset AddedAt, DateTimeOffset? RevokedAt,
    DateTimeOffset? LastSeen, long Contiguous, long Highest, DateTimeOffset? CertificateUntil = null,
    DateTimeOffset? CertificateOfferedAt = null, DateTimeOffset? ReadmittedUntil = null);

/// <summary>Factor of a site's footfall from its calibration.</summary>
/// <param name="Permille">Factor, permille.</param>
/// <param name="ErrorPermille">Its standard error, permille; 0 = not calibrated.</param>
public readonly record struct SiteFactor(int Permille, int ErrorPermille)
{
    /// <summary>True when staff have counted at the site.</summary>
    public bool IsCalibrated => ErrorPermille > 0;

    /// <summary>
    /// Standard error, permille, that the site's figures have beside their own: that of the factor, or of the model
    /// where there is none (<see cref="FootfallModel"/>).
    /// </summary>
    public int FigureErrorPermille => IsCalibrated ? ErrorPermille : FootfallModel.Shipped.ErrorPermille;
}

/// <summary>An authenticated downlink message, ready to publish.</summary>
/// <param name="Device">Device number it is for.</param>
/// <param name="Kind">Downlink kind as in WIRE.md (2 settings, 3 notice, 4 catalogue).</param>
/// <param name="Version">Version of the content.</param>
/// <param name="Bytes">Bytes to publish.</param>
public sealed record DownlinkMessage(long Device, int Kind, int Version, byte[] Bytes);
