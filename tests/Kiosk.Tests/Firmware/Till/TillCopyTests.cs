using Kiosk.Firmware.Parts;
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

    private IEnumerable<(int Kind, long Number, long Rank)> Copies() =>
        _bench.Records().Where(record => record.Kind == RecordKind.Duplicate).Select(record => (
            (int)record.Values[DuplicateLayout.OriginalKind], record.Values[DuplicateLayout.OriginalNumber],
            record.Values[DuplicateLayout.Rank]));
}
