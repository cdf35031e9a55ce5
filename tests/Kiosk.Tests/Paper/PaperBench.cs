using System.Text;
using Kiosk.Firmware.Paper;
using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Kiosk.Tests.Architecture;
using Kiosk.Tests.Fiscal;
using Xunit;

namespace Kiosk.Tests.Paper;

/// <summary>
/// Papers of a well-known shop: prints one, keeps bytes and picture, compares both with what was approved.
/// </summary>
internal sealed class PaperBench
{
    public const string Golden = "tests/Kiosk.Tests/Paper/Golden";
    public readonly InMemoryPrinter Printer = new(16_384);
    public readonly ReceiptPrinter Receipts = new("K07");
    public readonly Sale Sale = new();
    public readonly ReceiptFacts Facts = new();
    public readonly Settings Settings = FiscalSamples.Shop();
    private long _now;

    public PaperBench(int columns = 42, int page = CodePage.Cp858, int flags = Settings.PrinterFlagsDefault)
    {
        (Settings.PrinterColumns, Settings.PrinterCodePage, Settings.PrinterFlags) = (columns, page, flags);
        Settings.MerchantLength = Encoding.Latin1.GetBytes("Fleurs & Café des Réformés", Settings.Merchant);
        for (int i = 0; i < Mac.Length; i++)
        {
            Sale.Seal[i] = (byte)(((i * 29) + 7) % 256);
        }

        Sale.Number = 1;
        Sale.WallSeconds = FiscalSamples.VectorWall;
        Sale.ClockQuality = 4;
        Facts.Clear();
    }

    // The digest of the fiscal core moves with its sources: here it is all zeros.
    public byte[] Bytes
    {
        get
        {
            byte[] bytes = Printer.Paper.AsSpan(0, Printer.Length).ToArray();
            foreach (char[] half in FiscalDigest.Sha256.Chunk(32))
            {
                int at = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(half));
                bytes.AsSpan(at < 0 ? 0 : at, at < 0 ? 0 : half.Length).Fill((byte)'0');
            }

            return bytes;
        }
    }

    public PaperBench Line(string label, int quantity, int price, short rate, int off = 0)
    {
        int line = Sale.LineCount++;
        (Sale.Article[line], Sale.Quantity[line]) = (line + 1, (short)quantity);
        (Sale.Price[line], Sale.Rate[line]) = (price, rate);
        byte[] text = Encoding.Latin1.GetBytes(label.Replace('œ', '\u009C').PadRight(Limits.LabelBytesMax));
        text.CopyTo(Sale.Labels, line * Limits.LabelBytesMax);
        int cents = (quantity * price) - off;
        Sale.TotalCents += cents;
        Sale.Totals.Add(rate, cents);
        Facts.Off[line] = off;
        Facts.Discounted |= off != 0;
        return this;
    }

    public PaperBench Morning() =>
        Line("La Provence", 1, 320, 210).Line("Café crème", 2, 280, 1000).Line("Bouquet d'été", 1, 2490, 1000);

    public PaperBench Pay(int type, int cents)
    {
        Facts.AddTender(type, cents);
        return this;
    }

    /// <summary>Prints until the printer has confirmed.</summary>
    public void Print()
    {
        Receipts.Start(Sale, Facts, Settings, 10000, FiscalSamples.VectorWall + 3600, _now);
        Finish();
    }

    public void Finish()
    {
        for (int i = 0; i < 2000 && Receipts.Busy; i++)
        {
            _now += 20;
            Receipts.Step(Printer, _now);
        }

        Assert.True(Receipts.Completed);
    }

    /// <summary>Draws the paper into artifacts/screens and compares bytes and dots with the approved ones.</summary>
    public PaperPicture Check(string name)
    {
        var picture = new PaperPicture(Bytes, Settings.PrinterColumns);
        byte[] png = Png.Write(picture);
        string folder = Repository.Path("artifacts/screens");
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, $"{name}.png"), png);
        string approved = Repository.Path($"{Golden}/{name}.hex"), hex = Hex(Bytes);
        if (!File.Exists(approved))
        {
            Directory.CreateDirectory(Repository.Path(Golden));
            File.WriteAllText(approved, hex);
            File.WriteAllBytes(Repository.Path($"{Golden}/{name}.png"), png);
            Assert.Fail($"{Golden}/{name} was missing and is written now: look at the picture, then run again.");
        }

        Assert.Equal(File.ReadAllText(approved).ReplaceLineEndings("\n"), hex);
        Assert.Equal(Png.Scan(File.ReadAllBytes(Repository.Path($"{Golden}/{name}.png"))), Png.Scan(png));
        return picture;
    }

    private static string Hex(byte[] bytes) =>
        string.Concat(bytes.Chunk(32).Select(row => Convert.ToHexString(row) + "\n"));
}
