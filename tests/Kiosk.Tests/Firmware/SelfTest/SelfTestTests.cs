using System.Globalization;
using System.Text.RegularExpressions;

namespace Kiosk.Tests.Firmware.SelfTest;

/// <summary>The self-test that a board runs in the factory, run here as its reference.</summary>
public partial class SelfTestTests
{
    [Fact]
    [Trait("Requirement", "F-TEST")]
    public void The_self_test_passes_with_its_many_checks_and_prints_the_same_line_again()
    {
        Match first = Run();
        Match second = Run();
        Assert.True(int.Parse(first.Groups["passed"].ValueSpan, CultureInfo.InvariantCulture) >= 60, first.Value);
        Assert.Equal("0", first.Groups["failed"].Value);
        Assert.Equal(first.Value, second.Value);
    }

    [Fact]
    [Trait("Requirement", "F-TEST")]
    public void Every_byte_of_the_self_test_is_the_one_that_was_approved()
    {
        // A board in the factory prints this line. Another digest means other bytes in a frame, a seal, a vector or on
        // the display: approve it here only when that was meant.
        Assert.Equal(Approved, Run().Value);
    }

    private const string Approved = "SELFTEST 144 passed, 0 failed "
        + "sha256=44bbe296d7d0e74e534b43271dabf1610171e45c99692c33376f1d563e766d54";

    /// <summary>Runs it and gives its last line; other tests may print between its lines, not into them.</summary>
    private static Match Run()
    {
        TextWriter console = Console.Out;
        using var lines = new StringWriter(CultureInfo.InvariantCulture);
        Console.SetOut(TextWriter.Synchronized(lines));
        try
        {
            Assert.Equal(0, Kiosk.Firmware.SelfTest.SelfTest.Run());
        }
        finally
        {
            Console.SetOut(console);
        }

        Match last = LastLine().Match(lines.ToString());
        Assert.True(last.Success, lines.ToString());
        return last;
    }

    [GeneratedRegex("SELFTEST (?<passed>[0-9]+) passed, (?<failed>[0-9]+) failed sha256=[0-9a-f]{64}")]
    private static partial Regex LastLine();
}
