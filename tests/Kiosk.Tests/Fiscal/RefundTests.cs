using CsCheck;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Xunit;
using static Kiosk.Tests.Fiscal.FiscalSamples;

namespace Kiosk.Tests.Fiscal;

[Trait("Requirement", "R13")]
public class RefundTests
{
    private readonly TicketReader _reader = new();

    [Fact]
    public void Any_shares_of_any_lines_never_exceed_them_and_the_last_unit_gives_what_is_left()
    {
        Gen<(int, int, int)> line = Gen.Select(Gen.Int[1, 9], Gen.Int[1, 900], Gen.Int[0, 899]);
        Gen.Select(line.Array[1, 12], Gen.Select(Gen.Int[0, 11], Gen.Int[1, 9], Gen.Int[1, 999]).Array[0, 20])
            .Sample((lines, steps) =>
            {
                RefundBook book = new(12);
                int[] sold = [.. lines.Select(l => (l.Item1 * l.Item2) - Math.Min(l.Item3, l.Item1 * l.Item2))];
                Assert.All(lines, (l, i) => Assert.True(book.Sold(l.Item1, sold[i])));
                int[] back = new int[lines.Length];
                foreach ((int at, int units, int cents) in steps)
                {
                    int i = at % lines.Length;
                    int share = cents % 2 == 0 ? book.ShareOf(i, units, lines[i].Item2)
                        : Math.Min(cents, book.Cents[i]);
                    int gone = cents % 2 == 0 ? units : RefundBook.UnitsOf(share, lines[i].Item2);
                    Assert.True(share == 0 || book.Take(i, gone, share));
                    back[i] += share;
                    Assert.Equal(sold[i] - back[i], book.Cents[i]);
                }

                for (int i = 0; i < lines.Length; i++)
                {
                    int price = lines[i].Item2;
                    int rest = book.ShareOf(i, book.UnitsLeft(i, price), price);
                    Assert.Equal(sold[i], back[i] + rest);
                    Assert.True(rest == 0 || book.Take(i, book.UnitsLeft(i, price), rest));
                    Assert.Equal(0, book.UnitsLeft(i, price));
                    Assert.Equal(0, book.ShareOf(i, 1, price));
                }

                Assert.Equal(0, book.CentsLeft);
            }, iter: 2_000, threads: 1);
    }

    [Fact]
    public void More_than_is_left_another_line_and_numbers_below_zero_are_told_and_counted_as_far_as_they_go()
    {
        RefundBook book = new(1);
        Assert.True(book.Sold(2, 640));
        Assert.False(book.Sold(1, 1));
        Assert.False(book.Touched);
        Assert.False(book.Take(1, 1, 1));
        Assert.False(book.Take(-1, 1, 1));
        Assert.False(book.Take(0, 1, -1));
        Assert.Equal(640, book.CentsLeft);
        Assert.False(book.Take(0, 3, 641));
        Assert.Equal((0, 0, true), (book.CentsLeft, book.Units[0], book.Touched));
        book.Begin();
        Assert.Equal((0, 0, false), (book.LineCount, book.CentsLeft, book.Touched));
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
}
