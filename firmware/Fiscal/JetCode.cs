namespace Kiosk.Fiscal;

/// <summary>
/// Codes of technical events (JET, pos.md R25, R26): publicly known numbers below 900, own ones from there up. Frozen:
/// a number may be added, never changed. Their texts stand in <c>jet-codes.csv</c>. The text of an event never holds a
/// name, an address or a telephone number (R27); what happened stands in its two arguments.
/// </summary>
public static class JetCode
{
    /// <summary>Sequences begin or end to be kept another way: argument 1 the new way, argument 2 the one
    /// before.</summary>
    public const int SequenceBegin = 10, SequenceEnd = 15;

    /// <summary>Archive of a month; of a year or other period: argument 1 the period, argument 2 its number
    /// R.</summary>
    public const int MonthArchive = 20, YearArchive = 30;

    /// <summary>Stop of the till or operator signed out; start or operator signed in: argument 1 why, 0 a
    /// person.</summary>
    public const int Stop = 40, Start = 80;

    /// <summary>Day or month closed; fiscal year closed: argument 1 the period, argument 2 the closing's
    /// number.</summary>
    public const int DayMonthClosing = 50, YearClosing = 60;

    /// <summary>
    /// A break of integrity found; drawer counted (argument 1 difference in cents, argument 2 cents counted); line
    /// given back (argument 1 ticket, argument 2 cents); merchant or other master record changed (argument 1 its
    /// version, argument 2 the one before); first event of a new chain.
    /// </summary>
    public const int IntegrityFailure = 90, DrawerCount = 170, ReturnedItem = 190, MasterChange = 240,
        Initialisation = 260;

    /// <summary>A basket given up before payment: argument 1 its total in cents, argument 2 its lines.</summary>
    public const int BasketAbandoned = 320;

    /// <summary>An amount that is no sale was taken: argument 1 its type, argument 2 cents.</summary>
    public const int NonSale = 910;

    /// <summary>
    /// A line taken back or its quantity lowered: argument 1 the article, argument 2 the cents taken off.
    /// </summary>
    public const int LineVoided = 920;

    /// <summary>
    /// A price other than the catalogue's: argument 1 the article, argument 2 the new unit price; text "old&gt;new" in
    /// cents.
    /// </summary>
    public const int PriceChanged = 921;

    /// <summary>
    /// The clock would have gone back and was held (R24): argument 1 the time it showed, argument 2 the time kept.
    /// </summary>
    public const int ClockHeld = 922;

    /// <summary>Paper ran out during a receipt: argument 1 the ticket number.</summary>
    public const int PaperOut = 923;

    /// <summary>A copy was printed: argument 1 the ticket number, argument 2 the rank of the copy.</summary>
    public const int CopyPrinted = 924;

    /// <summary>
    /// Another software version seals from here on: argument 1 its number (<see cref="FiscalVersion.Number"/>),
    /// argument 2 the version of the product.
    /// </summary>
    public const int SoftwareChange = 925;

    /// <summary>Another catalogue is in force: argument 1 its version, argument 2 the one before; text: both
    /// digests.</summary>
    public const int CatalogueChange = 926;

    /// <summary>Another seal key from the next record on (R6): argument 1 its number, argument 2 the one
    /// before.</summary>
    public const int KeyRotation = 927;

    /// <summary>
    /// Another hour at which the business day begins; another last month of the fiscal year, in force once the open
    /// year is closed: argument 1 the new one, argument 2 the one before.
    /// </summary>
    public const int CutHourChange = 928, YearEndChange = 929;

    /// <summary>Drawer opened without a sale: argument 1 the operator's reason.</summary>
    public const int DrawerOpened = 940;

    /// <summary>
    /// Manual discount (argument 1 cents, argument 2 reason); manager allowed something (argument 1 the code of what).
    /// </summary>
    public const int DiscountGiven = 941, ManagerOverride = 942;

    /// <summary>
    /// X reading (argument 1 the business day); training begins, ends (argument 1 the trainee, argument 2 the manager).
    /// </summary>
    public const int Reading = 943, TrainingBegin = 944, TrainingEnd = 945;

    /// <summary>
    /// Offline begins, ends: the gateway no longer answers, answers again (argument 1 records waiting); records purged
    /// (argument 1 last sequence, argument 2 archive number); copy of the journal put back (argument 1 first, argument
    /// 2 last sequence).
    /// </summary>
    public const int OfflineBegin = 946, OfflineEnd = 947, Purge = 948, Restore = 949;

    /// <summary>
    /// The clock was set by hand (argument 1 old, argument 2 new UTC seconds); case opened or tamper switch; digest of
    /// the fiscal core that runs (text: SHA-256 of its sources, hexadecimal; argument 1 its first 28 bits, argument 2
    /// its version); other VAT rates with a catalogue (argument 1 its version, argument 2 the one before, text: both
    /// digests).
    /// </summary>
    public const int ClockSet = 950, Tamper = 951, FirmwareDigest = 952, VatTableChange = 953;

    /// <summary>
    /// Card outcome unknown and sale locked (argument 1 cents, argument 2 attempt); cashier declared it paid or not
    /// (argument 1 1 or 0, argument 2 attempt); sign-in refused (argument 1 tries); tender corrected (argument 1 ticket
    /// cancelled, argument 2 its replacement).
    /// </summary>
    public const int CardUnknown = 954, CardDeclared = 955, SignInRefused = 956, TenderCorrected = 957;

    /// <summary>
    /// Basket put aside, taken back (argument 1 its place, argument 2 cents); self-test at opening (argument 1 checks
    /// failed, argument 2 checks); inspector's export (argument 1 first, argument 2 last sequence).
    /// </summary>
    public const int BasketHeld = 958, BasketRecalled = 959, SelfTest = 960, InspectorExport = 961;

    /// <summary>
    /// Another merchant sells from here on, sealed in both chains in one step: last event of the chain that rests, then
    /// the event with which the other goes on (argument 1 the merchant who sells, argument 2 the one before, as
    /// <see cref="Kiosk.Protocol.Record.Merchant"/>).
    /// </summary>
    public const int ShiftEnd = 962, ShiftBegin = 963;
}
