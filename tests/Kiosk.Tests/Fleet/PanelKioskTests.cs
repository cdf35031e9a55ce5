using Kiosk.Board.Virtual;
using Kiosk.Firmware.Parts;
using Kiosk.Fleet.City;
using Kiosk.Fleet.Panel;
using Kiosk.Protocol;
using Kiosk.Tests.Board;

namespace Kiosk.Tests.Fleet;

/// <summary>A visitor's hand at a front panel and the simulated merchant behind it share one till.</summary>
public sealed class PanelKioskTests : IDisposable
{
    private const long Morning = 1_780_300_800_000, MinuteMs = 60_000;
    private static readonly IReadOnlyList<Ware> Sold = Wares.Bakery();
    private readonly VirtualKiosk _kiosk;
    private readonly Merchant _merchant = new(Sold);
    private readonly KioskRunner _runner;
    private readonly PanelKiosk _panel;
    private long _nowMs = Morning + 1_000;

    public PanelKioskTests()
    {
        Catalogue catalogue = Wares.Build(Sold, 1);
        _kiosk = PushedKiosk.Make(catalogue, Morning, new VirtualKioskOptions());
        _runner = new KioskRunner(Place.Marseille()[6], _kiosk, _merchant);
        _panel = new PanelKiosk(_runner, catalogue);
        Advance(0);
    }

    [Theory]
    [InlineData(Key.Article1)]
    [InlineData(Key.Function)]
    [InlineData(Key.Function, 4)]
    [InlineData(Key.Function, 2, 1, 5)]
    [InlineData(Key.Tender)]
    [InlineData(7, Key.Multiply)]
    [InlineData(Key.Article1, Key.Hold, 3)]
    [InlineData(9, 9, 9, 9, 9, 9, 9, 9)]
    public void A_key_left_on_the_panel_does_not_spoil_the_next_customers_basket(params int[] left)
    {
        foreach (int key in left)
        {
            Assert.True(_panel.Press(key));
        }

        Advance(MinuteMs);
        Serve(0, 1);
        Serve(2);
        Assert.Equal(2, _merchant.Baskets);
        Assert.Equal(2, _kiosk.Loop.TicketsOfChain);
        Assert.Equal(_merchant.Cents, _kiosk.Loop.CentsOfChain);
    }

    [Fact]
    public void A_hand_waits_until_no_customer_is_served_or_waits()
    {
        _merchant.Queue(new Order("first", _nowMs, [0]));
        _merchant.Queue(new Order("second", _nowMs, [1]));
        Assert.True(_panel.Press(Key.Article1));
        while (_merchant.Waiting > 0)
        {
            Assert.Equal(0, _kiosk.Loop.Till!.RefusedCount);
            Advance(50);
        }

        Assert.Equal(2, _merchant.Baskets);
        Assert.Equal(2, _kiosk.Loop.TicketsOfChain);
        Assert.Equal(_merchant.Cents, _kiosk.Loop.CentsOfChain);
    }

    [Fact]
    public void A_basket_sold_otherwise_than_keyed_is_a_line_for_whoever_listens_and_the_next_is_sold()
    {
        var said = new List<string>();
        _merchant.Complain = said.Add;
        _kiosk.PressKey(Key.Article1);
        Serve(0);
        Assert.Contains("basket test", Assert.Single(said), StringComparison.Ordinal);
        Serve(0);
        Assert.Single(said);
        Assert.Equal(1, _merchant.Baskets);
    }

    [Fact]
    public void Without_a_listener_a_basket_sold_otherwise_than_keyed_stops_the_replay()
    {
        _kiosk.PressKey(Key.Article1);
        Assert.Throws<FleetException>(() => Serve(0));
    }

    public void Dispose() => _kiosk.Dispose();

    private void Serve(params int[] articles)
    {
        _merchant.Queue(new Order("test", _nowMs, articles));
        Advance(MinuteMs);
        Assert.Equal(0, _merchant.Waiting);
    }

    private void Advance(long ms)
    {
        _nowMs += ms;
        _runner.RunTo(_nowMs);
        _panel.Serve(_nowMs);
    }
}
