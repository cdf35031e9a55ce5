using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// Codes that were scanned and stand in no catalogue, for the merchant's review list (R59): one technical event for
/// each code and business day, with the price and the department of the quick sale, when the next line was one. At most
/// <see cref="CodesPerDay"/> a day: what comes after is only counted, as a fault. A power cut loses the code that waits
/// for its price. Only numbers of articles are kept, never a text, a number of the shop's own or one of a person. One
/// thread.
/// </summary>
public sealed class UnknownScans
{
    /// <summary>Codes told in a business day; a code waits so long for its price, ms.</summary>
    public const int CodesPerDay = 16, WaitMs = 60_000;

    // GS1: 20 to 29 are numbers of the shop's own and 98, 99 coupons; so are 2 and 0 in a code of eight digits.
    private const long Ean13Unit = 100_000_000_000, UpcUnit = 10_000_000_000, Ean8Unit = 1_000_000;
    private const int OwnFirst = 20, OwnLast = 29, CouponFirst = 98, CouponLast = 99, OwnShort = 9;

    private readonly TillDesk _desk;
    private readonly EventWriter _events;
    private readonly long[] _told = new long[CodesPerDay];
    private int _count, _day, _merchant;
    private long _waiting, _untilMs;

    /// <summary>List of a till.</summary>
    public UnknownScans(TillDesk desk, EventWriter events)
    {
        _desk = desk;
        _events = events;
    }

    /// <summary>True for a number that may belong to an article anywhere in the world.</summary>
    public static bool IsArticle(long code)
    {
        int prefix = (int)(code / Ean13Unit);
        if (code < Ean8Unit * 100)
        {
            prefix = (int)(code / Ean8Unit);
            return prefix > OwnShort && (prefix < OwnFirst || prefix > OwnLast);
        }

        bool ownUpc = code / UpcUnit >= OwnFirst && code / UpcUnit <= OwnLast;
        bool own = prefix >= OwnFirst && prefix <= OwnLast;
        return !own && !ownUpc && (prefix < CouponFirst || prefix > CouponLast);
    }

    /// <summary>A code was scanned that no article has; the merchant whose chain is in force.</summary>
    public void Note(long code, int merchant, long nowMs)
    {
        Tell(0, 0, nowMs);
        if (_day != _desk.Basket.Day || _merchant != merchant)
        {
            _count = 0;
            _day = _desk.Basket.Day;
            _merchant = merchant;
        }

        bool known = _desk.InTraining || _count == CodesPerDay || !IsArticle(code);
        for (int i = 0; i < _count && !known; i++)
        {
            known = _told[i] == code;
        }

        if (!known)
        {
            _told[_count] = code;
            _count++;
            _waiting = code;
            _untilMs = nowMs + WaitMs;
        }
    }

    /// <summary>The next line was a quick sale at this department and unit price, cents.</summary>
    public void Sold(int department, int cents, long nowMs)
    {
        Tell(department, cents, nowMs);
    }

    /// <summary>The next line was another one, or the sale is over: the code waits no more.</summary>
    public void Leave()
    {
        _untilMs = 0;
    }

    /// <summary>Tells a code that has waited for nothing; returns when it is next due (monotonic ms).</summary>
    public long Step(long nowMs)
    {
        if (_waiting != 0 && nowMs >= _untilMs)
        {
            Tell(0, 0, nowMs);
        }

        return _waiting == 0 ? long.MaxValue : _untilMs;
    }

    private void Tell(int department, int cents, long nowMs)
    {
        if (_waiting == 0)
        {
            return;
        }

        if (department > 0)
        {
            _events.Text[0] = (byte)('0' + department);
            _events.TextLength = 1;
        }

        _desk.Journal(EventCode.UnknownScan, _waiting, cents, nowMs);
        _waiting = 0;
    }
}
