using System.Text;
using Kiosk.Firmware;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>The self-test at opening (pos.md 3, 12): what it looks at and what it names.</summary>
public class TillOpeningTests
{
    private const int A1 = Key.Article1;
    private readonly TillBench _bench = new();

    [Fact]
    [Trait("Requirement", "R8")]
    public void A_chain_that_has_lost_its_end_fails_the_self_test_which_names_each_failure_sealed()
    {
        _bench.Press(A1, Key.Cash, A1, Key.Cash, Key.Function, 4, 3);
        Assert.DoesNotContain("chaîne", Names(), StringComparison.Ordinal);
        int file = Enumerable.Range(DriveFiles.FirstSegment, 8).Last(f => _bench.Drive.Length(f) > 0);
        Assert.True(_bench.Drive.Corrupt(file, _bench.Drive.Length(file) - 5, 1));
        _bench.PowerOn();
        Assert.NotEqual(JournalRecovery.Intact, _bench.Journal.Recovery.Problem);
        _bench.Printer.PaperLeft = 0;
        _bench.Press(Key.Function, 4, 3);
        Assert.StartsWith("VOIR imprimante +", _bench.Line(1), StringComparison.Ordinal);
        Assert.StartsWith("imprimante ", Names(), StringComparison.Ordinal);
        Assert.Contains("chaîne", Names(), StringComparison.Ordinal);
        Assert.Equal(Names().Split(' ').Length, Last().Values[EventLayout.Argument1]);
    }

    private string Names() => Encoding.Latin1.GetString(Last().Text, 0, Last().TextLength);

    private Record Last() => _bench.Records().Last(r => r.Kind == RecordKind.TechnicalEvent
        && r.Values[EventLayout.Code] == JetCode.SelfTest);
}
