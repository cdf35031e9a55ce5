using System.Text;
using Kiosk.Drivers;
using Kiosk.Firmware.Paper;
using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Paper;

/// <summary>Bytes that pos.md 4.7 gives, and the text of a ticket's QR code (R35).</summary>
public class PaperVectors
{
    [Fact]
    [Trait("Requirement", "R57")]
    [Trait("Vector", "4.7")]
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

    [Theory]
    [InlineData(4006381333931)]
    [InlineData(2900001008501)]
    [Trait("Requirement", "R57")]
    [Trait("Vector", "4.7")]
    public void Vector_4_7_an_EAN_13_barcode(long code)
    {
        var line = new ReceiptLine();
        line.SetUp(32, CodePage.Cp858);
        line.Begin();
        line.Ean13(code);
        string digits = Convert.ToHexString(Encoding.ASCII.GetBytes($"{code}"));
        Assert.Equal("1B6101" + "1D6840" + "1D4802" + $"1D6B430D{digits}" + "0A" + "1B6100",
            Convert.ToHexString(line.Bytes, 0, line.Length));
    }

    [Fact]
    [Trait("Requirement", "R57")]
    [Trait("Vector", "4.7")]
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

    [Theory]
    [InlineData('\u00E9', 0x82, 0xE9)]
    [InlineData('\u00E8', 0x8A, 0xE8)]
    [InlineData('\u00EA', 0x88, 0xEA)]
    [InlineData('\u00EB', 0x89, 0xEB)]
    [InlineData('\u00E0', 0x85, 0xE0)]
    [InlineData('\u00E2', 0x83, 0xE2)]
    [InlineData('\u00E7', 0x87, 0xE7)]
    [InlineData('\u00F9', 0x97, 0xF9)]
    [InlineData('\u00FB', 0x96, 0xFB)]
    [InlineData('\u00EE', 0x8C, 0xEE)]
    [InlineData('\u00EF', 0x8B, 0xEF)]
    [InlineData('\u00F4', 0x93, 0xF4)]
    [InlineData('\u00C9', 0x90, 0xC9)]
    [InlineData('\u00C8', 0xD4, 0xC8)]
    [InlineData('\u00C0', 0xB7, 0xC0)]
    [InlineData('\u00C7', 0x80, 0xC7)]
    [InlineData('\u00B0', 0xF8, 0xB0)]
    [InlineData('\u00AB', 0xAE, 0xAB)]
    [InlineData('\u00BB', 0xAF, 0xBB)]
    [Trait("Requirement", "R57")]
    [Trait("Vector", "4.7")]
    public void Vector_4_7_letters_of_French_on_three_code_pages(char letter, int cp858, int others)
    {
        Assert.Equal([cp858], Printed(CodePage.Cp858, letter));
        Assert.Equal([others], Printed(CodePage.Cp1252, letter));
        Assert.Equal([others], Printed(CodePage.Latin9, letter));
    }

    [Fact]
    [Trait("Requirement", "R57")]
    [Trait("Vector", "4.7")]
    public void Vector_4_7_the_euro_and_the_ligature_that_CP858_does_not_have()
    {
        const char Euro = '\u0080', Ligature = '\u009C';
        Assert.Equal([0xD5], Printed(CodePage.Cp858, Euro));
        Assert.Equal([0x80], Printed(CodePage.Cp1252, Euro));
        Assert.Equal([0xA4], Printed(CodePage.Latin9, Euro));
        Assert.Equal("oe"u8.ToArray().Select(b => (int)b), Printed(CodePage.Cp858, Ligature));
        Assert.Equal([0x9C], Printed(CodePage.Cp1252, Ligature));
        Assert.Equal([0xBD], Printed(CodePage.Latin9, Ligature));
        Assert.Equal("EUR"u8.ToArray().Select(b => (int)b), Printed(CodePage.Cp850, Euro));
        Assert.Equal((2, 16, 19, 40), (CodePage.Cp850, CodePage.Cp1252, CodePage.Cp858, CodePage.Latin9));
    }

    [Fact]
    [Trait("Requirement", "R57")]
    [Trait("Vector", "4.7")]
    public void Vector_4_7_bold_size_alignment_start_and_cut()
    {
        var line = new ReceiptLine();
        line.SetUp(42, CodePage.Cp858);
        line.Begin();
        line.Bold(on: true);
        line.Bold(on: false);
        line.Large(wide: true);
        line.Plain();
        Assert.Equal("1B4501" + "1B4500" + "1D2111" + "1D2100" + "1B4500" + "1B6100",
            Convert.ToHexString(line.Bytes, 0, line.Length));
        PaperBench bench = new PaperBench(
            48, CodePage.Cp1252, Settings.PrinterFlagsDefault | Settings.PrinterCuts).Morning();
        bench.Pay(TicketLayout.TenderCash, bench.Sale.TotalCents);
        bench.Print();
        string paper = Convert.ToHexString(bench.Bytes);
        Assert.StartsWith("1B40" + "1B7410", paper, StringComparison.Ordinal);
        Assert.EndsWith("1D5601", paper, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(32)]
    [InlineData(42)]
    [InlineData(48)]
    [Trait("Requirement", "R57")]
    [Trait("Vector", "4.7")]
    public void Vector_4_7_a_line_fills_the_columns_of_its_paper_and_no_more(int columns)
    {
        var line = new ReceiptLine();
        line.SetUp(columns, CodePage.Cp858);
        line.Begin();
        line.Left("A");
        line.Right("Z");
        line.End();
        Assert.Equal(columns + 1, line.Length);
        Assert.Equal(((byte)'A', (byte)'Z', (byte)'\n'), (line.Bytes[0], line.Bytes[columns - 1], line.Bytes[columns]));
    }

    [Theory]
    [InlineData(0x12, Printer.Ready)]
    [InlineData(0x1E, Printer.NearEnd)]
    [InlineData(0x72, Printer.PaperOut)]
    [Trait("Requirement", "R58")]
    [Trait("Vector", "4.7")]
    public void Vector_4_7_the_paper_s_reply_is_read(byte reply, int bits)
    {
        var status = new EscPosStatus();
        status.Expect();
        status.Take(reply);
        status.Take(0x12);
        status.Take(0x12);
        Assert.Equal((bits, 0), (status.Bits, status.Expected));
    }

    [Theory]
    [InlineData(0x10, 0x00, 0x00, false, Printer.Ready)]
    [InlineData(0x14, 0x00, 0x00, true, Printer.Ready)]
    [InlineData(0x18, 0x00, 0x00, false, Printer.Offline)]
    [InlineData(0x38, 0x00, 0x00, false, Printer.Offline | Printer.CoverOpen)]
    [InlineData(0x10, 0x00, 0x03, false, Printer.NearEnd)]
    [InlineData(0x10, 0x00, 0x0C, false, Printer.PaperOut)]
    [Trait("Requirement", "R58")]
    [Trait("Vector", "4.7")]
    public void Vector_4_7_the_four_bytes_of_automatic_status_are_read(
        byte first, byte second, byte third, bool drawer, int bits)
    {
        var status = new EscPosStatus();
        status.Expect();
        status.Take(0x12);
        status.Take(0x12);
        status.Take(0x12);
        status.Take(first);
        status.Take(second);
        status.Take(third);
        status.Take(0x00);
        Assert.Equal((drawer, bits), (status.Drawer, status.Bits));
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

    private static int[] Printed(int page, char letter)
    {
        var bytes = new byte[4];
        return [.. bytes[..CodePage.Write(page, letter, bytes, 0)].Select(b => (int)b)];
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
