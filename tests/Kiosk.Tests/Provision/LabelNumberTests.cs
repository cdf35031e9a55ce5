using CsCheck;
using Kiosk.Provision;

namespace Kiosk.Tests.Provision;

/// <summary>The number on a device's label tells a misread digit and two swapped ones (device.md P-4).</summary>
[Trait("Requirement", "P-4")]
public sealed class LabelNumberTests
{
    // Published examples of the scheme.
    [Theory]
    [InlineData("236", 3)]
    [InlineData("12345", 1)]
    [InlineData("142857", 0)]
    public void A_row_has_the_published_check_digit(string digits, int check)
    {
        Assert.Equal(check, LabelNumber.CheckDigit(digits));
        Assert.True(LabelNumber.IsSound(digits + check));
    }

    [Theory]
    [InlineData(1007, "0001 0079")]
    [InlineData(0, "0000 0000")]
    [InlineData(9_999_999, "9999 9999")]
    [InlineData(10_000_000, "10000000")]
    public void A_number_stands_in_two_groups_and_one_too_long_as_it_is(long device, string label)
    {
        string made = LabelNumber.Of(device);
        Assert.Equal(label[..^1], made[..^1]);
        Assert.Equal(device, LabelNumber.Read(made));
        Assert.Equal(device, LabelNumber.Read(made.Replace(' ', '-')));
    }

    [Fact]
    public void Any_digit_changed_and_any_two_neighbours_swapped_are_found() =>
        Gen.Long[0, LabelNumber.Max].Select(Gen.Int[0, 7], Gen.Int[1, 9]).Sample((device, at, more) =>
        {
            string label = LabelNumber.Of(device);
            char[] digits = [.. label.Where(char.IsAsciiDigit)];
            char[] other = [.. digits];
            other[at] = (char)('0' + ((other[at] - '0' + more) % 10));
            Assert.Null(LabelNumber.Read(Grouped(other)));
            int next = (at + 1) % 8;
            if (next > 0 && digits[at] != digits[next])
            {
                (digits[at], digits[next]) = (digits[next], digits[at]);
                Assert.Null(LabelNumber.Read(Grouped(digits)));
            }
        });

    [Theory]
    [InlineData("1007", 1007L)]
    [InlineData("0001 0078", null)]
    [InlineData("0001_0079", null)]
    [InlineData("", null)]
    [InlineData("-7", null)]
    [InlineData("K07", null)]
    [InlineData("99999999999999999999", null)]
    public void What_is_neither_a_number_nor_a_label_is_nothing(string text, long? device) =>
        Assert.Equal(device, LabelNumber.Read(text));

    private static string Grouped(char[] digits) => new string(digits[..4]) + " " + new string(digits[4..]);
}
