using Kiosk.Firmware.Selling;
using Kiosk.Protocol;

namespace Kiosk.Firmware;

/// <summary>
/// How often each <see cref="FaultCode"/> was met since start, and which of them the city has not been told of: each at
/// once the first time, then at most once an hour with its count, so that no fault can fill the journal. One thread.
/// </summary>
public sealed class FaultCounts
{
    /// <summary>Codes are below this; counts stop at <see cref="CountMax"/>.</summary>
    public const int CodesMax = 90, CountMax = 32_767;

    /// <summary>Least time between two events about the same code.</summary>
    public const long TellAgainMs = 3_600_000;

    private const byte Waits = 1, Told = 2;
    private readonly short[] _counts = new short[CodesMax];
    private readonly byte[] _marks = new byte[CodesMax];
    private long _hourEndsMs = TellAgainMs;

    /// <summary>Faults of all codes since start.</summary>
    public int Total;

    /// <summary>
    /// The last fault that the merchant is to see (<see cref="TillMessage.OfFault"/>), until a key is pressed after he
    /// could; <see cref="FaultCode.None"/> when there is none.
    /// </summary>
    public int Unseen;

    /// <summary>Times that a code was met since start.</summary>
    public int Of(int code)
    {
        return _counts[code];
    }

    /// <summary>Counts a fault that has an event of its own; <see cref="FaultCode.None"/> counts nothing.</summary>
    public void Count(int code)
    {
        if (code != FaultCode.None)
        {
            Total++;
            _counts[code] += (short)(_counts[code] < CountMax ? 1 : 0);
        }
    }

    /// <summary>Counts a fault and has the city told of it.</summary>
    public void Raise(int code)
    {
        Count(code);
        if (code != FaultCode.None)
        {
            _marks[code] |= Waits;
            Unseen = TillMessage.OfFault(code) == TillMessage.None ? Unseen : code;
        }
    }

    /// <summary>Has the city told of a fault that is counted already and that the LCD shows.</summary>
    public void Tell(int code)
    {
        _marks[code] |= Waits;
    }

    /// <summary>The lowest code that is to be told now, or <see cref="FaultCode.None"/>.</summary>
    public int NextToTell(long nowMs)
    {
        bool again = nowMs >= _hourEndsMs;
        if (again)
        {
            _hourEndsMs = nowMs + TellAgainMs;
        }

        int next = FaultCode.None;
        for (int code = CodesMax - 1; code > FaultCode.None; code--)
        {
            if (again)
            {
                _marks[code] &= Waits;
            }

            next = _marks[code] == Waits ? code : next;
        }

        return next;
    }

    /// <summary>The event about a code is in the journal.</summary>
    public void WasTold(int code)
    {
        _marks[code] = Told;
    }
}
