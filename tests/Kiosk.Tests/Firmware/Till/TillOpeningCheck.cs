using System.Text;
using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>The self-test at opening names what failed, on the display and in the sealed event (pos.md R26).</summary>
public class TillOpeningCheck
{
    private readonly TillBench _bench = new();

    [Fact]
    [Trait("Requirement", "R26")]
    public void A_till_in_order_says_so_and_seals_that_none_of_its_checks_failed()
    {
        Assert.Equal(("contrôle bon", 0L, ""), Run());
    }

    [Fact]
    [Trait("Requirement", "R26")]
    [Trait("Requirement", "R59")]
    public void A_scanner_whose_line_failed_is_named()
    {
        _bench.Scanner.Broken = true;
        Assert.Equal(("VOIR scanner", 1L, "scanner"), Run());
    }

    [Fact]
    [Trait("Requirement", "R26")]
    public void Of_several_failures_the_first_is_shown_with_the_number_of_the_others_and_all_are_sealed()
    {
        _bench.Printer.SetStatus(Printer.PaperOut);
        _bench.Scanner.Broken = true;
        _bench.Drawer.Open(_bench.Clock.NowMs);
        Assert.Equal(("VOIR imprimante +2", 3L, "imprimante tiroir scanner"), Run());
    }

    [Fact]
    [Trait("Requirement", "R26")]
    public void Every_name_fits_the_line_of_the_display_and_all_of_them_the_text_of_an_event()
    {
        string[] names = [.. Enumerable.Range(0, OpeningCheck.Checks).Select(OpeningCheck.NameOf)];
        Assert.Equal(OpeningCheck.Checks, names.Distinct().Count());
        string head = TillMessage.Text(TillMessage.SelfTestBad);
        Assert.All(names, name => Assert.InRange($"{head}{name} +7".Length, 1, 20));
        Assert.InRange(string.Join(' ', names).Length, 1, Limits.RecordTextMax);
    }

    [Fact]
    [Trait("Requirement", "R58")]
    public void A_roll_that_ends_soon_is_told_between_two_sales_until_a_paper_came_without_it()
    {
        _bench.Press(Key.Article1, Key.Cash);
        _bench.Printer.SetStatus(Printer.NearEnd);
        _bench.Press(Key.Ticket);
        _bench.Print();
        _bench.Press(Key.Clear);
        Assert.StartsWith("papier bientôt fini", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Article1);
        Assert.DoesNotContain("papier", _bench.Screen(), StringComparison.Ordinal);
        _bench.Printer.SetStatus(Printer.Ready);
        _bench.Press(Key.Cash, Key.Ticket);
        _bench.Print();
        _bench.Press(Key.Clear);
        Assert.DoesNotContain("papier", _bench.Screen(), StringComparison.Ordinal);
    }

    private (string Shown, long Failed, string Named) Run()
    {
        _bench.Press(Key.Function, 4, 3);
        Record sealedTest = _bench.Records().Last(r => r.Kind == RecordKind.TechnicalEvent
            && r.Values[EventLayout.Code] == JetCode.SelfTest);
        Assert.Equal(OpeningCheck.Checks, sealedTest.Values[EventLayout.Argument1 + 1]);
        return (_bench.Line(1).TrimEnd(), sealedTest.Values[EventLayout.Argument1],
            Encoding.Latin1.GetString(sealedTest.Text, 0, sealedTest.TextLength));
    }
}
