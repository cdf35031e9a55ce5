using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Ledger.Archive;

/// <summary>The tables that a ticket fills: itself, VAT, lines, tenders, details. One thread.</summary>
internal sealed class TicketTables(Func<TableLayout, TableWriter> of)
{
    private readonly TableWriter _tickets = of(TableLayouts.Tickets);
    private readonly TableWriter _vat = of(TableLayouts.Vat);
    private readonly TableWriter _lines = of(TableLayouts.Lines);
    private readonly TableWriter _tenders = of(TableLayouts.Tenders);
    private readonly TableWriter _details = of(TableLayouts.Details);

    public long Count { get; private set; }

    /// <summary>Per rate of all tickets T: cents with VAT, cents without.</summary>
    public AmountTable Rates { get; } = new(RateTotals.Max);

    public void Add(SealedEntry entry, RecordFeed feed)
    {
        TicketReader ticket = feed.Chain.Ticket;
        Record record = entry.Record;
        int day = CivilTime.BusinessDay(record.WallSeconds, feed.Chain.State.CutHour);
        bool real = entry.Letters == "T";
        Count += real ? 1 : 0;
        AddTicket(entry, ticket, day, real);
        for (int i = 0; i < ticket.Totals.Count; i++)
        {
            int rate = ticket.Totals.Rate[i];
            long gross = ticket.Totals.Cents[i], net = Money.WithoutVat(gross, rate);
            _vat.Add(entry.Letters).Add(entry.Number).Add(day).Add(rate).Add(gross).Add(net).Add(gross - net).End();
            if (real)
            {
                Rates.Add(rate, gross, net);
            }
        }

        AddLines(entry, ticket, feed);
        AddTenders(entry);
        AddDetails(entry, feed.Groups);
    }

    private void AddTicket(SealedEntry entry, TicketReader ticket, int day, bool real)
    {
        Record record = entry.Record;
        long[] values = record.Values;
        _tickets.Add(entry.Letters).Add(entry.Number).Add(entry.Rank).Add(Stamps.Of(record.WallSeconds))
            .Add(Stamps.Offset(record.WallSeconds)).Add(day)
            .Add(real ? Names.Operation(values[TicketLayout.Operation]) : "FACTICE")
            .Add(values[TicketLayout.Operator]).Add(ticket.TotalCents).Add(ticket.LineCount)
            .Add(values[TicketLayout.Change]).Add(values[TicketLayout.Catalogue]).Add(values[TicketLayout.Settings])
            .Add(values[TicketLayout.ClockQuality]).Add(ticket.Details.OriginalNumber).Add(ticket.Details.Reason)
            .Add(ticket.Details.DiscountCents).Add(ticket.Details.NonSaleTotal).End();
    }

    private void AddLines(SealedEntry entry, TicketReader ticket, RecordFeed feed)
    {
        Catalogue catalogue = feed.Catalogue;
        bool franchise = Categories.IsFranchise(feed.Settings, feed.Chain.Merchant);
        ticket.Rewind();
        for (int i = 0; i < ticket.LineCount && ticket.NextLine(); i++)
        {
            _lines.Add(entry.Letters).Add(entry.Number).Add(i + 1).Add(ticket.Article)
                .AddLatin(Label(ticket.Article, catalogue)).Add(ticket.Quantity).Add(ticket.Price).Add(ticket.Rate)
                .Add(ticket.Cents).Add(ticket.Off).Add(ticket.Flags)
                .Add(Categories.Code(Categories.Of(ticket.Article, ticket.Rate, catalogue, franchise))).End();
        }
    }

    private void AddTenders(SealedEntry entry)
    {
        long[] values = entry.Record.Values;
        for (int i = 0; i < values[TicketLayout.TenderCount]; i++)
        {
            int at = TicketLayout.Tenders + (i * TicketLayout.TenderWidth);
            _tenders.Add(entry.Letters).Add(entry.Number).Add(i + 1).Add(values[at]).Add(Names.Tender(values[at]))
                .Add(values[at + 1]).End();
        }
    }

    private void AddDetails(SealedEntry entry, IReadOnlyList<Record> groups)
    {
        int rank = 0;
        foreach (Record group in groups.Where(group => group.Kind == RecordKind.TicketDetail))
        {
            for (int at = DetailLayout.Items; at < group.Count; at += DetailLayout.ItemWidth)
            {
                rank++;
                _details.Add(entry.Letters).Add(entry.Number).Add(rank).Add(group.Values[at]).Add(group.Values[at + 1])
                    .Add(group.Values[at + 2]).End();
            }
        }
    }

    private static byte[] Label(int article, Catalogue catalogue)
    {
        int at = article < 0 ? -article - 1 : catalogue.FindCode(article);
        byte[] labels = article < 0 ? catalogue.DepartmentLabels : catalogue.Labels;
        return at < 0 ? [] : Latin.Sealed(labels.AsSpan(at * Limits.LabelBytesMax, Limits.LabelBytesMax));
    }
}
