using Kiosk.Protocol;

namespace Kiosk.Ledger.Ingest;

/// <summary>
/// What of each ticket has not been given back yet, from the sealed tickets alone (pos.md R13): returns and
/// cancellations of one original never come to more than it. The newest <see cref="OriginalsMax"/> sales are known; one
/// sold before these, or before this process began to follow, is not judged here. Used by one thread.
/// </summary>
internal sealed class RefundSums
{
    /// <summary>Sales remembered at most; then the oldest is forgotten.</summary>
    public const int OriginalsMax = 8_192;

    private readonly Dictionary<long, long> _left = [];

    /// <summary>
    /// Takes a sealed ticket with its total in cents and the number of its original, 0 none; returns what is wrong.
    /// </summary>
    public string? Take(Record ticket, long original, long cents)
    {
        long number = ticket.Values[TicketLayout.Number];
        if (ticket.Values[TicketLayout.Operation] == TicketLayout.OperationSale)
        {
            _left.Remove(number - OriginalsMax);
            _left[number] = cents;
            return null;
        }

        if (!_left.TryGetValue(original, out long left))
        {
            return null;
        }

        _left[original] = Math.Max(0, left + cents);
        return left + cents >= 0
            ? null
            : Texts.Of($"ticket {number} gives back {-cents} cents of ticket {original}, of which {left} were left");
    }
}
