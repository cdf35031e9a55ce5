using Kiosk.Firmware.Parts;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>A sale cancelled for another tender is sold again as it was, whatever is pressed (R14).</summary>
[Trait("Requirement", "R14")]
public class TillResaleTests
{
    private const int A1 = Key.Article1, A2 = Key.Article1 + 1;
    private static readonly int[] Correct = [Key.Function, 2, 2];
    private readonly TillBench _bench = new();

    [Theory]
    [InlineData(Key.Meal, 0, "RIEN D'ÉLIGIBLE")]
    [InlineData(Key.Tender, 2, "RIEN D'ÉLIGIBLE")]
    [InlineData(Key.Tender, 7, "AUCUN SUSPENDU")]
    public void A_tender_that_can_pay_nothing_of_it_cancels_nothing(int key, int digit, string told)
    {
        _bench.Press(A1, Key.Cash).Press(1).Press(Correct).Press(digit == 0 ? [key] : [key, digit]);
        Assert.StartsWith(told, _bench.Line(1), StringComparison.Ordinal);
        Assert.Equal(1, _bench.Till.LastTicketNumber);
        Assert.Equal(0, _bench.Till.LineCount);
        Assert.Equal(320, _bench.Chain.State.PerpetualSigned);
    }

    [Fact]
    public void Between_cancellation_and_new_sale_no_key_changes_or_drops_a_line_not_over_a_power_cut_either()
    {
        _bench.Press(A1, A2, A2, Key.Cash).Press(1).Press(Correct);
        _bench.Drive.CutAt = _bench.Drive.Operations + CutAfterCancellation();
        _bench.Press(Key.Card);
        _bench.Drive.CutAt = -1;
        _bench.PowerOn();
        Assert.Equal(2, _bench.Till.LastTicketNumber);
        Assert.Equal((3, 1220), (_bench.Till.LineCount, _bench.Till.TotalCents));

        int[][] attempts =
        [
            [Key.Undo], [Key.Abandon], [Key.Abandon, Key.Abandon], [Key.Multiply], [2, Key.Multiply, Key.Multiply],
            [1, Key.Price, Key.Price], [5, 0, Key.Markdown], [A1], [1, 0, 0, Key.Department1], [Key.Hold],
            [Key.Repeat], [1, 0, Key.Function, 2, 5], [1, 0, 0, Key.Function, 5, 4], [Key.Function, 5, 1],
            [Key.Function, 2, 4], [Key.Function, 1, 2],
        ];
        foreach (int[] keys in attempts)
        {
            _bench.Press(keys).Press(Key.Clear);
            Assert.Equal((3, 1220), (_bench.Till.LineCount, _bench.Till.TotalCents));
        }

        _bench.Press(Key.Cash);
        Assert.Equal(3, _bench.Till.LastTicketNumber);
        Assert.Equal(1220, _bench.Chain.State.PerpetualSigned);
        Assert.DoesNotContain(_bench.Records(), r => r.Kind == RecordKind.ProvisionalNote);
    }

    [Fact]
    public void A_part_by_meal_voucher_leaves_the_rest_to_be_paid_and_the_lines_as_they_were()
    {
        _bench.Catalogue.Flags[1] = Catalogue.MealFlag;
        _bench.Press(A1, A2, Key.Cash).Press(1).Press(Correct).Press(Key.Meal);
        Assert.Equal(2, _bench.Till.LastTicketNumber);
        int lines = _bench.Till.LineCount;
        _bench.Press(Key.Undo).Press(Key.Undo);
        Assert.Equal(lines, _bench.Till.LineCount);
        _bench.Press(Key.Cash);
        Assert.Equal(3, _bench.Till.LastTicketNumber);
    }

    // Operations of the drive from the tender key on until the cancellation is durable.
    private static int CutAfterCancellation()
    {
        for (int cut = 0; cut < 24; cut++)
        {
            TillBench bench = new();
            bench.Press(A1, A2, A2, Key.Cash).Press(1).Press(Correct);
            bench.Drive.CutAt = bench.Drive.Operations + cut;
            bench.Press(Key.Card);
            bench.Drive.CutAt = -1;
            bench.PowerOn();
            if (bench.Till.LastTicketNumber == 2)
            {
                return cut;
            }
        }

        throw new InvalidOperationException("no cut falls between the two tickets");
    }
}
