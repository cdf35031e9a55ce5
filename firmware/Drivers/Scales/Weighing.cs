namespace Kiosk.Firmware.Drivers.Scales;

/// <summary>
/// One weighing by Dialog 06, without a line of its own: hands out what is to be sent and takes what comes, byte by
/// byte. A request without an answer is repeated twice; an answer to another price is none. One thread; nothing is
/// allocated after construction.
/// </summary>
public sealed class Weighing
{
    /// <summary>
    /// States: nothing begun; price told; weight asked; cause asked; weighed; refused by the scale; no valid answer.
    /// </summary>
    public const int Idle = 0, Pricing = 1, Asking = 2, AskingWhy = 3, Done = 4, Refused = 5, Failed = 6;

    /// <summary>
    /// Wait for an answer in milliseconds (scales answer within 5); sendings of one request at most.
    /// </summary>
    public const int ReplyMs = 200, SendingsMax = 3;

    private readonly byte[] _input = new byte[Dialog06.AnswerMax];
    private int _length, _sendings, _price, _tare;
    private long _dueMs;
    private bool _toSend;

    /// <summary>One of the states.</summary>
    public int State;

    /// <summary>The weighing when <see cref="Done"/>, the cause when <see cref="Refused"/> (0 unknown).</summary>
    public readonly ScaleAnswer Answer = new ScaleAnswer();

    /// <summary>Bytes that came and meant nothing, since construction.</summary>
    public int Noise;

    /// <summary>Begins a weighing; false when price or tare is out of its range.</summary>
    public bool Begin(int priceCents, int tareGrams)
    {
        bool fits = priceCents >= 1 && priceCents <= Dialog06.PriceMax && tareGrams >= 0
            && tareGrams <= Dialog06.TareMax;
        _price = priceCents;
        _tare = tareGrams;
        Answer.CauseCode = 0;
        Enter(fits ? Pricing : Idle);
        return fits;
    }

    /// <summary>Writes what is to be sent now into the buffer; its length, 0 when there is nothing.</summary>
    public int NextBytes(byte[] buffer, long nowMs)
    {
        bool runs = State >= Pricing && State <= AskingWhy;
        if (runs && !_toSend && nowMs >= _dueMs)
        {
            Repeat();
        }

        if (!_toSend)
        {
            return 0;
        }

        _toSend = false;
        _sendings++;
        _length = 0;
        _dueMs = nowMs + ReplyMs;
        return State == Pricing ? Dialog06.WritePrice(buffer, _price, _tare)
            : State == Asking ? Dialog06.WriteAsk(buffer) : Dialog06.WriteWhy(buffer);
    }

    /// <summary>Takes one byte from the scale.</summary>
    public void Take(byte received)
    {
        if (State < Pricing || State > AskingWhy || _toSend)
        {
            Noise++;
            return;
        }

        _input[_length++] = received;
        int taken = Dialog06.Read(_input, _length, Answer);
        if (taken < 0)
        {
            Noise += _length;
            _length = 0;
        }
        else if (taken > 0)
        {
            _length = 0;
            Judge();
        }
    }

    private void Judge()
    {
        switch (Answer.Kind)
        {
            case ScaleAnswer.Taken when State == Pricing:
                Enter(Asking);
                break;
            case ScaleAnswer.Refused when State == AskingWhy:
                Enter(Refused);
                break;
            case ScaleAnswer.Refused:
                Enter(AskingWhy);
                break;
            case ScaleAnswer.Weighed when State == Asking && Answer.PriceCents == _price:
                Enter(Done);
                break;
            case ScaleAnswer.Cause when State == AskingWhy:
                Enter(Refused);
                break;
            default:
                Noise++;
                break;
        }
    }

    private void Repeat()
    {
        if (_sendings < SendingsMax)
        {
            _toSend = true;
            return;
        }

        // That it was refused is known, only not why.
        Enter(State == AskingWhy ? Refused : Failed);
    }

    private void Enter(int state)
    {
        State = state;
        _sendings = 0;
        _length = 0;
        _toSend = state >= Pricing && state <= AskingWhy;
    }
}
