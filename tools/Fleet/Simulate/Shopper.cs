using System.Globalization;
using Kiosk.Board.Virtual;
using Kiosk.Firmware.Parts;
using Kiosk.Fleet.City;

namespace Kiosk.Fleet.Simulate;

/// <summary>
/// The customers of one kiosk and the merchant who serves them: keys each sale, looks whether it is sealed for the
/// right amount, keys it again after a power cut when it is not. Calendar ms. One thread.
/// </summary>
internal sealed class Shopper(SimulateOptions options, FaultPlan plan, int index, long startMs)
    : Customers(startMs)
{
    private const int KeyMs = 350, AgainMs = 1_500, UnknownEvery = 40;
    private readonly long _startMs = startMs;
    private readonly Random _dice = plan.Dice(FaultPlan.Part.Shopper, index);
    private readonly Random _unknownDice = plan.Dice(FaultPlan.Part.Unknown, index);
    private readonly HashSet<long> _unknown = [];
    private readonly Queue<long> _customers = new();
    private Hands? _hands;
    private long _ticketsBefore;
    private int _cents;
    private int _day;

    /// <summary>Customers sent away because there was no catalogue yet.</summary>
    public long SentAway { get; private set; }

    /// <inheritdoc/>
    public override IReadOnlyCollection<long> UnknownCodes => _unknown;

    /// <inheritdoc/>
    public override void CloseDoor()
    {
        _customers.Clear();
        _day = int.MaxValue;
        NextAtMs = _hands is null ? long.MaxValue : NextAtMs;
    }

    /// <inheritdoc/>
    public override void Act(VirtualKiosk kiosk, long nowMs)
    {
        if (_hands is null && !Serve(kiosk, nowMs))
        {
            return;
        }

        if (_hands!.AtTheEnd)
        {
            _cents = _hands.Cents(kiosk.Loop.Till!.CatalogueInUse.Version);
        }

        var key = _hands.Take();
        if (key < 0)
        {
            kiosk.Scan(Assortment.Ean(-key - 1));
        }
        else
        {
            kiosk.PressKey(key);
        }

        NextAtMs = nowMs + KeyMs;
    }

    /// <inheritdoc/>
    public override void Look(VirtualKiosk kiosk, long nowMs)
    {
        if (_hands is null || !_hands.Done)
        {
            return;
        }

        if (kiosk.Loop.Till!.LastTicketNumber == _ticketsBefore)
        {
            throw new FleetException(
                $"{kiosk.KioskId}: a sale of {_cents} cents was keyed but not sealed:\n{kiosk.Lcd}");
        }

        Sold(kiosk, nowMs);
    }

    /// <inheritdoc/>
    public override void LookAfterPowerCut(VirtualKiosk kiosk, long nowMs)
    {
        if (_hands is null)
        {
            NextAtMs = Math.Max(NextAtMs, nowMs + AgainMs);
            return;
        }

        if (kiosk.Loop.Till!.LastTicketNumber > _ticketsBefore)
        {
            Sold(kiosk, nowMs);
            return;
        }

        _hands.StartAgain();
        NextAtMs = nowMs + AgainMs;
    }

    private bool Serve(VirtualKiosk kiosk, long nowMs)
    {
        while (_customers.Count == 0)
        {
            if (_day >= options.Days)
            {
                NextAtMs = long.MaxValue;
                return false;
            }

            var sales = _dice.Next(options.SalesMin, options.SalesMax + 1);
            Array.ForEach(OpeningHours.Draw(sales, _startMs, _day++, _dice), _customers.Enqueue);
        }

        if (_customers.Peek() > nowMs)
        {
            NextAtMs = _customers.Peek();
            return false;
        }

        _customers.Dequeue();
        if (kiosk.Loop.Till!.CatalogueInUse.Version == 0)
        {
            SentAway++;
            NextAtMs = nowMs + 1;
            return false;
        }

        _hands = new Hands(_dice);
        _hands.Plan();
        _ticketsBefore = kiosk.Loop.Till.LastTicketNumber;
        if (_unknownDice.Next(UnknownEvery) > 0)
        {
            return true;
        }

        // What the till does not know is scanned first; then the sale goes on as if nothing had been.
        var code = Assortment.Unknown(_unknown.Count);
        _unknown.Add(code);
        kiosk.Scan(code.ToString(CultureInfo.InvariantCulture));
        NextAtMs = nowMs + KeyMs;
        return false;
    }

    /// <summary>For tests of the verdict: as if a code had been scanned that no till has seen.</summary>
    internal void Disturb() => _unknown.Add(Assortment.Unknown(_unknown.Count));

    private void Sold(VirtualKiosk kiosk, long nowMs)
    {
        var sealedCents = kiosk.Loop.Till!.LastTicketCents;
        if (sealedCents != _cents || kiosk.Loop.Till.LastTicketNumber != _ticketsBefore + 1)
        {
            throw new FleetException($"{kiosk.KioskId}: a sale of {_cents} cents was sealed as {sealedCents}");
        }

        Sales++;
        Cents += _cents;
        _hands = null;
        NextAtMs = nowMs + KeyMs;
        if (_dice.Next(10) == 0)
        {
            kiosk.PressKey(Key.Ticket);
        }
    }
}
