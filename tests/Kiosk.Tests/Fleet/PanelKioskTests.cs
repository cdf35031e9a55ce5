using System.Text.Encodings.Web;
using System.Text.Json;
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
    private static readonly string[] TillHands = ["tear", "paper", "drawer"];
    private static readonly string[] TillParts =
        ["data-key", "id=\"lcd\"", "id=\"paper\"", "id=\"drawer\"", "href=\"#keys\"", "{"];

    private static readonly JsonSerializerOptions AsTheyAre =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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

    [Fact]
    public void A_vacant_kiosk_has_no_till_to_touch_and_its_page_shows_none()
    {
        Place vacant = Place.Marseille().First(place => !place.Sells);
        var panel = new PanelKiosk(new KioskRunner(vacant, _kiosk, null), Wares.Build(Sold, 1));
        Assert.False(panel.Press(Key.Article1));
        Assert.False(panel.Scan("3017620422003"));
        Assert.All(TillHands, what => Assert.False(panel.Act(what)));
        Assert.True(panel.Act("walk-ab"));
        foreach ((string language, string words) in new[]
        {
            ("fr", "vacant, mesure seulement"), ("en", "vacant, measures only"),
        })
        {
            string page = PanelPage.Render(vacant, panel.Catalogue, language, new Uri("http://city/"), "");
            Assert.Contains(words, page, StringComparison.Ordinal);
            Assert.All(TillParts, part => Assert.DoesNotContain(part, page, StringComparison.Ordinal));
            Assert.Contains("data-do=\"walk-ab\"", page, StringComparison.Ordinal);
        }

        // Neither keys that could be lost nor sales that could go on.
        foreach (string language in (string[])["fr", "en"])
        {
            IReadOnlyDictionary<string, string> texts = PanelTexts.Of(language);
            string state = Told(panel, language);
            Assert.DoesNotContain(texts["lost"], state, StringComparison.Ordinal);
            Assert.DoesNotContain(texts["linkDown"], state, StringComparison.Ordinal);
            Assert.Contains(texts["linkDownVacant"], state, StringComparison.Ordinal);
            Assert.Contains(texts["lost"], Told(_panel, language), StringComparison.Ordinal);
            Assert.Contains(texts["linkDown"], Told(_panel, language), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_page_is_named_before_it_is_painted()
    {
        Assert.True(_kiosk.PagesShown > 0, "the kiosk shows no page yet");
        Assert.Equal((0, 0), (_panel.State.Page, _panel.Page.Length));
        _panel.Watch(+1);
        Assert.Equal(0, _panel.State.Page);
        Advance(1_000);
        Assert.Equal(_kiosk.PagesShown, _panel.State.Page);
        Assert.NotEmpty(_panel.Page);
    }

    public void Dispose() => _kiosk.Dispose();

    // As the page's script gets it, with accents as they are.
    private static string Told(PanelKiosk panel, string language) =>
        JsonSerializer.Serialize((panel.State with { Connected = false }).ToJson("K07", language), AsTheyAre);

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
