namespace Kiosk.Fiscal;

/// <summary>
/// Money arithmetic of the law: integer cents, VAT rate codes in percent x 100 (pos.md R36-R38). Pure functions.
/// </summary>
public static class Money
{
    private const int RateUnit = 10000;

    /// <summary>
    /// Amount without VAT of an amount with VAT: cents / (1 + rate), half up on the absolute value, sign restored.
    /// <paramref name="rate"/> is 0..9999.
    /// </summary>
    public static int WithoutVat(long cents, int rate)
    {
        long absolute = cents < 0 ? -cents : cents;
        long divisor = RateUnit + rate;
        if (divisor <= 0)
        {
            return (int)cents;
        }

        long net = (2 * absolute * RateUnit + divisor) / (2 * divisor);
        return (int)(cents < 0 ? -net : net);
    }

    /// <summary>
    /// VAT contained in an amount: the amount minus <see cref="WithoutVat"/>, so that both always add up.
    /// </summary>
    public static int Vat(long cents, int rate)
    {
        return (int)cents - WithoutVat(cents, rate);
    }

    /// <summary>
    /// Spreads an amount over weights by largest remainder, ties to the earlier one; the shares add up exactly. Amount
    /// and
    /// weights have one sign each. False (shares all 0) when the weights add up to 0.
    /// </summary>
    public static bool Spread(int amount, int[] weights, int count, int[] shares)
    {
        long sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += weights[i];
            shares[i] = 0;
        }

        if (sum == 0)
        {
            return false;
        }

        long total = sum < 0 ? -sum : sum;
        long absolute = amount < 0 ? -(long)amount : amount;
        long left = absolute;
        for (int i = 0; i < count; i++)
        {
            shares[i] = (int)(absolute * Magnitude(weights[i], sum) / total);
            left -= shares[i];
        }

        for (; left > 0; left--)
        {
            shares[LargestRemainder(absolute, total, weights, sum, count, shares)]++;
        }

        if (amount < 0)
        {
            Negate(shares, count);
        }

        return true;
    }

    private static long Magnitude(int weight, long sum)
    {
        return sum < 0 ? -(long)weight : weight;
    }

    private static int LargestRemainder(long amount, long total, int[] weights, long sum, int count, int[] shares)
    {
        int best = 0;
        long bestRemainder = long.MinValue;
        for (int i = 0; i < count; i++)
        {
            // Once a share is rounded up its remainder turns negative, so it is not chosen twice.
            long remainder = amount * Magnitude(weights[i], sum) - shares[i] * total;
            if (remainder > bestRemainder)
            {
                bestRemainder = remainder;
                best = i;
            }
        }

        return best;
    }

    private static void Negate(int[] shares, int count)
    {
        for (int i = 0; i < count; i++)
        {
            shares[i] = -shares[i];
        }
    }
}
