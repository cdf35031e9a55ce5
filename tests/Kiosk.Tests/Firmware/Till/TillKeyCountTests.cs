using Kiosk.Firmware.Parts;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>Presses of the flows to beat: pos.md R68 and the till rows of ux.md 4. One test each.</summary>
[Trait("Requirement", "R68")]
public class TillKeyCountTests
{
    private const int A1 = Key.Article1;
    private readonly TillBench _bench = new();

    [Fact]
    public void An_article_key_and_exact_cash_are_two_presses() => Sells(2, 320, A1, Key.Cash);

    [Fact]
    public void An_article_key_and_the_card_are_two_presses() => Sells(2, 320, A1, Key.Card);

    [Fact]
    public void A_scan_and_a_ten_euro_note_are_two_actions()
    {
        _bench.Scan("9770317419840").Press(Key.Note10);
        Assert.Equal(1, _bench.KeysPressed);
        Assert.Equal(320, _bench.Till.LastTicketCents);
    }

    [Fact]
    public void Three_times_an_article_is_three_presses()
    {
        _bench.Press(3, Key.Multiply, A1);
        Assert.Equal(3, _bench.KeysPressed);
        Assert.Equal(960, _bench.Till.TotalCents);
    }

    [Fact]
    public void A_free_price_a_family_and_cash_are_five_presses() =>
        Sells(5, 490, 4, 9, 0, Key.Department1, Key.Cash);

    [Fact]
    public void Three_scanned_items_paid_exact_are_one_key_and_the_next_scan_opens_the_next_sale()
    {
        Scan3().Press(Key.Cash);
        Assert.Equal(1, _bench.KeysPressed);
        _bench.Scan("96385074");
        Assert.Equal(999, _bench.Till.TotalCents);
    }

    [Fact]
    public void Three_scanned_items_paid_with_a_twenty_note_are_one_key_and_the_change_shows_at_once()
    {
        Scan3().Press(Key.Note20);
        Assert.Equal(1, _bench.KeysPressed);
        Assert.Contains(">> 2,31 € <<", _bench.Line(2), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unscanned_item_is_its_digits_and_one_department_key()
    {
        _bench.Press(4, 9, 0, Key.Department1);
        Assert.Equal(4, _bench.KeysPressed);
        Assert.Equal(490, _bench.Till.TotalCents);
    }

    [Fact]
    public void A_quantity_is_typed_before_the_scan_and_one_key_takes_the_last_line_back()
    {
        _bench.Press(4, Key.Multiply).Scan("96385074");
        Assert.Equal(3_996, _bench.Till.TotalCents);
        _bench.Press(Key.Undo);
        Assert.Equal(0, _bench.Till.LineCount);
        Assert.Equal(3, _bench.KeysPressed);
    }

    [Fact]
    public void A_quantity_after_the_article_is_one_press_for_one_more()
    {
        _bench.Press(A1, Key.Multiply, Key.Multiply);
        Assert.Equal(960, _bench.Till.TotalCents);
    }

    [Fact]
    public void The_last_sale_again_is_one_key()
    {
        Scan3().Press(Key.Cash, Key.Repeat);
        Assert.Equal(1_769, _bench.Till.TotalCents);
    }

    [Fact]
    public void A_split_payment_is_the_amount_and_two_keys() => Sells(6, 320, A1, 1, 0, 0, Key.Card, Key.Cash);

    [Fact]
    public void A_basket_is_put_aside_and_taken_back_with_one_key_each()
    {
        _bench.Press(A1, Key.Hold, Key.Hold);
        Assert.Equal(320, _bench.Till.TotalCents);
    }

    [Fact]
    public void Change_shows_and_the_drawer_opens_at_the_step_that_takes_the_tender_key()
    {
        Scan3();
        _bench.Keypad.Press(Key.Note20);
        int pulses = _bench.Drawer.Pulses;
        _bench.Step();
        Assert.Equal(pulses + 1, _bench.Drawer.Pulses);
        Assert.Contains(">> 2,31 € <<", _bench.Line(2), StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_keys_in_a_second_are_all_taken_and_shown()
    {
        for (int i = 0; i < 10; i++)
        {
            _bench.Keypad.Press(A1);
            _bench.Pass(100);
        }

        Assert.Equal(10, _bench.Till.LineCount);
        Assert.Equal(0, _bench.Keypad.Lost);
    }

    [Fact]
    public void A_basket_is_back_after_a_power_cut_without_a_key()
    {
        Scan3();
        _bench.PowerOn();
        Assert.Equal(1_769, _bench.Till.TotalCents);
        Assert.StartsWith("panier retrouvé", _bench.Line(1), StringComparison.Ordinal);
        Assert.Equal(0, _bench.KeysPressed);
    }

    [Fact]
    public void A_day_is_opened_sold_closed_and_printed_without_network_and_without_a_dialog()
    {
        _bench.Uplink.IsConnected = false;
        _bench.PowerOn();
        Scan3().Press(Key.Cash, Key.Function, 4, 2, Key.Cash);
        _bench.Print();
        Assert.Equal(5, _bench.KeysPressed);
        Assert.Contains("Z DU JOUR", _bench.Paper(), StringComparison.Ordinal);
        Assert.EndsWith("hors ligne", _bench.Line(3).TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R31")]
    public void The_inspector_s_export_is_three_presses_and_holds_counters_totals_and_seals()
    {
        _bench.Press(A1, Key.Cash);
        int before = _bench.KeysPressed;
        _bench.Press(Key.Function, 4, 4);
        Assert.Equal(3, _bench.KeysPressed - before);
        _bench.Print();
        byte[] bytes = new byte[700];
        int length = _bench.Drive.Read(Kiosk.Firmware.DriveFiles.Export, 0, bytes, 0, bytes.Length);
        string text = System.Text.Encoding.Latin1.GetString(bytes, 0, length);
        Assert.Contains("K07-T-1", text, StringComparison.Ordinal);
        Assert.Contains("siret 12345678901234", text, StringComparison.Ordinal);
        Assert.Contains("perpetuel 320", text, StringComparison.Ordinal);
        Assert.StartsWith("copie pour contrôle", _bench.Line(1), StringComparison.Ordinal);
    }

    private TillBench Scan3() => _bench.Scan("9770317419840").Scan("4006381333931").Scan("96385074");

    private void Sells(int presses, int cents, params int[] keys)
    {
        _bench.Press(keys);
        Assert.Equal(presses, _bench.KeysPressed);
        Assert.Equal(1, _bench.Till.LastTicketNumber);
        Assert.Equal(cents, _bench.Till.LastTicketCents);
    }
}
