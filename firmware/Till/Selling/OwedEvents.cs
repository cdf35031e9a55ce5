using Kiosk.Fiscal;
using Kiosk.Firmware.Journal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// Technical events that a return or a cancellation owes (R13, R14, R25: one for each line given back). They are
/// written right after its ticket; what a power cut or a failing drive left out is written between two sales from what
/// the ticket itself says, each once, because the chain counts what is owed. One thread.
/// </summary>
public sealed class OwedEvents
{
    private const int RetryMs = 60_000;
    private readonly TillDesk _desk;
    private readonly ChainState _state;
    private readonly EventWriter _events;
    private long _againMs, _givenUp;
    private bool _searching;

    /// <summary>Why the last one was not stored: an outcome of <see cref="RecordJournal"/>.</summary>
    public int Outcome;

    /// <summary>Events of the chain in force.</summary>
    public OwedEvents(TillDesk desk, FiscalChain chain, EventWriter events)
    {
        _desk = desk;
        _state = chain.State;
        _events = events;
    }

    /// <summary>
    /// True while events are owed that can still be written: no further ticket that owes any is sealed before. A sale
    /// waits for nothing.
    /// </summary>
    public bool Waits
    {
        get { return _state.Owed > 0 && _state.OwedTicket != _givenUp; }
    }

    /// <summary>Writes what a ticket still owes, in the order of its lines.</summary>
    public void Pay(Sale sale, long nowMs)
    {
        if (sale.Training || sale.Number != _state.OwedTicket)
        {
            return;
        }

        bool cancels = sale.Operation == TicketLayout.OperationCancel;
        while (_state.Owed > 0)
        {
            // What a cancellation owes names the ticket that comes after it.
            long second = cancels ? sale.Number + 1 : sale.LineCents(sale.LineCount - _state.Owed);
            Outcome = _events.Write(cancels ? JetCode.TenderCorrected : JetCode.ReturnedItem, sale.Operator,
                sale.OriginalNumber, second, nowMs);
            if (Outcome != RecordJournal.Stored)
            {
                _againMs = nowMs + RetryMs;
                return;
            }
        }
    }

    /// <summary>
    /// Between two sales: looks for the ticket that still owes, a few records at a time, and writes its events. False
    /// while it has the basket: keys wait.
    /// </summary>
    public bool Step(bool free, long nowMs)
    {
        TicketSearch search = _desk.Refunds.Search;
        if (!_searching)
        {
            if (!free || !Waits || nowMs < _againMs)
            {
                return true;
            }

            _searching = true;
            search.Start(_state.OwedTicket);
        }

        if (!search.Step())
        {
            return false;
        }

        _searching = false;
        if (search.State == TicketSearch.Found)
        {
            Pay(_desk.Basket.Sale, nowMs);
        }
        else
        {
            // Records are missing, which recovery has told (90): what they said cannot be told again.
            _givenUp = _state.OwedTicket;
            _events.Lost += _state.Owed;
        }

        search.Stop();
        _desk.Basket.Clear();
        return true;
    }
}
