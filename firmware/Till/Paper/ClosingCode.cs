using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Paper;

/// <summary>
/// The text in the QR code of a closing: what the accountant enters and what the e-report of the day takes (pos.md R55,
/// sums of sealed tickets, never computed again). Fields between slashes (PAPER.md). Made once; one thread.
/// </summary>
public sealed class ClosingCode : CodeText
{
    /// <summary>Writes the text of a closing; empty for a reading, and when it would not fit a code.</summary>
    public void Write(ZReport report, Settings settings, string terminal)
    {
        Begin();
        if (report.Level == ZReport.Reading || report.Training)
        {
            return;
        }

        WriteHead(report, settings, terminal);
        WriteRates(report.Totals.Rates);
        int books = Length;
        Put("/");
        WriteAmounts(report.Totals.Tenders);
        Put("/");
        WriteAmounts(report.Totals.NonSales);
        if (Overflow)
        {
            // Entries of the books without the tenders are better than none.
            Length = books;
            Overflow = false;
            Put("//");
        }

        Put("/");
        PutSigned(report.PerpetualSigned);
        Put("/");
        PutSeal(report.Seal);
        Length = Overflow ? 0 : Length;
    }

    private void WriteHead(ZReport report, Settings settings, string terminal)
    {
        long[] figures = report.Totals.Figures;
        Put("KZ1/");
        Put(terminal);
        Put(ChainKind.Letters(ChainKind.OfLevel(report.Level)));
        PutNumber(report.Number, 6);
        Put("/");
        PutNumber(report.Period, 6);
        Put("/");
        Put(settings.Siret, settings.SiretLength);
        Put("/EUR/");
        PutSigned(figures[PeriodTotals.Sales] + figures[PeriodTotals.Refunds]);
        Put("/");
        PutSigned(report.Totals.Rates.SumSecond);
        Put("/");
        PutSigned(report.Totals.Rates.SumFirst - report.Totals.Rates.SumSecond);
        Put("/");
    }

    // Rate, base, VAT.
    private void WriteRates(AmountTable rates)
    {
        for (int i = 0; i < rates.Count; i++)
        {
            Put(i > 0 ? ";" : "");
            PutNumber(rates.Key[i], 4);
            Put(":");
            PutSigned(rates.Second[i]);
            Put(":");
            PutSigned(rates.First[i] - rates.Second[i]);
        }
    }

    private void WriteAmounts(AmountTable table)
    {
        for (int i = 0; i < table.Count; i++)
        {
            Put(i > 0 ? ";" : "");
            PutNumber(table.Key[i], 1);
            Put(":");
            PutSigned(table.Second[i]);
        }
    }
}
