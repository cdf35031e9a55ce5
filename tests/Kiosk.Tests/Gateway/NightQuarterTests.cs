using Kiosk.Gateway.Broker;
using Kiosk.Gateway.City;
using Kiosk.Gateway.Options;
using Kiosk.Measure;
using Kiosk.Protocol;
using Kiosk.Tests.Ledger;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Kiosk.Tests.Gateway;

/// <summary>What the quarters of an hour on a kiosk's page may tell: never what the guard on hours withholds.</summary>
[Trait("Requirement", "GRD-10")]
public sealed class NightQuarterTests : IDisposable
{
    // 04:00 in Marseille; hours are named as there.
    private static readonly DateTimeOffset Four = new(2026, 6, 10, 2, 0, 0, TimeSpan.Zero);
    private readonly LedgerBench _bench = new(at: Four);
    private readonly SyntheticKiosk _kiosk;

    public NightQuarterTests() => _kiosk = _bench.Kiosk();

    [Fact]
    public void The_quarters_of_an_hour_that_is_withheld_for_another_are_withheld_too()
    {
        Pass(4, 0, 0, 0, 0);
        Pass(5, 1, 0, 1, 0);
        Pass(6, 2, 2, 2, 2);
        Pass(7, 3, 3, 3, 3);
        KioskModel page = Page(Four.AddHours(4).AddMinutes(20));
        Assert.Equal(CellState.Withheld, page.Hours[5].State);
        Assert.Equal(CellState.Withheld, page.Hours[6].State);
        Assert.Equal(22, page.Kiosk.PassagesToday.Value);
        Assert.All(Quarters(page, 6), quarter => Assert.Equal((CellState.Withheld, 0), (quarter.State, quarter.Value)));
        Assert.All(Quarters(page, 7), quarter => Assert.Equal((CellState.Value, 3), (quarter.State, quarter.Value)));
    }

    [Fact]
    public void An_hour_that_runs_and_may_have_to_be_withheld_shows_none_of_its_quarters()
    {
        Pass(4, 0, 0, 0, 0);
        Pass(5, 1, 0, 1, 0);
        Pass(6, 2, 2, 2, 2);
        KioskModel page = Page(Four.AddHours(3).AddMinutes(2));
        Assert.Equal(CellState.Withheld, page.Hours[5].State);
        Assert.NotEqual(CellState.Value, page.Hours[6].State);
        Assert.Equal(CellState.Withheld, page.Kiosk.PassagesToday.State);
        Assert.All(Quarters(page, 6), quarter => Assert.NotEqual(CellState.Value, quarter.State));
        Assert.Contains(Quarters(page, 6), quarter => quarter.State == CellState.Withheld);
    }

    [Fact]
    public void A_running_hour_that_hides_nothing_shows_the_quarters_that_are_due()
    {
        Pass(4, 0, 0, 0, 0);
        Pass(5, 0, 0, 0, 0);
        Pass(6, 2, 2, 2, 2);
        KioskModel page = Page(Four.AddHours(3).AddMinutes(2));
        Assert.Equal((CellState.Value, 6), (page.Hours[6].State, page.Hours[6].Value));
        Assert.Equal(3, Quarters(page, 6).Count(quarter => quarter.State == CellState.Value));
    }

    public void Dispose() => _bench.Dispose();

    private void Pass(int hour, params ReadOnlySpan<int> people)
    {
        for (int quarter = 0; quarter < people.Length; quarter++)
        {
            _kiosk.Utc = Four.AddHours(hour - 4).AddMinutes(15 * (quarter + 1)).ToUnixTimeSeconds();
            _bench.Clock.SetUtcNow(DateTimeOffset.FromUnixTimeSeconds(_kiosk.Utc));
            Record slot = _kiosk.Footfall(people[quarter], 0);
            slot.Values[FootfallLayout.Ambiguous] = 0;
            _bench.Submit(_kiosk, _kiosk.Frame(slot));
        }
    }

    private KioskModel Page(DateTimeOffset now)
    {
        _bench.Clock.SetUtcNow(now);
        return new CityReader(
            _bench.Ledger, _bench.Clock, OptionReader.Read(new ConfigurationBuilder().Build()),
            new DownlinkSender(_bench.Ledger, new BrokerCounters(), NullLogger<DownlinkSender>.Instance),
        NullLogger<CityReader>.Instance).Kiosk("K07")!;
    }

    private static List<Cell> Quarters(KioskModel page, int hour) =>
        [.. page.Quarters.Where(quarter => CivilTime.Local(quarter.Start).Hour == hour)];
}
