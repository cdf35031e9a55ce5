namespace Kiosk.Protocol;

/// <summary>
/// Envelope of all that the gateway sends to a device: [version, device, kind, version of the content or counter,
/// body...,
/// MAC] under the downlink key. The kinds are frozen; 5 is kept for commands. No state, any thread.
/// </summary>
public static class Downlink
{
    /// <summary>Version of the envelope.</summary>
    public const int Version = 1;

    /// <summary>Kinds of content.</summary>
    public const int Ack = 1, Settings = 2, Notice = 3, Catalogue = 4, Command = 5, Archive = 6;

    /// <summary>
    /// Further texts for residents, each with versions of its own; the body is that of a <see cref="Notice"/>.
    /// </summary>
    public const int Hours = 7, Agenda = 8, Help = 9, Link = 10, OutOfOrder = 11;

    /// <summary>The next certificate of the device and its key (F-CRED-2); sent over TLS alone.</summary>
    public const int Credentials = 12;

    /// <summary>The <see cref="NoticeSlot"/> of a kind, -1 for one that is no text for residents.</summary>
    public static int SlotOf(int kind)
    {
        return kind == Notice ? NoticeSlot.City : kind >= Hours && kind <= OutOfOrder ? kind - Hours + 1 : -1;
    }

    /// <summary>The kind that carries a <see cref="NoticeSlot"/>.</summary>
    public static int KindOf(int slot)
    {
        return slot == NoticeSlot.City ? Notice : Hours + slot - 1;
    }

    /// <summary>Items of an envelope without the body: version, device, kind, content version, MAC.</summary>
    public const int EnvelopeItems = 5;

    /// <summary>Items an envelope may have.</summary>
    public const int ItemsMax = 64;
}

/// <summary>Why a downlink is refused; negative. Frozen numbers.</summary>
public static class DownlinkError
{
    /// <summary>Not refused.</summary>
    public const int None = 0;

    /// <summary>Shorter than any envelope, or longer than <see cref="Limits.DownlinkBytesMax"/>.</summary>
    public const int TooShort = -1, TooLong = -2;

    /// <summary>The MAC is not that of the downlink key: damaged, cut or not from our gateway.</summary>
    public const int BadMac = -3;

    /// <summary>Authentic, but no envelope of a version we know.</summary>
    public const int BadEnvelope = -4;

    /// <summary>Authentic, but for another device.</summary>
    public const int WrongDevice = -5;

    /// <summary>Authentic, but the content is not as its kind wants it, or another kind was asked for.</summary>
    public const int BadBody = -6;

    /// <summary>Authentic, but a value is out of its range; see <see cref="DownlinkReader.ErrorField"/>.</summary>
    public const int OutOfRange = -7;
}

/// <summary>
/// Keys of the settings map on the wire (frozen; unknown keys are passed over, missing ones mean the default).
/// </summary>
public static class SettingsKey
{
    /// <summary>Texts.</summary>
    public const int Merchant = 1, Address = 2, Siret = 3, VatMention = 4;

    /// <summary>Numbers and the truth value "sells".</summary>
    public const int PrinterColumns = 5, PrinterCodePage = 6, Sells = 7, ClimateSeconds = 8, HealthSeconds = 9,
        FlushSeconds = 10;

    /// <summary>Digest of the one-time code, percent of the markdown key, cents that suggest a skim; left out when they
    /// are the default.</summary>
    public const int SetupDigest = 11, MarkdownPercent = 12, SkimCents = 13;

    /// <summary>Printer flags, patterns of barcodes, address in the QR code of a ticket; left out when they are the
    /// default.</summary>
    public const int PrinterFlags = 21, ScanPatterns = 22, TicketLink = 23;

    /// <summary>
    /// The second merchant of a kiosk shared by shift: name, address, SIRET, VAT number or mention; registers of both
    /// at the card terminal; drawer of the second. Left out when they are the default.
    /// </summary>
    public const int OtherMerchant = 24, OtherAddress = 25, OtherSiret = 26, OtherVatMention = 27, CardRegister = 28,
        OtherCardRegister = 29, OtherDrawer = 30;

    /// <summary>Factor of the site's footfall and its standard error; left out when they are the default.</summary>
    public const int BeamFactor = 31, BeamFactorError = 32;

    /// <summary>Hour at which a business day begins, last month of the fiscal year; left out when they are the
    /// default.</summary>
    public const int CutHour = 33, YearEndMonth = 34;

    /// <summary>Cents to leave in the drawer at a day closing; left out when none.</summary>
    public const int FloatCents = 35;

    /// <summary>Departments whose receipts are always printed; left out when none.</summary>
    public const int GuaranteeDepartments = 36;
}
