using System;
using System.IO;
using Kiosk.Firmware.Cards;
using Kiosk.Protocol;

namespace Kiosk.Drivers.Cards;

/// <summary>
/// Terminal with Concert v2 "E+" on a serial line of 9600 8N1 (pos.md R46). We call (ENQ, ACK), send the request (ACK)
/// and end with EOT; then the terminal calls and sends the answer. A request is sent again only when the terminal says
/// with NAK that it did not get it. The port's Read gives what has arrived, 0 when nothing has. One thread, no
/// allocation after construction.
/// </summary>
public sealed class ConcertTerminal : CardTerminal
{
    /// <summary>Longest time for the calls, however often others come in between.</summary>
    public const int CallMs = 30_000;

    /// <summary>Time that an answer may take over its limit once it has begun.</summary>
    public const int AnswerMs = 10_000;

    // Rest; called, waits for ACK; request sent, waits for ACK; EOT sent, waits for the terminal's call; gathers its
    // answer; has acknowledged it, waits for its EOT.
    private const int Rest = 0, Calling = 1, Sending = 2, Customer = 3, Answer = 4, Closing = 5;

    private readonly Stream _port;
    private readonly ConcertFrame _frame = new ConcertFrame();
    private readonly ConcertReceiver _receiver = new ConcertReceiver();
    private readonly byte[] _request = new byte[ConcertFrame.RequestBytes];
    private readonly byte[] _control = new byte[1];
    private readonly byte[] _in = new byte[64];
    private int _phase;
    private int _tries;
    private int _badAnswers;
    private bool _running;
    private bool _whole;
    private bool _dropRest;
    private int _cents;
    private long _key;
    private long _sinceMs;
    private long _limitMs;

    /// <summary>Terminal on an open port that knows this kiosk as register 1..99.</summary>
    public ConcertTerminal(Stream port, int register)
    {
        _port = port;
        Register = register;
    }

    /// <inheritdoc/>
    public override bool Connected
    {
        get { return true; }
    }

    /// <inheritdoc/>
    public override bool Request(int cents, long key, long nowMs)
    {
        int amount = cents < 0 ? -cents : cents;
        if (_running || _phase == Answer || amount < 1 || amount > Limits.TicketCentsMax)
        {
            return false;
        }

        Reset();
        _cents = amount;
        _key = key;
        int kind = cents < 0 ? ConcertFrame.Credit : ConcertFrame.Debit;
        ConcertFrame.WriteRequest(_request, Register, amount, kind, false, false, key);
        _running = true;
        _whole = false;
        _badAnswers = 0;
        _limitMs = nowMs + CallMs;
        _tries = 0;
        Drain();
        Call(nowMs);
        return true;
    }

    /// <inheritdoc/>
    public override void Cancel(long nowMs)
    {
        if (_running && !_whole)
        {
            Put(ConcertFrame.Eot);
            Stop(CardOutcome.NotAsked, CardReason.TakenBack, Rest, nowMs);
        }
    }

    /// <inheritdoc/>
    public override long Step(long nowMs)
    {
        int count = Get();
        _dropRest = false;
        for (int i = 0; i < count && !_dropRest; i++)
        {
            Take(_in[i], nowMs);
        }

        Array.Clear(_in, 0, count);
        Watch(nowMs);
        return nowMs + (_running || _phase != Rest ? PollMs : IdlePollMs);
    }

    private void Take(byte value, long nowMs)
    {
        switch (_phase)
        {
            case Calling:
                TakeCalling(value, nowMs);
                break;
            case Sending:
                TakeSending(value, nowMs);
                break;
            case Answer:
                TakeAnswer(value, nowMs);
                break;
            default:
                TakeIdle(value, nowMs);
                break;
        }
    }

    // The terminal calls first: it has an answer of before, which is heard out.
    private void TakeCalling(byte value, long nowMs)
    {
        if (value == ConcertFrame.Ack)
        {
            SendRequest(nowMs);
        }
        else if (value == ConcertFrame.Enq)
        {
            Listen(nowMs);
        }
        else if (value == ConcertFrame.Nak)
        {
            Reason = CardReason.Busy;
        }
        else
        {
            Garbled++;
        }
    }

    private void TakeSending(byte value, long nowMs)
    {
        if (value == ConcertFrame.Ack)
        {
            Put(ConcertFrame.Eot);
            Enter(Customer, nowMs);
            AtCustomer = true;
            _limitMs = nowMs + Limits.CardCustomerMs;
        }
        else if (value == ConcertFrame.Nak)
        {
            SendAgain(nowMs);
        }
        else if (value == ConcertFrame.Enq)
        {
            Listen(nowMs);
        }
        else
        {
            Garbled++;
        }
    }

    private void SendAgain(long nowMs)
    {
        if (_tries < Limits.CardTriesMax)
        {
            SendRequest(nowMs);
        }
        else
        {
            Stop(CardOutcome.Unknown, CardReason.Garbled, Rest, nowMs);
        }
    }

    // At rest, while the customer pays and while the dialogue closes: only a call counts, or the same answer again
    // because our acknowledgement was lost.
    private void TakeIdle(byte value, long nowMs)
    {
        if (value == ConcertFrame.Enq)
        {
            Listen(nowMs);
        }
        else if (_phase == Closing && value == ConcertFrame.Eot)
        {
            Resume(nowMs);
        }
        else if (_phase == Closing && value == ConcertFrame.Stx)
        {
            Enter(Answer, nowMs);
            _receiver.Clear();
            _receiver.Take(value);
        }
        else if (value != ConcertFrame.Eot)
        {
            Garbled++;
        }
    }

    private void TakeAnswer(byte value, long nowMs)
    {
        if (_receiver.Empty && value == ConcertFrame.Enq)
        {
            Put(ConcertFrame.Ack);
            return;
        }

        if (_receiver.Empty && value == ConcertFrame.Eot)
        {
            Resume(nowMs);
            return;
        }

        _sinceMs = nowMs;
        int taken = _receiver.Take(value);
        if (taken == ConcertReceiver.More)
        {
            return;
        }

        bool good = taken == ConcertReceiver.Whole && _receiver.Read(_frame);
        _receiver.Clear();
        if (good)
        {
            Put(ConcertFrame.Ack);
            Judge(nowMs);
        }
        else
        {
            RefuseAnswer(nowMs);
        }
    }

    private void RefuseAnswer(long nowMs)
    {
        Garbled++;
        _badAnswers++;
        if (_running && _whole && _badAnswers >= Limits.CardTriesMax)
        {
            Put(ConcertFrame.Nak);
            Stop(CardOutcome.Unknown, CardReason.Garbled, Rest, nowMs);
        }
        else if (_badAnswers % Limits.CardTriesMax == 0)
        {
            Resume(nowMs);
        }
        else
        {
            // What has come of the bad frame behind this byte is not taken for a new one.
            _dropRest = true;
            Put(ConcertFrame.Nak);
        }
    }

    private void Judge(long nowMs)
    {
        bool ours = _frame.Cents == _cents && (_frame.Key == 0 || _frame.Key == _key);
        if (_frame.Register != Register || _frame.Currency != EuroCode)
        {
            Foreign++;
            Enter(Closing, nowMs);
        }
        else if (!_running || !_whole)
        {
            // Late, or the last answer once more.
            Late(OutcomeOf(_frame.Result), _frame.Cents, _frame.Key);
            Enter(Closing, nowMs);
        }
        else if (!ours)
        {
            Foreign++;
            Reason = CardReason.Foreign;
            Enter(Closing, nowMs);
        }
        else
        {
            Stop(OutcomeOf(_frame.Result), ReasonOf(_frame.Result), Closing, nowMs);
        }
    }

    private static int OutcomeOf(int result)
    {
        return result == ConcertFrame.Done ? CardOutcome.Paid
            : result == ConcertFrame.NotDone ? CardOutcome.Refused : CardOutcome.Unknown;
    }

    private static int ReasonOf(int result)
    {
        return result == ConcertFrame.Done ? CardReason.None
            : result == ConcertFrame.NotDone ? CardReason.Refused : CardReason.NotVerified;
    }

    private void Watch(long nowMs)
    {
        long silentMs = nowMs - _sinceMs;
        bool silent = silentMs >= Limits.CardByteMs;
        if (_phase == Answer && silent)
        {
            // The frame stopped in its middle: heard again when the terminal calls again.
            _receiver.Clear();
            _badAnswers++;
            Put(ConcertFrame.Nak);
            Resume(nowMs);
        }
        else if (_phase == Closing && silent)
        {
            Resume(nowMs);
        }
        else if (_phase == Sending && silent)
        {
            Stop(CardOutcome.Unknown, CardReason.Silent, Rest, nowMs);
        }
        else if (_phase == Calling && silent)
        {
            CallAgain(nowMs);
        }

        if (_running && nowMs >= _limitMs + (_phase == Answer ? AnswerMs : 0))
        {
            int reason = Reason == CardReason.Foreign ? Reason : CardReason.TimeOver;
            Stop(_whole ? CardOutcome.Unknown : CardOutcome.NotAsked, reason, Rest, nowMs);
        }
    }

    private void CallAgain(long nowMs)
    {
        if (_tries < Limits.CardTriesMax)
        {
            Call(nowMs);
            return;
        }

        Put(ConcertFrame.Eot);
        Stop(CardOutcome.NotAsked, Reason == CardReason.Busy ? Reason : CardReason.Silent, Rest, nowMs);
    }

    private void Call(long nowMs)
    {
        _tries++;
        Enter(Calling, nowMs);
        if (!Put(ConcertFrame.Enq))
        {
            Stop(CardOutcome.NotAsked, CardReason.LineLost, Rest, nowMs);
        }
    }

    private void SendRequest(long nowMs)
    {
        if (!_whole)
        {
            _tries = 0;
        }

        _tries++;
        _whole = true;
        Enter(Sending, nowMs);
        if (!Send(_request, _request.Length))
        {
            Stop(CardOutcome.Unknown, CardReason.LineLost, Rest, nowMs);
        }
    }

    private void Listen(long nowMs)
    {
        _receiver.Clear();
        Enter(Answer, nowMs);
        Put(ConcertFrame.Ack);
    }

    // After a dialogue that the terminal began: on with ours.
    private void Resume(long nowMs)
    {
        if (_running && !_whole)
        {
            Call(nowMs);
        }
        else
        {
            Enter(_running ? Customer : Rest, nowMs);
        }
    }

    private void Stop(int outcome, int reason, int phase, long nowMs)
    {
        _running = false;
        _receiver.Clear();
        Enter(phase, nowMs);
        End(outcome, reason);
    }

    private void Enter(int phase, long nowMs)
    {
        _phase = phase;
        _sinceMs = nowMs;
    }

    private bool Put(byte control)
    {
        _control[0] = control;
        return Send(_control, 1);
    }

    private bool Send(byte[] data, int length)
    {
        try
        {
            _port.Write(data, 0, length);
            return true;
        }
        catch (IOException)
        {
            Failures++;
            return false;
        }
    }

    // At most a few buffers: a line that never stops must not keep the loop.
    private void Drain()
    {
        int count = Get();
        for (int i = 0; i < DrainsMax && count > 0; i++)
        {
            Garbled += count;
            Array.Clear(_in, 0, count);
            count = Get();
        }
    }

    private int Get()
    {
        try
        {
            return _port.Read(_in, 0, _in.Length);
        }
        catch (IOException)
        {
            Failures++;
            return 0;
        }
    }
}
