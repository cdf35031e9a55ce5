using Kiosk.Fleet.Simulate;
using Microsoft.Extensions.Time.Testing;
using Xunit.Abstractions;

namespace Kiosk.Tests.Fleet;

/// <summary>
/// Short runs of the whole path with faults; a seed that ever failed joins the fixed ones under its own sentence.
/// </summary>
public sealed class SimulateRuns(ITestOutputHelper output)
{
    [Theory]
    [Trait("Requirement", "F-SYNC-5")]
    [Trait("Requirement", "ING-1")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Nothing_is_lost_doubled_or_broken_whatever_goes_wrong(int seed) => Sound(Run(seed, FaultSet.All));

    [Fact]
    [Trait("Requirement", "F-TEST")]
    public void Nothing_is_lost_doubled_or_broken_from_a_fresh_seed() => Sound(Run(Random.Shared.Next(), FaultSet.All));

    [Fact]
    public void Without_faults_every_sale_arrives()
    {
        var result = Run(7, FaultSet.None);
        Sound(result);
        Assert.Equal(0, result.Faults);
        Assert.True(result.Tickets > 100);
        Assert.True(result.Acknowledged > result.Tickets);
    }

    // The hands of people to the counter's sensor, the board, the broker's frames and the merchant's table.
    [Fact]
    [Trait("Requirement", "GRD-1")]
    public void Without_faults_every_stop_at_the_counter_is_counted_in_its_hour()
    {
        var result = Run(8, FaultSet.None);
        Sound(result);
        Assert.InRange(result.Stops, 10, 100);
    }

    [Fact]
    [Trait("Requirement", "R59")]
    public void Without_faults_every_unknown_code_that_was_scanned_stands_on_its_merchants_list()
    {
        var result = Run(8, FaultSet.None);
        Sound(result);
        Assert.InRange(result.UnknownCodes, 5, 40);
    }

    [Fact]
    [Trait("Requirement", "GRD-1")]
    public void Stops_of_the_drive_are_those_of_the_ledger_when_power_and_line_fail()
    {
        var result = Run(9, new(FaultKind.All & ~FaultKind.Clock, Swarm: false));
        Sound(result);
        Assert.InRange(result.Stops, 5, 100);
    }

    [Fact]
    [Trait("Requirement", "F-TEST")]
    public void The_same_seed_gives_the_same_counts()
    {
        var first = Run(11, new(FaultKind.All, Swarm: false));
        var second = Run(11, new(FaultKind.All, Swarm: false));
        Assert.Equal(first.ToJson(), second.ToJson());
        Assert.Equal((first.Tickets, first.Cents), (second.Tickets, second.Cents));
        Assert.Equal(first.FaultsByKind, second.FaultsByKind);
        Assert.Equal(Enum.GetValues<FaultKind>().Length - 2, first.FaultsByKind.Count);
    }

    [Fact]
    [Trait("Requirement", "F-TEST")]
    public void Kiosks_that_share_the_cores_give_the_counts_of_one_after_the_other()
    {
        var options = new SimulateOptions { Seed = 12, Kiosks = 5, Days = 1, SalesMax = 120, WalkersPerDay = 50 };
        var together = new SimulateOptions
        {
            Seed = 12, Kiosks = 5, Days = 1, SalesMax = 120, WalkersPerDay = 50, SideBySideMin = 2,
        };
        var first = new Simulation(options, new FakeTimeProvider()).Run();
        var second = new Simulation(together, new FakeTimeProvider()).Run();
        Sound(first);
        Assert.Equal(first.ToJson(), second.ToJson());
        Assert.Equal(first.FaultsByKind, second.FaultsByKind);
    }

    private SimulateResult Run(int seed, FaultSet faults)
    {
        output.WriteLine($"seed {seed}");
        var options = new SimulateOptions { Seed = seed, Kiosks = 2, Days = 2, Faults = faults, WalkersPerDay = 100 };
        return new Simulation(options, new FakeTimeProvider()).Run();
    }

    private static void Sound(SimulateResult result) => Assert.True(
        result.Sound,
        $"simulate --seed {result.Seed} --kiosks 2 --days 2: {result.ToJson()}\n{string.Join('\n', result.Findings)}");
}
