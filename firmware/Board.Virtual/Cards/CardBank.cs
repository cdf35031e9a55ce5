namespace Kiosk.Board.Virtual.Cards;

/// <summary>A debit of a customer's account, or a credit.</summary>
/// <param name="Cents">Amount; below 0 it went back to the card.</param>
/// <param name="Key">Our key of the attempt as the terminal read it, 0 when none was sent.</param>
public readonly record struct CardDebit(int Cents, long Key);

/// <summary>What really happened to the customers' money: the truth that the kiosk must not contradict. One
/// thread.</summary>
public sealed class CardBank
{
    private readonly List<CardDebit> _debits = [];

    /// <summary>A card number that must never be found on a kiosk.</summary>
    public const string CardNumber = "4973010203040506";

    /// <summary>All debits, oldest first.</summary>
    public IReadOnlyList<CardDebit> Debits => _debits;

    /// <summary>Sum of all debits in cents.</summary>
    public long TotalCents => _debits.Sum(d => (long)d.Cents);

    /// <summary>Takes money from a customer, or gives it back (below 0).</summary>
    public void Debit(int cents, long key) => _debits.Add(new CardDebit(cents, key));
}
