using Kiosk.Board.Virtual;
using Kiosk.Fiscal;
using Kiosk.Firmware;
using Kiosk.Firmware.Cards;
using Kiosk.Firmware.Parts;
using Kiosk.Fleet.City;
using Kiosk.Fleet.Simulate;

namespace Kiosk.Fleet.ShopYear;

/// <summary>
/// The hands of one merchant through a year: one errand after the other, key by key, each looked at when it is done
/// and done again, or left, after a power cut. Calendar ms. One thread.
/// </summary>
internal sealed class YearMerchant(ShopCalendar calendar, Random dice, int setupCode)
    : Customers(calendar.StartMs)
{
    private const int KeyMs = 350, PauseMs = 8_000, AgainMs = 1_500, CardLookMs = 2_000;
    private const int HistoryMax = 6, LineMs = 8 * 3_600_000;
    private readonly Queue<Errand> _errands = new();
    private readonly TicketMemory _memory = new(dice);
    private readonly List<int> _keys = [];
    private readonly Queue<string> _history = new();
    private KeyPlan? _plan;
    private SoldTicket? _brought;
    private Errand _errand;
    private Mishap _mishap;
    private long _ticketsBefore;
    private int _next, _cents, _lastLine, _day, _dayOfErrands, _suspendedBefore;
    private bool _closed, _declared, _putAside;

    /// <summary>Refunds that were sealed.</summary>
    public long Refunds { get; private set; }

    /// <summary>How often each errand was done to its end, and what else was seen at the till.</summary>
    public SortedDictionary<string, long> Seen { get; } = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override void CloseDoor()
    {
        _closed = true;
        _errands.Clear();
        NextAtMs = _plan is null ? long.MaxValue : NextAtMs;
    }

    /// <inheritdoc/>
    public override Mishap TakeMishap()
    {
        var mishap = _mishap;
        _mishap = default;
        return mishap;
    }

    /// <inheritdoc/>
    public override void Act(VirtualKiosk kiosk, long nowMs)
    {
        if ((_plan is null && !Begin(kiosk, nowMs)) || _next >= _keys.Count)
        {
            return;
        }

        // Prices change between two baskets only; a basket that was put aside keeps those it was keyed with.
        var till = kiosk.Loop.Till!;
        var own = _next >= _keys.Count - _plan!.Keys.Count;
        _putAside |= own && _keys[_next] == Key.Hold;
        if (till.LastTicketNumber == _ticketsBefore && !_putAside)
        {
            _cents = _plan!.Cents(till.CatalogueInUse.Version);
            _lastLine = _plan.LastLine(till.CatalogueInUse.Version);
        }

        Press(kiosk, _keys[_next], nowMs);
    }

    private void Press(VirtualKiosk kiosk, int key, long nowMs)
    {
        NextAtMs = nowMs + (key == KeyPlan.Pause ? PauseMs : KeyMs);
        if (key == KeyPlan.SettleCard)
        {
            SettleCard(kiosk, nowMs);
            return;
        }

        _next++;
        switch (key)
        {
            case < 0:
                kiosk.Scan(Assortment.Ean(-key - 1));
                break;
            case < Key.Count:
                kiosk.PressKey(key);
                break;
            case >= KeyPlan.MoodBase:
                CardCounter.Behave(kiosk, key - KeyPlan.MoodBase);
                break;
            case >= KeyPlan.ScanBase:
                kiosk.Scan(_plan!.Text(key));
                break;
            case >= KeyPlan.ShownBase:
                MustShow(kiosk, _plan!.Text(key));
                break;
        }
    }

    // While the customer is at the terminal nothing is pressed; what nobody knows is declared from its slips.
    private void SettleCard(VirtualKiosk kiosk, long nowMs)
    {
        var cards = kiosk.Cards!;
        if (cards.Blocks)
        {
            NextAtMs = nowMs + CardLookMs;
            if (cards.State != CardPayment.Asking)
            {
                _declared = true;
                var truth = CardCounter.Truth(kiosk, cards.Attempts.Last);
                Note(truth == 1 ? "card unknown, declared paid" : "card unknown, declared not paid");
                kiosk.PressKey(truth);
                if (truth == 1)
                {
                    // The slip's number is asked for; this merchant's terminal prints none.
                    kiosk.PressKey(Key.Cash);
                }
            }

            return;
        }

        if (cards.State == CardPayment.NotPaid && !_declared)
        {
            Note("card refused");
        }

        _declared = false;
        var done = kiosk.Loop.Till!.LastTicketNumber - _ticketsBefore;
        _next = _plan!.Tickets > 0 && done == _plan.Tickets ? _keys.Count : _next + 1;
    }

    private void MustShow(VirtualKiosk kiosk, string text)
    {
        if (!kiosk.Lcd.Contains(text, StringComparison.Ordinal))
        {
            throw new FleetException(
                $"{kiosk.KioskId}: {_errand.Kind} on day {_day} should show '{text}', keys\n"
                + $"{string.Join('\n', _history)}\nthe till says:\n{kiosk.Lcd}");
        }

        Note("shown: " + text);
    }

    /// <inheritdoc/>
    public override void Look(VirtualKiosk kiosk, long nowMs)
    {
        if (_plan is not null && _next >= _keys.Count && nowMs >= NextAtMs)
        {
            Finish(kiosk, nowMs);
        }
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
            Again([KeyPlan.SettleCard, KeyPlan.MoodBase, Key.Card, KeyPlan.SettleCard]);
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
        _putAside = false;
    }

    private static IReadOnlyList<int> SignIn(VirtualKiosk kiosk) =>
        kiosk.Loop.Till!.Locked ? new KeyPlan(Random.Shared).Function(11).Pin(KeyPlan.CashierPin).Keys : [];

    private bool Begin(VirtualKiosk kiosk, long nowMs)
    {
        while (_errands.Count == 0)
        {
            if (_closed || calendar.StartMs + (_dayOfErrands * 86_400_000L) > calendar.EndMs)
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
        if (_errand.Kind is ErrandKind.SwitchOff or ErrandKind.WildClock)
        {
            var wild = _errand.Kind == ErrandKind.WildClock;
            var offMs = Math.Max(0, _errand.UntilMs - nowMs);
            _mishap = new Mishap(offMs, _errand.Value, wild ? offMs + LineMs : 0);
            Note(_errand.Kind.ToString());
            return false;
        }

        var plan = Plan(_errand.Kind, kiosk.Loop, till.SuspendedCents);
        if (plan is null)
        {
            return false;
        }

        _plan = plan;
        _ticketsBefore = till.LastTicketNumber;
        _suspendedBefore = till.SuspendedCents;
        IReadOnlyList<int> before = _errand.Kind is ErrandKind.Open or ErrandKind.SignIn ? [] : SignIn(kiosk);
        if (till.InTraining)
        {
            before = [.. before, .. new KeyPlan(dice).EndTraining().Keys];
        }

        Again([.. before, .. plan.Keys]);
        return true;
    }

    private KeyPlan? Plan(ErrandKind kind, KioskLoop loop, int suspended)
    {
        var oldest = loop.Journal!.OldestSequence;
        var firstOfDay = loop.Chain!.State.DayPeriod.Figures[PeriodTotals.FirstTicket];
        var plan = new KeyPlan(dice);
        var euros = 100 * (5 + dice.Next(95));
        return kind switch
        {
            ErrandKind.Sale or ErrandKind.NightSale => new SalePlan(plan, dice).Write(),
            ErrandKind.Open => plan.Open(setupCode),
            ErrandKind.SignIn => plan.SignIn(_errand.Value),
            ErrandKind.SignOut => plan.Function(12),
            ErrandKind.Refund => Bring(_memory.Pick(oldest), plan.Refund),
            ErrandKind.RefundAgain => Bring(_memory.PickReturned(oldest), plan.RefundAgain),
            ErrandKind.Correction =>
                calendar.IsWild(_day) ? null
                    : Bring(_memory.PickOf(_day, oldest),
                        ticket => plan.Correct(ticket, suspended, firstOfDay == 0 || ticket.Number < firstOfDay)),
            ErrandKind.Copy => plan.Press(Key.Ticket, KeyPlan.Pause).Function(23)
                .Press(1 + dice.Next(4), KeyPlan.Pause),
            ErrandKind.Training => plan.Train(),
            ErrandKind.Float => plan.Type(euros).Function(31),
            ErrandKind.Skim => plan.Type(euros).Function(32),
            ErrandKind.PayIn => plan.Type(euros).Function(33),
            ErrandKind.Expense => plan.Type(euros).Function(34),
            ErrandKind.Count => plan.Count(),
            ErrandKind.Drawer => plan.Function(36).Press(1 + dice.Next(4)),
            ErrandKind.Reading => plan.Function(41).Press(KeyPlan.Pause),
            ErrandKind.Inspect => plan.Inspect(),
            ErrandKind.Closing => plan.Close(),
            _ => null,
        };
    }

    private KeyPlan? Bring(SoldTicket? ticket, Func<SoldTicket, KeyPlan> plan)
    {
        _brought = ticket;
        return ticket is { } sold ? plan(sold) : null;
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

        if (_errand.AtMs > 0)
        {
            Note(_errand.Kind.ToString());
        }

        Sales += sealedTickets;
        Cents += _errand.Kind == ErrandKind.Correction ? 0 : sealedTickets > 0 ? _cents : 0;
        Remember(new SoldTicket(
            till.LastTicketNumber, till.LastTicketSequence, _cents, _day, _lastLine,
            Suspended: till.SuspendedCents - _suspendedBefore));
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
        switch (_errand.Kind)
        {
            case ErrandKind.Sale or ErrandKind.NightSale:
                _memory.Sold(ticket);
                break;
            case ErrandKind.Refund:
                Refunds++;
                if (_lastLine > 0)
                {
                    Note("part of a ticket given back");
                }
                else if (_brought!.Value.Cents + _cents > 0)
                {
                    Note("an amount of a ticket given back");
                }

                _memory.Returned(_brought!.Value, _cents);
                break;
        }
    }

    private void Note(string what) => Seen[what] = Seen.GetValueOrDefault(what) + 1;
}
