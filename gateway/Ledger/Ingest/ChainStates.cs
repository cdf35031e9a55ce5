using Kiosk.Protocol;

namespace Kiosk.Ledger.Ingest;

/// <summary>
/// The chain states of one board as stored (STORE.md): that of the only merchant, then for each of two merchants who
/// share the board its number and its state. A state tells its own length. Pure functions.
/// </summary>
internal static class ChainStates
{
    private const int LengthAt = 2, HeadBytes = 4;

    /// <summary>The state of a merchant's chain; empty when there is none.</summary>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> states, int merchant)
    {
        ReadOnlySpan<byte> rest = states;
        int at = 0;
        while (rest.Length >= HeadBytes)
        {
            ReadOnlySpan<byte> state = rest[..Math.Min(rest.Length, LengthOf(rest))];
            if (at == merchant)
            {
                return state;
            }

            rest = rest[state.Length..];
            at = rest.Length > HeadBytes ? rest[0] : -1;
            rest = rest.Length > HeadBytes ? rest[1..] : [];
        }

        return [];
    }

    /// <summary>Merchants beside the only one whose chain was begun.</summary>
    public static IReadOnlyList<int> Merchants(ReadOnlySpan<byte> states)
    {
        var found = new List<int>();
        for (int merchant = 1; merchant <= Limits.MerchantsMax; merchant++)
        {
            if (!Of(states, merchant).IsEmpty)
            {
                found.Add(merchant);
            }
        }

        return found;
    }

    private static int LengthOf(ReadOnlySpan<byte> state) =>
        Math.Max(HeadBytes, state[LengthAt] | (state[LengthAt + 1] << 8));
}
