namespace Kiosk.Fleet.ShopYear;

/// <summary>What a merchant does at the till in one go.</summary>
internal enum ErrandKind
{
    /// <summary>Nothing: what a power cut has left is cleared away.</summary>
    None,

    /// <summary>A sale, however it is paid.</summary>
    Sale,

    /// <summary>The first manager takes the one-time code and sets a PIN; a cashier is added.</summary>
    Open,

    /// <summary>A cashier signs in at the start of a day, now and then with a wrong PIN first.</summary>
    SignIn,

    /// <summary>A cashier signs out.</summary>
    SignOut,

    /// <summary>A ticket of the last days is given back, or a line of it.</summary>
    Refund,

    /// <summary>A ticket that was given back as a whole is brought again: nothing remains.</summary>
    RefundAgain,

    /// <summary>A ticket of the day is paid with another tender.</summary>
    Correction,

    /// <summary>The last ticket is printed once more.</summary>
    Copy,

    /// <summary>Some sales that do not count.</summary>
    Training,

    /// <summary>Cash beside sales: float, skim, pay-in, expense, drawer, count.</summary>
    Float, Skim, PayIn, Expense, Drawer, Count,

    /// <summary>X reading; the day is closed by hand; the export for an inspector.</summary>
    Reading, Closing, Inspect,

    /// <summary>A sale in the night in which the clocks change.</summary>
    NightSale,

    /// <summary>The power is switched off until an instant.</summary>
    SwitchOff,

    /// <summary>The same, the line is down too, and the battery clock is wrong when the power is back.</summary>
    WildClock,
}
