namespace Kiosk.Fiscal;

/// <summary>
/// Money arithmetic of the law: integer cents, VAT rate codes in percent x 100 (pos.md R36-R38). Pure functions.
/// </summary>
public static class Money
{
    /// <summary>Highest VAT rate code: 99.99 %.</summary>
    public const int RateMax = 9999;

    /// <summary>Basis points of the whole.</summary>
    public const int BasisPoints = 10000;

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
    /// Part of an amount in basis points (percent x 100), half up on the absolute value, sign restored.
    /// </summary>
    public static int Part(long cents, int basisPoints)
    {
        long absolute = (cents < 0 ? -cents : cents) * basisPoints;
        long part = (2 * absolute + BasisPoints) / (2 * BasisPoints);
        return (int)(cents < 0 ? -part : part);
    }

    /// <summary>
    /// Spreads a discount on a ticket over its lines (R38): pro rata of their cents, largest remainder, ties to the
    /// earlier line. False (shares all 0) when it is below 0 or above what the lines come to: no line goes below 0.
    /// </summary>
    public static bool Discount(int amount, int[] lineCents, int count, int[] shares)
    {
        long sum = 0;
        bool sound = amount >= 0;
        for (int i = 0; i < count; i++)
        {
            sound &= lineCents[i] >= 0;
            sum += lineCents[i];
            shares[i] = 0;
        }

        return sound && amount <= sum && (amount == 0 || Spread(amount, lineCents, count, shares));
    }

    /// <summary>
    /// Cents without VAT of each line (R37): per rate exactly what the ticket's total of that rate comes to, shared out
    /// by largest remainder. Lines of one sign. VAT of a line is its cents minus this.
    /// </summary>
    public static void LinesWithoutVat(int[] cents, int[] rates, int count, int[] net)
    {
        for (int i = 0; i < count; i++)
        {
            if (FirstOfRate(rates, i) != i)
            {
                continue;
            }

            long sum = 0;
            for (int line = i; line < count; line++)
            {
                sum += rates[line] == rates[i] ? cents[line] : 0;
            }

            SpreadOver(WithoutVat(sum, rates[i]), cents, rates, rates[i], sum, count, net);
        }
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

        SpreadOver(amount, weights, null, 0, sum, count, shares);
        return true;
    }

    // Over the lines of one rate, or over all when there are no rates. The sum of the weights is given.
    private static void SpreadOver(int amount, int[] weights, int[]? rates, int rate, long sum, int count, int[] shares)
    {
        long total = sum < 0 ? -sum : sum;
        long absolute = amount < 0 ? -(long)amount : amount;
        long left = absolute;
        for (int i = 0; i < count; i++)
        {
            if (rates == null || rates[i] == rate)
            {
                shares[i] = total == 0 ? 0 : (int)(absolute * Magnitude(weights[i], sum) / total);
                left -= shares[i];
            }
        }

        for (; left > 0 && total > 0; left--)
        {
            shares[LargestRemainder(absolute, total, weights, rates, rate, sum, count, shares)]++;
        }

        for (int i = 0; i < count && amount < 0; i++)
        {
            if (rates == null || rates[i] == rate)
            {
                shares[i] = -shares[i];
            }
        }
    }

    private static long Magnitude(int weight, long sum)
    {
        return sum < 0 ? -(long)weight : weight;
    }

    private static int LargestRemainder(long amount, long total, int[] weights, int[]? rates, int rate, long sum,
        int count, int[] shares)
    {
        int best = 0;
        long bestRemainder = long.MinValue;
        for (int i = 0; i < count; i++)
        {
            if (rates != null && rates[i] != rate)
            {
                continue;
            }

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

    private static int FirstOfRate(int[] rates, int line)
    {
        int first = 0;
        while (rates[first] != rates[line])
        {
            first++;
        }

        return first;
    }
}
