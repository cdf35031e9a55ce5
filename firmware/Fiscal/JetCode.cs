namespace Kiosk.Fiscal;

/// <summary>
/// Codes of technical events (JET, pos.md R25, R26): publicly known numbers, own ones from 900 up. Frozen. The texts of
/// events never hold a name, an address or a telephone number (R27).
/// </summary>
public static class JetCode
{
    /// <summary>Start of the till; a break of integrity found; drawer count; first event of a new chain.</summary>
    public const int Start = 80, IntegrityFailure = 90, DrawerCount = 170, Initialisation = 260;

    /// <summary>A basket given up before payment: argument 1 its total in cents, argument 2 its lines.</summary>
    public const int BasketAbandoned = 320;

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
    /// argument
    /// 2 the version of the product.
    /// </summary>
    public const int SoftwareChange = 925;

    /// <summary>Another catalogue is in force: argument 1 its version, argument 2 the one before.</summary>
    public const int CatalogueChange = 926;
}
