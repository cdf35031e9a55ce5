using System.Text;
using Kiosk.Ledger;
using Kiosk.Protocol;

namespace Kiosk.Tests.Archive;

/// <summary>Goal: a kiosk that changes hands never gives one merchant the sales of another (pos.md R55, R74).</summary>
[Trait("Requirement", "R74")]
public sealed class MerchantChangeTests
{
    private const int First = 20260101, Last = 20260103;
    private const string Other = "99988877700012";

    [Fact]
    [Trait("Requirement", "R55")]
    public void Settings_that_give_a_chain_with_tickets_to_another_siren_are_refused_and_the_report_stays()
    {
        using var shop = new ShopBench();
        shop.Sell((1, 1, 320, 210));
        shop.Flush();
        foreach (string siret in new[] { Other, "" })
        {
            string refusal = Assert.Throws<LedgerException>(() => Push(shop, 1007, siret)).Message;
            Assert.Contains("Device 1007 has 1 tickets of SIREN 123456789", refusal, StringComparison.Ordinal);
            Assert.Contains("enrol another device", refusal, StringComparison.Ordinal);
        }

        shop.Clock.SetUtcNow(new DateTimeOffset(2026, 1, 4, 8, 0, 0, TimeSpan.Zero));
        Assert.Equal("123456789", shop.Ledger.Archives.EReport(ShopBench.Terminal, First, Last).Siren);
    }

    [Fact]
    public void A_move_of_the_same_company_or_a_change_before_the_first_sale_is_taken()
    {
        using var shop = new ShopBench();
        Push(shop, 1007, Other);
        Push(shop, 1007, "12345678901234");
        shop.Sell((1, 1, 320, 210));
        shop.Flush();
        Push(shop, 1007, "12345678900099");
        Assert.Equal("12345678900099", shop.Ledger.Archives.Merchant(ShopBench.Terminal).Siret);
    }

    [Fact]
    public void The_next_merchant_sells_on_a_device_and_a_terminal_of_his_own()
    {
        using var shop = new ShopBench();
        shop.Sell((1, 1, 320, 210));
        shop.Flush();
        shop.Ledger.Registry.Revoke(1007);
        long device = shop.Ledger.Registry.AddDevice(ShopBench.Terminal, 2007).Number;
        Push(shop, device, Other);
        Assert.Equal([ShopBench.Terminal, ShopBench.Terminal + ".2007"], shop.Ledger.Archives.Terminals());
        Assert.Equal("12345678901234", shop.Ledger.Archives.Merchant(ShopBench.Terminal).Siret);
        Assert.Equal(Other, shop.Ledger.Archives.Merchant(ShopBench.Terminal + ".2007").Siret);
    }

    // The board had sold before the settings reached it; the gateway had not a ticket yet and took them.
    [Fact]
    [Trait("Requirement", "R55")]
    public void Tickets_not_sent_yet_when_another_siren_was_pushed_raise_an_alarm_hold_the_report_and_let_it_go_back()
    {
        using var shop = new ShopBench();
        shop.Sell((1, 1, 320, 210));
        Push(shop, 1007, Other);
        shop.Sell((2, 1, 450, 550));
        shop.Flush();
        Alarm alarm = Assert.Single(shop.Ledger.Alarms());
        Assert.Equal((AlarmKind.OtherMerchant, 1007L, 1L), (alarm.Kind, alarm.Device, alarm.Count));
        Assert.Equal("ticket 1 was sold as SIREN 123456789, settings pushed before it came say '999888777': push those "
            + "of 123456789 again and enrol another device for the other merchant", alarm.Detail);
        Assert.Contains("SIREN 123456789", Kiosk.Provision.AlarmFrench.Of(alarm.Detail), StringComparison.Ordinal);
        shop.Clock.SetUtcNow(new DateTimeOffset(2026, 1, 4, 8, 0, 0, TimeSpan.Zero));
        string held = Assert.Throws<LedgerException>(
            () => shop.Ledger.Archives.EReport(ShopBench.Terminal, First, Last)).Message;
        Assert.Contains("tickets of SIREN 123456789 and settings of SIREN 999888777", held, StringComparison.Ordinal);
        Assert.Throws<LedgerException>(() => Push(shop, 1007, "55544433300011"));
        Push(shop, 1007, "12345678901234");
        Assert.Equal("123456789", shop.Ledger.Archives.EReport(ShopBench.Terminal, First, Last).Siren);
        shop.Sell((1, 1, 320, 210));
        shop.Flush();
        Assert.Equal(1, Assert.Single(shop.Ledger.Alarms()).Count);
        Assert.Throws<LedgerException>(() => Push(shop, 1007, Other));
    }

    [Fact]
    public void Tickets_of_the_same_siren_under_older_settings_are_no_alarm()
    {
        using var shop = new ShopBench();
        shop.Sell((1, 1, 320, 210));
        Push(shop, 1007, "12345678900099");
        shop.Flush();
        Assert.Empty(shop.Ledger.Alarms());
    }

    private static void Push(ShopBench shop, long device, string siret)
    {
        var settings = new Settings();
        settings.SiretLength = Encoding.ASCII.GetBytes(siret, settings.Siret);
        shop.Ledger.Registry.PushSettings(device, settings);
    }
}
