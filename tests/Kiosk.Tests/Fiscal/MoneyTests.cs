using CsCheck;
using Kiosk.Fiscal;
using Xunit;

namespace Kiosk.Tests.Fiscal;

public class MoneyTests
{
    [Fact]
    [Trait("Requirement", "R36")]
    public void Three_sealed_tickets_keep_their_own_vat_and_a_refund_is_the_exact_mirror()
    {
        Assert.Equal(135, 3 * Money.Vat(500, 1000));
        Gen.Int[1, 9_999_999].Select(Gen.Int[0, 9999]).Sample((cents, rate) =>
            Money.WithoutVat(-cents, rate) == -Money.WithoutVat(cents, rate)
            && Money.WithoutVat(cents, rate) + Money.Vat(cents, rate) == cents);
    }

    [Theory]
    [Trait("Requirement", "R38")]
    [InlineData(100, new[] { 333, 333, 334 }, new[] { 33, 33, 34 })]
    [InlineData(250, new[] { 1250, 999, 248 }, new[] { 125, 100, 25 })]
    [InlineData(1, new[] { 100, 100, 100 }, new[] { 1, 0, 0 })]
    [InlineData(-1, new[] { -100, -100, -100 }, new[] { -1, 0, 0 })]
    public void An_amount_is_spread_by_largest_remainder(int amount, int[] weights, int[] expected)
    {
        int[] shares = new int[3];
        Assert.True(Money.Spread(amount, weights, 3, shares));
        Assert.Equal(expected, shares);
    }

    [Fact]
    [Trait("Requirement", "R37")]
    public void Shares_always_add_up_to_the_amount()
    {
        Gen.Int[0, 9_999_999].Select(Gen.Int[0, 99999].Array[1, 72]).Sample((amount, weights) =>
        {
            int[] shares = new int[weights.Length];
            bool spread = Money.Spread(amount, weights, weights.Length, shares);
            Assert.Equal(weights.Sum() != 0, spread);
            Assert.Equal(spread ? amount : 0, shares.Sum());
        });
    }
}
