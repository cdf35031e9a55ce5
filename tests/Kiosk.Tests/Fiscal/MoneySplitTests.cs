using CsCheck;
using Kiosk.Fiscal;
using Xunit;

namespace Kiosk.Tests.Fiscal;

public class MoneySplitTests
{
    private static readonly int[] Rates = [210, 550, 1000, 2000];

    private static readonly Gen<(int Cents, int Rate)[]> Lines =
        Gen.Select(Gen.Int[0, 99_999], Gen.Int[0, 3].Select(i => Rates[i])).Array[1, 72];

    [Fact]
    [Trait("Requirement", "R37")]
    public void Lines_without_vat_add_up_to_each_rate_exactly_and_a_refund_mirrors_them()
    {
        Lines.Sample(lines =>
        {
            int[] cents = [.. lines.Select(l => l.Cents)], rates = [.. lines.Select(l => l.Rate)];
            int[] net = new int[lines.Length], back = new int[lines.Length];
            Money.LinesWithoutVat(cents, rates, lines.Length, net);
            Money.LinesWithoutVat([.. cents.Select(c => -c)], rates, lines.Length, back);
            Assert.Equal(net.Select(n => -n), back);
            foreach (int rate in rates.Distinct())
            {
                int[] own = [.. Enumerable.Range(0, lines.Length).Where(i => rates[i] == rate)];
                Assert.Equal(Money.WithoutVat(own.Sum(i => cents[i]), rate), own.Sum(i => net[i]));
                Assert.All(own, i => Assert.InRange(net[i], 0, cents[i]));
            }
        });
    }

    [Fact]
    [Trait("Requirement", "R38")]
    public void A_discount_is_spent_to_the_cent_and_takes_no_line_below_nothing()
    {
        Lines.Select(Gen.Int[0, 120]).Sample((lines, percent) =>
        {
            int[] cents = [.. lines.Select(l => l.Cents)];
            int[] shares = new int[cents.Length];
            int amount = Money.Part(cents.Sum(c => (long)c), percent * 100);
            bool given = Money.Discount(amount, cents, cents.Length, shares);
            Assert.Equal(amount <= cents.Sum(), given);
            Assert.Equal(given ? amount : 0, shares.Sum());
            Assert.All(shares.Zip(cents), pair => Assert.InRange(pair.First, 0, pair.Second));
        });
        Assert.False(Money.Discount(-1, [100], 1, new int[1]));
        Assert.False(Money.Discount(1, [0, 0], 2, new int[2]));
        Assert.True(Money.Discount(0, [0, 0], 2, new int[2]));
    }

    [Theory]
    [Trait("Requirement", "R38")]
    [InlineData(999, 1000, 100)]
    [InlineData(-999, 1000, -100)]
    [InlineData(5, 1000, 1)]
    [InlineData(4, 1000, 0)]
    [InlineData(9_999_999, 10_000, 9_999_999)]
    public void A_part_in_basis_points_is_half_up_on_the_absolute_value(int cents, int basisPoints, int part)
    {
        Assert.Equal(part, Money.Part(cents, basisPoints));
    }
}
