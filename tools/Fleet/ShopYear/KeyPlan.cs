using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Fleet.Simulate;

namespace Kiosk.Fleet.ShopYear;

/// <summary>
/// The keys of one errand: a code of <see cref="Key"/>, a scan (article minus code minus 1) or a pause, and what the
/// till must have sealed when they are pressed. One thread.
/// </summary>
internal sealed class KeyPlan(Random dice)
{
    /// <summary>A pause of some seconds: the till searches or prints.</summary>
    public const int Pause = 1_000;

    /// <summary>PIN of the manager, of the cashier, of nobody; digits of a number typed with zeros in front.</summary>
    public const int ManagerPin = 9_876, CashierPin = 2_222, WrongPin = 1_111;

    private const int PinDigits = 4, CodeDigits = 6, PartCents = 50, GivenCents = 99_000;
    private readonly List<int> _keys = [];
    private Func<int, int> _cents = static _ => 0;

    /// <summary>The keys from first to last.</summary>
    public IReadOnlyList<int> Keys => _keys;

    /// <summary>Tickets that the errand seals.</summary>
    public int Tickets { get; private set; }

    /// <summary>Amount of its last ticket with a version of the catalogue.</summary>
    public int Cents(int version) => _cents(version);

    /// <summary>Keys that leave whatever a power cut has left: a menu, a basket, a basket put aside.</summary>
    public static IEnumerable<int> Recovery() =>
        [Key.Clear, Key.Clear, Key.Abandon, 1, Key.Hold, Key.Clear, Key.Abandon, Key.Clear];

    /// <summary>Presses keys.</summary>
    public KeyPlan Press(params ReadOnlySpan<int> keys)
    {
        foreach (var key in keys)
        {
            _keys.Add(key);
        }

        return this;
    }

    /// <summary>FONCTION and its two digits.</summary>
    public KeyPlan Function(int code) => Press(Key.Function, code / 10, code % 10);

    /// <summary>Types a number.</summary>
    public KeyPlan Type(long number, int digits = 1)
    {
        if (number >= 10 || digits > 1)
        {
            Type(number / 10, digits - 1);
        }

        return Press((int)(number % 10));
    }

    /// <summary>Types a PIN.</summary>
    public KeyPlan Pin(int pin) => Type(pin, PinDigits);

    /// <summary>The one-time code of the city makes the first manager; he adds a cashier and leaves.</summary>
    public KeyPlan Open(int code) => Function(14).Type(code, CodeDigits).Press(Key.Cash).Pin(ManagerPin)
        .Pin(ManagerPin).Function(13).Pin(ManagerPin).Pin(CashierPin).Pin(CashierPin).Function(12);

    /// <summary>The cashier signs in.</summary>
    public KeyPlan SignIn() => (dice.Next(20) == 0 ? Function(11).Pin(WrongPin) : this).Function(11).Pin(CashierPin);

    /// <summary>A ticket comes back as a whole, in cash.</summary>
    public KeyPlan Refund(SoldTicket ticket)
    {
        Seals(1, _ => -ticket.Cents);
        return Type(ticket.Number).Function(21).Pin(ManagerPin).Press(Pause, Key.Cash);
    }

    /// <summary>A ticket of today was paid by card after all.</summary>
    public KeyPlan Correct(SoldTicket ticket)
    {
        Seals(2, _ => ticket.Cents);
        return Type(ticket.Number).Function(22).Press(Pause, Key.Card);
    }

    /// <summary>Sales that do not count, between two keys of a manager.</summary>
    public KeyPlan Train()
    {
        Function(61).Pin(ManagerPin);
        for (var i = 1 + dice.Next(3); i > 0; i--)
        {
            var hands = new Hands(dice);
            hands.Plan();
            _keys.AddRange(hands.Keys);
        }

        return EndTraining();
    }

    /// <summary>Training ends.</summary>
    public KeyPlan EndTraining() => Function(61).Pin(ManagerPin);

    /// <summary>A sale: what is bought, what is taken off, how it is paid.</summary>
    public KeyPlan Sell()
    {
        var hands = new Hands(dice);
        hands.PlanLines();
        _keys.AddRange(hands.Keys);
        Seals(1, hands.Cents);
        Reduce(hands);
        if (dice.Next(60) == 0)
        {
            Press(1, Key.Hold, 1, Key.Hold);
        }

        if (dice.Next(40) == 0)
        {
            Function(24).Press(Pause);
        }

        AddNonSale();
        return Pay();
    }

    private void Reduce(Hands hands)
    {
        var percent = 5 * (1 + dice.Next(6));
        switch (dice.Next(40))
        {
            case 0:
                Type(percent).Press(Key.Markdown);
                Seals(1, v => hands.Cents(v) - Money.Part(hands.LastLineCents(v), percent * 100));
                break;
            case 1:
                Type(percent).Function(25);
                Seals(1, v => hands.Cents(v) - Money.Part(hands.Cents(v), percent * 100));
                break;
        }
    }

    // Amounts that are no sale: the total of the ticket stays what its lines come to.
    private void AddNonSale()
    {
        switch (dice.Next(150))
        {
            case 0:
                Function(51);
                break;
            case 1:
                Type(200).Function(52);
                break;
            case 2:
                Type(1_000).Function(53);
                break;
        }
    }

    // Whatever a part leaves open is paid in cash; a cash key after a sale that is paid already is refused.
    private KeyPlan Pay()
    {
        switch (dice.Next(20))
        {
            case < 4:
                Type(GivenCents);
                break;
            case < 9:
                return Press(Key.Card);
            case 9:
                Type(PartCents).Press(Key.Card);
                break;
            case 10:
                Press(Key.Meal);
                break;
            case 11:
                return Press(Key.Tender, 1);
            case 12:
                Type(PartCents).Press(Key.Tender, 3);
                break;
            case 13:
                Type(PartCents).Press(Key.Tender, 5, Key.Card);
                break;
        }

        return Press(Key.Cash);
    }

    private void Seals(int tickets, Func<int, int> cents)
    {
        Tickets = tickets;
        _cents = cents;
    }
}
