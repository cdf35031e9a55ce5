namespace Kiosk.Firmware.Parts;

/// <summary>
/// Key codes of the till's keypad (frozen: keypads and recordings refer to them). 9 rows x 6 columns = 54 keys.
/// </summary>
public static class Key
{
    /// <summary>No key waits.</summary>
    public const int None = -1;

    /// <summary>Digits 0..9 are codes 0..9; double zero.</summary>
    public const int Digit0 = 0, Digit9 = 9, DoubleZero = 10;

    /// <summary>
    /// Multiply (N x), price change of an article, article by code (PLU), undo last line, abandon the basket, correct
    /// the typed digits.
    /// </summary>
    public const int Multiply = 11, Price = 12, Article = 13, Undo = 14, Abandon = 15, Clear = 16;

    /// <summary>Cash: exact amount, or the typed amount given.</summary>
    public const int Cash = 17;

    /// <summary>Note keys: tender and close.</summary>
    public const int Note5 = 18, Note10 = 19, Note20 = 20, Note50 = 21;

    /// <summary>Receipt on paper, repeat the last sale, help.</summary>
    public const int Ticket = 22, Repeat = 23, Help = 24;

    /// <summary>Departments 1..8 are codes 25..32 (typed amount + department).</summary>
    public const int Department1 = 25, Department8 = 32;

    /// <summary>
    /// Article keys 1..15 are codes 33..47: the first 15 articles of the catalogue by their key number.
    /// </summary>
    public const int Article1 = 33, Article15 = 47;

    /// <summary>Card (amount due, or the typed amount), meal voucher card, any other tender (then its digit).</summary>
    public const int Card = 48, Meal = 49, Tender = 50;

    /// <summary>
    /// Puts the basket aside or takes it back; lowers the price of what wilts; everything else: then two digits, shown
    /// as a menu.
    /// </summary>
    public const int Hold = 51, Markdown = 52, Function = 53;

    /// <summary>Number of key codes.</summary>
    public const int Count = 54;
}
