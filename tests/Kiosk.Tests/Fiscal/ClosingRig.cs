using System.Globalization;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Xunit;
using static Kiosk.Tests.Fiscal.FiscalSamples;

namespace Kiosk.Tests.Fiscal;

/// <summary>A till that only sells and closes, and what it should have closed by the time zone database.</summary>
internal sealed class ClosingRig
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    public FiscalChain Chain { get; } = NewChain();

    public List<Record> Closings { get; } = [];

    public List<(long Wall, long Cents)> Sales { get; } = [];

    /// <summary>Seconds since 1970 of a civil time in Paris, as in "2026-03-29 01:30".</summary>
    public static long At(string civil)
    {
        DateTime local = DateTime.Parse(civil, CultureInfo.InvariantCulture);
        return new DateTimeOffset(local, Paris.GetUtcOffset(local)).ToUnixTimeSeconds();
    }

    public int DayOf(long wall)
    {
        DateTime local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(wall), Paris).DateTime;
        return int.Parse(local.AddHours(-Chain.CutHour).ToString("yyyyMMdd", CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture);
    }

    /// <summary>What the till does before a sale and from time to time: closes what is due, one by one.</summary>
    public int CloseDue(long wall)
    {
        int count = 0;
        while (ClosingCalendar.Due(Chain.State, wall) is > 0 and int level)
        {
            Assert.True(++count < 100, "closings without end");
            Assert.Equal(FiscalOutcome.Sealed, Close(level, wall, ClosingLayout.Automatic));
        }

        return count;
    }

    public int Close(int level, long wall, int flags = 0)
    {
        Record record = FiscalCorpus.Fill(RecordKind.Closing, wall);
        if (!Chain.Figures.Fill(record, Chain.State, level, 0, flags))
        {
            return FiscalOutcome.OutOfOrder;
        }

        int outcome = Chain.SealClosing(record);
        if (outcome == FiscalOutcome.Sealed)
        {
            Closings.Add(record);
        }

        return outcome;
    }

    public void Sell(long wall, int cents)
    {
        Record ticket = Ticket(Chain.State.Tickets + 1, wall, 0, (1, 1, cents, cents % 2 == 0 ? 550 : 2000));
        Chain.SealTicket(ticket, null, 0, Press(), Shop(), out int outcome);
        Assert.Equal(FiscalOutcome.Sealed, outcome);
        Sales.Add((wall, cents));
    }

    public IEnumerable<Record> Of(int level) => Closings.Where(c => c.Values[ClosingLayout.Level] == level);

    public static long Cents(Record closing) => closing.Values[ClosingLayout.Figures + PeriodTotals.SalesCents]
        + closing.Values[ClosingLayout.Figures + PeriodTotals.RefundCents];

    public IEnumerable<string> Names() => Closings.Select(c =>
        $"{"JMA"[(int)c.Values[ClosingLayout.Level] - 1]}{c.Values[ClosingLayout.Period]}"
        + ((c.Values[ClosingLayout.Flags] & ClosingLayout.Late) != 0 ? "L" : "")
        + ((c.Values[ClosingLayout.Flags] & ClosingLayout.Spanning) != 0 ? "S" : ""));
}
