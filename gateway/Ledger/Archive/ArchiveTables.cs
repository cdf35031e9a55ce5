using Kiosk.Fiscal;
using Kiosk.Ledger.Ingest;
using Kiosk.Protocol;

namespace Kiosk.Ledger.Archive;

/// <summary>Writes what a feed tells into the tables of an archive and adds up. One run, one thread.</summary>
internal sealed class ArchiveTables : IRecordSink, IDisposable
{
    private readonly TableWriter[] _tables = [.. TableLayouts.All.Select(layout => new TableWriter(layout))];
    private readonly HashSet<long> _identities = [];
    private readonly TicketTables _tickets;
    private int _software;

    public ArchiveTables() => _tickets = new TicketTables(Of);

    public IReadOnlyList<TableWriter> Tables => _tables;

    public long Records { get; private set; }

    public long Breaks { get; private set; }

    /// <summary>Tickets (T), their total in cents, and per rate with and without VAT.</summary>
    public long Tickets => _tickets.Count;

    public AmountTable Rates => _tickets.Rates;

    /// <summary>Place of the first record; of the last one.</summary>
    public (long Rank, long Sequence) First { get; private set; }

    public (long Rank, long Sequence) Last { get; private set; }

    public bool Wants(Record record, RecordFeed feed) => true;

    public void Take(SealedEntry entry, RecordFeed feed)
    {
        First = Records == 0 ? (entry.Rank, entry.Sequence) : First;
        Last = (entry.Rank, entry.Sequence);
        Records++;
        Breaks += entry.IsBroken ? 1 : 0;
        Of(TableLayouts.Records).Add(entry.Rank).Add(entry.Letters).Add(entry.Number).Add(entry.Sequence)
            .AddUtf8(entry.Text).AddUtf8(entry.Seal).End();
        AddSoftware(entry, feed.Chain.State.Software);
        if (!entry.IsBroken)
        {
            AddDocument(entry, feed);
        }
    }

    public void Pass(Record record, RecordFeed feed)
    {
        if (record.Kind == RecordKind.Gap)
        {
            Of(TableLayouts.Losses).Add(Events.First(record)).Add(Events.Last(record))
                .Add(record.Count == GapLayout.Count ? record.Values[GapLayout.Reason] : 0).End();
        }
    }

    public void Dispose()
    {
        foreach (TableWriter table in _tables)
        {
            table.Dispose();
        }
    }

    private TableWriter Of(TableLayout layout) => Array.Find(_tables, table => table.Layout == layout)!;

    private void AddDocument(SealedEntry entry, RecordFeed feed)
    {
        switch (entry.Letters)
        {
            case "T" or "X":
                AddIdentity(feed.Settings);
                _tickets.Add(entry, feed);
                break;
            case "GT":
                ChainState state = feed.Chain.State;
                Start(TableLayouts.Totals, entry).Add(state.Day).Add(state.DayTotals.Total).Add(state.PerpetualSigned)
                    .Add(state.PerpetualAbsolute).End();
                break;
            case "E":
                AddEvent(entry);
                break;
            case "C":
                AddCash(entry);
                break;
            case "D":
                AddCopy(entry);
                break;
            case "N":
                AddNote(entry);
                break;
            case "J" or "M" or "A":
                ClosingTables.Add(entry, Start(TableLayouts.Closings, entry), Of(TableLayouts.ClosingRows));
                break;
        }
    }

    private TableWriter Start(TableLayout layout, SealedEntry entry) =>
        Of(layout).Add(entry.Letters).Add(entry.Number).Add(entry.Rank);

    private void AddEvent(SealedEntry entry)
    {
        Record record = entry.Record;
        Start(TableLayouts.Events, entry).Add(record.Values[EventLayout.Code])
            .AddLatin(record.Text.AsSpan(0, record.TextLength)).Add(Stamps.Of(record.WallSeconds))
            .Add(record.Values[EventLayout.Operator]).Add(record.Values[EventLayout.Argument1])
            .Add(record.Values[EventLayout.Argument2]).End();
    }

    private void AddCash(SealedEntry entry)
    {
        long[] values = entry.Record.Values;
        Start(TableLayouts.Cash, entry).Add(values[CashLayout.Type]).Add(Names.Cash(values[CashLayout.Type]))
            .Add(values[CashLayout.Cents]).Add(Stamps.Of(entry.Record.WallSeconds)).Add(values[CashLayout.Operator])
            .End();
    }

    private void AddCopy(SealedEntry entry)
    {
        long[] values = entry.Record.Values;
        Start(TableLayouts.Copies, entry).Add(values[DuplicateLayout.OriginalKind])
            .Add(values[DuplicateLayout.OriginalNumber]).Add(values[DuplicateLayout.Rank])
            .Add(values[DuplicateLayout.Reason]).Add(Stamps.Of(entry.Record.WallSeconds))
            .Add(values[DuplicateLayout.Operator]).End();
    }

    private void AddNote(SealedEntry entry)
    {
        long[] values = entry.Record.Values;
        Start(TableLayouts.Notes, entry).Add(Stamps.Of(entry.Record.WallSeconds)).Add(values[NoteLayout.Operator])
            .Add(values[NoteLayout.Cents]).Add(values[NoteLayout.LineCount])
            .Add(ClosingTables.Values(entry.Record)).End();
    }

    private void AddIdentity(Settings settings)
    {
        if (_identities.Add(settings.Version))
        {
            Of(TableLayouts.Identities).Add(settings.Version)
                .AddLatin(Latin.Sealed(settings.Merchant.AsSpan(0, settings.MerchantLength)))
                .AddLatin(Latin.Sealed(settings.Address.AsSpan(0, settings.AddressLength)))
                .AddLatin(Latin.Sealed(settings.Siret.AsSpan(0, settings.SiretLength)))
                .AddLatin(Latin.Sealed(settings.VatMention.AsSpan(0, settings.VatMentionLength))).End();
        }
    }

    private void AddSoftware(SealedEntry entry, int version)
    {
        if (version != _software)
        {
            _software = version;
            Of(TableLayouts.Software).Add(entry.Rank).Add(version).Add(Names.Software(version)).End();
        }
    }
}

/// <summary>Local stamps as the till writes them.</summary>
internal static class Stamps
{
    public static string Of(long utcSeconds)
    {
        var digits = new byte[CivilTime.StampDigits];
        CivilTime.WriteStamp(utcSeconds, digits, 0);
        return System.Text.Encoding.ASCII.GetString(digits);
    }

    public static string Offset(long utcSeconds) => CivilTime.OffsetSeconds(utcSeconds) == 3600 ? "+0100" : "+0200";
}
