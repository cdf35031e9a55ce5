using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>Baskets put aside and taken back (R69), each move journaled. One thread.</summary>
public sealed class HeldBaskets
{
    private readonly TillDesk _desk;
    private readonly BasketSlots _slots;
    private readonly EventWriter _events;

    /// <summary>Places of a desk.</summary>
    public HeldBaskets(TillDesk desk, BasketSlots slots, EventWriter events)
    {
        _desk = desk;
        _slots = slots;
        _events = events;
    }

    /// <summary>The HOLD key: puts the basket aside, or takes one back (R69).</summary>
    public void Press(TillMenu menu, long nowMs)
    {
        Sale sale = _desk.Basket.Sale;
        if (_desk.InTraining)
        {
            // Baskets put aside are customers'.
            _desk.Refuse(TillMessage.TrainingOn);
            return;
        }

        int typed = _desk.Entry.DigitCount > 0 ? _desk.Entry.TakeDigits() - 1 : -1;
        if (!sale.IsEmpty)
        {
            Hold(sale, typed, nowMs);
            return;
        }

        int held = 0;
        int place = 0;
        for (int i = BasketSlots.Places - 1; i >= 0; i--)
        {
            if (_slots.IsHeld(i))
            {
                held++;
                place = i;
            }
        }

        if (held > 1 && typed < 0)
        {
            menu.Ask(TillMenu.Places, 0, TillMessage.WhichPlace);
        }
        else
        {
            Recall(typed < 0 ? place : typed, nowMs);
        }
    }

    /// <summary>Takes the basket at a place 0..3 back.</summary>
    public void Recall(int place, long nowMs)
    {
        if (place < 0 || place >= BasketSlots.Places || !_slots.IsHeld(place)
            || !_slots.Recall(_desk.Basket, _desk.Catalogue, place))
        {
            _desk.Refuse(TillMessage.NothingHeld);
            return;
        }

        // Durable as the open basket first, then forgotten as one put aside: a power cut never loses it.
        if (_slots.Save(_desk.Basket.Sale, _desk.NextTicket))
        {
            _slots.Forget(place);
        }

        _desk.JustSealed = false;
        _events.Write(JetCode.BasketRecalled, _desk.Operator, place + 1, _desk.Basket.Sale.PayableCents, nowMs);
    }

    private void Hold(Sale sale, int typed, long nowMs)
    {
        if (sale.TenderCount > 0 || sale.Replaces > 0 || sale.Operation != TicketLayout.OperationSale)
        {
            _desk.Refuse(TillMessage.Paying);
            return;
        }

        int place = typed;
        for (int i = BasketSlots.Places - 1; i >= 0 && typed < 0; i--)
        {
            place = _slots.IsHeld(i) ? place : i;
        }

        if (place < 0 || place >= BasketSlots.Places || _slots.IsHeld(place))
        {
            _desk.Refuse(TillMessage.NoPlace);
        }
        else if (!_slots.Hold(sale, place))
        {
            _desk.Refuse(TillMessage.StorageFailed);
        }
        else
        {
            int cents = sale.PayableCents;
            _desk.Basket.Clear();
            _desk.JustSealed = false;
            _events.Write(JetCode.BasketHeld, _desk.Operator, place + 1, cents, nowMs);
            _desk.Say(TillMessage.BasketHeld);
            _desk.MessageValue = place + 1;
        }
    }
}
