namespace Kiosk.Fiscal;

/// <summary>
/// Two numbers per key, in ascending order of the key: cents with and without VAT per rate, times and cents per tender
/// type or operator. Fixed room, made once. When it is full a new key counts under the last row, so that
/// sums stay right and nothing is ever blocked. One thread.
/// </summary>
public sealed class AmountTable
{
    /// <summary>
    /// Keys (0..32767; two bytes each, a board holds many) and numbers; the first <see cref="Count"/> count.
    /// </summary>
    public readonly short[] Key;

    /// <summary>See <see cref="Key"/>.</summary>
    public readonly long[] First, Second;

    /// <summary>Number of keys.</summary>
    public int Count;

    /// <summary>Keys counted under another one because the table was full.</summary>
    public int Lumped;

    private readonly short _others;

    /// <summary>
    /// Table with room for a number of keys. With <paramref name="others"/>, a key above all, the last row is renamed
    /// to it when the table overflows: it names nobody then whose sum it is not.
    /// </summary>
    public AmountTable(int room, int others = 0)
    {
        _others = (short)others;
        Key = new short[room];
        First = new long[room];
        Second = new long[room];
    }

    /// <summary>Empties the table.</summary>
    public void Clear()
    {
        Count = 0;
        Lumped = 0;
    }

    /// <summary>Adds two numbers under a key.</summary>
    public void Add(int key, long first, long second)
    {
        int at = PlaceOf(key);
        if (at == Count || Key[at] != key)
        {
            if (Count == Key.Length)
            {
                Lumped++;
                at = Count - 1;
                Key[at] = _others > 0 ? _others : Key[at];
            }
            else
            {
                Insert(at, key);
            }
        }

        First[at] += first;
        Second[at] += second;
    }

    /// <summary>Adds all of another table.</summary>
    public void AddAll(AmountTable other)
    {
        Lumped += other.Lumped;
        for (int i = 0; i < other.Count; i++)
        {
            Add(other.Key[i], other.First[i], other.Second[i]);
        }
    }

    /// <summary>Index of a key, or -1.</summary>
    public int Find(int key)
    {
        int at = PlaceOf(key);
        return at < Count && Key[at] == key ? at : -1;
    }

    /// <summary>Sum of the first and of the second numbers.</summary>
    public long SumFirst
    {
        get { return Sum(First); }
    }

    /// <summary>See <see cref="SumFirst"/>.</summary>
    public long SumSecond
    {
        get { return Sum(Second); }
    }

    private long Sum(long[] numbers)
    {
        long sum = 0;
        for (int i = 0; i < Count; i++)
        {
            sum += numbers[i];
        }

        return sum;
    }

    private int PlaceOf(int key)
    {
        int at = 0;
        while (at < Count && Key[at] < key)
        {
            at++;
        }

        return at;
    }

    private void Insert(int at, int key)
    {
        for (int i = Count; i > at; i--)
        {
            Key[i] = Key[i - 1];
            First[i] = First[i - 1];
            Second[i] = Second[i - 1];
        }

        Key[at] = (short)key;
        First[at] = 0;
        Second[at] = 0;
        Count++;
    }
}
