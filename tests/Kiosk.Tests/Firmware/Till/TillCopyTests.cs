using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>What a copy is a copy of, and which rank it gets (pos.md R16).</summary>
[Trait("Requirement", "R16")]
public class TillCopyTests
{
    private readonly TillBench _bench = new();

    [Fact]
    public void A_copy_that_could_not_be_sealed_leaves_its_rank_to_the_next()
    {
        _bench.Press(Key.Article1, Key.Cash, Key.Ticket);
        _bench.Print();
        _bench.Press(Key.Ticket);
        _bench.Drive.Dead = true;
        _bench.Print();
        _bench.Drive.PowerUp();
        Assert.Empty(Copies());
        _bench.Press(Key.Ticket);
        _bench.Print();
        _bench.Press(Key.Ticket);
        _bench.Print();
        Assert.Equal([(RecordKind.Ticket, 1L, 1L), (RecordKind.Ticket, 1L, 2L)], Copies());
        Assert.Equal(2, _bench.Chain.State.Numbers[ChainKind.D]);
    }

    [Fact]
    public void The_reason_of_a_copy_that_was_not_made_is_no_reason_of_the_next()
    {
        _bench.Press(Key.Article1, Key.Cash, Key.Ticket);
        _bench.Print();
        _bench.Press(7, 7, Key.Function, 2, 3, 2);
        Assert.StartsWith("TICKET PAS ICI", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Ticket);
        _bench.Print();
        Assert.Equal([(long)ReasonCode.AskedLater], Reasons());
        Assert.DoesNotContain("papier illisible", _bench.Paper(), StringComparison.Ordinal);
        _bench.Press(Key.Function, 2, 3, 2);
        _bench.Print();
        Assert.Equal([(long)ReasonCode.AskedLater, ReasonCode.PaperUnreadable], Reasons());
        Assert.Contains("papier illisible", _bench.Paper(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_paper_is_the_original_at_the_sale_and_a_duplicate_later()
    {
        _bench.Press(Key.Article1, Key.Cash);
        _bench.Clock.NowMs += (PaperDesk.OriginalSeconds - 5) * 1000;
        _bench.Press(Key.Ticket);
        _bench.Print();
        Assert.Empty(Copies());
        _bench.Press(Key.Article1, Key.Cash);
        _bench.Clock.NowMs += (PaperDesk.OriginalSeconds + 5) * 1000;
        _bench.Press(Key.Ticket);
        _bench.Print();
        Assert.Equal([(RecordKind.Ticket, 2L, 1L)], Copies());
        Assert.Contains("DUPLICATA n° 1", _bench.Paper(), StringComparison.Ordinal);
        _bench.Press(Key.Ticket);
        _bench.Print();
        Assert.Equal([(RecordKind.Ticket, 2L, 1L), (RecordKind.Ticket, 2L, 2L)], Copies());
    }

    private IEnumerable<long> Reasons() => _bench.Records().Where(record => record.Kind == RecordKind.Duplicate)
        .Select(record => record.Values[DuplicateLayout.Reason]);

    private IEnumerable<(int Kind, long Number, long Rank)> Copies() =>
        _bench.Records().Where(record => record.Kind == RecordKind.Duplicate).Select(record => (
            (int)record.Values[DuplicateLayout.OriginalKind], record.Values[DuplicateLayout.OriginalNumber],
            record.Values[DuplicateLayout.Rank]));
}
