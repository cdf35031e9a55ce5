using Kiosk.Firmware;
using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Kiosk.Tests.Fiscal;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>
/// What is scanned and no catalogue has is sold by price and department, and told once a day for the merchant's review
/// list (pos.md R59).
/// </summary>
[Trait("Requirement", "R59")]
public class TillUnknownCodes
{
    private const string Unknown = "4006381333948", Another = "036000291452";
    private readonly TillBench _bench = new();

    [Fact]
    public void The_quick_sale_after_it_gives_its_price_and_department()
    {
        _bench.Scan(Unknown).Press(4, 9, 0, Key.Department1, Key.Cash);
        Assert.Equal([(4006381333948L, 490L, "1")], Told());
        Assert.Equal(490, _bench.Till.LastTicketCents);
    }

    [Fact]
    public void An_article_after_it_the_end_of_the_sale_and_a_minute_leave_it_without_a_price()
    {
        _bench.Scan(Unknown).Press(Key.Article1, 4, 9, 0, Key.Department1);
        Assert.Equal([(4006381333948L, 0L, "")], Told());
        _bench.Scan(Another).Press(Key.Cash, 5, 0, 0, Key.Department1, Key.Cash);
        Assert.Equal((36000291452L, 0L, ""), Told()[^1]);
        _bench.Scan("5449000000996");
        Assert.Equal(2, Told().Count);
        _bench.Pass(UnknownScans.WaitMs);
        Assert.Equal((5449000000996L, 0L, ""), Told()[^1]);
    }

    [Fact]
    public void A_day_tells_a_code_once_and_the_next_day_again()
    {
        _bench.Scan(Unknown).Press(1, 0, 0, Key.Department1, Key.Cash);
        _bench.Scan(Unknown).Press(1, 0, 0, Key.Department1, Key.Cash);
        Assert.Single(Told());
        Assert.Equal(2, _bench.Till.UnknownCodes);
        _bench.Clock.ShowWall(FiscalSamples.VectorWall + 86_400);
        _bench.PowerOn();
        _bench.Scan(Unknown).Press(1, 0, 0, Key.Department1, Key.Cash);
        Assert.Equal(2, Told().Count);
    }

    [Fact]
    public void After_sixteen_codes_of_a_day_the_next_are_only_counted()
    {
        string[] codes = [.. Enumerable.Range(0, UnknownScans.CodesPerDay + 4).Select(i => Ean(400_638_200_000 + i))];
        foreach (string code in codes)
        {
            _bench.Scan(code);
        }

        _bench.Pass(UnknownScans.WaitMs);
        Assert.Equal(codes.Take(UnknownScans.CodesPerDay), Told().Select(t => $"{t.Code}"));
        Assert.Equal(codes.Length, _bench.Till.UnknownCodes);
        Assert.Equal(codes.Length, _bench.Faults.Of(FaultCode.UnknownBarcode));
    }

    [Theory]
    [InlineData("2112345004321")]
    [InlineData("KIOSQUE")]
    [InlineData("20000004")]
    [InlineData("04006386")]
    [InlineData("9812345678908")]
    [InlineData("212345678903")]
    public void A_number_of_the_shops_own_a_coupon_and_a_text_are_not_told(string code)
    {
        _bench.Scan(code);
        _bench.Pass(UnknownScans.WaitMs);
        Assert.Equal(1, _bench.Till.RefusedCount);
        Assert.Empty(Told());
    }

    [Fact]
    [Trait("Requirement", "R18")]
    public void Training_tells_none()
    {
        _bench.OpenFirst().Press(Key.Function, 6, 1).Type(9_876);
        Assert.True(_bench.Till.InTraining, _bench.Screen());
        _bench.Scan(Unknown).Press(4, 9, 0, Key.Department1, Key.Cash);
        _bench.Pass(UnknownScans.WaitMs);
        Assert.Empty(Told());
    }

    [Fact]
    [Trait("Requirement", "R10")]
    public void A_drive_that_takes_no_event_costs_no_sale_and_counts_the_loss()
    {
        _bench.Scan(Unknown);
        _bench.Drive.Dead = true;
        int lost = _bench.Till.EventsLost;
        _bench.Press(4, 9, 0, Key.Department1);
        Assert.Equal(490, _bench.Till.TotalCents);
        Assert.Equal(lost + 1, _bench.Till.EventsLost);
    }

    private List<(long Code, long Cents, string Department)> Told() => [.. _bench.Records()
        .Where(r => r.Kind == RecordKind.TechnicalEvent && r.Values[EventLayout.Code] == EventCode.UnknownScan)
        .Select(r => (r.Values[EventLayout.Argument1], r.Values[EventLayout.Argument2],
            System.Text.Encoding.Latin1.GetString(r.Text, 0, r.TextLength)))];

    private static string Ean(long twelve)
    {
        for (int check = 0; check < 10; check++)
        {
            if (ScanReader.HasCheckDigit((twelve * 10) + check))
            {
                return $"{(twelve * 10) + check}";
            }
        }

        throw new InvalidOperationException("a check digit exists");
    }
}
