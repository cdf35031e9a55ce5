using Kiosk.Firmware.Parts;

namespace Kiosk.Fleet.ShopYear;

/// <summary>
/// The keys of one errand: a code of <see cref="Key"/>, a scan (article minus code minus 1) or one of the marks below,
/// and what the till must have sealed when they are pressed. One thread.
/// </summary>
internal sealed class KeyPlan(Random dice)
{
    /// <summary>A pause of some seconds: the till searches or prints.</summary>
    public const int Pause = 1_000;

    /// <summary>Whoever keys waits until the card terminal has ended, and declares what nobody knows.</summary>
    public const int SettleCard = 1_001;

    /// <summary>
    /// From here on: what the display must show; a code that is scanned; how the card terminal behaves.
    /// </summary>
    public const int ShownBase = 2_000, ScanBase = 3_000, MoodBase = 4_000;

    /// <summary>PIN of the manager, of two cashiers, of nobody.</summary>
    public const int ManagerPin = 9_876, CashierPin = 2_222, OtherPin = 3_333, WrongPin = 1_111;

    private const int PinDigits = 4, CodeDigits = 6;
    private readonly List<int> _keys = [];
    private readonly List<string> _texts = [];
    private Func<int, int> _cents = static _ => 0;

    /// <summary>The keys from first to last.</summary>
    public IReadOnlyList<int> Keys => _keys;

    /// <summary>Tickets that the errand seals.</summary>
    public int Tickets { get; private set; }

    /// <summary>What the last line of a sale comes to, when it is a line of its own without discount; else 0.</summary>
    public Func<int, int> LastLine { get; set; } = static _ => 0;

    /// <summary>Amount of its last ticket with a version of the catalogue.</summary>
    public int Cents(int version) => _cents(version);

    /// <summary>The text that a mark stands for.</summary>
    public string Text(int mark) => _texts[mark % 1_000];

    /// <summary>
    /// Keys that leave whatever a power cut has left: a card payment, a menu, a basket, a basket put aside. Given up
    /// twice: what a card has paid goes back.
    /// </summary>
    public static IEnumerable<int> Recovery() =>
    [
        SettleCard, Key.Clear, Key.Clear, Key.Abandon, Key.Abandon, 1, Key.Hold, Key.Clear, Key.Abandon, Key.Clear,
    ];

    /// <summary>Presses keys.</summary>
    public KeyPlan Press(params ReadOnlySpan<int> keys)
    {
        foreach (var key in keys)
        {
            _keys.Add(key);
        }

        return this;
    }

    /// <summary>Presses keys of others.</summary>
    public KeyPlan Press(IEnumerable<int> keys)
    {
        _keys.AddRange(keys);
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

    /// <summary>Scans a code.</summary>
    public KeyPlan Scan(string code) => Mark(ScanBase, code);

    /// <summary>The display must show a text now.</summary>
    public KeyPlan Sees(string text) => Mark(ShownBase, text);

    /// <summary>Card key at the terminal, which may misbehave; waits for its end.</summary>
    public KeyPlan PayByCard() => Press(MoodBase + CardCounter.Draw(dice), Key.Card, SettleCard);

    /// <summary>The errand seals so many tickets, the last of so many cents by the version of the catalogue.</summary>
    public KeyPlan Seals(int tickets, Func<int, int> cents)
    {
        Tickets = tickets;
        _cents = cents;
        return this;
    }

    /// <summary>The one-time code of the city makes the first manager; he adds two cashiers and leaves.</summary>
    public KeyPlan Open(int code) => Function(14).Type(code, CodeDigits).Press(Key.Cash).Pin(ManagerPin)
        .Pin(ManagerPin).Function(13).Pin(ManagerPin).Pin(CashierPin).Pin(CashierPin).Function(13).Pin(ManagerPin)
        .Pin(OtherPin).Pin(OtherPin).Function(12);

    /// <summary>Somebody signs in, now and then with a wrong PIN first: 0 and 1 the cashiers, 2 the manager.</summary>
    public KeyPlan SignIn(int who) => (dice.Next(20) == 0 ? Function(12).Function(11).Pin(WrongPin) : Function(12))
        .Function(11).Pin(who == 0 ? CashierPin : who == 1 ? OtherPin : ManagerPin);

    /// <summary>
    /// A ticket comes back as a whole, or its last line, or some cents of it; the customer gets cash or something
    /// else. What suspended items have paid goes back to them.
    /// </summary>
    public KeyPlan Refund(SoldTicket ticket)
    {
        if (ticket.Suspended < 0)
        {
            return Seals(1, _ => -ticket.Cents).Type(ticket.Number).Function(21).Pin(ManagerPin)
                .Press(Pause, Key.Cash);
        }

        var part = ticket.LastLineCents > 0 && dice.Next(2) == 0;
        var some = !part && ticket.Cents > 1 && dice.Next(3) == 0 ? 1 + dice.Next(ticket.Cents - 1) : 0;
        Seals(1, _ => part ? ticket.LastLineCents - ticket.Cents : some > 0 ? -some : -ticket.Cents);
        LastLine = _ => part ? ticket.LastLineCents : 0;
        Type(ticket.Number).Function(21).Pin(ManagerPin).Press(Pause);
        if (some > 0)
        {
            Type(some).Press(Key.Price);
        }

        if (part)
        {
            Press(Key.Undo);
        }

        return dice.Next(6) switch
        {
            0 => Press(MoodBase, Key.Card, SettleCard),
            1 => Press(Key.Tender, 5),
            2 => Press(Key.Tender, 1),
            _ => Press(Key.Cash),
        };
    }

    /// <summary>Of a ticket that came back as a whole nothing is left to give back.</summary>
    public KeyPlan RefundAgain(SoldTicket ticket) => Type(ticket.Number).Function(21).Pin(ManagerPin)
        .Press(Pause).Sees("DÉJÀ TOUT RENDU").Press(Key.Clear);

    /// <summary>
    /// A ticket of today was paid by card after all; refused when somebody has used what it gave to suspended items.
    /// When its day was closed since, a manager has to allow it.
    /// </summary>
    public KeyPlan Correct(SoldTicket ticket, int suspended, bool closed)
    {
        var used = suspended < ticket.Suspended;
        Type(ticket.Number).Function(22).Press(Pause);
        var paid = (closed && !used ? Pin(ManagerPin) : this).Press(MoodBase, Key.Card, SettleCard);
        return used
            ? paid.Sees("AUCUN SUSPENDU").Press(Key.Clear, Key.Clear)
            : paid.Seals(2, _ => ticket.Cents);
    }

    /// <summary>The drawer is counted: some notes and coins; a difference wants the same count again.</summary>
    public KeyPlan Count() => CountPieces(Function(35)).Press(Key.Cash, Key.Cash, Key.Clear);

    /// <summary>The day is closed, half the time after a count.</summary>
    public KeyPlan Close()
    {
        Function(42);
        return dice.Next(2) == 0
            ? Press(Key.Cash, Pause)
            : CountPieces(this).Press(Key.Cash, Key.Cash, Pause, Key.Clear);
    }

    /// <summary>The day for an inspector, onto the drive or on paper; it takes its time.</summary>
    public KeyPlan Inspect() => Function(44 + dice.Next(2)).Press(Pause, Pause, Pause, Pause);

    /// <summary>Sales that do not count, between two keys of a manager.</summary>
    public KeyPlan Train()
    {
        Function(61).Pin(ManagerPin);
        for (var i = 1 + dice.Next(3); i > 0; i--)
        {
            var hands = new Simulate.Hands(dice);
            hands.Plan();
            Press(hands.Keys);
        }

        return EndTraining();
    }

    /// <summary>Training ends.</summary>
    public KeyPlan EndTraining() => Function(61).Pin(ManagerPin);

    private KeyPlan CountPieces(KeyPlan plan) => plan.Type(1 + dice.Next(9)).Press(Key.Note20)
        .Type(10 + dice.Next(50)).Press(Key.Department1);

    private KeyPlan Mark(int from, string text)
    {
        _texts.Add(text);
        return Press(from + _texts.Count - 1);
    }
}
