using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Ledger.Archive;

/// <summary>
/// What was sold per business day, category and VAT rate, and how many tickets had a category: sums of sealed lines
/// (pos.md R55). A rate with two categories in one ticket is shared by lines (R37). One thread.
/// </summary>
internal sealed class CategorySums
{
    private readonly int[] _cents = new int[Limits.LinesPerTicketMax];
    private readonly int[] _rates = new int[Limits.LinesPerTicketMax];
    private readonly int[] _net = new int[Limits.LinesPerTicketMax];
    private readonly SaleCategory[] _categories = new SaleCategory[Limits.LinesPerTicketMax];

    public Dictionary<(int Day, SaleCategory Category, int Rate), (long Gross, long Net)> Rates { get; } = [];

    public Dictionary<(int Day, SaleCategory Category), long> Tickets { get; } = [];

    /// <summary>What is no sale has no line: a ticket of such amounts alone counts in no category.</summary>
    public void Add(Record record, RecordFeed feed)
    {
        int day = CivilTime.BusinessDay(record.WallSeconds, feed.Chain.State.CutHour);
        TicketReader ticket = feed.Chain.Ticket;
        bool franchise = Categories.IsFranchise(feed.Settings, feed.Chain.Merchant);
        int count = 0;
        ticket.Rewind();
        for (; count < ticket.LineCount && ticket.NextLine(); count++)
        {
            _cents[count] = ticket.Cents;
            _rates[count] = ticket.Rate;
            _categories[count] = Categories.Of(ticket.Article, ticket.Rate, feed.Catalogue, franchise);
        }

        Money.LinesWithoutVat(_cents, _rates, count, _net);
        for (int i = 0; i < count; i++)
        {
            (int, SaleCategory, int) key = (day, _categories[i], _rates[i]);
            (long gross, long net) = Rates.GetValueOrDefault(key);
            Rates[key] = (gross + _cents[i], net + _net[i]);
        }

        foreach (SaleCategory category in _categories.Take(count).Distinct())
        {
            Tickets[(day, category)] = Tickets.GetValueOrDefault((day, category)) + 1;
        }
    }
}
