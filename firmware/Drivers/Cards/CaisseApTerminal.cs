using System;
using System.IO;
using Kiosk.Firmware.Cards;
using Kiosk.Protocol;

namespace Kiosk.Drivers.Cards;

/// <summary>
/// Terminal with Caisse-AP over a TCP connection that the board makes and makes again (pos.md R47, R48). The stream's
/// Read gives what has arrived, 0 when nothing has, and fails when the peer has closed. A connection on which an answer
/// is still owed is never used again, so that no late answer is taken for another sale's. One thread, no allocation
/// after construction.
/// </summary>
public sealed class CaisseApTerminal : CardTerminal
{
    /// <summary>Silence after which a complete answer counts as finished.</summary>
    public const int QuietMs = 300;

    /// <summary>Default TCP port of a terminal.</summary>
    public const int Port = 8888;

    private readonly string _identifier;
    private readonly bool _sendsKey;
    private readonly CaisseApReader _reader = new CaisseApReader();
    private readonly byte[] _request = new byte[CaisseApRequest.BytesMax];
    private readonly byte[] _in = new byte[64];
    private Stream? _line;
    private bool _owed;
    private bool _running;
    private bool _lost;
    private int _cents, _action;
    private long _key;
    private long _limitMs;
    private long _heardMs;

    /// <summary>
    /// Terminal that knows this kiosk as register 1..99; the identifier has <see
    /// cref="CaisseApRequest.IdentifierDigits"/> digits. With <paramref name="sendsKey"/> our key travels as private
    /// data, for terminals that give it back.
    /// </summary>
    public CaisseApTerminal(string identifier, int register, bool sendsKey)
    {
        _identifier = identifier;
        Register = register;
        _sendsKey = sendsKey;
        _reader.Clear();
    }

    /// <inheritdoc/>
    public override bool Connected
    {
        get { return _line != null && !_owed; }
    }

    /// <summary>True while a connection is there, whether it can be used or not.</summary>
    public bool HasLine
    {
        get { return _line != null; }
    }

    /// <summary>True when the board must close the connection and make a new one: an answer is owed on it.</summary>
    public bool WantsNewLine
    {
        get { return _line != null && _owed && !_running; }
    }

    /// <summary>The board has a new connection, or none any more (null).</summary>
    public void SetLine(Stream? line)
    {
        _lost = _running;
        _line = line;
        _owed = false;
        if (!_running)
        {
            _reader.Clear();
        }
    }

    /// <inheritdoc/>
    public override bool Request(int cents, long key, long nowMs)
    {
        int amount = cents < 0 ? -cents : cents;
        if (_running || !Connected || amount < 1 || amount > Limits.TicketCentsMax)
        {
            return false;
        }

        Reset();
        _lost = false;
        if (!Drain())
        {
            return false;
        }

        _cents = amount;
        _action = cents < 0 ? CaisseApRequest.Credit : CaisseApRequest.Debit;
        _key = key;
        _running = true;
        _owed = true;
        _reader.Clear();
        _heardMs = nowMs;
        _limitMs = nowMs + Limits.CardCustomerMs;
        long sent = _sendsKey ? key : 0;
        int length = CaisseApRequest.Write(_request, _identifier, Register, _action, amount, sent);
        if (Send(length))
        {
            AtCustomer = true;
        }
        else
        {
            Stop(CardOutcome.Unknown, CardReason.LineLost);
        }

        return true;
    }

    /// <inheritdoc/>
    public override void Cancel(long nowMs)
    {
        // The request left at once: only the terminal can cancel.
    }

    /// <inheritdoc/>
    public override long Step(long nowMs)
    {
        if (_line == null && !_running)
        {
            return nowMs + IdlePollMs;
        }

        int count = _lost ? 0 : Get();
        for (int i = 0; i < count; i++)
        {
            _reader.Take(_in[i]);
        }

        Array.Clear(_in, 0, count);
        _heardMs = count > 0 ? nowMs : _heardMs;
        if (_running)
        {
            Watch(nowMs);
        }
        else
        {
            HearLate(nowMs);
        }

        return nowMs + (_running ? PollMs : IdlePollMs);
    }

    private void Watch(long nowMs)
    {
        bool finished = _lost || nowMs - _heardMs >= QuietMs;
        if (_reader.Bad)
        {
            Garbled++;
            Stop(CardOutcome.Unknown, CardReason.Garbled);
        }
        else if (_reader.Complete && finished)
        {
            Judge();
        }
        else if (_lost)
        {
            Stop(CardOutcome.Unknown, CardReason.LineLost);
        }
        else if (nowMs >= _limitMs)
        {
            Stop(CardOutcome.Unknown, _reader.Total > 0 ? CardReason.Garbled : CardReason.TimeOver);
        }
    }

    private void Judge()
    {
        bool ours = _reader.Register == Register && _reader.Cents == _cents && _reader.Currency == EuroCode
            && _reader.Action == _action && (!_sendsKey || _reader.Key <= 0 || _reader.Key == _key);
        if (!ours)
        {
            Foreign++;
            Stop(CardOutcome.Unknown, CardReason.Foreign);
            return;
        }

        int outcome = CaisseApVerdict.Outcome(_reader.Status, _reader.Detail);
        _owed = outcome == CardOutcome.Unknown;
        Stop(outcome, CaisseApVerdict.Reason(_reader.Status, _reader.Detail));
    }

    // An answer that comes after its time decides nothing; the operator is told of it.
    private void HearLate(long nowMs)
    {
        if (_reader.Total == 0 || nowMs - _heardMs < QuietMs)
        {
            return;
        }

        bool ours = _reader.Complete && _reader.Register == Register && _reader.Currency == EuroCode
            && _reader.Action == _action && _reader.Cents <= Limits.TicketCentsMax;
        if (ours)
        {
            int outcome = CaisseApVerdict.Outcome(_reader.Status, _reader.Detail);
            Late(outcome, (int)_reader.Cents, _reader.Key > 0 ? _reader.Key : 0);
        }
        else
        {
            Garbled++;
        }

        _reader.Clear();
    }

    private void Stop(int outcome, int reason)
    {
        _running = false;
        _lost = false;
        _reader.Clear();
        End(outcome, reason);
    }

    private bool Drain()
    {
        int count = Get();
        for (int i = 0; i < DrainsMax && count > 0; i++)
        {
            Garbled += count;
            Array.Clear(_in, 0, count);
            count = Get();
        }

        return count == 0 && !_lost;
    }

    private int Get()
    {
        try
        {
            return _line == null ? 0 : _line.Read(_in, 0, _in.Length);
        }
        catch (IOException)
        {
            Failures++;
            _lost = true;
            _line = null;
            return 0;
        }
    }

    private bool Send(int length)
    {
        try
        {
            if (_line != null)
            {
                _line.Write(_request, 0, length);
            }

            return _line != null;
        }
        catch (IOException)
        {
            Failures++;
            return false;
        }
    }
}
