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

    /// <summary>
    /// The second of two merchants who share the kiosk by shift, as the first above; none while its name is empty.
    /// <see cref="Show"/> exchanges them. Lengths in the field after.
    /// </summary>
    public readonly byte[] OtherMerchant = new byte[32], OtherAddress = new byte[48], OtherSiret = new byte[14],
        OtherVatMention = new byte[40];

    /// <summary>Lengths of the texts above.</summary>
    public int OtherMerchantLength, OtherAddressLength, OtherSiretLength, OtherVatMentionLength;

    /// <summary>
    /// Register of the merchant at the card terminal, 1..99; drawer of the merchant (0 the board's own, 1 the second).
    /// </summary>
    public int CardRegister = 1, Drawer;

    /// <summary>The same of the other merchant.</summary>
    public int OtherCardRegister = 2, OtherDrawer = 1;

    /// <summary>Largest register number.</summary>
    public const int CardRegisterMax = 99;

    /// <summary>Whose identity stands in <see cref="Merchant"/>: false the first merchant's.</summary>
    public bool ShowsSecond;

    /// <summary>True when two merchants share the kiosk.</summary>
    public bool HasTwoMerchants
    {
        get { return (ShowsSecond ? MerchantLength : OtherMerchantLength) > 0; }
    }

    /// <summary>Printer columns (32, 42 or 48), code page number for ESC t n (19 = CP858).</summary>
    public int PrinterColumns = 42, PrinterCodePage = 19;

    /// <summary>Flags of <see cref="PrinterFlags"/>: has a cutter, draws QR codes itself.</summary>
    public const int PrinterCuts = 1, PrinterQrNative = 2;

    /// <summary>
    /// Flags of <see cref="PrinterFlags"/>: QR codes are sent as dots; answers GS r in its turn; drawer on pin 5.
    /// </summary>
    public const int PrinterQrRaster = 4, PrinterAnswersInOrder = 8, PrinterDrawerPin5 = 16;

    /// <summary>All flags of a printer, and those it has unless told otherwise.</summary>
    public const int PrinterFlagsAll = 31, PrinterFlagsDefault = PrinterCuts | PrinterQrNative;

    /// <summary>What the printer can do, the sum of the flags above.</summary>
    public int PrinterFlags = PrinterFlagsDefault;

    /// <summary>
    /// Patterns of barcodes with a price or weight in them, ASCII, separated by commas (pos.md R59); start of the
    /// address in the QR code of a ticket, ASCII, empty for none. Lengths in the field after.
    /// </summary>
    public readonly byte[] ScanPatterns = new byte[64], TicketLink = new byte[64];

    /// <summary>Lengths of the texts above.</summary>
    public int ScanPatternsLength, TicketLinkLength;

    /// <summary>True when the kiosk sells (a vacant kiosk only measures).</summary>
    public bool Sells = true;

    /// <summary>
    /// Seconds between climate readings, 60..3600; seconds between health records, 300..86400; flush wait in seconds,
    /// 1..900.
    /// </summary>
    public int ClimateSeconds = 300, HealthSeconds = 900, FlushSeconds = 60;

    /// <summary>
    /// Digest of the one-time code with which the first manager sets a PIN: the first 6 bytes of its HMAC as a number,
    /// 0 none.
    /// </summary>
    public long SetupDigest;

    /// <summary>
    /// Percent that the markdown key takes off, 1..90; cents in the drawer above which a skim is suggested, 0 never.
    /// </summary>
    public int MarkdownPercent = MarkdownDefault, SkimCents = SkimDefault;

    /// <summary>Defaults of the two.</summary>
    public const int MarkdownDefault = 30, SkimDefault = 50_000;

    /// <summary>
    /// Local hour at which a business day begins, 0..23 (R21), and last month of the fiscal year, 1..12 (R19): what the
    /// merchant wishes; the till's chain takes them over when that splits no day.
    /// </summary>
    public int CutHour, YearEndMonth = YearEndDefault;

    /// <summary>Cents to leave in the drawer at a day closing; what is above goes to the bank (R53). 0 none.</summary>
    public int FloatCents;

    /// <summary>
    /// Departments whose goods come with a legal guarantee that their receipt names, so that it is printed without
    /// being asked for (R34): bit 0 is department 1. 0 none.
    /// </summary>
    public int GuaranteeDepartments;

    /// <summary>Fiscal years end with December unless told otherwise.</summary>
    public const int YearEndDefault = 12;

    /// <summary>
    /// Factor of the footfall of this site and its standard error, permille, from its calibration (F-FOOT-5): 500..2000
    /// and 0..500; error 0 = not calibrated.
    /// </summary>
    public int BeamFactor = BeamFactorOne, BeamFactorError;

    /// <summary>Factor of a site that was not calibrated, permille.</summary>
    public const int BeamFactorOne = 1000;

    /// <summary>
    /// Lets <see cref="Merchant"/> and what belongs to it be those of a chain (<see cref="Record.Merchant"/>): 2 the
    /// second merchant, else the first. Not while another thread reads.
    /// </summary>
    public void Show(int merchant)
    {
        bool second = merchant == 2;
        if (second == ShowsSecond)
        {
            return;
        }

        ShowsSecond = second;
        Swap(Merchant, OtherMerchant);
        Swap(Address, OtherAddress);
        Swap(Siret, OtherSiret);
        Swap(VatMention, OtherVatMention);
        Swap(ref MerchantLength, ref OtherMerchantLength);
        Swap(ref AddressLength, ref OtherAddressLength);
        Swap(ref SiretLength, ref OtherSiretLength);
        Swap(ref VatMentionLength, ref OtherVatMentionLength);
        Swap(ref CardRegister, ref OtherCardRegister);
        Swap(ref Drawer, ref OtherDrawer);
    }

    private static void Swap(byte[] one, byte[] other)
    {
        for (int i = 0; i < one.Length; i++)
        {
            byte kept = one[i];
            one[i] = other[i];
            other[i] = kept;
        }
    }

    private static void Swap(ref int one, ref int other)
    {
        int kept = one;
        one = other;
        other = kept;
    }

    /// <summary>Puts the built-in defaults back, version 0.</summary>
    public void Reset()
    {
        ShowsSecond = false;
        BeamFactor = BeamFactorOne;
        BeamFactorError = 0;
        CutHour = 0;
        YearEndMonth = YearEndDefault;
        FloatCents = 0;
        GuaranteeDepartments = 0;
        OtherMerchantLength = 0;
        OtherAddressLength = 0;
        OtherSiretLength = 0;
        OtherVatMentionLength = 0;
        CardRegister = 1;
        OtherCardRegister = 2;
        Drawer = 0;
        OtherDrawer = 1;
        Version = 0;
        MerchantLength = 0;
        AddressLength = 0;
        SiretLength = 0;
        VatMentionLength = 0;
        PrinterColumns = 42;
        PrinterCodePage = 19;
        PrinterFlags = PrinterFlagsDefault;
        ScanPatternsLength = 0;
        TicketLinkLength = 0;
        Sells = true;
        ClimateSeconds = 300;
        HealthSeconds = 900;
        FlushSeconds = 60;
        SetupDigest = 0;
        MarkdownPercent = MarkdownDefault;
        SkimCents = SkimDefault;
    }
}
