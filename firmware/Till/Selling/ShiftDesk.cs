using Kiosk.Fiscal;
using Kiosk.Firmware.Journal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// Two merchants on one kiosk by shift: each has a chain, a drawer and a balance of suspended items of its own. The
/// change is one append, the last event of one chain and the event with which the other goes on, so that a power cut
/// leaves one of them in force and both whole. One thread.
/// </summary>
public sealed class ShiftDesk
{
    private readonly TillDesk _desk;
    private readonly FiscalChain _chain;
    private readonly RecordJournal _journal;
    private readonly EventWriter _events;
    private readonly TillFacts _facts;
    private readonly ClosingDesk _closings;
    private readonly BasketSlots _slots;

    /// <summary>The inspector's copy, which is of one merchant; set by the till.</summary>
    public InspectionDesk Inspection = null!;

    /// <summary>Changes of merchant since start.</summary>
    public int Changes;

    /// <summary>Shifts of a till.</summary>
    public ShiftDesk(TillDesk desk, FiscalChain chain, RecordJournal journal, EventWriter events, TillFacts facts,
        ClosingDesk closings, BasketSlots slots)
    {
        _desk = desk;
        _chain = chain;
        _journal = journal;
        _events = events;
        _facts = facts;
        _closings = closings;
        _slots = slots;
    }

    /// <summary>The merchant who would sell after a change: 1 or 2.</summary>
    public int Incoming
    {
        get { return _chain.Merchant == 2 ? 1 : 2; }
    }

    /// <summary>
    /// Between two sales: once settings name a second merchant, on a kiosk with room for two, the chain becomes that of
    /// the first of the two, or of the one who is left. As long as the drive does not take it the chain goes on as it
    /// is.
    /// </summary>
    public void Follow(long nowMs)
    {
        Settings settings = _desk.Settings;
        int merchant = _chain.Merchant;
        settings.Show(merchant);
        // The only merchant's chain begins before it ends.
        bool joined = _journal.IsShared && settings.HasTwoMerchants && merchant == 0 && _chain.State.Events > 0;
        if ((!joined && (settings.HasTwoMerchants || merchant != 2)) || AnyHeld())
        {
            return;
        }

        if (joined && _chain.State.DayPeriod.Active)
        {
            _closings.CloseDay(nowMs);
        }

        if (!_chain.State.DayPeriod.Active || !joined)
        {
            Turn(1, 0, nowMs);
        }
    }

    /// <summary>
    /// FONCTION 62: the other merchant sells from here on; <paramref name="operatorCode"/> is who allowed it, 0 when
    /// nobody has a PIN here.
    /// </summary>
    public void Change(int operatorCode, long nowMs)
    {
        int refusal = Refusal();
        if (refusal != TillMessage.None)
        {
            _desk.Refuse(refusal);
            return;
        }

        if (_facts.Operator > 0)
        {
            _events.Write(JetCode.Stop, _facts.Operator, 0, 0, nowMs);
            _facts.Operator = 0;
        }

        int outcome = Turn(Incoming, operatorCode, nowMs);
        if (outcome != RecordJournal.Stored)
        {
            _facts.Save();
            _desk.RefuseCommit(outcome);
            return;
        }

        _desk.Say(TillMessage.ShiftChanges);
    }

    /// <summary>Why the merchants cannot change now, or None.</summary>
    public int Refusal()
    {
        return !_desk.Settings.HasTwoMerchants || _chain.Merchant == 0 ? TillMessage.NoOtherShift
            : !_desk.Basket.Sale.IsEmpty ? TillMessage.SaleOpen
            : _desk.Paper.Busy ? TillMessage.Printing
            : Inspection.Running ? TillMessage.Exporting
            : AnyHeld() ? TillMessage.ShiftHeld
            : _facts.TrainingManager > 0 ? TillMessage.TrainingOn
            : !_desk.Cards.AtRest ? TillMessage.CardUnknown : TillMessage.None;
    }

    private bool AnyHeld()
    {
        bool held = false;
        for (int i = 0; i < BasketSlots.Places; i++)
        {
            held |= _slots.IsHeld(i);
        }

        return held;
    }

    private int Turn(int merchant, int operatorCode, long nowMs)
    {
        int before = _chain.Merchant;
        int outcome = Write(merchant, before, operatorCode, nowMs);
        if (outcome != RecordJournal.Stored)
        {
            return outcome;
        }

        Changes++;
        _slots.Merchant = merchant;
        _desk.Settings.Show(merchant);
        _desk.Drawers.TakeSettings();
        _desk.Last.Clear();
        _desk.ChangeShown = false;
        _facts.TurnTo(merchant);
        _closings.LookNow();
        if (_chain.State.Software != FiscalVersion.Number)
        {
            _events.Write(JetCode.SoftwareChange, 0, FiscalVersion.Number, 0, nowMs);
        }

        _events.TellCore(nowMs);

        return outcome;
    }

    private int Write(int merchant, int before, int operatorCode, long nowMs)
    {
        Record[] batch = _journal.Batch;
        int count = 1;
        bool good = _events.Seal(batch[0], JetCode.ShiftEnd, operatorCode, merchant, before, nowMs);
        if (good)
        {
            _journal.TurnTo(merchant);
            if (_chain.State.Events == 0)
            {
                good = _events.Seal(batch[1], JetCode.Initialisation, operatorCode, _journal.NextSequence, 0, nowMs);
                count++;
            }

            good &= _events.Seal(batch[count], JetCode.ShiftBegin, operatorCode, merchant, before, nowMs);
            count++;
        }

        if (!good)
        {
            _journal.TakeBack();
            return TicketWriter.NotSealed;
        }

        return _journal.Append(batch, count, nowMs);
    }
}
