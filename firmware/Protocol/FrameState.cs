using System;

namespace Kiosk.Protocol;

/// <summary>
/// What writer and reader of a frame both know before an event: the previous event of each kind, hence what its time
/// and
/// values are expected to be. Only differences travel. Reset per frame. Arithmetic wraps at 64 bits on both sides.
/// Owned by one thread; nothing is allocated after construction.
/// </summary>
public sealed class FrameState
{
    /// <summary>Cents of the unit in which cash given may travel as a negative integer: one euro.</summary>
    public const int CashUnitCents = 100;

    // Values of all kinds behind each other: an array of their own would cost each kind more than it holds.
    private readonly long[] _previous;
    private readonly byte[] _first = new byte[RecordKind.Last + 2];
    private readonly byte[] _values = new byte[RecordKind.Last + 1];
    private readonly long[] _lastMono = new long[FrameShape.PeriodicKinds];
    private readonly long[] _step = new long[FrameShape.PeriodicKinds];
    private int _seen;
    private long _baseMono, _baseWall, _previousMono;

    /// <summary>Makes the state with all its room.</summary>
    public FrameState()
    {
        int room = 0;
        for (int kind = 0; kind < _values.Length; kind++)
        {
            int count = FrameShape.Count(kind);
            room += kind == RecordKind.Ticket ? TicketLayout.Tenders : count < 0 ? 0 : count;
            _first[kind + 1] = (byte)room;
        }

        _previous = new long[room];
    }

    /// <summary>Forgets all events; base times in seconds, wall 0 when unknown.</summary>
    public void Start(long baseMono, long baseWall)
    {
        _baseMono = baseMono;
        _baseWall = baseWall;
        _previousMono = baseMono;
        _seen = 0;
        Array.Clear(_previous, 0, _previous.Length);
        for (int i = 0; i < FrameShape.PeriodicKinds; i++)
        {
            _lastMono[i] = baseMono;
            _step[i] = 0;
        }

        for (int kind = 0; kind < _values.Length; kind++)
        {
            int before = FrameShape.CountBefore(kind);
            _values[kind] = (byte)(before < 0 ? 0 : before);
        }
    }

    /// <summary>Wall time at a monotonic second of this frame, 0 when unknown.</summary>
    public long WallAt(long mono)
    {
        return _baseWall == 0 ? 0 : _baseWall + (mono - _baseMono);
    }

    /// <summary>
    /// Expected monotonic second of the next event of a kind: one more step of a periodic kind (its first: the base),
    /// the time of the previous event for all others, unknown kinds too.
    /// </summary>
    public long PredictMono(int kind)
    {
        int periodic = FrameShape.Periodic(kind);
        return periodic < 0 ? _previousMono : _lastMono[periodic] + _step[periodic];
    }

    /// <summary>
    /// Expected value <paramref name="index"/> of the next event of a kind, which is at <paramref name="mono"/>.
    /// </summary>
    public long PredictValue(int kind, int index, long mono)
    {
        if (kind == RecordKind.FootfallSlot && index == FootfallLayout.SlotStart)
        {
            // A slot is reported in the one after it.
            long wall = WallAt(mono);
            return wall == 0 ? 0 : wall - wall % FootfallLayout.SlotSeconds - FootfallLayout.SlotSeconds;
        }

        if (kind == RecordKind.Health && index == HealthLayout.Uptime)
        {
            return mono;
        }

        long previous = _previous[_first[kind] + index];
        return IsNumber(kind, index) ? previous + 1 : previous;
    }

    /// <summary>The expected value plus what travelled.</summary>
    public long Value(int kind, int index, long mono, long difference)
    {
        return PredictValue(kind, index, mono) + difference;
    }

    /// <summary>A sum that wraps at 64 bits, on the board and on the gateway alike.</summary>
    public static long Add(long expected, long difference)
    {
        return expected + difference;
    }

    /// <summary>Cents of cash given that travelled as minus the whole euros.</summary>
    public static long CashCents(long pay)
    {
        return -pay * CashUnitCents;
    }

    /// <summary>
    /// Cents of the lines of a ticket record from value <paramref name="first"/> on: quantity x price, added up.
    /// </summary>
    public static long LinesTotal(Record record, int first)
    {
        long total = 0;
        for (int at = first; at + TicketLayout.LineWidth <= record.Count; at += TicketLayout.LineWidth)
        {
            total += record.Values[at + TicketLayout.LineQuantity] * record.Values[at + TicketLayout.LinePrice];
        }

        return total;
    }

    /// <summary>
    /// Expected change of a regular ticket: what the tenders give beyond the lines of the record, 0 when less.
    /// </summary>
    public static long PredictChange(Record ticket)
    {
        int firstLine = FrameShape.FirstLineOfTicket(ticket);
        long rest = -LinesTotal(ticket, firstLine);
        for (int at = TicketLayout.Tenders; at < firstLine; at += TicketLayout.TenderWidth)
        {
            rest += ticket.Values[at + 1];
        }

        return rest > 0 ? rest : 0;
    }

    /// <summary>
    /// Number of values that the next event of a listed kind has when its short form shows no more than that.
    /// </summary>
    public int PredictCount(int kind)
    {
        return FrameShape.CountBefore(kind) < 0 ? FrameShape.Count(kind) : _values[kind];
    }

    /// <summary>
    /// True when the short form of a regular record shows its number of values: it has as many as expected, or more.
    /// </summary>
    public bool CanShow(Record record)
    {
        return FrameShape.CountBefore(record.Kind) < 0 || record.Count >= _values[record.Kind];
    }

    /// <summary>Takes note of an event's time, of any kind.</summary>
    public void RememberTime(int kind, long mono)
    {
        _previousMono = mono;
        int periodic = FrameShape.Periodic(kind);
        if (periodic >= 0)
        {
            bool seen = (_seen >> periodic & 1) != 0;
            _step[periodic] = seen ? mono - _lastMono[periodic] : FrameShape.PeriodSeconds(kind);
            _lastMono[periodic] = mono;
            _seen |= 1 << periodic;
        }
    }

    /// <summary>Takes note of the values of a regular record that was written or read in the short form.</summary>
    public void RememberValues(Record record)
    {
        int first = _first[record.Kind];
        int room = _first[record.Kind + 1] - first;
        int known = record.Count < room ? record.Count : room;
        Array.Copy(record.Values, 0, _previous, first, known);
        Array.Clear(_previous, first + known, room - known);
        if (FrameShape.CountBefore(record.Kind) >= 0)
        {
            _values[record.Kind] = (byte)record.Count;
        }
    }

    private static bool IsNumber(int kind, int index)
    {
        return (kind == RecordKind.Ticket && index == TicketLayout.Number)
            || (kind == RecordKind.TechnicalEvent && index == EventLayout.Number)
            || (kind == RecordKind.CashMovement && index == CashLayout.Number);
    }
}
