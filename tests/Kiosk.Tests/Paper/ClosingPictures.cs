using Kiosk.Firmware.Paper;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Kiosk.Tests.Fiscal;
using Xunit;

namespace Kiosk.Tests.Paper;

/// <summary>Approved bytes and pictures of X and Z, as in <see cref="ReceiptPictures"/>.</summary>
public class ClosingPictures
{
    [Theory]
    [InlineData("receipt-z-80mm", 42, ClosingLayout.Day)]
    [InlineData("receipt-z-58mm", 32, ClosingLayout.Day)]
    [InlineData("receipt-x", 42, ZReport.Reading)]
    [InlineData("receipt-month", 48, ClosingLayout.Month)]
    [Trait("Requirement", "R19")]
    [Trait("Requirement", "R20")]
    public void A_closing_of_a_rich_day_fits_20_centimetres(string name, int columns, int level)
    {
        var bench = new PaperBench(columns);
        bench.Settings.FloatCents = 8000;
        ZReport report = Rich(level);
        bench.Receipts.Start(report, bench.Settings, 10000, 0);
        bench.Finish();
        PaperPicture picture = bench.Check(name);
        Assert.InRange(picture.Millimetres, 80, 200);
    }

    private static ZReport Rich(int level)
    {
        var report = new ZReport
        {
            Level = level, Number = level == ZReport.Reading ? 0 : 118, Operator = 3,
            Period = level == ClosingLayout.Month ? 202611 : 20261120, WallSeconds = FiscalSamples.VectorWall + 30_000,
            PerpetualSigned = 12_345_678, PerpetualAbsolute = 12_399_999, HeadTicket = 30_412, HeadEvent = 1_207,
            Flags = level == ClosingLayout.Month ? ClosingLayout.Late : 0,
        };
        long[] figures = report.Totals.Figures;
        (figures[PeriodTotals.FirstTicket], figures[PeriodTotals.LastTicket]) = (30_301, 30_412);
        figures[PeriodTotals.LastSale] = FiscalSamples.VectorWall + 29_000;
        (figures[PeriodTotals.Sales], figures[PeriodTotals.SalesCents]) = (110, 98_730);
        (figures[PeriodTotals.Refunds], figures[PeriodTotals.RefundCents]) = (2, -2_490);
        (figures[PeriodTotals.Discounts], figures[PeriodTotals.DiscountCents]) = (4, 1_240);
        (figures[PeriodTotals.Voids], figures[PeriodTotals.VoidCents]) = (3, 960);
        (figures[PeriodTotals.Copies], figures[PeriodTotals.DrawerOpenings]) = (1, 2);
        (figures[PeriodTotals.Notes], figures[PeriodTotals.NotesFollowed]) = (2, 2);
        (figures[PeriodTotals.CashExpected], figures[PeriodTotals.CashCounted]) = (41_250, 41_200);
        figures[PeriodTotals.CashCounts] = level == ZReport.Reading ? 0 : 1;
        report.Totals.Rates.Add(210, 12_160, 11_910);
        report.Totals.Rates.Add(550, 20_080, 19_033);
        report.Totals.Rates.Add(1000, 44_000, 40_000);
        report.Totals.Rates.Add(2000, 20_000, 16_667);
        (int Type, int Cents)[] tenders =
        [
            (TicketLayout.TenderCash, 33_250), (TicketLayout.TenderCard, 40_000),
            (TicketLayout.TenderMealCard, 9_570), (TicketLayout.TenderLocalNotes, 5_000),
            (TicketLayout.TenderVoucher, 4_000), (TicketLayout.TenderCardByHand, 5_000),
        ];
        foreach ((int tender, int cents) in tenders)
        {
            report.Totals.Tenders.Add(tender, 20 - tender, cents);
        }

        report.Totals.NonSales.Add(NonSaleType.Deposit, 2, 400);
        report.Totals.NonSales.Add(NonSaleType.Suspended, 1, 180);
        report.Totals.Operators.Add(1, 40, 30_000);
        report.Totals.Operators.Add(3, 72, 66_240);
        report.Totals.Active = true;
        Assert.Equal(report.Totals.TotalCents, report.Totals.Rates.SumFirst);
        Assert.Equal(report.Totals.TotalCents, report.Totals.Operators.SumSecond);
        Assert.Equal(report.Totals.TotalCents + report.Totals.NonSales.SumSecond, report.Totals.Tenders.SumSecond);
        for (int i = 0; i < Mac.Length; i++)
        {
            report.Seal[i] = (byte)(200 - i);
        }

        return report;
    }
}
