using Kiosk.Fiscal;
using Kiosk.Ledger.Store;
using Kiosk.Protocol;

namespace Kiosk.Ledger.Ingest;

/// <summary>
/// Follows the fiscal chains of one board in sequence order with the very code of the till, one for each merchant:
/// seals every record again and compares with the head seal of each frame. A break is latched and reported once; it
/// never blocks. Used by one thread.
/// </summary>
internal sealed class TerminalChain
{
    private const int GroupsMax = Limits.LinesPerTicketMax;

    private readonly DeviceKeys _keys;
    private readonly string _terminal;
    private readonly VersionStore _versions;
    private readonly CopyRanks[] _copies = [new(), new(), new()];
    private readonly RefundSums[] _refunds = [new(), new(), new()];
    private readonly Resales[] _resales = [new(), new(), new()];
    private readonly List<string> _overRefunds = [];
    private readonly List<string> _otherSales = [];
    private readonly List<string> _otherMerchants = [];
    private Settings? _pushed;
    private readonly Record[] _groups = new Record[GroupsMax];
    private readonly FiscalChain?[] _chains = new FiscalChain?[Limits.MerchantsMax + 1];
    private readonly int[] _keyNumbers = new int[Limits.MerchantsMax + 1];
    private int _groupCount;

    public TerminalChain(DeviceKeys keys, string terminal, VersionStore versions)
    {
        _keys = keys;
        _terminal = terminal;
        _versions = versions;
        Of(0);
    }

    /// <summary>Last sequence followed.</summary>
    public long Fed { get; private set; }

    /// <summary>Last sequence after which no line group waits for its ticket: where a restart resumes.</summary>
    public long Resume => _groupCount == 0 ? Fed : _groups[0].Sequence - 1;

    /// <summary>Bit m: the chain of merchant m is broken.</summary>
    public int BrokenChains { get; private set; }

    /// <summary>Tickets followed by this instance, and the sum of their totals in cents.</summary>
    public long Tickets { get; private set; }

    public long Cents { get; private set; }

    /// <summary>What the frame fed last gives back although nothing was left of it; no break of the chain.</summary>
    public IReadOnlyList<string> OverRefunds => _overRefunds;

    /// <summary>
    /// Where the frame fed last cancels a ticket for its tender and does not sell it again as it was; no break of the
    /// chain.
    /// </summary>
    public IReadOnlyList<string> OtherSales => _otherSales;

    /// <summary>
    /// Where the frame fed last has a ticket of another SIREN than the settings pushed last; no break of the chain.
    /// </summary>
    public IReadOnlyList<string> OtherMerchants => _otherMerchants;

    /// <summary>Whoever compares day closings with their tickets, by merchant; null while ingesting.</summary>
    public DayCheck[]? Days { get; init; }

    /// <summary>A chain of the same terminal that has followed nothing yet.</summary>
    public TerminalChain Afresh() => new(_keys, _terminal, _versions);

    /// <summary>The chain of a merchant, made on first use.</summary>
    public FiscalChain Of(int merchant)
    {
        if (_chains[merchant] is not { } chain)
        {
            chain = new FiscalChain(new PlatformMac(), _keys.Seal, _terminal) { Merchant = merchant };
            _chains[merchant] = chain;
            _keyNumbers[merchant] = 1;
        }

        return chain;
    }

    public void Restore(long resume, ReadOnlySpan<byte> states, int brokenChains)
    {
        Fed = resume;
        if (resume > 0)
        {
            Array.ForEach(_copies, copies => copies.Resume());
        }

        BrokenChains = brokenChains;
        for (int merchant = 0; merchant < _chains.Length; merchant++)
        {
            byte[] state = ChainStates.Of(states, merchant).ToArray();
            if (state.Length > 0 && !Of(merchant).State.Read(state, 0, state.Length))
            {
                throw new LedgerException($"The chain state of device {_keys.Device} cannot be read.");
            }

            if (state.Length > 0)
            {
                FollowKey(merchant);
            }
        }
    }

    /// <summary>All chains' states (<see cref="ChainStates"/>).</summary>
    public byte[] State()
    {
        var bytes = new List<byte>();
        var buffer = new byte[ChainState.BytesMax];
        for (int merchant = 0; merchant < _chains.Length; merchant++)
        {
            if (_chains[merchant] is not { } chain)
            {
                continue;
            }

            int length = chain.State.Write(buffer, 0);
            if (length < 0)
            {
                throw new LedgerException($"The chain state of device {_keys.Device} does not fit.");
            }

            if (merchant > 0)
            {
                bytes.Add((byte)merchant);
            }

            bytes.AddRange(buffer.AsSpan(0, length));
        }

        return [.. bytes];
    }

    /// <summary>
    /// Follows the events of a frame that lie in first..last, the sequences after <see cref="Fed"/>. Returns what is
    /// wrong when the chain breaks here for the first time, else null.
    /// </summary>
    public string? Feed(DecodedFrame frame, long first, long last)
    {
        string? fault = null;
        _overRefunds.Clear();
        _otherSales.Clear();
        _otherMerchants.Clear();
        _pushed = null;
        int before = BrokenChains;
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

            string? wrong = Latch(record, Follow(record));
            fault ??= wrong;
            head = record.Sealed ? record : head;
        }

        Fed = last;
        if (head != null && (BrokenChains >> head.Merchant & 1) == 0
            && !(frame.HasHeadSeal && head.Seal.AsSpan().SequenceEqual(frame.HeadSeal)))
        {
            fault ??= Latch(
                head, Texts.Of($"the seal of sequence {head.Sequence} differs from the frame's head seal"));
        }

        return BrokenChains != before ? fault : null;
    }

    // Each chain breaks once; what follows of it is no news.
    private string? Latch(Record record, string? fault)
    {
        if (fault == null || (BrokenChains >> record.Merchant & 1) != 0)
        {
            return null;
        }

        BrokenChains |= 1 << record.Merchant;
        return fault;
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
            Days?[record.Merchant].Closing(record);
        }

        string? fault = record.Kind is RecordKind.Ticket or RecordKind.Training
            ? Seal(record) : Fault(record, Of(record.Merchant).SealAlone(record));
        FollowKey(record.Merchant);
        return fault == null && record.Kind == RecordKind.Duplicate ? _copies[record.Merchant].Take(record) : fault;
    }

    private void FollowKey(int merchant)
    {
        FiscalChain chain = Of(merchant);
        if (chain.KeyNumber != _keyNumbers[merchant])
        {
            _keyNumbers[merchant] = chain.KeyNumber;
            chain.UseKey(_keys.SealOf(chain.KeyNumber), chain.KeyNumber);
        }
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
            return Fault(ticket, Of(ticket.Merchant).SealTraining(ticket, _groups, groups, catalogue, settings));
        }

        int cents = Of(ticket.Merchant).SealTicket(
            ticket, _groups, groups, catalogue, settings, out int outcome);
        Tickets++;
        Days?[ticket.Merchant].Ticket(ticket, Of(ticket.Merchant));
        if (outcome == FiscalOutcome.Sealed
            && _refunds[ticket.Merchant].Take(ticket, Of(ticket.Merchant).Ticket.Details.OriginalNumber, cents)
                is { } over)
        {
            _overRefunds.Add(over);
        }

        if (outcome == FiscalOutcome.Sealed
            && _resales[ticket.Merchant].Take(ticket, Of(ticket.Merchant).Ticket) is { } other)
        {
            _otherSales.Add(other);
        }

        if (outcome == FiscalOutcome.Sealed && _otherMerchants.Count == 0
            && MerchantChange.Between(ticket, settings, Pushed()) is { } siren)
        {
            _otherMerchants.Add(siren);
        }

        Cents += outcome == FiscalOutcome.Sealed ? cents : Lines.Total(ticket, _groups, groups);
        return Fault(ticket, outcome);
    }

    // Asked of the store once per frame: pushes come between two.
    private Settings? Pushed() => _pushed ??= _versions.Settings(_keys, _versions.LastSettings(_keys));

    // After a refused record the counters move on, so that the numbers behind the break are still followed.
    private string? Fault(Record record, int outcome)
    {
        if (outcome == FiscalOutcome.Sealed)
        {
            return null;
        }

        Of(record.Merchant).State.MoveOn(record);
        long number = record.Values[0];
        return Texts.Of($"sequence {record.Sequence}, kind {record.Kind}, number {number}: refused, outcome {outcome}");
    }
}
