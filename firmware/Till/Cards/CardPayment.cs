using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Cards;

/// <summary>
/// Payment by card, asked exactly once (pos.md R49): the attempt is durable before the terminal hears of it, only an
/// answer that echoes it resolves it, and what is not known locks the sale until the operator declares it. The till
/// starts it, steps it, and seals the ticket when <see cref="PaidCents"/> and its other tenders cover the total. One
/// thread, no allocation after construction.
/// <code>
/// Idle --Start--> Asking --answer--> Paid | NotPaid;  no trustworthy answer, power cut --> Unknown
/// Idle --StartManual--> Declaring;  Unknown, Declaring --Declare--> Paid | NotPaid
/// Paid --ticket sealed: Settle--> Idle;  Paid --sale given up: GiveBack--> Idle
/// </code>
/// </summary>
public sealed class CardPayment
{
    /// <summary>States.</summary>
    public const int Idle = 0, Asking = 1, Paid = 2, NotPaid = 3, Unknown = 4, Declaring = 5;

    /// <summary>
    /// Answers of the verbs: done; the amount is 0 or over <see cref="Limits.TicketCentsMax"/>; not in this state; as
    /// many card payments as a ticket may have; the drive did not take it; the terminal has no line.
    /// </summary>
    public const int Done = 0, AmountRefused = 1, NotNow = 2, Full = 3, StorageFailed = 4, NoTerminal = 5;

    /// <summary>Largest slip number that can be declared: ten digits, fewer than any card number has.</summary>
    public const long SlipMax = 9_999_999_999L;

    /// <summary>Milliseconds until a drive or journal that did not take something is tried again.</summary>
    public const int RetryMs = 5_000;

    private readonly CardAttempts _attempts;
    private readonly CardTerminal? _terminal;
    private readonly int _terminalNumber;
    private bool _saveDue;
    private long _retryMs;

    /// <summary>Where events go; that of the chain in force. Null until the till has set it: events then
    /// wait.</summary>
    public EventWriter? Events;

    /// <summary>One of the states.</summary>
    public int State;

    /// <summary>Why it was not paid or is not known (<see cref="CardReason"/>).</summary>
    public int Reason;

    /// <summary>True once the operator wants the running request away: only the terminal itself can cancel
    /// it.</summary>
    public bool CancelWanted;

    /// <summary>
    /// Payments on a drive, in the pair of files from <paramref name="firstFile"/> on, with a terminal of number 1..255
    /// or with none (manual key only).
    /// </summary>
    public CardPayment(Drive drive, int firstFile, CardTerminal? terminal, int terminalNumber)
    {
        _attempts = new CardAttempts(drive, firstFile);
        _terminal = terminal;
        _terminalNumber = terminalNumber;
    }

    /// <summary>Register (chain) and ticket number that the attempts are for; 0 none.</summary>
    public int Register
    {
        get { return _attempts.Register; }
    }

    /// <summary>See <see cref="Register"/>.</summary>
    public long Reference
    {
        get { return _attempts.Reference; }
    }

    /// <summary>Cents of the last attempt, 0 when there is none.</summary>
    public int Cents
    {
        get { return _attempts.Count > 0 ? _attempts.Last.Cents : 0; }
    }

    /// <summary>Cents that were paid by card for the open sale; 0 when Idle, whatever a sealed one was paid.</summary>
    public int PaidCents
    {
        get { return State == Idle ? 0 : _attempts.PaidCents; }
    }

    /// <summary>True while no line may be sold, no ticket sealed and no basket given up.</summary>
    public bool Blocks
    {
        get { return State == Asking || State == Unknown || State == Declaring; }
    }

    /// <summary>True when nothing is asked, nothing paid waits for its ticket and no event is owed.</summary>
    public bool AtRest
    {
        get { return !Blocks && State != Paid && _attempts.DueEvent == 0; }
    }

    /// <summary>True when the last attempt went by the manual key.</summary>
    public bool IsManual
    {
        get { return _attempts.Count > 0 && _attempts.Last.Terminal == CardAttempt.Manual; }
    }

    /// <summary>True when <see cref="Start"/> would find a terminal.</summary>
    public bool HasTerminal
    {
        get { return _terminal != null && _terminal.Connected; }
    }

    /// <summary>True once the customer is asked at the terminal.</summary>
    public bool AtCustomer
    {
        get { return State == Asking && _terminal != null && _terminal.AtCustomer; }
    }

    /// <summary>Attempts that count and the last one, oldest first, for the ticket's tenders.</summary>
    public CardAttempts Attempts
    {
        get { return _attempts; }
    }

    /// <summary>What went wrong on the terminal's line since start (<see cref="CardTerminal.Failures"/>).</summary>
    public int LineFailures
    {
        get { return _terminal == null ? 0 : _terminal.Foreign + _terminal.Garbled + _terminal.Failures; }
    }

    /// <summary>Saves that the drive did not take since start.</summary>
    public int StorageFailures
    {
        get { return _attempts.Failures; }
    }

    /// <summary>
    /// What the terminal said too late about the attempt in question (<see cref="CardOutcome"/>), None when it was
    /// silent: to be shown, the operator decides.
    /// </summary>
    public int Hint
    {
        get
        {
            int cents = _attempts.Count > 0 ? _attempts.Last.Cents : 0;
            bool said = State == Unknown && _terminal != null && _terminal.LateCents == (cents < 0 ? -cents : cents)
                && (_terminal.LateKey == 0 || _terminal.LateKey == _attempts.Last.Key);
            return said && _terminal != null ? _terminal.LateOutcome : CardOutcome.None;
        }
    }

    /// <summary>
    /// After a start, first: reads the drive. Then <see cref="Register"/> names the chain whose next ticket number
    /// <see cref="Begin"/> wants.
    /// </summary>
    public void Load()
    {
        if (!_attempts.Load())
        {
            _attempts.Clear();
        }
    }

    /// <summary>
    /// After a start, second: an attempt for a ticket before <paramref name="nextReference"/> is settled; one that was
    /// running when the power went is Unknown; money paid for the open sale is Paid and must not be asked for again.
    /// </summary>
    public void Begin(long nextReference)
    {
        State = Idle;
        bool settled = _attempts.Reference < nextReference && _attempts.DueEvent == 0;
        if (_attempts.Count == 0 || settled)
        {
            _attempts.Clear();
            return;
        }

        int state = _attempts.Last.State;
        if (_attempts.Reference < nextReference)
        {
            // Only its event is owed: the ticket is sealed, so that its outcome was known.
            State = Idle;
        }
        else if (state == CardAttempt.Asked)
        {
            State = IsManual ? Declaring : Unknown;
            Reason = CardReason.PowerCut;
        }
        else if (_attempts.PaidCents != 0)
        {
            State = Paid;
        }
    }

    /// <summary>
    /// Asks the terminal for so many cents for the ticket that will get this number; below 0 they go back to the card
    /// (a credit). The till has its basket durable. With anything but Done nothing was asked.
    /// </summary>
    public int Start(int cents, int register, long reference, long nowMs)
    {
        if (!Blocks && !HasTerminal)
        {
            return NoTerminal;
        }

        int refusal = Open(cents, register, reference, _terminalNumber, nowMs);
        if (refusal != Done)
        {
            return refusal;
        }

        if (_terminal != null)
        {
            _terminal.Register = register;
        }

        State = Asking;
        if (_terminal == null || !_terminal.Request(cents, _attempts.Last.Key, nowMs))
        {
            Resolve(CardAttempt.NotPaid, NotPaid, CardReason.Busy, nowMs);
        }

        return Done;
    }

    /// <summary>
    /// The card key without a line to the terminal: the operator types the amount there and declares what came of it.
    /// </summary>
    public int StartManual(int cents, int register, long reference, long nowMs)
    {
        int refusal = Open(cents, register, reference, CardAttempt.Manual, nowMs);
        State = refusal == Done ? Declaring : State;
        return refusal;
    }

    /// <summary>Moves on without waiting; returns when it is next due (monotonic ms).</summary>
    public long Step(long nowMs)
    {
        long due = _terminal == null ? long.MaxValue : _terminal.Step(nowMs);
        if (State == Asking && _terminal != null && _terminal.Outcome != CardOutcome.None)
        {
            Conclude(_terminal.Outcome, _terminal.Reason, nowMs);
        }

        long owed = Catch(nowMs);
        return owed < due ? owed : due;
    }

    /// <summary>
    /// The operator wants the request away. Before it has left, it is gone with the next steps; later the terminal's
    /// own cancel key ends it.
    /// </summary>
    public void Cancel(long nowMs)
    {
        if (State == Asking && _terminal != null)
        {
            CancelWanted = true;
            _terminal.Cancel(nowMs);
        }
    }

    /// <summary>
    /// The operator says what became of an attempt that is Unknown or Declaring, with the number of the terminal's slip
    /// (0 none, at most <see cref="SlipMax"/>). A declaration about an Unknown one is journaled as an event.
    /// </summary>
    public int Declare(bool paid, long slip, int operatorCode, long nowMs)
    {
        if ((State != Unknown && State != Declaring) || slip < 0 || slip > SlipMax)
        {
            return NotNow;
        }

        CardAttempt last = _attempts.Last;
        int before = last.State;
        last.State = paid ? CardAttempt.DeclaredPaid : CardAttempt.DeclaredNotPaid;
        last.Slip = slip;
        if (State == Unknown)
        {
            _attempts.DueEvent = paid ? CardEvent.DeclaredPaid : CardEvent.DeclaredNotPaid;
            _attempts.DueOperator = operatorCode;
        }

        if (!_attempts.Save())
        {
            last.State = before;
            _attempts.DueEvent = 0;
            return StorageFailed;
        }

        Reason = paid ? CardReason.None : CardReason.TakenBack;
        _retryMs = nowMs;
        State = StateAfter();
        Catch(nowMs);
        return Done;
    }

    /// <summary>The ticket is sealed: its money is no longer of the open sale.</summary>
    public void Settle()
    {
        if (!Blocks)
        {
            State = Idle;
            Reason = CardReason.None;
            if (_attempts.DueEvent == 0)
            {
                _attempts.Clear();
                _saveDue = false;
            }
        }
    }

    /// <summary>
    /// The sale is given up after money was paid by card: the operator has given it back at the terminal. Journaled.
    /// </summary>
    public int GiveBack(int operatorCode, long nowMs)
    {
        if (State != Paid && !(State == NotPaid && PaidCents != 0))
        {
            return NotNow;
        }

        if (!OweGivenBack(operatorCode))
        {
            return StorageFailed;
        }

        State = Idle;
        _retryMs = nowMs;
        Catch(nowMs);
        return Done;
    }

    private bool OweGivenBack(int operatorCode)
    {
        _attempts.GiveBack();
        _attempts.DueEvent = CardEvent.GivenBack;
        _attempts.DueOperator = operatorCode;
        if (_attempts.Save())
        {
            return true;
        }

        _attempts.TakeBack();
        _attempts.DueEvent = 0;
        return false;
    }

    private int Open(int cents, int register, long reference, int terminal, long nowMs)
    {
        if (cents == 0 || cents > Limits.TicketCentsMax || cents < -Limits.TicketCentsMax)
        {
            return AmountRefused;
        }

        // The event of the sale before goes first.
        Catch(nowMs);
        bool other = _attempts.PaidCents != 0
            && (_attempts.Reference != reference || _attempts.Register != register);
        if (Blocks || other || _attempts.DueEvent != 0 || reference < 1)
        {
            return NotNow;
        }

        _attempts.Register = register;
        _attempts.Reference = reference;
        CardAttempt? attempt = _attempts.Add();
        if (attempt == null)
        {
            return Full;
        }

        attempt.Cents = cents;
        attempt.Terminal = terminal;
        Reason = CardReason.None;
        CancelWanted = false;
        if (_attempts.Save())
        {
            return Done;
        }

        // Nothing was asked. The drive may hold the attempt all the same: then it is asked about after a power cut.
        attempt.State = CardAttempt.NotPaid;
        State = StateAfter();
        return StorageFailed;
    }

    private void Conclude(int outcome, int reason, long nowMs)
    {
        if (outcome == CardOutcome.Paid)
        {
            Resolve(CardAttempt.Paid, Paid, CardReason.None, nowMs);
        }
        else if (outcome == CardOutcome.Unknown)
        {
            // The drive says the same already: asked and not resolved.
            State = Unknown;
            Reason = reason;
        }
        else
        {
            Resolve(CardAttempt.NotPaid, NotPaid, reason, nowMs);
        }
    }

    private void Resolve(int attemptState, int state, int reason, long nowMs)
    {
        _attempts.Last.State = attemptState;
        State = state;
        Reason = reason;
        _saveDue = !_attempts.Save();
        _retryMs = nowMs + RetryMs;
    }

    private int StateAfter()
    {
        return _attempts.Last.Counts ? Paid : NotPaid;
    }

    // What drive or journal did not take is tried again; returns when.
    private long Catch(long nowMs)
    {
        if (!_saveDue && (_attempts.DueEvent == 0 || Events == null))
        {
            return long.MaxValue;
        }

        if (nowMs < _retryMs)
        {
            return _retryMs;
        }

        _retryMs = nowMs + RetryMs;
        if (_attempts.DueEvent != 0 && Events != null && !Journal(Events, nowMs))
        {
            return _retryMs;
        }

        _saveDue = !_attempts.Save();
        if (_saveDue)
        {
            return _retryMs;
        }

        if (State == Idle)
        {
            _attempts.Clear();
        }

        return long.MaxValue;
    }

    private bool Journal(EventWriter events, long nowMs)
    {
        bool back = _attempts.DueEvent == CardEvent.GivenBack;
        int cents = back ? _attempts.GivenBackCents : _attempts.Last.Cents;
        events.TextLength = CardText.WriteKeyAndSlip(events.Text, _attempts.Last);
        int outcome = events.Write(_attempts.DueEvent, _attempts.DueOperator, cents, _attempts.Reference, nowMs);
        if (outcome != RecordJournal.Stored)
        {
            return false;
        }

        _attempts.DueEvent = 0;
        return true;
    }
}
