using Kiosk.Firmware;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Gateway.Console;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>Receipts that are printed although nobody asks (pos.md R34), and all others that are not.</summary>
[Trait("Requirement", "R34")]
public class TillUnaskedPaper
{
    private const int A1 = Key.Article1;
    private static readonly int[] Return = [Key.Function, 2, 1];
    private readonly TillBench _bench = new();

    [Fact]
    public void A_sale_of_what_has_a_legal_guarantee_is_printed_as_an_original_and_its_change_stays_on_the_display()
    {
        _bench.Settings.GuaranteeDepartments = 1 << (_bench.Catalogue.Department[0] - 1);
        _bench.Press(A1, Key.Note20);
        _bench.Print();
        Assert.Contains("K07-T-000001", _bench.Paper(), StringComparison.Ordinal);
        Assert.DoesNotContain("DUPLICATA", _bench.Paper(), StringComparison.Ordinal);
        Assert.Contains(">> 16,80 € <<", _bench.Line(2), StringComparison.Ordinal);
        Assert.DoesNotContain(_bench.Records(), r => r.Kind == RecordKind.Duplicate);
        _bench.Press(Key.Ticket);
        _bench.Print();
        Assert.Contains("DUPLICATA n° 1", _bench.Paper(), StringComparison.Ordinal);
        Assert.Single(_bench.Records(), r => r.Kind == RecordKind.Duplicate);
    }

    [Fact]
    public void A_free_amount_in_a_department_with_guarantee_is_printed_and_in_any_other_it_is_not()
    {
        _bench.Settings.GuaranteeDepartments = 2;
        _bench.Press(4, 9, 0, Key.Department1, Key.Cash);
        _bench.Print();
        Assert.Equal(0, _bench.Printer.Length);
        _bench.Settings.GuaranteeDepartments = 1;
        _bench.Press(4, 9, 0, Key.Department1, Key.Cash);
        _bench.Print();
        Assert.Contains("K07-T-000002", _bench.Paper(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Key.Card, true)]
    [InlineData(Key.Cash, false)]
    public void Money_given_back_is_printed_when_it_goes_to_a_card(int key, bool printed)
    {
        _bench.Press(A1, Key.Card, 1).Press(Return).Press(key);
        Assert.Equal(-320, _bench.Till.LastTicketCents);
        _bench.Print();
        Assert.Equal(printed, _bench.Printer.Length > 0);
    }

    [Fact]
    public void Without_a_setting_no_sale_is_printed_and_nothing_of_it_is_sealed()
    {
        _bench.Press(A1, Key.Cash, A1, Key.Card);
        _bench.Print();
        Assert.Equal(0, _bench.Printer.Length);
        Assert.DoesNotContain(EventCode.PaperFailed, _bench.EventCodes());
    }

    [Fact]
    public void One_that_waits_behind_another_paper_comes_after_it_and_one_that_the_next_sale_overtakes_is_sealed()
    {
        _bench.Settings.GuaranteeDepartments = 255;
        _bench.Printer.SetStatus(Printer.CoverOpen);
        _bench.Press(A1, Key.Cash, A1, Key.Cash);
        Assert.DoesNotContain(EventCode.PaperFailed, _bench.EventCodes());
        _bench.Press(A1, Key.Cash);
        Record failed = _bench.Records().Single(r => r.Kind == RecordKind.TechnicalEvent
            && r.Values[EventLayout.Code] == EventCode.PaperFailed);
        Assert.Equal(2, failed.Values[EventLayout.Argument1]);
        _bench.Printer.SetStatus(Printer.Ready);
        _bench.Print();
        Assert.Contains("K07-T-000001", _bench.Paper(), StringComparison.Ordinal);
        Assert.DoesNotContain("K07-T-000002", _bench.Paper(), StringComparison.Ordinal);
        Assert.Contains("K07-T-000003", _bench.Paper(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_departments_travel_with_the_settings_and_a_ninth_one_is_refused()
    {
        byte[] key = new byte[32], buffer = new byte[Limits.DownlinkBytesMax];
        int length = new DownlinkWriter(new ManagedMac(), key, 1).WriteSettings(
            new Settings { Version = 1, GuaranteeDepartments = 0x90 }, buffer);
        DownlinkReader reader = new();
        Settings read = new();
        Assert.Equal(Downlink.Settings, reader.Open(new ManagedMac(), key, 1, buffer, length));
        Assert.Equal(DownlinkError.None, reader.ReadSettings(read));
        Assert.Equal(0x90, read.GuaranteeDepartments);
        read.Reset();
        Assert.Equal(0, read.GuaranteeDepartments);
        Assert.All((int[])[-1, 256], bits => Assert.Equal(SettingsKey.GuaranteeDepartments,
            SettingsRange.FirstBad(new Settings { GuaranteeDepartments = bits })));
        Settings formed = new SettingsForm(GuaranteeDepartments: [5, 8]).ToSettings(out var errors);
        Assert.Equal(0x90, formed.GuaranteeDepartments);
        Assert.DoesNotContain("guaranteeDepartments", errors.Keys);
        new SettingsForm(GuaranteeDepartments: [9]).ToSettings(out errors);
        Assert.Contains("guaranteeDepartments", errors.Keys);
    }
}
