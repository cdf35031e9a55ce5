namespace Kiosk.Fiscal;

/// <summary>
/// What of a sale may still be given back (pos.md R13), the one rule of it: begin, tell each line as it was sold and
/// each line that a later ticket gave back, then ask for shares. Neither a line nor the ticket is ever given back
/// twice, and the last unit of a line gives what is left of it, so that a complete return leaves nothing. Fixed room,
/// reused; one thread.
/// </summary>
public sealed class RefundBook
{
    /// <summary>Per line of the sale: cents and units that are left.</summary>
    public readonly int[] Cents, Units;

    /// <summary>Lines of the sale.</summary>
    public int LineCount;

    /// <summary>True when anything was given back before.</summary>
    public bool Touched;

    /// <summary>Book with room for sales of a number of lines.</summary>
    public RefundBook(int linesMax)
    {
        Cents = new int[linesMax];
        Units = new int[linesMax];
    }

    /// <summary>Cents that are left to give back in all.</summary>
    public int CentsLeft
    {
        get
        {
            int left = 0;
            for (int i = 0; i < LineCount; i++)
            {
                left += Cents[i];
            }

            return left;
        }
    }

    /// <summary>Forgets the sale before.</summary>
    public void Begin()
    {
        LineCount = 0;
        Touched = false;
    }

    /// <summary>
    /// The next line of the sale: its units and its cents, discounts taken off; false when there is no room for it.
    /// </summary>
    public bool Sold(int units, int cents)
    {
        if (LineCount == Cents.Length)
        {
            return false;
        }

        Units[LineCount] = units;
        Cents[LineCount] = cents;
        LineCount++;
        return true;
    }

    /// <summary>
    /// A line that a sealed ticket gave back, both numbers 0 or more. False when there is no such line or less was left
    /// of it: the book then counts as much as it can.
    /// </summary>
    public bool Take(int line, int units, int cents)
    {
        Touched = true;
        if (line < 0 || line >= LineCount || units < 0 || cents < 0)
        {
            return false;
        }

        bool within = cents <= Cents[line];
        Cents[line] = within ? Cents[line] - cents : 0;
        Units[line] = units < Units[line] ? Units[line] - units : 0;
        return within;
    }

    /// <summary>
    /// Units that can be given back of a line with this unit price: those not given back yet, but as many at least as
    /// its cents need (an amount may have been given back before), 0 when no cent is left.
    /// </summary>
    public int UnitsLeft(int line, int price)
    {
        if (line < 0 || line >= LineCount || Cents[line] < 1)
        {
            return 0;
        }

        int least = UnitsOf(Cents[line], price);
        return Units[line] > least ? Units[line] : least;
    }

    /// <summary>
    /// Cents of so many units of a line: their part of what is left, half up; all of it with the last unit. 0 when
    /// there are not as many or their part is less than half a cent: nothing can be given back for them.
    /// </summary>
    public int ShareOf(int line, int units, int price)
    {
        int all = UnitsLeft(line, price);
        if (units < 1 || units > all)
        {
            return 0;
        }

        return units == all ? Cents[line] : (int)((2L * Cents[line] * units + all) / (2L * all));
    }

    /// <summary>Units that an amount of a line counts for, 1 or more: as many as its cents need.</summary>
    public static int UnitsOf(int cents, int price)
    {
        return price > 0 && cents > price ? (cents + price - 1) / price : 1;
    }
}
