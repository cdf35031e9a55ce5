namespace Kiosk.Protocol;

/// <summary>
/// Values of a <see cref="RecordKind.TicketDetail"/>: ticket number, index of the first item, number of items, then
/// items of three values: what (<see cref="DetailItem"/>) and two arguments. Stands before its ticket, after its line
/// groups.
/// </summary>
public static class DetailLayout
{
    /// <summary>Offsets of the scalars and of the first item; values per item.</summary>
    public const int Number = 0, FirstItem = 1, ItemCount = 2, Items = 3, ItemWidth = 3;
}

/// <summary>What an item of a <see cref="RecordKind.TicketDetail"/> says. Frozen numbers; two arguments each.</summary>
public static class DetailItem
{
    /// <summary>A refund's or cancellation's original: ticket number, its wall time (UTC seconds).</summary>
    public const int OriginalTicket = 1;

    /// <summary>Why: <see cref="ReasonCode"/>, 0.</summary>
    public const int Reason = 2;

    /// <summary>
    /// Taken off a line, in a refund what was not given back of it: index of the line from 0, cents (the sign of the
    /// line).
    /// </summary>
    public const int LineDiscount = 3;

    /// <summary>Why a discount: <see cref="ReasonCode"/>, rate in basis points or 0 for an amount.</summary>
    public const int DiscountReason = 4;

    /// <summary>Which line is refunded: index of the line here, index of the line in the original.</summary>
    public const int OriginalLine = 5;

    /// <summary>An amount that is no sale (R23): <see cref="NonSaleType"/>, cents.</summary>
    public const int NonSale = 6;

    /// <summary>The provisional note that this ticket follows (R17): note number, 0.</summary>
    public const int FromNote = 7;

    /// <summary>The manager who answers for it: operator code 1..99, 0.</summary>
    public const int Manager = 8;

    /// <summary>The cancelled ticket that this one replaces with another tender (R14): ticket number, 0.</summary>
    public const int Replaces = 9;

    /// <summary>The ticket whose deposit is given back (R45): ticket number, 0.</summary>
    public const int DepositOf = 10;

    /// <summary>A line that a scale has weighed (R59): index of the line from 0, grams.</summary>
    public const int LineWeight = 11;

    /// <summary>Its price per kilogram: index of the line from 0, cents.</summary>
    public const int LinePerKilo = 12;
}

/// <summary>
/// Reasons of refunds, discounts and copies (R13, R16, R38). Frozen numbers; texts belong to screens.
/// </summary>
public static class ReasonCode
{
    /// <summary>
    /// Goods returned, wrong article, wrong tender, wrong price, defective goods, customer gave up, commercial gesture,
    /// markdown of perishable goods, staff, regular customer; paper lost, paper unreadable, asked for later, wanted by
    /// the books; other.
    /// </summary>
    public const int Returned = 1, WrongArticle = 2, WrongTender = 3, WrongPrice = 4, Defective = 5, GaveUp = 6,
        Gesture = 7, Perishable = 8, Staff = 9, Regular = 10, PaperLost = 11, PaperUnreadable = 12, AskedLater = 13,
        ForBooks = 14, Other = 15, Last = Other;

    /// <summary>Reason of a copy by the digit typed for it: 1 to 4 the four of a paper, else other.</summary>
    public static int OfDigit(int digit)
    {
        return digit >= 1 && digit <= 4 ? PaperLost + digit - 1 : Other;
    }
}

/// <summary>Amounts that pass through the till and are no turnover (R23). Frozen numbers.</summary>
public static class NonSaleType
{
    /// <summary>
    /// Voucher sold, deposit held (given back: negative), local currency exchanged, donation or round-up, suspended
    /// item funded, gift card sold.
    /// </summary>
    public const int Voucher = 1, Deposit = 2, LocalCurrency = 3, Donation = 4, Suspended = 5, Gift = 6, Last = Gift;
}

/// <summary>Values of a <see cref="RecordKind.Duplicate"/> (pos.md R16).</summary>
public static class DuplicateLayout
{
    /// <summary>
    /// Copy number D (gapless from 1), <see cref="RecordKind"/> of the original, its number, rank k of this copy of it
    /// from 1, <see cref="ReasonCode"/>, operator.
    /// </summary>
    public const int Number = 0, OriginalKind = 1, OriginalNumber = 2, Rank = 3, Reason = 4, Operator = 5, Count = 6;

    /// <summary>
    /// Kinds of originals that are no kind of record: closing of a month, of a fiscal year, which count apart. That of
    /// a day is <see cref="RecordKind.Closing"/>.
    /// </summary>
    public const int MonthClosing = 113, YearClosing = 213;

    /// <summary>Kind of the original of a closing's copy, by its level (<see cref="ClosingLayout"/>).</summary>
    public static int OfLevel(int level)
    {
        return level == ClosingLayout.Month ? MonthClosing
            : level == ClosingLayout.Year ? YearClosing : RecordKind.Closing;
    }
}

/// <summary>
/// Values of a <see cref="RecordKind.ProvisionalNote"/> (pos.md R17): no VAT, no tender. Scalars, then
/// <c>lineCount</c> groups (article, quantity, unit price).
/// </summary>
public static class NoteLayout
{
    /// <summary>
    /// Note number N (gapless from 1), operator, catalogue version, cents, lines, index of the first.
    /// </summary>
    public const int Number = 0, Operator = 1, Catalogue = 2, Cents = 3, LineCount = 4, Lines = 5;

    /// <summary>Values per line and their offsets inside it.</summary>
    public const int LineWidth = 3, LineArticle = 0, LineQuantity = 1, LinePrice = 2;
}

/// <summary>
/// Values of a <see cref="RecordKind.Closing"/> (pos.md R19): the header below; <see cref="FigureCount"/> figures in
/// the order of <c>PeriodTotals</c>; the lengths of four tables; then their rows of three: rates (code, cents with
/// VAT, cents without), tenders (type, times, cents), operators (code, tickets, cents), amounts that are no sale
/// (type, times, cents).
/// </summary>
public static class ClosingLayout
{
    /// <summary>
    /// Closing number (gapless from 1 per level), level, period (yyyymmdd of a day, yyyymm of a month and of the last
    /// month of a fiscal year), flags, operator, perpetual totals signed and absolute.
    /// </summary>
    public const int Number = 0, Level = 1, Period = 2, Flags = 3, Operator = 4, PerpetualSigned = 5,
        PerpetualAbsolute = 6;

    /// <summary>Index of the first figure, number of figures.</summary>
    public const int Figures = 7, FigureCount = 21;

    /// <summary>Indices of the lengths of the four tables; index of the first row; values per row.</summary>
    public const int RateCount = 28, TenderCount = 29, OperatorCount = 30, NonSaleCount = 31, Rows = 32, RowWidth = 3;

    /// <summary>Levels (frozen): day J, month M, fiscal year A.</summary>
    public const int Day = 1, Month = 2, Year = 3;

    /// <summary>
    /// Flags (frozen): produced more than a quarter of an hour after its period ended; the clock was uncertain; covers
    /// sales of more than one business day; produced without being asked for.
    /// </summary>
    public const int Late = 1, Uncertain = 2, Spanning = 4, Automatic = 8;
}

/// <summary>
/// Values of a <see cref="RecordKind.Archive"/> (pos.md R28): scalars, then <c>rateCount</c> pairs (rate code, cents
/// with VAT). The text is the base64url SHA-256 of the manifest, 43 characters.
/// </summary>
public static class ArchiveLayout
{
    /// <summary>
    /// Archive number R (gapless from 1), level (<see cref="ClosingLayout.Month"/> or
    /// <see cref="ClosingLayout.Year"/>), period as in its closing, first and last sequence, tickets, total in cents,
    /// number of rates, index of the first pair.
    /// </summary>
    public const int Number = 0, Level = 1, Period = 2, FirstSequence = 3, LastSequence = 4, Tickets = 5, Cents = 6,
        RateCount = 7, Rates = 8;
}
