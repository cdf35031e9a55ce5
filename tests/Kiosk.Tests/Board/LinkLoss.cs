using Kiosk.Drivers;
using Xunit;

namespace Kiosk.Tests.Board;

[Trait("Requirement", "F-SYNC-4")]
public sealed class LinkLoss
{
    [Fact]
    public void A_loss_between_two_looks_is_told_once_though_the_link_is_back()
    {
        LinkState link = new();
        Assert.False(link.Look());
        link.Set(true);
        Assert.True(link.Look());
        link.Set(false);
        link.Set(true);
        Assert.False(link.Look());
        Assert.True(link.Look());
        Assert.True(link.Look());
    }

    [Fact]
    public void A_link_that_stays_away_is_down_and_a_first_connection_is_no_loss()
    {
        LinkState link = new();
        link.Set(false);
        link.Set(true);
        Assert.True(link.Look());
        link.Set(true);
        Assert.True(link.Look());
        link.Set(false);
        Assert.False(link.Look());
        Assert.False(link.Look());
        link.Set(true);
        Assert.True(link.Look());
    }
}
