using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>What is typed and not used yet: digits, a quantity (N x), a price. One thread.</summary>
public sealed class KeyEntry
{
    /// <summary>Digits that can be typed: the largest amount has seven.</summary>
    public const int DigitsMax = 7;

    /// <summary>Typed number and how many digits it has; 0 digits when nothing is typed.</summary>
    public int Value, DigitCount;

    /// <summary>Quantity for the next line, 0 none; price for the next line in cents, -1 none.</summary>
    public int Quantity, Price = -1;

    /// <summary>True when something waits.</summary>
    public bool Any
    {
        get { return DigitCount > 0 || Quantity > 0 || Price >= 0; }
    }

    /// <summary>Quantity to use: the one typed, else 1.</summary>
    public int QuantityOrOne
    {
        get { return Quantity > 0 ? Quantity : 1; }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Value = 0;
        DigitCount = 0;
        Quantity = 0;
        Price = -1;
    }

    /// <summary>Types one or two digits; a number too long is forgotten. Returns a <see cref="TillMessage"/>.</summary>
    public int Type(int digit, int count)
    {
        if (DigitCount + count > DigitsMax)
        {
            // What is left of a number that was too long is no amount that anybody meant.
            TakeDigits();
            return TillMessage.TooManyDigits;
        }

        for (int i = 0; i < count; i++)
        {
            Value = Value * 10 + digit;
        }

        DigitCount += count;
        return TillMessage.None;
    }

    /// <summary>Takes the typed number and forgets its digits.</summary>
    public int TakeDigits()
    {
        int value = Value;
        Value = 0;
        DigitCount = 0;
        return value;
    }

    /// <summary>Makes the typed digits the quantity of the next line. Returns a <see cref="TillMessage"/>.</summary>
    public int TakeQuantity()
    {
        if (Value < 1 || Value > Limits.QuantityMax)
        {
            TakeDigits();
            return TillMessage.QuantityNeeded;
        }

        Quantity = TakeDigits();
        return TillMessage.None;
    }

    /// <summary>Makes the typed digits the price of the next line. Returns a <see cref="TillMessage"/>.</summary>
    public int TakePrice()
    {
        if (Value < 1)
        {
            TakeDigits();
            return TillMessage.AmountNeeded;
        }

        Price = TakeDigits();
        return TillMessage.None;
    }
}
