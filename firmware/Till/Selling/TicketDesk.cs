using Kiosk.Fiscal;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// Returns, corrections of a tender and provisional notes: what is done with a ticket that was found, and with a basket
/// before it is paid (R13, R14, R17). One thread.
/// </summary>
public sealed class TicketDesk
{
    private const int ProvedPerStep = 4;
    private readonly TillDesk _desk;
    private readonly RefundDesk _refund;
    private readonly FiscalChain _chain;
    private readonly TicketWriter _writer;
    private readonly ClosingDesk _closings;
    private readonly BasketSlots _slots;
    private readonly TillFacts _facts;
    private readonly PastSeal? _past;
    private int _function;
    private bool _proving;

    /// <summary>Software that sealed what is copied.</summary>
    public int Software;

    /// <summary>Manager who answers for what runs, 0 none.</summary>
    public int Manager;

    /// <summary>True while a found ticket stands in the basket and a PIN is asked before it is used.</summary>
    public bool Waits;

    /// <summary>True when a ticket and its seal stand in the basket, for a copy of it.</summary>
    public bool CopyReady;

    /// <summary>Desk over what finds and what seals; no copies of earlier tickets without
    /// <paramref name="past"/>.</summary>
    public TicketDesk(TillDesk desk, RefundDesk refund, FiscalChain chain, TicketWriter writer,
        ClosingDesk closings, BasketSlots slots, TillFacts facts, PastSeal? past)
    {
        _past = past;
        _desk = desk;
        _refund = refund;
        _chain = chain;
        _writer = writer;
        _closings = closings;
        _slots = slots;
        _facts = facts;
    }

    /// <summary>Searches a ticket for a function.</summary>
    public void Search(TillMenu menu, int function, int number)
    {
        if (Waits)
        {
            return;
        }

        if (function == FunctionCode.Copy && _past == null)
        {
            _desk.Refuse(TillMessage.NoPrinter);
            return;
        }

        if ((function == FunctionCode.Return || function == FunctionCode.Correct) && _desk.Owed.Waits)
        {
            _desk.RefuseCommit(_desk.Owed.Outcome);
            return;
        }

        _function = function;
        _proving = false;
        _refund.Search.Start(number);
        menu.Ask(TillMenu.Searching, function, TillMessage.Searching);
    }

    /// <summary>Goes on searching; true when it ended.</summary>
    public bool Step(TillMenu menu, long nowMs)
    {
        if (_proving)
        {
            return Prove(menu);
        }

        if (!_refund.Search.Step())
        {
            return false;
        }

        int state = _refund.Search.State;
        _refund.Search.Stop();
        if (state == TicketSearch.Found && _function == FunctionCode.Copy)
        {
            _past!.Start(_refund.Search.Segment, _refund.Search.Number, _desk.Catalogue, _desk.Settings);
            _proving = true;
            return false;
        }

        menu.Close();
        if (state != TicketSearch.Found)
        {
            Drop(state == TicketSearch.Unknown ? TillMessage.TicketUnknown
                : state == TicketSearch.Gone ? TillMessage.TicketGone : TillMessage.TicketUnsure);
        }
        else if (_function == FunctionCode.Return)
        {
            int message = _refund.MakeReturn(ReasonCode.Returned, Manager);
            if (message != TillMessage.None)
            {
                Drop(message);
            }

            _desk.JustSealed = false;
        }
        else if (_function == FunctionCode.DepositBack)
        {
            GiveDepositBack(nowMs);
        }
        else
        {
            BeginCorrection(menu, nowMs);
        }

        return true;
    }

    private void GiveDepositBack(long nowMs)
    {
        int message = _refund.MakeDepositBack();
        _desk.JustSealed = false;
        if (message != TillMessage.None)
        {
            Drop(message);
            return;
        }

        _desk.Journal(JetCode.NonSale, NonSaleType.Deposit, _desk.Basket.Sale.NonSaleTotal, nowMs);
    }

    // The seal of a ticket to be copied, a few records a step.
    private bool Prove(TillMenu menu)
    {
        _past!.Step(ProvedPerStep);
        if (!_past.Done)
        {
            return false;
        }

        _proving = false;
        menu.Close();
        if (!_past.Proven)
        {
            Drop(TillMessage.TicketGone);
            return true;
        }

        Sale sale = _desk.Basket.Sale;
        System.Array.Copy(_past.Seal, 0, sale.Seal, 0, Mac.Length);
        sale.Papers = _refund.Search.CopyRank + 1;
        Software = _past.Software;
        CopyReady = true;
        return true;
    }

    /// <summary>The operator gives up.</summary>
    public void GiveUp()
    {
        _proving = false;
        _refund.Search.Stop();
        Waits = false;
        _desk.CopyReason = ReasonCode.AskedLater;
        _desk.Basket.Clear();
    }

    /// <summary>
    /// Cancels the ticket that was found and sells it again with another tender (R14): two sealed tickets. After a
    /// power cut between them the second one comes back as a basket.
    /// </summary>
    public void Correct(int type, int key, long nowMs)
    {
        Sale sale = _desk.Basket.Sale;
        long original = sale.OriginalNumber;
        _closings.Produce(nowMs);
        int suspended = -Checkout.SuspendedMove(sale);
        if (_facts.SuspendedCents + suspended < 0)
        {
            // What was given for others is used up: it can't be taken back, not for a moment.
            Drop(TillMessage.NothingSuspended);
            return;
        }

        int refusal = !_desk.Cards.AtRest ? TillMessage.CardPaidAlready
            : key == Key.Cash ? TillMessage.None
            : _desk.Checkout.RefusalOf(type, _facts.SuspendedCents + suspended);
        if (refusal != TillMessage.None)
        {
            // Nothing is cancelled for a tender that can pay nothing of it.
            Drop(refusal);
            return;
        }

        if (original == 0 || (suspended != 0 && !_facts.Prepare(_desk.NextTicket, suspended)))
        {
            Drop(TillMessage.StorageFailed);
            return;
        }

        int outcome = Cancel(sale, original, nowMs);
        if (suspended != 0)
        {
            _facts.Settle(outcome == RecordJournal.Stored);
        }

        if (outcome != RecordJournal.Stored)
        {
            _desk.Basket.Clear();
            _desk.RefuseCommit(outcome);
            return;
        }

        _desk.TicketsSealed++;
        _desk.Owed.Pay(sale, nowMs);
        _refund.Negate();
        AsReplacement(sale, original);
        sale.ClearTenders();
        sale.AddUp();
        if (key == Key.Cash)
        {
            _desk.Checkout.PressMoney(key, nowMs);
        }
        else
        {
            _desk.Checkout.PressTender(type, nowMs);
        }
    }

    // The replacement waits on the drive before the cancellation is sealed.
    private int Cancel(Sale sale, long original, long nowMs)
    {
        if (!SaveReplacement(sale, original))
        {
            return RecordJournal.Failed;
        }

        sale.Operator = _desk.Operator;
        _refund.Negate();
        return _writer.Write(sale, _desk.Catalogue, _desk.Settings, nowMs);
    }

    /// <summary>Seals a provisional note of the open basket; true when it is durable.</summary>
    public bool SealNote(long nowMs)
    {
        Sale sale = _desk.Basket.Sale;
        int refusal = sale.LineCount == 0 ? TillMessage.EmptyBasket
            : sale.Operation != TicketLayout.OperationSale || sale.Replaces > 0 ? TillMessage.SaleOpen
            : sale.LineCount > Sale.LinesWithDetailMax || sale.OffCount > 0 ? TillMessage.TooManyLines
            : TillMessage.None;
        if (refusal != TillMessage.None)
        {
            _desk.Refuse(refusal);
            return false;
        }

        int outcome = _writer.WriteNote(sale, _desk.Catalogue, _desk.Operator, nowMs);
        if (outcome != RecordJournal.Stored)
        {
            _desk.RefuseCommit(outcome);
            return false;
        }

        _desk.Basket.Changes++;
        _desk.Say(TillMessage.NoteSealed);
        _desk.MessageValue = (int)sale.NoteNumber;
        return true;
    }

    /// <summary>A manager allowed a correction after the day was closed.</summary>
    public void Resume(TillMenu menu, int manager)
    {
        Waits = false;
        _desk.Basket.Sale.Manager = manager;
        menu.Ask(TillMenu.Correcting, FunctionCode.Correct, TillMessage.ChooseTender);
    }

    private void BeginCorrection(TillMenu menu, long nowMs)
    {
        int message = _refund.MakeCorrection(0);
        if (message != TillMessage.None)
        {
            Drop(message);
            return;
        }

        long first = _chain.State.DayPeriod.Figures[PeriodTotals.FirstTicket];
        bool closed = first == 0 || _desk.Basket.Sale.OriginalNumber < first;
        if (closed && _facts.OperatorCount > 0)
        {
            Waits = true;
            menu.Ask(TillMenu.Pin, FunctionCode.Correct, TillMessage.AskManager);
            return;
        }

        menu.Ask(TillMenu.Correcting, FunctionCode.Correct, TillMessage.ChooseTender);
    }

    // The snapshot is for the ticket after the next: it counts only once the cancellation is sealed.
    private bool SaveReplacement(Sale sale, long original)
    {
        int operation = sale.Operation;
        int reason = sale.Reason;
        long wall = sale.OriginalWall;
        int tenders = sale.TenderCount;
        AsReplacement(sale, original);
        sale.TenderCount = 0;
        bool durable = _slots.Save(sale, _desk.NextTicket + 1);
        sale.Operation = operation;
        sale.Reason = reason;
        sale.OriginalNumber = original;
        sale.OriginalWall = wall;
        sale.Replaces = 0;
        sale.TenderCount = tenders;
        return durable;
    }

    private static void AsReplacement(Sale sale, long original)
    {
        sale.Operation = TicketLayout.OperationSale;
        sale.Reason = 0;
        sale.OriginalNumber = 0;
        sale.OriginalWall = 0;
        sale.Replaces = original;
    }

    private void Drop(int message)
    {
        _desk.CopyReason = ReasonCode.AskedLater;
        _desk.Basket.Clear();
        _desk.Refuse(message);
    }
}
