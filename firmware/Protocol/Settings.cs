namespace Kiosk.Protocol;

/// <summary>
/// Settings of one kiosk as pushed by the gateway; versioned; unknown fields are kept by the slot, not here.
/// </summary>
public sealed class Settings
{
    /// <summary>Version, 0 for the built-in defaults.</summary>
    public int Version;

    /// <summary>
    /// Merchant's identity as printed and sealed, Latin-1: name, address line, SIRET (14 digits) and VAT number or
    /// franchise mention. Lengths in the field after.
    /// </summary>
    public readonly byte[] Merchant = new byte[32], Address = new byte[48], Siret = new byte[14],
        VatMention = new byte[40];

    /// <summary>Lengths of the texts above.</summary>
    public int MerchantLength, AddressLength, SiretLength, VatMentionLength;

    /// <summary>Printer columns (32, 42 or 48), code page number for ESC t n (19 = CP858).</summary>
    public int PrinterColumns = 42, PrinterCodePage = 19;

    /// <summary>True when the kiosk sells (a vacant kiosk only measures).</summary>
    public bool Sells = true;

    /// <summary>
    /// Seconds between climate readings, 60..3600; seconds between health records, 300..86400; flush wait in seconds,
    /// 1..900.
    /// </summary>
    public int ClimateSeconds = 300, HealthSeconds = 900, FlushSeconds = 60;

    /// <summary>Puts the built-in defaults back, version 0.</summary>
    public void Reset()
    {
        Version = 0;
        MerchantLength = 0;
        AddressLength = 0;
        SiretLength = 0;
        VatMentionLength = 0;
        PrinterColumns = 42;
        PrinterCodePage = 19;
        Sells = true;
        ClimateSeconds = 300;
        HealthSeconds = 900;
        FlushSeconds = 60;
    }
}
