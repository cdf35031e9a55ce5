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

    /// <summary>A ticket of the last days is given back.</summary>
    Refund,

    /// <summary>A ticket of the day is paid with another tender.</summary>
    Correction,

    /// <summary>The last ticket is printed once more.</summary>
    Copy,

    /// <summary>Some sales that do not count.</summary>
    Training,

    /// <summary>Cash beside sales: float, skim, pay-in, expense, drawer.</summary>
    Float, Skim, PayIn, Expense, Drawer,

    /// <summary>X reading; the day is closed by hand.</summary>
    Reading, Closing,

    /// <summary>The power is switched off until an instant.</summary>
    SwitchOff,
}
