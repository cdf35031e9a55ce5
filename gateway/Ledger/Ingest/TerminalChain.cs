using Kiosk.Fiscal;
using Kiosk.Ledger.Store;
using Kiosk.Protocol;

namespace Kiosk.Ledger.Ingest;

/// <summary>
/// Follows the fiscal chain of one terminal in sequence order with the very code of the till: seals every record again
/// and compares with the head seal of each frame. A break is latched and reported once; it never blocks.
/// Used by one thread.
/// </summary>
internal sealed class TerminalChain
{
    private const int GroupsMax = Limits.LinesPerTicketMax;

    private readonly DeviceKeys _keys;
    private readonly VersionStore _versions;
    private readonly CopyRanks _copies = new();
    private readonly Record[] _groups = new Record[GroupsMax];
    private int _groupCount, _keyNumber = 1;

    public TerminalChain(DeviceKeys keys, string terminal, VersionStore versions)
    {
        _keys = keys;
        _versions = versions;
        Chain = new FiscalChain(new PlatformMac(), keys.Seal, terminal);
    }

    public FiscalChain Chain { get; }

    /// <summary>Last sequence followed.</summary>
    public long Fed { get; private set; }

    /// <summary>Last sequence after which no line group waits for its ticket: where a restart resumes.</summary>
    public long Resume => _groupCount == 0 ? Fed : _groups[0].Sequence - 1;

    public bool Broken { get; private set; }

    /// <summary>Tickets followed by this instance, and the sum of their totals in cents.</summary>
    public long Tickets { get; private set; }

    public long Cents { get; private set; }

    /// <summary>Whoever compares day closings with their tickets; null while ingesting.</summary>
    public DayCheck? Days { get; init; }

    public void Restore(long resume, ReadOnlySpan<byte> state, bool broken)
    {
        Fed = resume;
        if (resume > 0)
        {
            _copies.Resume();
        }

        Broken = broken;
        if (!state.IsEmpty && !Chain.State.Read(state.ToArray(), 0, state.Length))
        {
            throw new LedgerException($"The chain state of device {_keys.Device} cannot be read.");
        }

        _keyNumber = Chain.KeyNumber;
        Chain.UseKey(_keys.SealOf(_keyNumber), _keyNumber);
    }

    public byte[] State()
    {
        var buffer = new byte[ChainState.BytesMax];
        int length = Chain.State.Write(buffer, 0);
        return length < 0
            ? throw new LedgerException($"The chain state of device {_keys.Device} does not fit.")
            : buffer.AsSpan(0, length).ToArray();
    }

    /// <summary>
    /// Follows the events of a frame that lie in first..last, the sequences after <see cref="Fed"/>. Returns what is
    /// wrong when the chain breaks here for the first time, else null.
    /// </summary>
    public string? Feed(DecodedFrame frame, long first, long last)
    {
        string? fault = null;
        Record? head = null;
        for (int i = 0; i < frame.Count; i++)
        {
            Record record = frame.Records[i];
            long end = Events.Last(record);
            if (end < first || Events.First(record) > last)
            {
                head = record.Sealed ? null : head;
                continue;
            }

            fault ??= Follow(record);
            head = record.Sealed ? record : head;
        }

        Fed = last;
        if (head != null && !Broken && !(frame.HasHeadSeal && head.Seal.AsSpan().SequenceEqual(frame.HeadSeal)))
        {
            fault ??= Texts.Of($"the seal of sequence {head.Sequence} differs from the frame's head seal");
        }

        bool news = fault != null && !Broken;
        Broken |= fault != null;
        return news ? fault : null;
    }

    private string? Follow(Record record)
    {
        if (RecordKind.PrecedesTicket(record.Kind))
        {
            return Hold(record);
        }

        if (!RecordKind.IsSealed(record.Kind))
        {
            return null;
        }

        if (record.Kind == RecordKind.Closing)
        {
            Days?.Closing(record);
        }

        string? fault = record.Kind is RecordKind.Ticket or RecordKind.Training
            ? Seal(record) : Fault(record, Chain.SealAlone(record));
        if (Chain.KeyNumber != _keyNumber)
        {
            _keyNumber = Chain.KeyNumber;
            Chain.UseKey(_keys.SealOf(_keyNumber), _keyNumber);
        }

        return fault == null && record.Kind == RecordKind.Duplicate ? _copies.Take(record) : fault;
    }

    private string? Hold(Record group)
    {
        if (_groupCount == GroupsMax)
        {
            _groupCount = 0;
            return Texts.Of($"too many line groups before sequence {group.Sequence}");
        }

        Records.Copy(group, _groups[_groupCount] ??= new Record());
        _groupCount++;
        return null;
    }

    private string? Seal(Record ticket)
    {
        Catalogue? catalogue = _versions.Catalogue(_keys, ticket.Values[TicketLayout.Catalogue]);
        Settings? settings = _versions.Settings(_keys, ticket.Values[TicketLayout.Settings]);
        int groups = _groupCount;
        _groupCount = 0;
        if (catalogue == null || settings == null)
        {
            return Texts.Of($"sequence {ticket.Sequence} refers to a catalogue or settings version that is not there");
        }

        if (ticket.Kind == RecordKind.Training)
        {
            return Fault(ticket, Chain.SealTraining(ticket, _groups, groups, catalogue, settings));
        }

        int cents = Chain.SealTicket(ticket, _groups, groups, catalogue, settings, out int outcome);
        Tickets++;
        Days?.Ticket(ticket, Chain);
        Cents += outcome == FiscalOutcome.Sealed ? cents : Lines.Total(ticket, _groups, groups);
        return Fault(ticket, outcome);
    }

    // After a refused record the counters move on, so that the numbers behind the break are still followed.
    private string? Fault(Record record, int outcome)
    {
        if (outcome == FiscalOutcome.Sealed)
        {
            return null;
        }

        Chain.State.MoveOn(record);
        long number = record.Values[0];
        return Texts.Of($"sequence {record.Sequence}, kind {record.Kind}, number {number}: refused, outcome {outcome}");
    }
}
