using System.Text;
using Kiosk.Firmware.Paper;
using Kiosk.Firmware.Selling;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Paper;

/// <summary>Bytes that pos.md 4.7 gives, and the text of a ticket's QR code (R35).</summary>
public class PaperVectors
{
    [Fact]
    [Trait("Requirement", "R57")]
    public void Vector_4_7_euros_on_CP858()
    {
        var line = new ReceiptLine();
        line.SetUp(42, CodePage.Cp858);
        line.Begin();
        line.Command(0x1B, 0x74, CodePage.Cp858);
        line.Left("12,50 \u0080");
        line.End();
        Assert.Equal("1B741331322C353020D50A", Convert.ToHexString(line.Bytes, 0, line.Length));
    }

    [Fact]
    [Trait("Requirement", "R57")]
    public void Vector_4_7_a_QR_code_by_the_printer_itself()
    {
        var line = new ReceiptLine();
        var qr = new QrPaper();
        Assert.True(qr.Begin("KIOSK"u8.ToArray(), 5, new PrinterProfile { QrNative = true }));
        StringBuilder hex = new();
        for (int piece = 0; piece < qr.Pieces; piece++)
        {
            line.Begin();
            qr.Write(line, piece);
            hex.Append(Convert.ToHexString(line.Bytes, 0, line.Length));
        }

        Assert.Contains(
            "1D286B0400314132001D286B03003143061D286B03003145311D286B08003150304B494F534B1D286B0300315130",
            hex.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_printer_without_QR_prints_none()
    {
        Assert.False(new QrPaper().Begin("KIOSK"u8.ToArray(), 5, new PrinterProfile()));
        PaperBench bench = new PaperBench(32, CodePage.Cp858, 0).Morning();
        bench.Pay(TicketLayout.TenderCash, bench.Sale.TotalCents);
        bench.Print();
        Assert.DoesNotContain("1D286B", Convert.ToHexString(bench.Bytes), StringComparison.Ordinal);
        Assert.DoesNotContain("1D7630", Convert.ToHexString(bench.Bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, "0:Article+numero+0")]
    [InlineData(10, "*100@2000;")]
    [InlineData(72, "/72")]
    [Trait("Requirement", "R35")]
    public void A_ticket_s_code_says_as_much_of_its_lines_as_fits(int lines, string part)
    {
        var bench = new PaperBench();
        for (int i = 0; i < lines; i++)
        {
            bench.Line($"Article numéro {i}", 1, 100, 2000);
        }

        var code = new TicketCode();
        code.Write(bench.Sale, bench.Facts, bench.Settings, "K07");
        string text = Encoding.ASCII.GetString(code.Text, 0, code.Length);
        Assert.Contains(part, text, StringComparison.Ordinal);
        string[] fields = text.Split('/');
        Assert.Equal(
            ["KT1", "K07-T-000001", "20261120101530", "VENTE", $"{lines}00", $"2000:{lines}00", "12345678901234"],
            fields[..7]);
        Assert.Equal(43, fields[7].Length);
        Assert.Equal(9, fields.Length);
        Assert.DoesNotContain(text, c => !char.IsAsciiLetterOrDigit(c) && !"-._~/;:@*+#".Contains(c));
    }

    [Fact]
    [Trait("Requirement", "R35")]
    public void The_configured_address_stands_before_the_ticket()
    {
        PaperBench bench = new PaperBench().Morning();
        bench.Settings.TicketLinkLength = Encoding.ASCII.GetBytes("https://k.example/t#", bench.Settings.TicketLink);
        var code = new TicketCode();
        code.Write(bench.Sale, bench.Facts, bench.Settings, "K07");
        Assert.StartsWith("https://k.example/t#KT1/K07-T-000001/", Encoding.ASCII.GetString(code.Text),
            StringComparison.Ordinal);
    }
}
