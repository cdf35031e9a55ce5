using System.Text;
using CsCheck;
using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Firmware.Devices;

/// <summary>Rules of the scanner (R59) with the codes of pos.md 4.3.</summary>
public class ScannerRules
{
    private readonly InMemoryScanner _scanner = new(512);
    private readonly ScanReader _reader = new();
    private readonly ScanPatterns _patterns = new();

    [Theory]
    [InlineData("4006381333931", 4006381333931)]
    [InlineData("9780143007234", 9780143007234)]
    [InlineData("9770317419840", 9770317419840)]
    [InlineData("96385074", 96385074)]
    [InlineData("036000291452", 36000291452)]
    [InlineData("0036000291452", 36000291452)]
    [InlineData("4006381333932", ScanReader.Bad)]
    [InlineData("40063813339", ScanReader.Bad)]
    [InlineData("0000000000000", ScanReader.Bad)]
    [InlineData("K07-DEPOT-17", ScanReader.IsText)]
    [Trait("Requirement", "R59")]
    [Trait("Vector", "4.3")]
    public void Vector_4_3_a_code_is_a_number_with_its_check_digit_or_a_text(string code, long expected)
    {
        _scanner.Scan(code);
        Assert.Equal(expected, _reader.Next(_scanner, 1000));
        Assert.Equal(ScanReader.Nothing, _reader.Next(_scanner, 1000));
    }

    [Theory]
    [InlineData("977031741984005", 5)]
    [InlineData("9770317419840 05", 5)]
    [InlineData("977031741984012345", 12345)]
    [InlineData("9770317419840", -1)]
    [Trait("Requirement", "R59")]
    public void The_issue_of_a_magazine_is_read_apart(string code, int addOn)
    {
        _scanner.Scan(code);
        Assert.Equal(9770317419840, _reader.Next(_scanner, 1000));
        Assert.Equal(addOn, _reader.AddOn);
    }

    [Fact]
    public void An_add_on_after_anything_but_a_magazine_is_refused()
    {
        _scanner.Scan("400638133393105");
        Assert.Equal(ScanReader.Bad, _reader.Next(_scanner, 0));
    }

    [Fact]
    [Trait("Requirement", "R59")]
    public void The_same_code_within_300_ms_is_one_code_whatever_ends_it()
    {
        foreach (byte b in "96385074\r\n96385074\n"u8)
        {
            _scanner.Put(b);
        }

        Assert.Equal(96385074, _reader.Next(_scanner, 0));
        Assert.Equal(ScanReader.Nothing, _reader.Next(_scanner, ScanReader.RepeatMs - 1));
        Assert.Equal(1, _reader.Repeats);
        _scanner.Scan("96385074");
        Assert.Equal(96385074, _reader.Next(_scanner, (2 * ScanReader.RepeatMs) + 1));
        _scanner.Scan("K07-A");
        Assert.Equal(ScanReader.IsText, _reader.Next(_scanner, 1000));
        _scanner.Scan("K07-B");
        Assert.Equal(ScanReader.IsText, _reader.Next(_scanner, 1001));
    }

    [Fact]
    public void The_QR_code_of_our_own_ticket_gives_its_number_with_or_without_an_address()
    {
        string ticket = "KT1/K07-T-000012/20261120101530/VENTE/3370/0210:320;1000:3050/12345678901234/ByRB";
        foreach (string code in (string[])[ticket, "https://kiosque.example/t#" + ticket])
        {
            _scanner.Scan(code);
            Assert.Equal(ScanReader.IsText, _reader.Next(_scanner, code.Length * 1000));
            Assert.StartsWith("KT1/K07-T-000012/", Encoding.ASCII.GetString(_reader.Text), StringComparison.Ordinal);
            Assert.True(_reader.TextCut);
        }
    }

    [Fact]
    public void Any_bytes_do_no_harm() =>
        Gen.Byte.Array[0, 400].Sample(
            bytes =>
            {
                var scanner = new InMemoryScanner(512);
                var reader = new ScanReader();
                foreach (byte b in bytes)
                {
                    scanner.Put(b);
                }

                long code;
                do
                {
                    code = reader.Next(scanner, 0);
                    Assert.True(code is ScanReader.Bad or ScanReader.IsText or >= 0);
                }
                while (code != ScanReader.Nothing);
            },
            iter: 300);

    [Theory]
    [InlineData(2112345015002, ScanPatterns.Weight, 12345, 1500)]
    [InlineData(2300004003495, ScanPatterns.Price, 4, 349)]
    [InlineData(2900001008501, ScanPatterns.Price, 1, 850)]
    [InlineData(2230000000007, ScanPatterns.Discount, 0, 30)]
    [InlineData(4006381333931, ScanPatterns.Ordinary, 0, 0)]
    [Trait("Requirement", "R59")]
    [Trait("Vector", "4.3")]
    public void Vector_4_3_prices_and_weights_are_read_by_patterns_only(long ean, int kind, int item, int value)
    {
        byte[] patterns = "21iiiiiwwwww,23iiiiippppp,29iiiiippppp,22dd--------"u8.ToArray();
        Assert.True(ScanPatternRule.AreValid(patterns, patterns.Length));
        Assert.Equal(kind, _patterns.Read(ean, patterns, patterns.Length));
        if (kind != ScanPatterns.Ordinary)
        {
            Assert.Equal((item, value), (_patterns.Item, _patterns.Value));
        }

        Assert.Equal(ScanPatterns.Ordinary, _patterns.Read(ean, patterns, 0));
    }

    [Theory]
    [InlineData("21iiiiiwwww")]
    [InlineData("21iiiiiwwwww;")]
    [InlineData("21iiiiipwwww")]
    [InlineData("21iiiiiiiiii")]
    [InlineData("31iiiiiwwwww")]
    [InlineData("21iiiiiwwwww,")]
    [InlineData("21iiiiixxxxx")]
    public void A_malformed_pattern_is_refused(string pattern)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(pattern);
        Assert.False(ScanPatternRule.AreValid(bytes, bytes.Length));
    }

    [Fact]
    public void A_weight_is_priced_half_up()
    {
        Assert.Equal(599, ScanPatterns.CentsOf(1500, 399));
        Assert.Equal(1, ScanPatterns.CentsOf(1, 500));
        Assert.Equal(0, ScanPatterns.CentsOf(1, 499));
    }
}
