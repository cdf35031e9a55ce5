using CsCheck;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Xunit;
using static Kiosk.Tests.Fiscal.FiscalSamples;

namespace Kiosk.Tests.Fiscal;

[Trait("Requirement", "R13")]
public class RefundTests
{
    private static readonly int[] Rates = [210, 550, 1000, 2000];
    private readonly RefundBook _book = new(Limits.LinesPerTicketMax);
    private readonly TicketReader _reader = new();

    [Fact]
    public void Any_partial_refunds_of_any_sale_never_exceed_it_and_bring_every_rate_back_to_nothing()
    {
        Gen<(int, int, int, int)[]> lines = Gen.Select(Gen.Int[1, 3], Gen.Int[1, 5], Gen.Int[1, 900],
            Gen.Int[0, 3].Select(i => Rates[i])).Array[1, 12];
        Gen.Select(lines, Gen.Int[0, 300], Gen.Select(Gen.Int[0, 11], Gen.Int[1, 3], Gen.Int[1, 400]).Array[0, 6])
            .Sample((sold, off, steps) =>
            {
                FiscalChain chain = NewChain();
                Entry sale = Sale(chain, sold, off);
                Assert.True(_book.Open(sale.Record, sale.Before, sale.Before.Length, _reader));
                foreach ((int line, int quantity, int cents) in steps)
                {
                    _book.BeginPlan();
                    if (cents % 2 == 0 ? _book.PlanUnits(line % sold.Length, quantity) : _book.PlanAmount(cents))
                    {
                        GiveBack(chain);
                    }
                }

                if (_book.PlanAll())
                {
                    GiveBack(chain);
                }

                Assert.Equal(0, _book.CentsLeft);
                Assert.False(_book.PlanAll());
                Assert.False(_book.PlanAmount(1));
                Assert.Equal(0, chain.State.PerpetualSigned);
                Assert.Equal(2 * chain.State.DayPeriod.Figures[PeriodTotals.SalesCents],
                    chain.State.PerpetualAbsolute);
                Assert.All(chain.State.DayTotals.Cents.Take(chain.State.DayTotals.Count), c => Assert.Equal(0, c));
            }, iter: 200, threads: 1);
    }

    [Fact]
    public void Three_refunds_of_a_sale_of_five_lines_keep_the_engraved_rates()
    {
        FiscalChain chain = NewChain();
        Entry sale = Sale(chain, [(1, 2, 320, 210), (2, 1, 450, 550), (3, 3, 999, 2000), (-1, 1, 100, 2000),
            (1, 1, 280, 1000)], 150);
        Assert.True(_book.Open(sale.Record, sale.Before, 1, _reader));
        Assert.Equal(640 + 450 + 2997 + 100 + 280 - 150, _book.CentsLeft);
        Assert.True(_book.PlanUnits(2, 1));
        Assert.Equal(999 - 34, _book.PlanCents);
        GiveBack(chain);
        Assert.True(_book.PlanUnits(0, 1));
        Assert.False(_book.PlanUnits(0, 1));
        Assert.False(_book.PlanUnits(2, 3));
        GiveBack(chain);
        Assert.False(_book.PlanAmount(_book.CentsLeft + 1));
        Assert.True(_book.PlanAmount(1000));
        Assert.Equal(1000, _book.PlanCents);
        GiveBack(chain);
        Assert.Equal([210, 550, 1000, 2000], chain.State.DayTotals.Rate.Take(4));
        Assert.All(chain.State.DayTotals.Cents.Take(4), cents => Assert.True(cents >= 0));
        Assert.Equal(_book.CentsLeft, chain.State.PerpetualSigned);
    }

    [Fact]
    public void A_refund_of_another_ticket_at_another_rate_or_above_what_is_left_is_told()
    {
        FiscalChain chain = NewChain();
        Entry sale = Sale(chain, [(1, 1, 320, 210)], 0);
        Assert.True(_book.Open(sale.Record, sale.Before, sale.Before.Length, _reader));
        Assert.False(_book.Take(Back(1, 320, 210), Refer(2, 0), 1, _reader));
        Assert.False(_book.Take(Back(1, 320, 550), Refer(1, 0), 1, _reader));
        Assert.False(_book.Take(Back(1, 320, 210), Refer(1, 1), 1, _reader));
        Assert.Equal(320, _book.CentsLeft);
        Assert.False(_book.Take(Back(2, 320, 210), Refer(1, 0), 1, _reader));
        Assert.Equal(0, _book.CentsLeft);
        Assert.False(_book.Open(Back(1, 320, 210), Refer(1, 0), 1, _reader));
        Assert.False(new RefundBook(0).Open(sale.Record, sale.Before, sale.Before.Length, _reader));
    }

    [Fact]
    public void A_refund_without_original_or_reason_and_a_sale_that_takes_back_are_no_tickets()
    {
        Record refund = Ticket(1, VectorWall, TicketLayout.OperationRefund, (1, -1, 320, 210));
        Record sale = Ticket(1, VectorWall, TicketLayout.OperationSale, (1, -1, 320, 210));
        Record twice = Ticket(1, VectorWall, TicketLayout.OperationRefund, (1, 1, 320, 210));
        Assert.Equal(FiscalOutcome.Malformed, _reader.Open(refund, null, 0));
        Assert.Equal(FiscalOutcome.Malformed,
            _reader.Open(refund, [Details(1, (DetailItem.OriginalTicket, 1, VectorWall))], 1));
        Assert.Equal(FiscalOutcome.Malformed, _reader.Open(sale, null, 0));
        Assert.Equal(FiscalOutcome.Malformed, _reader.Open(twice, Refunds(1), 1));
        Assert.Equal(FiscalOutcome.Sealed, _reader.Open(refund, Refunds(1), 1));
    }

    private void GiveBack(FiscalChain chain)
    {
        long number = chain.State.Tickets + 1;
        Record detail = new();
        DetailWriter.Begin(detail, number, 0);
        DetailWriter.Add(detail, DetailItem.OriginalTicket, _book.Number, _book.WallSeconds);
        DetailWriter.Add(detail, DetailItem.Reason, ReasonCode.Returned, 0);
        List<(int, int, int, int)> lines = [];
        for (int i = 0; i < _book.LineCount; i++)
        {
            if (_book.PlanQuantity[i] == 0)
            {
                continue;
            }

            Assert.True(DetailWriter.Add(detail, DetailItem.OriginalLine, lines.Count, i));
            if (_book.PlanOff[i] > 0)
            {
                Assert.True(DetailWriter.Add(detail, DetailItem.LineDiscount, lines.Count, -_book.PlanOff[i]));
            }

            lines.Add((_book.Article[i], -_book.PlanQuantity[i], _book.PlanPrice[i], _book.Rate[i]));
        }

        Record refund = Ticket(number, chain.State.LastWall, TicketLayout.OperationRefund, [.. lines]);
        refund.Values[TicketLayout.Tenders + 1] = -_book.PlanCents;
        int cents = chain.SealTicket(refund, [detail], 1, Press(), Shop(), out int outcome);
        Assert.Equal((FiscalOutcome.Sealed, -_book.PlanCents), (outcome, cents));
        Assert.True(_book.Take(refund, [detail], 1, _reader));
    }

    private static Entry Sale(FiscalChain chain, (int, int, int, int)[] lines, int off)
    {
        Record sale = Ticket(1, VectorWall, TicketLayout.OperationSale, lines);
        int[] cents = [.. lines.Select(l => l.Item2 * l.Item3)], shares = new int[lines.Length];
        Record detail = new();
        DetailWriter.Begin(detail, 1, 0);
        if (Money.Discount(off, cents, lines.Length, shares) && off > 0)
        {
            DetailWriter.Add(detail, DetailItem.DiscountReason, ReasonCode.Gesture, 0);
            for (int i = 0; i < lines.Length; i++)
            {
                _ = shares[i] == 0 || DetailWriter.Add(detail, DetailItem.LineDiscount, i, shares[i]);
            }
        }

        sale.Values[TicketLayout.Tenders + 1] -= shares.Sum();
        Record[] before = shares.Sum() > 0 ? [detail] : [];
        chain.SealTicket(sale, before, before.Length, Press(), Shop(), out int outcome);
        Assert.Equal(FiscalOutcome.Sealed, outcome);
        return new(sale, before);
    }

    private static Record Back(int quantity, int price, int rate) =>
        Ticket(2, VectorWall, TicketLayout.OperationRefund, (1, -quantity, price, rate));

    private static Record[] Refer(long ticket, int line) =>
    [
        Details(2, (DetailItem.OriginalTicket, ticket, VectorWall), (DetailItem.Reason, ReasonCode.Returned, 0),
            (DetailItem.OriginalLine, 0, line)),
    ];
}
