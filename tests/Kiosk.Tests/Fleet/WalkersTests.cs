using Kiosk.Fleet.Replay;

namespace Kiosk.Tests.Fleet;

public class WalkersTests
{
    private const long Start = 1_780_272_000_000, HourMs = 3_600_000;

    [Fact]
    public void The_same_seed_walks_the_same_and_another_seed_does_not()
    {
        Assert.Equal(Walk(3), Walk(3));
        Assert.NotEqual(Walk(3), Walk(4));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void An_hour_of_walkers_stays_in_order_within_its_hour_and_leaves_the_beams_free(int seed)
    {
        var edges = Walk(seed);
        Assert.True(edges.Count >= 4, $"seed {seed}");
        Assert.Equal(edges.OrderBy(e => e.AtMs), edges);
        Assert.All(edges, e => Assert.InRange(e.AtMs, Start, Start + HourMs - 1));
        Assert.All(edges.Zip(edges.Skip(1)), pair => Assert.NotEqual(pair.First.State, pair.Second.State));
        Assert.Equal(0, edges[^1].State);
    }

    [Fact]
    public void Everybody_drawn_is_counted_once()
    {
        var walkers = new Walkers(5);
        Assert.Equal(0, walkers.Draw(0, 0.05));
        Assert.Equal(50, walkers.Draw(1000, 0.05));
        Assert.InRange(walkers.Draw(30, 0.05), 1, 2);
        walkers.Walk(50, Start);
        Assert.Equal(50, walkers.Walked);
        Assert.NotEmpty(walkers.TakeEdges());
        Assert.Empty(walkers.TakeEdges());
    }

    private static IReadOnlyList<BeamEdge> Walk(int seed)
    {
        var walkers = new Walkers(seed);
        walkers.Walk(walkers.Draw(2_000, 0.05), Start);
        return walkers.TakeEdges();
    }
}
