using Kiosk.Board.Virtual;
using Kiosk.Firmware.Parts;

namespace Kiosk.Fleet.City;

/// <summary>
/// A basket to be keyed: its name for messages, when the customer comes, its items as indexes of the catalogue
/// (-1 = unknown).
/// </summary>
public sealed record Order(string Name, long AtMs, IReadOnlyList<int> Articles);

/// <summary>
/// The hands of a merchant: keys each basket as key presses, pays exact cash, looks at the till after a power cut
/// and keys again what was not sealed. Owned by the thread that runs the kiosk.
/// </summary>
public sealed class Merchant(IReadOnlyList<Ware> wares)
{
    /// <summary>Price of an item that no catalogue names, in cents.</summary>
    public const int UnknownCents = 100;

    private const int KeyMs = 350;

    /// <summary>Empty the typed digits, close what a menu asks for, close the menu, give the basket up.</summary>
    private static readonly int[] Tidy = [Key.Clear, Key.Clear, Key.Clear, Key.Abandon];

    private readonly Queue<Order> _waiting = new();
    private readonly List<int> _keys = [];
    private Order? _order;
    private int _next;
    private long _ticketsBefore;
    private bool _touched;

    /// <summary>Baskets sealed and cents keyed so far.</summary>
    public long Baskets { get; private set; }

    /// <inheritdoc cref="Baskets"/>
    public long Cents { get; private set; }

    /// <summary>When the next key is due (calendar ms); <see cref="long.MaxValue"/> when no basket waits.</summary>
    public long NextAtMs { get; private set; } = long.MaxValue;

    /// <summary>True while a basket is being keyed.</summary>
    public bool Busy => _order is not null;

    /// <summary>Baskets still to be keyed, the current one included.</summary>
    public int Waiting => _waiting.Count + (Busy ? 1 : 0);

    /// <summary>
    /// Takes one line about a basket that was not sold as keyed, and the merchant goes on with the next customer. Null
    /// (default) makes it a <see cref="FleetException"/>.
    /// </summary>
    public Action<string>? Complain { get; set; }

    /// <summary>
    /// Somebody else's hand was at the till: the next basket begins with the keys that close a menu and give up what
    /// was left there.
    /// </summary>
    public void Touched() => _touched = true;

    /// <summary>Puts a customer into the queue.</summary>
    public void Queue(Order order)
    {
        _waiting.Enqueue(order);
        if (!Busy)
        {
            NextAtMs = Math.Min(NextAtMs, order.AtMs);
        }
    }

    /// <summary>Turns away who has not come yet at an instant; the basket being keyed is finished.</summary>
    public void TurnAwayAfter(long atMs)
    {
        var here = _waiting.Where(o => o.AtMs <= atMs).ToList();
        _waiting.Clear();
        here.ForEach(_waiting.Enqueue);
        if (!Busy && _waiting.Count == 0)
        {
            NextAtMs = long.MaxValue;
        }
    }

    /// <summary>Presses the key that is due.</summary>
    public void Act(VirtualKiosk kiosk, long nowMs)
    {
        if (_order is null)
        {
            Begin(_waiting.Dequeue(), kiosk);
        }

        kiosk.PressKey(_keys[_next]);
        _next++;
        NextAtMs = nowMs + KeyMs;
    }

    /// <summary>Looks at the till after it has run: is the basket sold?</summary>
    public void Look(VirtualKiosk kiosk, long nowMs)
    {
        if (_order is null || _next < _keys.Count)
        {
            return;
        }

        var till = kiosk.Loop.Till!;
        if (till.LastTicketNumber == _ticketsBefore)
        {
            Fail($"{kiosk.KioskId}: basket {_order.Name} was keyed but not sealed; the till says:\n{kiosk.Lcd}", nowMs);
            return;
        }

        Sold(kiosk, nowMs);
    }

    /// <summary>After a power cut: what is sealed is sold, anything else is keyed again from an empty basket.</summary>
    public void LookAfterPowerCut(VirtualKiosk kiosk, long nowMs)
    {
        if (_order is null)
        {
            return;
        }

        if (kiosk.Loop.Till!.LastTicketNumber > _ticketsBefore)
        {
            Sold(kiosk, nowMs);
            return;
        }

        _touched = true;
        Begin(_order, kiosk);
        NextAtMs = nowMs + 1_000;
    }

    /// <summary>Amount of an order in cents.</summary>
    public int CentsOf(Order order) => order.Articles.Sum(a => Keying.CentsOf(a, wares));

    private void Begin(Order order, VirtualKiosk kiosk)
    {
        _order = order;
        _ticketsBefore = kiosk.Loop.Till!.LastTicketNumber;
        _next = 0;
        _keys.Clear();
        if (_touched)
        {
            _keys.AddRange(Tidy);
        }

        Keying.Write(order.Articles, wares, _keys);
        _keys.Add(Key.Cash);
    }

    private void Sold(VirtualKiosk kiosk, long nowMs)
    {
        var cents = CentsOf(_order!);
        if (kiosk.Loop.Till!.LastTicketCents != cents)
        {
            Fail($"{kiosk.KioskId}: basket {_order!.Name} of {cents} cents was sealed as "
                + $"{kiosk.Loop.Till.LastTicketCents}", nowMs);
            return;
        }

        Baskets++;
        Cents += cents;
        _touched = false;
        Leave(nowMs);
    }

    private void Fail(string message, long nowMs)
    {
        if (Complain is null)
        {
            throw new FleetException(message);
        }

        Complain(message);
        _touched = true;
        Leave(nowMs);
    }

    private void Leave(long nowMs)
    {
        _order = null;
        NextAtMs = _waiting.TryPeek(out var next) ? Math.Max(next.AtMs, nowMs + KeyMs) : long.MaxValue;
    }
}
