using Kiosk.Board.Virtual;
using Kiosk.Firmware.Parts;
using Kiosk.Fleet.City;
using Kiosk.Fleet.Simulate;

namespace Kiosk.Fleet.ShopYear;

/// <summary>
/// The hands of one merchant through a year: one errand after the other, key by key, each looked at when it is done
/// and done again, or left, after a power cut. Calendar ms. One thread.
/// </summary>
internal sealed class YearMerchant(ShopCalendar calendar, Random dice, int setupCode)
    : Customers(ShopCalendar.StartMs)
{
    private const int KeyMs = 350, PauseMs = 8_000, AgainMs = 1_500, RememberedMax = 300;
    private const int RecordsOfTicket = 8, HistoryMax = 6;
    private readonly Queue<Errand> _errands = new();
    private readonly List<SoldTicket> _remembered = [];
    private readonly List<int> _keys = [];
    private readonly Queue<string> _history = new();
    private KeyPlan? _plan;
    private Errand _errand;
    private long _ticketsBefore, _offMs;
    private int _next, _cents, _day, _dayOfErrands;
    private bool _closed;

    /// <summary>Refunds that were sealed.</summary>
    public long Refunds { get; private set; }

    /// <summary>How often each errand was done to its end.</summary>
    public Dictionary<ErrandKind, long> Done { get; } = [];

    /// <inheritdoc/>
    public override void CloseDoor()
    {
        _closed = true;
        _errands.Clear();
        NextAtMs = _plan is null ? long.MaxValue : NextAtMs;
    }

    /// <inheritdoc/>
    public override long TakeOffMs() => Interlocked.Exchange(ref _offMs, 0);

    /// <inheritdoc/>
    public override void Act(VirtualKiosk kiosk, long nowMs)
    {
        if (_plan is null && !Begin(kiosk, nowMs))
        {
            return;
        }

        if (_next >= _keys.Count)
        {
            return;
        }

        // Prices change between two baskets only.
        var till = kiosk.Loop.Till!;
        if (till.LastTicketNumber == _ticketsBefore)
        {
            _cents = _plan!.Cents(till.CatalogueInUse.Version);
        }

        var key = _keys[_next++];
        if (key < 0)
        {
            kiosk.Scan(Assortment.Ean(-key - 1));
        }
        else if (key != KeyPlan.Pause)
        {
            kiosk.PressKey(key);
        }

        NextAtMs = nowMs + (key == KeyPlan.Pause ? PauseMs : KeyMs);
    }

    /// <inheritdoc/>
    public override void Look(VirtualKiosk kiosk, long nowMs)
    {
        if (_plan is null || _next < _keys.Count || nowMs < NextAtMs)
        {
            return;
        }

        Finish(kiosk, nowMs);
    }

    /// <inheritdoc/>
    public override void LookAfterPowerCut(VirtualKiosk kiosk, long nowMs)
    {
        NextAtMs = Math.Max(NextAtMs, nowMs + AgainMs);
        if (_plan is null)
        {
            return;
        }

        var done = kiosk.Loop.Till!.LastTicketNumber - _ticketsBefore;
        if (_plan.Tickets > 0 && done == _plan.Tickets)
        {
            Finish(kiosk, nowMs);
        }
        else if (done > 0)
        {
            // A correction was cut between its two tickets: the second one is back as a basket.
            Again([Key.Card]);
        }
        else if (_plan.Tickets > 0 || _errand.Kind == ErrandKind.Open)
        {
            Again([.. KeyPlan.Recovery(), .. SignIn(kiosk), .. _plan.Keys]);
        }
        else
        {
            _errand = default;
            Again([.. KeyPlan.Recovery()]);
            _plan = new KeyPlan(dice);
        }
    }

    private void Again(IEnumerable<int> keys)
    {
        List<int> fresh = [.. keys];
        if (_history.Count == HistoryMax)
        {
            _history.Dequeue();
        }

        _history.Enqueue($"{_errand.Kind} {_errand.AtMs}: {string.Join(' ', fresh)}");
        _keys.Clear();
        _keys.AddRange(fresh);
        _next = 0;
    }

    private static IReadOnlyList<int> SignIn(VirtualKiosk kiosk) =>
        kiosk.Loop.Till!.Locked ? new KeyPlan(Random.Shared).Function(11).Pin(KeyPlan.CashierPin).Keys : [];

    private bool Begin(VirtualKiosk kiosk, long nowMs)
    {
        while (_errands.Count == 0)
        {
            if (_closed || ShopCalendar.StartMs + (_dayOfErrands * 86_400_000L) > calendar.EndMs)
            {
                NextAtMs = long.MaxValue;
                return false;
            }

            _day = _dayOfErrands;
            calendar.Draw(_dayOfErrands++).Where(e => e.AtMs < calendar.EndMs).ToList().ForEach(_errands.Enqueue);
        }

        if (_errands.Peek().AtMs > nowMs)
        {
            NextAtMs = _errands.Peek().AtMs;
            return false;
        }

        _errand = _errands.Dequeue();
        return Start(kiosk, nowMs);
    }

    private bool Start(VirtualKiosk kiosk, long nowMs)
    {
        var till = kiosk.Loop.Till!;
        NextAtMs = nowMs + KeyMs;
        if (_errand.Kind == ErrandKind.SwitchOff)
        {
            _offMs = Math.Max(0, _errand.UntilMs - nowMs);
            Count();
            return false;
        }

        var plan = Plan(_errand.Kind, kiosk.Loop.Journal!.OldestSequence);
        if (plan is null)
        {
            return false;
        }

        _plan = plan;
        _ticketsBefore = till.LastTicketNumber;
        IReadOnlyList<int> before = _errand.Kind is ErrandKind.Open or ErrandKind.SignIn ? [] : SignIn(kiosk);
        if (till.InTraining)
        {
            before = [.. before, .. new KeyPlan(dice).EndTraining().Keys];
        }

        Again([.. before, .. plan.Keys]);
        return true;
    }

    private KeyPlan? Plan(ErrandKind kind, long oldest)
    {
        var plan = new KeyPlan(dice);
        var euros = 100 * (5 + dice.Next(95));
        return kind switch
        {
            ErrandKind.Sale => plan.Sell(),
            ErrandKind.Open => plan.Open(setupCode),
            ErrandKind.SignIn => plan.SignIn(),
            ErrandKind.SignOut => plan.Function(12),
            ErrandKind.Refund => Pick(0, oldest) is { } sold ? plan.Refund(sold) : null,
            ErrandKind.Correction => Pick(_day, oldest) is { } sold ? plan.Correct(sold) : null,
            ErrandKind.Copy => plan.Press(Key.Ticket, KeyPlan.Pause).Function(23)
                .Press(1 + dice.Next(4), KeyPlan.Pause),
            ErrandKind.Training => plan.Train(),
            ErrandKind.Float => plan.Type(euros).Function(31),
            ErrandKind.Skim => plan.Type(euros).Function(32),
            ErrandKind.PayIn => plan.Type(euros).Function(33),
            ErrandKind.Expense => plan.Type(euros).Function(34),
            ErrandKind.Drawer => plan.Function(36).Press(1 + dice.Next(4)),
            ErrandKind.Reading => plan.Function(41).Press(KeyPlan.Pause),
            ErrandKind.Closing => plan.Function(42).Press(Key.Cash, KeyPlan.Pause),
            _ => null,
        };
    }

    // A ticket of a day or later that the kiosk's own journal still holds; it is not picked a second time.
    private SoldTicket? Pick(int fromDay, long oldest)
    {
        var first = _remembered.FindIndex(t => t.Day >= fromDay && t.Sequence > oldest + RecordsOfTicket);
        if (first < 0)
        {
            return null;
        }

        var at = dice.Next(first, _remembered.Count);
        var ticket = _remembered[at];
        _remembered.RemoveAt(at);
        return ticket;
    }

    private void Finish(VirtualKiosk kiosk, long nowMs)
    {
        var till = kiosk.Loop.Till!;
        var sealedTickets = till.LastTicketNumber - _ticketsBefore;
        if (sealedTickets != _plan!.Tickets || till.LineCount > 0
            || (sealedTickets > 0 && till.LastTicketCents != _cents))
        {
            throw new FleetException(
                $"{kiosk.KioskId}: {_errand.Kind} of {_cents} cents was keyed on day {_day}; {sealedTickets} tickets "
                + $"were sealed, the last of {till.LastTicketCents}; keys\n{string.Join('\n', _history)}\n{kiosk.Lcd}\n"
                + $"journal {kiosk.Loop.Journal!.UsedPercent} percent full");
        }

        Count();
        Sales += sealedTickets;
        Cents += _errand.Kind == ErrandKind.Correction ? 0 : sealedTickets > 0 ? _cents : 0;
        Refunds += _errand.Kind == ErrandKind.Refund ? 1 : 0;
        if (_errand.Kind == ErrandKind.Sale)
        {
            Remember(new SoldTicket(till.LastTicketNumber, till.LastTicketSequence, _cents, _day));
        }

        _plan = null;
        NextAtMs = nowMs + KeyMs;
        kiosk.CloseDrawer();
        kiosk.TearPaper();
        if (_errand.Kind == ErrandKind.Sale && dice.Next(20) == 0)
        {
            kiosk.PressKey(Key.Ticket);
            NextAtMs = nowMs + PauseMs;
        }
    }

    private void Remember(SoldTicket ticket)
    {
        _remembered.Add(ticket);
        if (_remembered.Count > RememberedMax)
        {
            _remembered.RemoveAt(0);
        }
    }

    private void Count()
    {
        if (_errand.AtMs > 0)
        {
            Done[_errand.Kind] = Done.GetValueOrDefault(_errand.Kind) + 1;
        }
    }
}
