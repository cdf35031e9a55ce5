using System.Text;
using System.Text.Json.Nodes;
using Kiosk.Fiscal;
using Kiosk.Ledger.Archive;
using Kiosk.Ledger.Ingest;
using Kiosk.Protocol;
using Base64Url = System.Buffers.Text.Base64Url;

namespace Kiosk.Ledger.Witness;

/// <summary>A counter-seal: one JWS over a contiguous range of records of one business day.</summary>
internal sealed record Link(
    long N, long FirstRank, long LastRank, long FirstSequence, long LastSequence, int Day, bool AfterClosing,
    string List, byte[] Head, string Jws, byte[] State);

/// <summary>A closing as it stays on-line for ever (pos.md R30).</summary>
internal sealed record KeptClosing(
    int Level, long Number, long Period, long Rank, long Sequence, long Wall, long Cents, long Signed, long Absolute,
    long LastTicket, string Text, string Seal);

/// <summary>
/// Cuts what a feed tells into links, counter-seals each, keeps closings and daily sums, and compares the board's own
/// snapshots with the chain (R8). One run, one thread.
/// </summary>
internal sealed class LinkMaker : IRecordSink
{
    private const int MarksMax = 20_000;

    private readonly SigningKey _key;
    private readonly string _terminal, _list, _at;
    private readonly PublicChain _chain;
    private readonly DayBreak _break;
    private readonly List<byte> _marks = [];
    private byte[] _before;
    private long _n, _firstRank, _firstSequence;

    public LinkMaker(SigningKey key, string terminal, Link? last, string list, DateTimeOffset now)
    {
        _key = key;
        _terminal = terminal;
        _list = list;
        _at = KeyRing.Stamp(now);
        Now = now.ToUnixTimeSeconds();
        _n = last?.N ?? 0;
        _firstRank = (last?.LastRank ?? 0) + 1;
        _firstSequence = (last?.LastSequence ?? 0) + 1;
        _chain = new PublicChain(terminal, last?.Head);
        _before = [.. _chain.Head];
        _break = new DayBreak(last?.Day ?? 0, last?.AfterClosing ?? false);
    }

    /// <summary>Time of the run, UTC seconds.</summary>
    public long Now { get; }

    public List<Link> Links { get; } = [];

    public List<KeptClosing> Closings { get; } = [];

    public List<string> HeadFaults { get; } = [];

    public DaySums Sums { get; } = new();

    public CategorySums Categories { get; } = new();

    public bool Wants(Record record, RecordFeed feed)
    {
        if (_marks.Count > 0 && (_break.IsBefore(record, feed.Chain.State) || _marks.Count >= MarksMax * 4))
        {
            Close(feed);
        }

        _break.Pass(record, feed.Chain.State);
        return true;
    }

    public void Take(SealedEntry entry, RecordFeed feed)
    {
        _chain.Add(entry);
        _marks.AddRange(entry.Leaf.AsSpan(0, PublicChain.MarkBytes));
        if (entry.IsBroken)
        {
            return;
        }

        if (entry.Letters == "T")
        {
            Sums.Add(entry.Record, feed.Chain);
            Categories.Add(entry.Record, feed);
        }
        else if (entry.Record.Kind == RecordKind.Closing)
        {
            Keep(entry, feed);
        }
        else if (entry.Letters == "E" && entry.Record.Values[EventLayout.Code] == JetCode.IntegrityFailure)
        {
            HeadFaults.Add(Texts.Of($"{_terminal}-E-{entry.Number:000000}: the board reports a break of integrity, ")
                + Texts.Of($"n={entry.Record.Values[EventLayout.Argument1]}"));
        }
    }

    public void Pass(Record record, RecordFeed feed)
    {
        if (record.Kind != RecordKind.Total || record.Count != TotalLayout.Count)
        {
            return;
        }

        long board = record.Values[TotalLayout.Tickets], ours = feed.Chain.State.Tickets;
        if (board != ours || record.Values[TotalLayout.PerpetualSigned] != feed.Chain.State.PerpetualSigned
            || record.Values[TotalLayout.PerpetualAbsolute] != feed.Chain.State.PerpetualAbsolute)
        {
            HeadFaults.Add(Texts.Of($"{_terminal}: the board's head is ticket {board}, ours {ours}, ")
                + Texts.Of($"n={board - ours} at sequence {record.Sequence}"));
        }
    }

    /// <summary>Closes the link under way behind the last record taken.</summary>
    public void Close(RecordFeed feed)
    {
        if (_marks.Count == 0)
        {
            return;
        }

        _n++;
        var body = new JsonObject
        {
            ["terminal"] = _terminal, ["link"] = _n, ["first"] = _firstRank, ["last"] = feed.Rank,
            ["day"] = _break.Day, ["list"] = _list, ["before"] = Base64Url.EncodeToString(_before),
            ["head"] = Base64Url.EncodeToString(_chain.Head),
            ["marks"] = Base64Url.EncodeToString(_marks.ToArray()), ["at"] = _at,
        };
        string jws = Jws.Sign(_key, "kiosk-link", Encoding.UTF8.GetBytes(body.ToJsonString()));
        Links.Add(new Link(
            _n, _firstRank, feed.Rank, _firstSequence, feed.Sequence, _break.Day, _break.AfterClosing, _list,
            [.. _chain.Head], jws, feed.State()));
        _before = [.. _chain.Head];
        _marks.Clear();
        _firstRank = feed.Rank + 1;
        _firstSequence = feed.Sequence + 1;
    }

    private void Keep(SealedEntry entry, RecordFeed feed)
    {
        long[] values = entry.Record.Values;
        Closings.Add(new KeptClosing(
            (int)values[ClosingLayout.Level], entry.Number, values[ClosingLayout.Period], entry.Rank, entry.Sequence,
            entry.Record.WallSeconds, ClosingTables.Cents(entry.Record), values[ClosingLayout.PerpetualSigned],
            values[ClosingLayout.PerpetualAbsolute], feed.Chain.State.Tickets, Encoding.UTF8.GetString(entry.Text),
            Encoding.ASCII.GetString(entry.Seal)));
    }
}

/// <summary>
/// What was sold per business day and VAT rate, what was taken per tender, what passed through the till without being a
/// sale, by kind: sums of sealed tickets. One thread.
/// </summary>
internal sealed class DaySums
{
    public Dictionary<(int Day, int Rate), (long Gross, long Net)> Rates { get; } = [];

    public Dictionary<(int Day, int Type), (long Times, long Cents)> Tenders { get; } = [];

    public Dictionary<(int Day, int Type), (long Times, long Cents)> NonSales { get; } = [];

    public Dictionary<int, long> Tickets { get; } = [];

    public void Add(Record record, FiscalChain chain)
    {
        int day = CivilTime.BusinessDay(record.WallSeconds, chain.State.CutHour);
        Tickets[day] = Tickets.GetValueOrDefault(day) + 1;
        RateTotals totals = chain.Ticket.Totals;
        for (int i = 0; i < totals.Count; i++)
        {
            (long gross, long net) = Rates.GetValueOrDefault((day, totals.Rate[i]));
            Rates[(day, totals.Rate[i])] =
                (gross + totals.Cents[i], net + Money.WithoutVat(totals.Cents[i], totals.Rate[i]));
        }

        for (int i = 0; i < record.Values[TicketLayout.TenderCount]; i++)
        {
            int at = TicketLayout.Tenders + (i * TicketLayout.TenderWidth);
            Add(Tenders, (day, (int)record.Values[at]), 1, record.Values[at + 1]);
        }

        if (record.Values[TicketLayout.Change] != 0)
        {
            Add(Tenders, (day, TicketLayout.TenderCash), 0, -record.Values[TicketLayout.Change]);
        }

        TicketDetails details = chain.Ticket.Details;
        for (int i = 0; i < details.NonSaleCount; i++)
        {
            Add(NonSales, (day, details.NonSaleType[i]), 1, details.NonSaleCents[i]);
        }
    }

    private static void Add(
        Dictionary<(int Day, int Type), (long Times, long Cents)> sums, (int Day, int Type) key, long times, long cents)
    {
        (long before, long sum) = sums.GetValueOrDefault(key);
        sums[key] = (before + times, sum + cents);
    }
}
