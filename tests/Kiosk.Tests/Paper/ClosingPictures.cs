using System.Globalization;
using Kiosk.Board.Virtual.Parts;
using Kiosk.Firmware.Paper;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Kiosk.Tests.Architecture;
using Kiosk.Tests.Fiscal;
using Xunit;
using Base64Url = System.Buffers.Text.Base64Url;

namespace Kiosk.Tests.Paper;

/// <summary>Approved bytes and pictures of X and Z, as in <see cref="ReceiptPictures"/>.</summary>
public class ClosingPictures
{
    [Theory]
    [InlineData("receipt-z-80mm", 42, ClosingLayout.Day)]
    [InlineData("receipt-z-58mm", 32, ClosingLayout.Day)]
    [InlineData("receipt-x", 42, ZReport.Reading)]
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

    // A month and the fiscal year as shop-year --seed 7 sealed them: clotures.csv of its archives, with the numbers of
    // tickets and events and the seal that the journal had reached.
    [Theory]
    [InlineData("receipt-month", 48, ClosingLayout.Month)]
    [InlineData("receipt-year", 42, ClosingLayout.Year)]
    [InlineData("receipt-year-58mm", 32, ClosingLayout.Year)]
    [Trait("Requirement", "R19")]
    [Trait("Requirement", "R20")]
    public void The_closings_of_a_simulated_year_are_printed_whole(string name, int columns, int level)
    {
        var bench = new PaperBench(columns);
        bench.Settings.FloatCents = 8000;
        ZReport report = Simulated(level);
        PeriodTotals totals = report.Totals;
        Assert.Equal(totals.TotalCents, totals.Rates.SumFirst);
        Assert.Equal(totals.TotalCents, totals.Operators.SumSecond);
        Assert.Equal(totals.TotalCents + totals.NonSales.SumSecond, totals.Tenders.SumSecond);
        Assert.Equal((5, 13, 3, 6),
            (totals.Rates.Count, totals.Tenders.Count, totals.Operators.Count, totals.NonSales.Count));
        bench.Receipts.Start(report, bench.Settings, 10000, 0);
        bench.Finish();
        PaperPicture picture = bench.Check(name);
        Assert.InRange(picture.Millimetres, 80, 300);
        string text = EscPosText.Read(bench.Bytes);
        Assert.DoesNotMatch(@"\d,\d\d\d", text);
        for (int i = 0; i < totals.Rates.Count; i++)
        {
            long gross = totals.Rates.First[i], net = totals.Rates.Second[i];
            Assert.Matches($@"\b{Euros(net)}\s+(TVA )?{Euros(gross - net)}\s+(TTC )?{Euros(gross)}\s", text);
        }
    }

    private static string Euros(long cents) => $"{cents / 100},{cents % 100:00}";

    private static ZReport Simulated(int level)
    {
        string nature = level == ClosingLayout.Month ? "M" : "A";
        string[] cells = Repository.Read("tests/Kiosk.Tests/Paper/closings-of-a-year.csv").Split('\n')
            .First(row => row.StartsWith(nature + ";", StringComparison.Ordinal)).Split(';');
        var closing = new Record();
        closing.Reset(RecordKind.Closing);
        closing.WallSeconds = Number(cells[1]);
        foreach (string value in cells[5].Split(' '))
        {
            closing.Add(Number(value));
        }

        var state = new ChainState { Tickets = Number(cells[2]), Events = Number(cells[3]) };
        Base64Url.DecodeFromChars(cells[4]).CopyTo(state.Seals[ChainKind.OfLevel(level)], 0);
        var report = new ZReport();
        report.Take(closing, state);
        return report;
    }

    private static long Number(string cell) => long.Parse(cell, CultureInfo.InvariantCulture);

    private static ZReport Rich(int level)
    {
        var report = new ZReport
        {
            Level = level, Number = level == ZReport.Reading ? 0 : 118, Operator = 3,
            Period = 20261120, WallSeconds = FiscalSamples.VectorWall + 30_000,
            PerpetualSigned = 12_345_678, PerpetualAbsolute = 12_399_999, HeadTicket = 30_412, HeadEvent = 1_207,
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
