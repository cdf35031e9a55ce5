using Kiosk.Fiscal;
using Kiosk.Ledger.Witness;
using Kiosk.Protocol;

namespace Kiosk.Ledger.Store;

/// <summary>
/// Compares every day closing of one terminal, as its till sealed it, with the sum of the stored tickets of that day,
/// per VAT rate and tender (pos.md R19). The sums come from the tickets alone, never from the counters of the chain.
/// One run, one thread.
/// </summary>
internal sealed class DayCheck
{
    private DaySums _open = new();
    private long _tickets;

    /// <summary>Day closings seen, and how many of them differ from their tickets.</summary>
    public long Closings { get; private set; }

    /// <inheritdoc cref="Closings"/>
    public long Different { get; private set; }

    /// <summary>Tickets behind the last day closing.</summary>
    public long Unclosed => _tickets;

    /// <summary>A ticket was followed; the chain has read it.</summary>
    public void Ticket(Record ticket, FiscalChain chain)
    {
        _tickets++;
        _open.Add(ticket, chain);
    }

    /// <summary>A closing came; only those of a day are compared.</summary>
    public void Closing(Record closing)
    {
        if (closing.Values[ClosingLayout.Level] != ClosingLayout.Day)
        {
            return;
        }

        Closings++;
        Different += IsSame(closing) ? 0 : 1;
        _open = new DaySums();
        _tickets = 0;
    }

    private bool IsSame(Record closing)
    {
        long[] values = closing.Values;
        int row = ClosingLayout.Rows;
        var rates = Rows(values, ref row, values[ClosingLayout.RateCount]);
        var tenders = Rows(values, ref row, values[ClosingLayout.TenderCount]);
        bool spans = (values[ClosingLayout.Flags] & ClosingLayout.Spanning) != 0;
        return values[ClosingLayout.Figures + PeriodTotals.Sales]
                + values[ClosingLayout.Figures + PeriodTotals.Refunds] == _tickets
            && (spans || _open.Tickets.Keys.All(day => day == values[ClosingLayout.Period]))
            && IsSame(rates, _open.Rates.GroupBy(r => (long)r.Key.Rate, r => r.Value))
            && IsSame(tenders, _open.Tenders.GroupBy(t => (long)t.Key.Type, t => t.Value));
    }

    private static Dictionary<long, (long, long)> Rows(long[] values, ref int at, long count)
    {
        var rows = new Dictionary<long, (long, long)>();
        for (long i = 0; i < count; i++)
        {
            rows[values[at]] = (values[at + 1], values[at + 2]);
            at += ClosingLayout.RowWidth;
        }

        return rows;
    }

    private static bool IsSame(
        Dictionary<long, (long, long)> closed, IEnumerable<IGrouping<long, (long First, long Second)>> sums)
    {
        var summed = sums.ToDictionary(s => s.Key, s => (s.Sum(v => v.First), s.Sum(v => v.Second)));
        return summed.Count == closed.Count
            && summed.All(s => closed.TryGetValue(s.Key, out var row) && row == s.Value);
    }
}
