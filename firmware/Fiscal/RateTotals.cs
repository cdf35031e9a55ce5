namespace Kiosk.Fiscal;

/// <summary>Cents with VAT per VAT rate code, in ascending order of the code. Made once, reused; one thread.</summary>
public sealed class RateTotals
{
    /// <summary>Different rates in one ticket or one day (the rates in French law are fewer).</summary>
    public const int Max = 12;

    /// <summary>Rate codes (percent x 100) and cents; the first <see cref="Count"/> count.</summary>
    public readonly int[] Rate = new int[Max];

    /// <summary>See <see cref="Rate"/>.</summary>
    public readonly long[] Cents = new long[Max];

    /// <summary>Number of rates.</summary>
    public int Count;

    /// <summary>Sum over all rates.</summary>
    public long Total
    {
        get
        {
            long total = 0;
            for (int i = 0; i < Count; i++)
            {
                total += Cents[i];
            }

            return total;
        }
    }

    /// <summary>Empties the table.</summary>
    public void Clear()
    {
        Count = 0;
    }

    /// <summary>True when <see cref="Add"/> would have room for this rate.</summary>
    public bool Admits(int rate)
    {
        return Count < Max || Find(rate) >= 0;
    }

    /// <summary>Adds cents under a rate. False (and unchanged) when the table is full.</summary>
    public bool Add(int rate, long cents)
    {
        int at = Find(rate);
        if (at < 0)
        {
            if (Count == Max)
            {
                return false;
            }

            at = Insert(rate);
        }

        Cents[at] += cents;
        return true;
    }

    /// <summary>Takes over the contents of another table.</summary>
    public void CopyFrom(RateTotals other)
    {
        Count = other.Count;
        for (int i = 0; i < Count; i++)
        {
            Rate[i] = other.Rate[i];
            Cents[i] = other.Cents[i];
        }
    }

    /// <summary>Index of a rate, or -1.</summary>
    public int Find(int rate)
    {
        for (int i = 0; i < Count; i++)
        {
            if (Rate[i] == rate)
            {
                return i;
            }
        }

        return -1;
    }

    private int Insert(int rate)
    {
        int at = Count;
        while (at > 0 && Rate[at - 1] > rate)
        {
            Rate[at] = Rate[at - 1];
            Cents[at] = Cents[at - 1];
            at--;
        }

        Rate[at] = rate;
        Cents[at] = 0;
        Count++;
        return at;
    }
}
