using Kiosk.Fiscal;
using Kiosk.Ledger.Ingest;
using Kiosk.Ledger.Store;
using Kiosk.Protocol;
using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger.Archive;

/// <summary>What a <see cref="RecordFeed"/> tells of.</summary>
internal interface IRecordSink
{
    /// <summary>
    /// Asked before a sealed record is followed; false ends the feed in front of it (and of its line groups).
    /// </summary>
    bool Wants(Record record, RecordFeed feed);

    /// <summary>A sealed record; chain and ticket of the feed stand behind it.</summary>
    void Take(SealedEntry entry, RecordFeed feed);

    /// <summary>An event that is not sealed: a declared loss, a snapshot of totals.</summary>
    void Pass(Record record, RecordFeed feed);
}

/// <summary>
/// Reads the stored frames of one terminal again from a known place and follows its chain with the code of the till
/// (records of another merchant of the same board are passed over), handing over each sealed record with its
/// canonical text and seal. One connection, one thread, one run.
/// </summary>
internal sealed class RecordFeed
{
    private readonly SqliteConnection _connection;
    private readonly FrameReader _reader = new();
    private readonly DecodedFrame _frame = new();
    private readonly SealCatcher _catcher = new();
    private readonly SealedEntry _entry = new();
    private readonly VersionStore _versions;
    private readonly DeviceKeys _keys;
    private readonly List<Record> _groups = [];
    private readonly int _merchant;
    private bool _stopped;

    public RecordFeed(SqliteConnection connection, VersionStore versions, Terminal terminal)
    {
        _connection = connection;
        _versions = versions;
        _keys = terminal.Keys;
        _merchant = terminal.Merchant;
        Chain = new FiscalChain(_catcher, _keys.Seal, terminal.Kiosk) { Merchant = _merchant };
    }

    public FiscalChain Chain { get; }

    /// <summary>Last sequence taken; where the next feed goes on.</summary>
    public long Sequence { get; private set; }

    /// <summary>Rank of the last record taken.</summary>
    public long Rank { get; private set; }

    /// <summary>Catalogue and settings of the ticket at hand.</summary>
    public Catalogue Catalogue { get; private set; } = new();

    /// <inheritdoc cref="Catalogue"/>
    public Settings Settings { get; private set; } = new();

    /// <summary>What precedes the ticket at hand: line groups, then details.</summary>
    public IReadOnlyList<Record> Groups => _groups;

    /// <summary>True when the record at hand could be sealed again.</summary>
    public int Outcome { get; private set; }

    /// <summary>Takes up the chain where another feed left it.</summary>
    public void Restore(long sequence, long rank, ReadOnlySpan<byte> state)
    {
        Sequence = sequence;
        Rank = rank;
        if (!state.IsEmpty && !Chain.State.Read(state.ToArray(), 0, state.Length))
        {
            throw new LedgerException($"The chain state of terminal {Chain.Terminal} cannot be read.");
        }

        UseKey();
    }

    /// <summary>The chain's state as bytes, for <see cref="Restore"/>.</summary>
    public byte[] State()
    {
        var buffer = new byte[ChainState.BytesMax];
        int length = Chain.State.Write(buffer, 0);
        return length < 0
            ? throw new LedgerException($"The chain state of terminal {Chain.Terminal} does not fit.")
            : buffer.AsSpan(0, length).ToArray();
    }

    /// <summary>Feeds everything up to a sequence, or until the sink has enough.</summary>
    public void Run(long last, IRecordSink sink)
    {
        ICatalogueSource catalogues = _versions.Of(_keys);
        using var rows = new Statement(_connection, """
            SELECT first_seq, count, bytes FROM frame
            WHERE device=?1 AND first_seq<=?3 AND first_seq>=(
                SELECT ifnull(max(first_seq),0) FROM frame WHERE device=?1 AND first_seq<=?2) ORDER BY first_seq
            """);
        rows.Bind(1, _keys.Device).Bind(2, Sequence + 1).Bind(3, last);
        _stopped = false;
        while (!_stopped && rows.Next())
        {
            long first = rows.Long(0);
            FrameError error = _reader.Read(
                rows.Bytes(2).ToArray(), _keys.Frame, _keys.Device, catalogues, _frame);
            if (error != FrameError.None)
            {
                throw new LedgerException(Texts.Of(
                    $"The stored frame of device {_keys.Device} at sequence {first} cannot be read: {error}."));
            }

            Feed(first, Math.Min(last, first + rows.Long(1) - 1), sink);
        }

        rows.Reset();
    }

    private void Feed(long first, long last, IRecordSink sink)
    {
        for (int i = 0; i < _frame.Count && !_stopped; i++)
        {
            Record record = _frame.Records[i];
            (long from, long to) = Events.Within(record, Math.Max(first, Sequence + 1), last);
            if (to < from)
            {
                continue;
            }

            Events.Clip(record, from, to);
            Follow(record, sink);
        }
    }

    private void Follow(Record record, IRecordSink sink)
    {
        if (RecordKind.IsOfChain(record.Kind) && record.Merchant != _merchant)
        {
            Sequence = record.Sequence;
            return;
        }

        if (RecordKind.PrecedesTicket(record.Kind))
        {
            var copy = new Record();
            Records.Copy(record, copy);
            _groups.Add(copy);
            return;
        }

        if (!RecordKind.IsSealed(record.Kind))
        {
            sink.Pass(record, this);
            Sequence = Events.Last(record);
            return;
        }

        if (!sink.Wants(record, this))
        {
            _stopped = true;
            return;
        }

        Seal(record);
        Hand(record, sink);
        _groups.Clear();
        Sequence = record.Sequence;
        UseKey();
    }

    private void Seal(Record record)
    {
        _catcher.Clear();
        if (record.Kind is not (RecordKind.Ticket or RecordKind.Training))
        {
            Outcome = Chain.SealAlone(record);
        }
        else if (_versions.Catalogue(_keys, record.Values[TicketLayout.Catalogue]) is { } catalogue
            && _versions.Settings(_keys, record.Values[TicketLayout.Settings]) is { } settings)
        {
            Catalogue = catalogue;
            Settings = settings;
            Outcome = Chain.Seal(record, [.. _groups], _groups.Count, catalogue, settings);
        }
        else
        {
            Outcome = FiscalOutcome.WrongVersion;
        }

        if (Outcome != FiscalOutcome.Sealed)
        {
            _catcher.Clear();
            Chain.State.MoveOn(record);
        }
    }

    private void Hand(Record record, IRecordSink sink)
    {
        int texts = Math.Max(1, _catcher.Count);
        for (int i = 0; i < texts; i++)
        {
            Rank++;
            _entry.Rank = Rank;
            int chain = i > 0 ? ChainKind.GT : ChainKind.Of(record);
            _entry.Letters = chain < 0 ? "?" : ChainKind.Letters(chain).Trim('-');
            _entry.Number = record.Values[0];
            _entry.Sequence = record.Sequence;
            _entry.Record = record;
            _entry.Set(
                _catcher.Count == 0 ? [] : _catcher.Text(i), _catcher.Count == 0 ? [] : _catcher.Seal(i));
            sink.Take(_entry, this);
        }
    }

    private void UseKey() => Chain.UseKey(_keys.SealOf(Chain.State.KeyNumber), Chain.State.KeyNumber);
}
