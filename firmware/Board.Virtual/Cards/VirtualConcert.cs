using System.Text;
using Kiosk.Board.Virtual.Streams;

namespace Kiosk.Board.Virtual.Cards;

/// <summary>
/// A payment terminal with Concert v2 "E+" at the other end of a serial line, written from the wire's description and
/// not from the kiosk's driver. It lives on while the kiosk has no power. One thread.
/// </summary>
public sealed class VirtualConcert : ByteStream
{
    /// <summary>Time the terminal waits for a reply of the line, and how often it tries.</summary>
    public const int ReplyMs = 3_000, TriesMax = 3;

    private const byte Stx = 2, Etx = 3, Eot = 4, Enq = 5, Ack = 6, Nak = 0x15;
    private readonly VirtualClock _clock;
    private readonly Queue<byte> _out = new();
    private readonly List<byte> _frame = [];
    private Phase _phase;
    private long _dueMs;
    private int _tries;
    private int _refusals;
    private int _bads;
    private int _extras;
    private string _result = "0";
    private Asked _asked;

    /// <summary>Terminal that debits at this bank.</summary>
    public VirtualConcert(VirtualClock clock, CardBank bank) => (_clock, Bank) = (clock, bank);

    private enum Phase
    {
        Rest,
        Called,
        Holds,
        Customer,
        Calls,
        Answered,
        Leaves,
    }

    private readonly record struct Asked(int Register, int Cents, long Key, bool Long, bool Credit);

    /// <summary>Where the money is.</summary>
    public CardBank Bank { get; }

    /// <summary>How it misbehaves.</summary>
    public CardMischief Mischief { get; set; }

    /// <summary>The cable.</summary>
    public CableCut Cable { get; } = new();

    /// <summary>Time the customer takes; a late answer comes after <see cref="LateMs"/>.</summary>
    public int CustomerMs { get; set; } = 6_000;

    /// <inheritdoc cref="CustomerMs"/>
    public int LateMs { get; set; } = 125_000;

    /// <summary>True makes reads and writes fail.</summary>
    public bool Broken { get; set; }

    /// <summary>Valid requests that were carried out.</summary>
    public int Requests { get; private set; }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        FailIfBroken();
        Pass();
        int read = 0;
        while (read < count && _out.TryDequeue(out byte value))
        {
            buffer[offset + read++] = value;
        }

        return read;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        FailIfBroken();
        Pass();
        for (int i = offset; i < offset + count; i++)
        {
            if (Cable.Hear() && Mischief != CardMischief.Silent)
            {
                Hear(buffer[i]);
            }
        }
    }

    /// <summary>Lets the terminal's time pass when nobody reads.</summary>
    public void Pass()
    {
        if (_phase is Phase.Called or Phase.Holds && _clock.CalendarMs >= _dueMs)
        {
            _phase = Phase.Rest;
        }

        while (_phase is Phase.Customer or Phase.Calls or Phase.Answered or Phase.Leaves
            && _clock.CalendarMs >= _dueMs)
        {
            Due();
        }

        if (Mischief == CardMischief.CallsForEver && _phase == Phase.Rest && _out.Count == 0)
        {
            Say(Enq);
        }
    }

    private void FailIfBroken()
    {
        if (Broken)
        {
            throw new IOException("The terminal's port failed.");
        }
    }

    private void Hear(byte value)
    {
        if (Mischief == CardMischief.NakStorm)
        {
            Say(Nak);
            return;
        }

        // Only a call or a request that goes on within this time is heard out.
        _dueMs = _phase is Phase.Rest or Phase.Called or Phase.Holds ? _clock.CalendarMs + ReplyMs : _dueMs;
        switch (_phase)
        {
            case Phase.Rest when value == Enq:
                Say(Mischief == CardMischief.Busy ? Nak : Ack);
                _phase = Mischief == CardMischief.Busy ? Phase.Rest : Phase.Called;
                _frame.Clear();
                break;
            case Phase.Called or Phase.Holds:
                HearRequest(value);
                break;
            case Phase.Calls when value == Ack:
                Answer();
                break;
            case Phase.Answered when value == Nak && _tries < TriesMax:
                Answer();
                break;
            case Phase.Answered when value is Ack or Nak:
                Leave(value == Ack);
                break;
            case Phase.Customer when value == Enq:
                Say(Nak);
                break;
            default:
                break;
        }
    }

    private void HearRequest(byte value)
    {
        if (value == Eot && _frame.Count == 0)
        {
            bool starts = _phase == Phase.Holds;
            _phase = starts ? Phase.Customer : Phase.Rest;
            Requests += starts ? 1 : 0;
            _dueMs = _clock.CalendarMs + (Mischief == CardMischief.LateAnswer ? LateMs : CustomerMs);
            return;
        }

        if (value == Enq && _frame.Count == 0)
        {
            Say(Ack);
            _phase = Phase.Called;
            return;
        }

        _frame.Add(value);
        if (_frame[0] != Stx)
        {
            _frame.Clear();
        }
        else if (_frame.Count > 2 && _frame[^2] == Etx)
        {
            Judge([.. _frame]);
            _frame.Clear();
        }
    }

    private void Judge(byte[] frame)
    {
        byte sum = frame[1..^1].Aggregate((byte)0, (a, b) => (byte)(a ^ b));
        string data = Encoding.ASCII.GetString(frame[1..^2]);
        bool good = sum == frame[^1] && data.Length == 34 && data[..10].All(char.IsAsciiDigit)
            && data[12] is '0' or '1' && data[13..16] == "978";
        bool refuses = Mischief == CardMischief.NakTwice && _refusals < 2;
        if (!good || refuses)
        {
            _refusals++;
            Say(Nak);
            return;
        }

        _ = long.TryParse(data[16..26], System.Globalization.NumberStyles.None, Invariant, out long key);
        int cents = int.Parse(data[2..10], Invariant);
        _asked = new Asked(int.Parse(data[..2], Invariant), cents, key, data[10] == '1', data[12] == '1');
        _phase = Phase.Holds;
        if (Mischief != CardMischief.LosesAcknowledgement)
        {
            Say(Ack);
        }
    }

    private static System.Globalization.CultureInfo Invariant => System.Globalization.CultureInfo.InvariantCulture;

    private void Due()
    {
        if (_phase == Phase.Customer)
        {
            Conclude();
        }
        else if (_phase == Phase.Leaves)
        {
            bool again = _extras-- > 0;
            _phase = Phase.Rest;
            if (again)
            {
                Call(first: true);
            }
        }
        else if (_tries < TriesMax)
        {
            Call(first: false);
        }
        else
        {
            Leave(heard: false);
        }
    }

    private void Conclude()
    {
        bool refused = Mischief is CardMischief.Refuses or CardMischief.Abandons;
        _result = refused ? "7" : Mischief == CardMischief.NotVerified ? "9" : "0";
        if (_result == "0")
        {
            Bank.Debit(_asked.Credit ? -_asked.Cents : _asked.Cents, _asked.Key);
        }

        if (Mischief == CardMischief.LineLostAfterDebit)
        {
            Cable.HearsMax = 0;
        }

        _extras = Mischief is CardMischief.AnswersTwice or CardMischief.OtherSaleFirst ? 1 : 0;
        _bads = Mischief == CardMischief.WrongSumOnce ? 1 : Mischief == CardMischief.WrongSum ? int.MaxValue : 0;
        Call(first: true);
    }

    private void Call(bool first)
    {
        _tries = first ? 1 : _tries + 1;
        (_phase, _dueMs) = (Phase.Calls, _clock.CalendarMs + ReplyMs);
        Say(Enq);
    }

    private void Answer()
    {
        _tries++;
        (_phase, _dueMs) = (Phase.Answered, _clock.CalendarMs + ReplyMs);
        if (Mischief == CardMischief.Garbage)
        {
            Enumerable.Range(0, 120).Select(i => (byte)(32 + (i * 7 % 90))).ToList().ForEach(Say);
            return;
        }

        string text = AnswerText();
        byte[] data = [.. Encoding.ASCII.GetBytes(text), Etx];
        byte sum = data.Aggregate((byte)0, (a, b) => (byte)(a ^ b));
        sum ^= (byte)(_bads-- > 0 ? 1 : 0);
        Say(Stx);
        foreach (byte value in data)
        {
            Say(value);
        }

        Say(sum);
    }

    private string AnswerText()
    {
        bool other = Mischief == CardMischief.OtherSaleFirst && _extras > 0;
        int cents = _asked.Cents + (Mischief == CardMischief.OtherAmount ? 1 : 0);
        long key = other ? _asked.Key + 1_000 : _asked.Key;
        string ours = Mischief == CardMischief.ForgetsKey || key == 0 ? new string(' ', 10) : $"{key:D10}";
        bool isLong = _asked.Long || Mischief == CardMischief.LongAnswer;
        string report = isLong ? (CardBank.CardNumber + "=2712").PadRight(55) : "";
        return $"{_asked.Register:D2}{_result}{cents:D8}1{report}978{ours}";
    }

    private void Leave(bool heard)
    {
        Say(Eot);
        _extras = heard ? _extras : 0;
        (_phase, _dueMs) = (Phase.Leaves, _clock.CalendarMs + 200);
    }

    private void Say(byte value)
    {
        if (_out.Count < 1_024 && Cable.Say())
        {
            _out.Enqueue(value);
        }
    }
}
