using System.Text;
using Kiosk.Board.Virtual.Parts;
using Kiosk.Firmware.Paper;
using Kiosk.Firmware.Selling;
using Kiosk.Protocol;
using Kiosk.Tests.Fiscal;
using Xunit;

namespace Kiosk.Tests.Paper;

/// <summary>
/// Approved bytes and pictures of every paper and printer profile. When one changes: look at artifacts/screens, then
/// delete the approved files of that name and run twice.
/// </summary>
public class ReceiptPictures
{
    private const int Native = Settings.PrinterFlagsDefault, Dots = Settings.PrinterQrRaster;

    [Theory]
    [InlineData("receipt-58mm-cp858-dots", 32, CodePage.Cp858, Dots)]
    [InlineData("receipt-80mm-cp858-native", 42, CodePage.Cp858, Native)]
    [InlineData("receipt-80mm-cp1252-native", 48, CodePage.Cp1252, Native)]
    [InlineData("receipt-80mm-latin9-dots", 48, CodePage.Latin9, Dots | Settings.PrinterCuts)]
    [Trait("Requirement", "R32")]
    [Trait("Requirement", "R57")]
    public void A_sale_on_each_kind_of_printer(string name, int columns, int page, int flags)
    {
        var bench = new PaperBench(columns, page, flags).Morning();
        bench.Pay(TicketLayout.TenderCash, 4000).Facts.ChangeCents = 4000 - bench.Sale.TotalCents;
        bench.Facts.Operator = 3;
        bench.Print();
        PaperPicture picture = bench.Check(name);
        Assert.Equal((flags & Settings.PrinterCuts) != 0 ? 1 : 0, picture.Cuts);
    }

    [Fact]
    public void A_sale_with_discount_corrections_and_several_tenders()
    {
        var bench = new PaperBench().Line("Bouquet d'été", 1, 2490, 1000, off: 249).Line("Jus pressé", 2, 450, 550);
        bench.Line("Cœur en chocolat", 3, 199, 2000).Facts.DiscountReason = 8;
        bench.Pay(TicketLayout.TenderMealPaper, 900).Pay(TicketLayout.TenderLocalNotes, 1000)
            .Pay(TicketLayout.TenderCard, bench.Sale.TotalCents + 500 - 1900);
        bench.Facts.NonSaleType[0] = 2;
        bench.Facts.NonSaleCents[0] = 500;
        bench.Facts.NonSaleCount = 1;
        (bench.Facts.VoidCount, bench.Facts.VoidCents) = (1, 320);
        bench.Print();
        bench.Check("receipt-tenders");
    }

    [Fact]
    [Trait("Requirement", "R13")]
    public void A_refund()
    {
        var bench = new PaperBench().Line("Bouquet d'été", -1, 2490, 1000);
        bench.Sale.Number = 12;
        bench.Pay(TicketLayout.TenderCash, bench.Sale.TotalCents);
        bench.Facts.Operation = TicketLayout.OperationRefund;
        (bench.Facts.OriginalNumber, bench.Facts.OriginalWall) = (1, FiscalSamples.VectorWall);
        (bench.Facts.Reason, bench.Facts.Manager) = (5, 1);
        bench.Print();
        bench.Check("receipt-refund");
    }

    [Fact]
    [Trait("Requirement", "R17")]
    public void A_provisional_note_has_no_VAT_and_no_tender()
    {
        var bench = new PaperBench(32).Morning();
        bench.Facts.Kind = ReceiptFacts.Note;
        bench.Print();
        bench.Check("receipt-note");
        string text = EscPosText.Read(bench.Bytes);
        Assert.DoesNotContain("TVA 10", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Espèces", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Sceau", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("DOCUMENT PROVISOIRE").Length - 1);
    }

    [Fact]
    [Trait("Requirement", "R18")]
    public void A_training_ticket_says_so_at_both_ends()
    {
        var bench = new PaperBench().Morning();
        bench.Pay(TicketLayout.TenderCash, bench.Sale.TotalCents).Facts.Kind = ReceiptFacts.Training;
        bench.Print();
        bench.Check("receipt-training");
        Assert.Equal(2, EscPosText.Read(bench.Bytes).Split("FACTICE").Length - 1);
    }

    [Fact]
    [Trait("Requirement", "R16")]
    public void A_copy_is_the_image_of_the_original_and_its_mark()
    {
        var bench = new PaperBench().Morning();
        bench.Pay(TicketLayout.TenderCard, bench.Sale.TotalCents);
        bench.Print();
        string[] original = EscPosText.Read(bench.Bytes).Split('\n');
        bench.Printer.Tear();
        bench.Sale.Papers = 2;
        bench.Facts.CopyReason = 11;
        bench.Print();
        bench.Check("receipt-duplicate");
        string[] copy = EscPosText.Read(bench.Bytes).Split('\n');
        Assert.Equal(
            ["DUPLICATA n° 2 - édité le 20/11/2026 11:15", "Motif : papier perdu", "Copie n° 2"],
            copy.Except(original).Select(l => l.Contains("Copie", StringComparison.Ordinal) ? l[^10..] : l));
        Assert.Equal(original.Length + 2, copy.Length);
    }

    [Fact]
    [Trait("Requirement", "R58")]
    public void Paper_out_in_the_middle()
    {
        var bench = new PaperBench().Morning();
        bench.Pay(TicketLayout.TenderCash, 4000).Facts.ChangeCents = 4000 - bench.Sale.TotalCents;
        bench.Printer.PaperLeft = 330;
        bench.Receipts.Start(bench.Sale, bench.Facts, bench.Settings, 10000, 0, 0);
        for (int i = 1; i < 100; i++)
        {
            bench.Receipts.Step(bench.Printer, i * 20);
        }

        Assert.True(bench.Receipts.RanOut);
        Assert.True(bench.Receipts.Busy);
        bench.Printer.PaperLeft = -1;
        bench.Finish();
        bench.Check("receipt-resumed");
        Assert.Contains("--- suite (papier changé) ---", EscPosText.Read(bench.Bytes), StringComparison.Ordinal);
    }
}
