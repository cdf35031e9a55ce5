using System.Buffers.Binary;
using System.Collections;
using Kiosk.Board.Virtual.Drive;
using Kiosk.Firmware;
using Kiosk.Protocol;

namespace Kiosk.Fleet.Simulate;

/// <summary>
/// Watches the drive of one kiosk and keeps what became durable there, from the bytes alone: it asks the firmware
/// nothing. A record that reached the drive in an operation cut by a power failure counts only when the kiosk goes on
/// behind it (F-JRN-4). One thread.
/// </summary>
internal sealed class Witness(long device)
{
    // Segment head: magic, length of the chain state, 10 bytes, the state, CRC-32.
    private const int HeadFixed = 14, HeadLengthAt = 2, HeadCrc = 4;
    private const int WriteMax = 65_536, ContentHead = 40;

    private readonly BitArray _durable = new(4_096);
    private readonly List<Seen> _torn = [];
    private readonly Dictionary<long, long> _stops = [];
    private readonly Record _record = new();
    private readonly byte[] _content = new byte[ContentHead + Limits.RecordBytesMax];
    private readonly byte[] _written = new byte[WriteMax];
    private long _groupCents;

    private readonly record struct Seen(
        long Sequence, ulong Content, long Ticket, long Cents, int Kind, long Passages, long Hour = 0, long Stops = 0);

    /// <summary>Highest durable sequence.</summary>
    public long Last { get; private set; }

    /// <summary>Tickets that became durable, the number of the last one, and their cents, refunds negative.</summary>
    public long Tickets { get; private set; }

    /// <inheritdoc cref="Tickets"/>
    public long LastTicket { get; private set; }

    /// <inheritdoc cref="Tickets"/>
    public long Cents { get; private set; }

    /// <summary>Sum of the digests of all durable records, to be compared with the ledger's audit.</summary>
    public ulong Content { get; private set; }

    /// <summary>Passages of the durable slots that were measured by sound beams.</summary>
    public long Passages { get; private set; }

    /// <summary>Durable footfall slots and climate readings.</summary>
    public long FootfallSlots { get; private set; }

    /// <inheritdoc cref="FootfallSlots"/>
    public long ClimateReadings { get; private set; }

    /// <summary>
    /// Stops at the counter by the hour's UTC second, of the durable hours that were told with a time.
    /// </summary>
    public IReadOnlyDictionary<long, long> Stops => _stops;

    /// <summary>Segment files of the kiosk; what stands behind them is no journal.</summary>
    public int Segments { get; init; } = 1_000;

    /// <summary>Sequences or ticket numbers given a second time.</summary>
    public long Reused { get; private set; }

    /// <summary>Ticket numbers that were left out.</summary>
    public long Skipped { get; private set; }

    /// <summary>True when a durable record has this sequence.</summary>
    public bool Has(long sequence) => sequence >= 1 && sequence <= Last && _durable[(int)sequence];

    /// <summary>What an append or a replace put on the drive; durable when the firmware was told so.</summary>
    public void See(DriveWrite write, ReadOnlySpan<byte> bytes)
    {
        if (write.File < DriveFiles.FirstSegment || write.File >= DriveFiles.CardSlots(Segments))
        {
            return;
        }

        bytes.CopyTo(_written);
        var at = write.IsReplace ? HeadLength(bytes) : 0;
        _groupCents = 0;
        while (at < bytes.Length)
        {
            var read = JournalCodec.Read(_written, at, bytes.Length - at, _record);
            if (read <= 0)
            {
                return;
            }

            at += read;
            Take(write.Durable);
        }
    }

    /// <summary>For tests of the verdict: as if one bit of one record had been another.</summary>
    internal void Disturb() => Content ^= 1;

    private static int HeadLength(ReadOnlySpan<byte> bytes) => bytes.Length < HeadFixed
        ? bytes.Length
        : HeadFixed + BinaryPrimitives.ReadUInt16LittleEndian(bytes[HeadLengthAt..]) + HeadCrc;

    private void Take(bool durable)
    {
        var seen = new Seen(_record.Sequence, Digest(), 0, 0, _record.Kind, 0);
        if (_record.Kind == RecordKind.LineGroup)
        {
            _groupCents += LineCents(LineGroupLayout.Lines, (int)_record.Values[LineGroupLayout.LineCount]);
        }
        else if (_record.Kind == RecordKind.FootfallSlot)
        {
            seen = seen with { Passages = PassagesOfSlot() };
        }
        else if (_record.Kind == RecordKind.CounterSlot && _record.WallSeconds > 0)
        {
            seen = seen with
            {
                Hour = _record.Values[CounterLayout.SlotStart], Stops = _record.Values[CounterLayout.Stops],
            };
        }
        else if (_record.Kind == RecordKind.Ticket)
        {
            seen = seen with { Ticket = _record.Values[TicketLayout.Number], Cents = TicketCents() };
            _groupCents = 0;
        }

        if (!durable)
        {
            _torn.Add(seen);
            return;
        }

        Resolve(seen.Sequence);
        Keep(seen);
    }

    /// <summary>The next durable record tells whether those in the cut operation were taken or thrown away.</summary>
    private void Resolve(long next)
    {
        foreach (var seen in _torn)
        {
            if (seen.Sequence < next && seen.Sequence > Last)
            {
                Keep(seen);
            }
        }

        _torn.Clear();
    }

    private void Keep(Seen seen)
    {
        if (seen.Sequence <= Last)
        {
            Reused++;
            return;
        }

        Last = seen.Sequence;
        while (_durable.Length <= Last)
        {
            _durable.Length *= 2;
        }

        _durable[(int)Last] = true;
        Content = unchecked(Content + seen.Content);
        if (seen.Hour > 0)
        {
            _stops[seen.Hour] = _stops.GetValueOrDefault(seen.Hour) + seen.Stops;
        }

        Passages += seen.Passages;
        FootfallSlots += seen.Kind == RecordKind.FootfallSlot ? 1 : 0;
        ClimateReadings += seen.Kind == RecordKind.ClimateReading ? 1 : 0;
        if (seen.Ticket > 0)
        {
            Reused += seen.Ticket <= LastTicket ? 1 : 0;
            Skipped += Math.Max(0, seen.Ticket - LastTicket - 1);
            LastTicket = Math.Max(LastTicket, seen.Ticket);
            Tickets++;
            Cents += seen.Cents;
        }
    }

    private long TicketCents()
    {
        var first = TicketLayout.Tenders + (TicketLayout.TenderWidth * (int)_record.Values[TicketLayout.TenderCount]);
        var cents = _groupCents + LineCents(first, (int)_record.Values[TicketLayout.LineCount]);
        return _record.Values[TicketLayout.Operation] == TicketLayout.OperationSale ? cents : -cents;
    }

    private long LineCents(int first, int lines)
    {
        long cents = 0;
        for (var i = 0; i < lines; i++)
        {
            var line = first + (i * TicketLayout.LineWidth);
            cents += _record.Values[line + TicketLayout.LineQuantity] * _record.Values[line + TicketLayout.LinePrice];
        }

        return cents;
    }

    /// <summary>
    /// FNV-1a of device, sequence, boot, times and canonical payload, as the ledger's audit has it (STORE.md).
    /// </summary>
    private ulong Digest()
    {
        BinaryPrimitives.WriteInt64LittleEndian(_content, device);
        BinaryPrimitives.WriteInt64LittleEndian(_content.AsSpan(8), _record.Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(_content.AsSpan(16), _record.Boot);
        BinaryPrimitives.WriteInt64LittleEndian(_content.AsSpan(24), _record.MonoSeconds);
        BinaryPrimitives.WriteInt64LittleEndian(_content.AsSpan(32), _record.WallSeconds);
        var length = ContentHead + JournalCodec.WritePayload(_record, _content, ContentHead);
        var hash = 14695981039346656037UL;
        foreach (var value in _content.AsSpan(0, length))
        {
            hash = unchecked((hash ^ value) * 1099511628211UL);
        }

        return hash;
    }

    private long PassagesOfSlot()
    {
        var broken = _record.Values[FootfallLayout.Quality] & (FootfallLayout.Flapping | FootfallLayout.Dead);
        return broken != 0 ? 0 : _record.Values[FootfallLayout.AToB] + _record.Values[FootfallLayout.BToA];
    }
}
