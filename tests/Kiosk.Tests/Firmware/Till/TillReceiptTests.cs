using System.Text;
using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Kiosk.Tests.Fiscal;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

public class TillReceiptTests
{
    private const int A1 = Key.Article1, A2 = Key.Article1 + 1, A3 = Key.Article1 + 2;
    private readonly TillBench _bench = new();

    [Theory]
    [InlineData(32)]
    [InlineData(42)]
    [InlineData(48)]
    [Trait("Requirement", "R32")]
    public void A_receipt_holds_what_the_law_asks_for(int columns)
    {
        _bench.Settings.PrinterColumns = columns;
        SellThree();
        _bench.Press(Key.Ticket);
        _bench.Print();
        Assert.All(_bench.Paper().Split('\n'), l => Assert.InRange(l.Length, 0, columns));
        Golden.Check($"receipt-{columns}", _bench.Paper());
    }

    [Fact]
    [Trait("Requirement", "R32")]
    public void Lines_taken_back_and_made_less_before_payment_stand_on_the_receipt_also_after_a_power_cut()
    {
        TillBench bench = new();
        bench.Press(Key.Article1, Key.Article1 + 1, Key.Undo, 3, Key.Multiply, Key.Article1 + 1);
        bench.Press(1, Key.Multiply, Key.Multiply);
        bench.Step();
        bench.PowerOn();
        bench.Press(Key.Cash, Key.Ticket);
        bench.Print();
        Assert.Matches("Annulé avant paiement : 2 +13,50 €", bench.Paper());
        bench.Press(Key.Article1, Key.Cash, Key.Ticket);
        bench.Print();
        Assert.Equal(1, bench.Paper().Split("Annulé avant paiement").Length - 1);
    }

    [Fact]
    [Trait("Requirement", "R32")]
    public void What_was_taken_back_of_an_emptied_basket_stands_not_on_the_next_customers_receipt()
    {
        _bench.Press(A1, Key.Undo, A2, Key.Cash, Key.Ticket);
        _bench.Print();
        Assert.DoesNotContain("Annulé avant paiement", _bench.Paper(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R34")]
    public void Paper_comes_only_when_asked_for()
    {
        SellThree();
        _bench.Print();
        Assert.Equal(0, _bench.Printer.Length);
        _bench.Press(Key.Ticket);
        _bench.Print();
        Assert.NotEqual(0, _bench.Printer.Length);
        Assert.StartsWith("ticket imprimé", _bench.Line(1), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R16")]
    public void The_second_paper_of_a_sale_is_marked_as_a_copy_and_journaled()
    {
        SellThree();
        _bench.Press(Key.Ticket);
        _bench.Print();
        Assert.DoesNotContain("DUPLICATA", _bench.Paper(), StringComparison.Ordinal);
        _bench.Printer.Tear();
        _bench.Press(Key.Ticket);
        _bench.Print();
        Golden.Check("duplicate", _bench.Paper());
        _bench.Press(Key.Ticket);
        _bench.Print();
        Assert.Equal([JetCode.CopyPrinted, JetCode.CopyPrinted], _bench.EventCodes());
        Assert.Equal(2, _bench.Records()[^1].Values[EventLayout.Argument2]);
    }

    [Fact]
    [Trait("Requirement", "R33")]
    public void No_word_of_certification_is_ever_printed()
    {
        SellThree();
        _bench.Press(Key.Ticket);
        _bench.Print();
        Assert.DoesNotContain("certifi", _bench.Paper(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("NF525", _bench.Paper(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    [Trait("Requirement", "R11")]
    public void The_extract_on_the_paper_is_that_of_the_ticket_s_seal()
    {
        SellThree();
        byte[] extract = new byte[4];
        Base64Url.WriteExtract(_bench.Chain.State.TicketSeal, extract, 0);
        _bench.Press(Key.Ticket);
        _bench.Print();
        Assert.Contains($"Sceau {Encoding.ASCII.GetString(extract)}", _bench.Paper(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R58")]
    public void Paper_that_runs_out_stops_the_receipt_and_a_reload_resumes_it()
    {
        SellThree();
        _bench.Printer.PaperLeft = 300;
        _bench.Press(Key.Ticket);
        _bench.Print();
        Assert.StartsWith("PLUS DE PAPIER  E020", _bench.Line(1), StringComparison.Ordinal);
        Assert.Equal([JetCode.PaperOut], _bench.EventCodes());
        _bench.Press(A1, Key.Cash);
        Assert.Equal(2, _bench.Till.LastTicketNumber);
        _bench.Printer.PaperLeft = -1;
        _bench.Print();
        string paper = _bench.Paper();
        Assert.Contains("--- suite (papier changé) ---", paper, StringComparison.Ordinal);
        Assert.Contains("K07-T-000001", paper, StringComparison.Ordinal);
        Assert.Contains("Merci", paper, StringComparison.Ordinal);
        Assert.Equal([JetCode.PaperOut], _bench.EventCodes());
    }

    [Fact]
    [Trait("Requirement", "R42")]
    [Trait("Requirement", "R58")]
    public void A_printer_without_paper_hides_neither_change_nor_digits_nor_a_pin_nor_a_refusal()
    {
        SellThree();
        _bench.Printer.PaperLeft = 300;
        _bench.Press(Key.Ticket);
        _bench.Print();
        _bench.Press(A1, 4, 9);
        Assert.Contains("0,49", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Clear);
        Assert.StartsWith("PLUS DE PAPIER", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Note5);
        Assert.Contains("À   R E N D R E", _bench.Line(1), StringComparison.Ordinal);
        Assert.Contains("1,80 €", _bench.Line(2), StringComparison.Ordinal);
        _bench.Press(Key.Function, 3, 1, 5, 0);
        Assert.Contains("0,50", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Clear, Key.Clear, Key.Undo);
        Assert.StartsWith("PANIER VIDE", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(A1, Key.Note5);
        _bench.Printer.PaperLeft = -1;
        _bench.Print();
        Assert.Contains("Merci", _bench.Paper(), StringComparison.Ordinal);
        Assert.Contains("1,80 €", _bench.Line(2), StringComparison.Ordinal);
        _bench.OpenFirst();
        _bench.Printer.PaperLeft = 300;
        _bench.Press(Key.Ticket);
        _bench.Print();
        _bench.Press(Key.Function, 1, 1, 9, 8);
        Assert.StartsWith("**", _bench.Line(1), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R58")]
    public void A_silent_printer_is_given_up_and_counted_and_the_sale_stays_valid()
    {
        SellThree();
        _bench.Printer.TakesAtOnce = 0;
        _bench.Press(Key.Ticket);
        _bench.Pass(ReceiptPrinter.SilentMs + 1_000);
        Assert.Equal(1, _bench.Till.ReceiptsFailed);
        Assert.StartsWith("IMPRESSION ÉCHOUÉE", _bench.Line(1), StringComparison.Ordinal);
        _bench.Printer.TakesAtOnce = 7;
        _bench.Press(Key.Ticket);
        _bench.Print();
        Assert.DoesNotContain("DUPLICATA", _bench.Paper(), StringComparison.Ordinal);
        Assert.Contains("Merci", _bench.Paper(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R57")]
    [Trait("Requirement", "R16")]
    public void A_printer_switched_off_in_mid_receipt_prints_it_whole_again_and_that_is_no_duplicate()
    {
        SellThree();
        _bench.Printer.TakesAtOnce = 20;
        _bench.Press(Key.Ticket);
        _bench.Pass(20);
        Assert.InRange(_bench.Printer.Length, 1, 400);
        _bench.Printer.SetStatus(Printer.Offline);
        _bench.Pass(300);
        Assert.StartsWith("VOIR IMPRIMANTE E021", _bench.Line(1), StringComparison.Ordinal);
        _bench.Printer.Tear();
        _bench.Printer.SetStatus(Printer.Ready);
        _bench.Print();
        Assert.Equal(0, _bench.Printer.Length);
        Assert.StartsWith("INCOMPLET : TICKET", _bench.Line(1), StringComparison.Ordinal);
        Assert.Equal(1, _bench.Till.ReceiptsFailed);
        Record failed = _bench.Records()[^1];
        Assert.True(failed.Sealed);
        Assert.Equal([Kiosk.Firmware.EventCode.PaperFailed, 0L, 1L, 0L], failed.Values[EventLayout.Code..5]);
        _bench.Press(Key.Ticket);
        _bench.Print();
        Assert.DoesNotContain("DUPLICATA", _bench.Paper(), StringComparison.Ordinal);
        Assert.Contains("Merci", _bench.Paper(), StringComparison.Ordinal);
        Assert.DoesNotContain(_bench.Records(), r => r.Kind == RecordKind.Duplicate);
        _bench.Printer.Tear();
        _bench.Press(Key.Ticket);
        _bench.Print();
        Assert.Contains("DUPLICATA", _bench.Paper(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CodePage.Cp858, 0xD5)]
    [InlineData(CodePage.Cp1252, 0x80)]
    [InlineData(CodePage.Latin9, 0xA4)]
    [Trait("Requirement", "R57")]
    public void Pitfall_5_6_the_page_is_selected_before_any_text_and_a_euro_is_never_a_question_mark(int page, int euro)
    {
        _bench.Settings.PrinterCodePage = page;
        SellThree();
        _bench.Press(Key.Ticket);
        _bench.Print();
        byte[] paper = _bench.Printer.Paper[.._bench.Printer.Length];
        Assert.Equal([0x1B, 0x40, 0x1B, 0x74, (byte)page], paper[..5]);
        int text = paper.AsSpan().IndexOf("TOTAL"u8);
        Assert.Contains((byte)euro, paper[text..(text + 60)]);
        Assert.DoesNotContain((byte)'?', paper[..text]);
    }

    [Fact]
    [Trait("Requirement", "R16")]
    public void No_paper_without_a_sale_nor_while_a_basket_is_open()
    {
        _bench.Press(Key.Ticket);
        Assert.StartsWith("AUCUNE VENTE", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(A1, Key.Ticket);
        Assert.StartsWith("VENTE EN COURS", _bench.Line(1), StringComparison.Ordinal);
        Assert.Equal(0, _bench.Printer.Length);
    }

    [Fact]
    [Trait("Requirement", "R57")]
    [Trait("Vector", "4.7")]
    public void Vector_4_7_every_letter_of_Latin_1_prints_on_each_code_page_as_the_page_has_it()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        (int, int)[] pages =
            [(CodePage.Cp858, 858), (CodePage.Cp850, 850), (CodePage.Cp1252, 1252), (CodePage.Latin9, 28605)];
        foreach ((int page, int number) in pages)
        {
            Encoding encoding = Encoding.GetEncoding(number);
            for (int letter = 0xA0; letter <= 0xFF; letter++)
            {
                byte[] printed = new byte[3];
                Assert.Equal(1, CodePage.Write(page, letter, printed, 0));
                string read = encoding.GetString(printed, 0, 1);
                bool absent = page == CodePage.Latin9 && read == "?";
                Assert.True(absent || read == ((char)letter).ToString(), $"{page}: {letter:X}");
            }
        }

        Assert.Equal("85 80 82 8A 88 97 D5 6F 65", Printed(CodePage.Cp858, "à\u00C7éèêù\u0080\u009C"));
        Assert.Equal("A4 BD", Printed(CodePage.Latin9, "\u0080\u009C"));
        Assert.Equal("45 55 52", Printed(CodePage.Cp850, "\u0080"));
    }

    [Fact]
    [Trait("Requirement", "R37")]
    public void The_net_amounts_of_the_lines_add_up_to_those_of_the_rates()
    {
        _bench.Press(1, 0, 0, Key.Department1, 1, 0, 0, Key.Department1, 1, 0, 0, Key.Department1);
        _bench.Press(Key.Cash, Key.Ticket);
        _bench.Print();
        int[] net = _bench.Paper().Split('\n').Where(l => l.Contains(" x ", StringComparison.Ordinal))
            .Select(l => l.Split("HT ")[1].Split(' ')[0].Replace(",", "", StringComparison.Ordinal))
            .Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(3, net.Length);
        Assert.Equal(Money.WithoutVat(300, 2000), net.Sum());
    }

    private static string Printed(int page, string text)
    {
        byte[] printed = new byte[64];
        int length = 0;
        foreach (char letter in text)
        {
            length += CodePage.Write(page, letter, printed, length);
        }

        return BitConverter.ToString(printed, 0, length).Replace('-', ' ');
    }

    private void SellThree() => _bench.Press(A1, 3, Key.Multiply, A2, A3, Key.Note50);
}
