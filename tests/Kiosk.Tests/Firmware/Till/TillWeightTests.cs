using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>What an approved scale has weighed, by its label: shown, sealed, printed (pos.md R59, R60).</summary>
[Trait("Requirement", "R59")]
public class TillWeightTests
{
    private const int A1 = Key.Article1, A2 = Key.Article1 + 1, A3 = Key.Article1 + 2;
    private const int PerKilo = 1_290, Article = 12_345;
    private readonly TillBench _bench = Opened();

    [Fact]
    public void A_weighed_line_says_weight_and_price_per_kilogram_on_the_display_and_the_receipt_and_seals_both()
    {
        _bench.Scan(Label(432));
        Assert.Equal(557, _bench.Till.TotalCents);
        Assert.Equal("0,432kg x12,90€/kg  ", _bench.Line(1));
        _bench.Press(Key.Cash, Key.Ticket);
        _bench.Print();
        Assert.Contains("0,432 kg x 12,90 €/kg", _bench.Paper(), StringComparison.Ordinal);
        Assert.Equal([(DetailItem.LineWeight, 0L, 432L), (DetailItem.LinePerKilo, 0L, 1_290L)], Items());
    }

    [Fact]
    [Trait("Requirement", "R16")]
    public void A_copy_of_a_sale_before_says_them_too()
    {
        _bench.Press(A1).Scan(Label(1_005)).Press(Key.Cash, A1, Key.Cash);
        _bench.Press(1, Key.Function, 2, 3, 3);
        _bench.Print();
        Assert.Contains("DUPLICATA", _bench.Paper(), StringComparison.Ordinal);
        Assert.Contains("1,005 kg x 12,90 €/kg", _bench.Paper(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R10")]
    [Trait("Requirement", "R14")]
    public void A_power_cut_a_place_aside_and_another_tender_keep_them()
    {
        _bench.Scan(Label(250));
        _bench.PowerOn();
        _bench.Press(Key.Hold, Key.Hold, Key.Cash);
        Assert.Contains((DetailItem.LineWeight, 0L, 250L), Items());
        _bench.Press(1, Key.Function, 2, 2, Key.Card);
        Assert.Equal(3, _bench.Till.LastTicketNumber);
        Assert.Contains((DetailItem.LineWeight, 0L, 250L), Items());
        Assert.Contains((DetailItem.LinePerKilo, 0L, 1_290L), Items());
    }

    [Fact]
    [Trait("Requirement", "R13")]
    public void A_line_that_is_no_longer_what_the_label_says_and_a_return_say_no_weight()
    {
        _bench.Scan(Label(432)).Press(Key.Undo, A1, Key.Cash);
        Assert.DoesNotContain(_bench.Records(), r => r.Kind == RecordKind.TicketDetail);
        _bench.Scan(Label(432)).Press(5, 0, 0, Key.Price, Key.Price).Scan(Label(500)).Press(Key.Cash);
        Assert.Equal([(DetailItem.LineWeight, 1L, 500L), (DetailItem.LinePerKilo, 1L, 1_290L)], Items());
        _bench.Press(2, Key.Function, 2, 1).Press(Key.Cash);
        Assert.DoesNotContain(Items(), item => item.What == DetailItem.LineWeight);
        Assert.Equal(320, _bench.Chain.State.PerpetualSigned);
    }

    [Fact]
    [Trait("Requirement", "R69")]
    public void The_last_sale_again_costs_what_was_weighed_and_not_a_whole_kilogram()
    {
        _bench.Scan(Label(432)).Press(Key.Cash, Key.Repeat);
        Assert.Equal(557, _bench.Till.TotalCents);
        Assert.DoesNotContain("kg", _bench.Screen(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8, 0, 8)]
    [InlineData(12, 0, 8)]
    [InlineData(12, 20, 0)]
    public void More_weighed_lines_than_there_is_room_for_are_sold_by_their_price_alone(int weighed, int more, int kept)
    {
        for (int i = 0; i < weighed + more; i++)
        {
            if (i < weighed)
            {
                _bench.Scan(Label(100 + i));
            }
            else
            {
                _bench.Press(A1);
            }
        }

        _bench.Press(more > 0 ? [A1] : []).Press(Key.Cash);
        Assert.Equal(1, _bench.Till.LastTicketNumber);
        Assert.Equal(kept, _bench.Records().Where(r => r.Kind == RecordKind.TicketDetail)
            .SelectMany(TillTenderTests.Items).Count(item => item.What == DetailItem.LineWeight));
    }

    [Fact]
    [Trait("Requirement", "R38")]
    public void Discounts_come_before_weights_where_a_ticket_has_no_room_for_all_and_what_is_not_sealed_is_not_printed()
    {
        for (int i = 0; i < 32; i++)
        {
            _bench.Scan(Label(200 + i)).Press(1, 0, Key.Markdown);
        }

        _bench.Press(Key.Cash, Key.Ticket);
        _bench.Print();
        int sealedNow = Items().Count(item => item.What == DetailItem.LineWeight);
        Assert.Equal(32, Items().Count(item => item.What == DetailItem.LineDiscount));
        Assert.InRange(sealedNow, 1, LineWeights.Max - 1);
        Assert.Equal(sealedNow, _bench.Paper().Split(" kg x ").Length - 1);
    }

    [Fact]
    public void A_line_that_is_refused_takes_no_weight_from_those_before_it()
    {
        _bench.Scan(Label(432)).Press(1, 0, Key.Markdown);
        for (int i = 1; i < Sale.LinesWithDetailMax; i++)
        {
            _bench.Press(A1);
        }

        _bench.Press(A1);
        Assert.Equal(Sale.LinesWithDetailMax, _bench.Till.LineCount);
        _bench.Press(Key.Clear, Key.Cash);
        Assert.Contains((DetailItem.LineWeight, 0L, 432L), Items());
    }

    private static TillBench Opened()
    {
        TillBench bench = new();
        byte[] patterns = "21iiiiiwwwww,23iiiiippppp,22dd--------"u8.ToArray();
        patterns.CopyTo(bench.Settings.ScanPatterns, 0);
        bench.Settings.ScanPatternsLength = patterns.Length;
        bench.Catalogue.Code[1] = Article;
        bench.Catalogue.Price[1] = PerKilo;
        return bench;
    }

    private static string Label(int grams)
    {
        string digits = $"21{Article:00000}{grams:00000}";
        int sum = digits.Select((digit, i) => (digit - '0') * (i % 2 == 0 ? 1 : 3)).Sum();
        return $"{digits}{(10 - (sum % 10)) % 10}";
    }

    private IEnumerable<(int What, long First, long Second)> Items() =>
        TillTenderTests.Items(_bench.Records().Last(r => r.Kind == RecordKind.TicketDetail));
}
