using Kiosk.Firmware;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;
using Kiosk.Tests.Firmware.MainLoop;
using Xunit;

namespace Kiosk.Tests.Firmware.Boot;

/// <summary>A part that throws while a board starts is left out and told; whatever it is, the rest starts.</summary>
[Trait("Requirement", "F-BOOT-6")]
public sealed class PartsFitterTests
{
    public static TheoryData<int> Parts() => [.. Enumerable.Range(0, PartsFitter.Count)];

    [Theory]
    [MemberData(nameof(Parts))]
    public void A_part_that_throws_is_left_out_and_told_to_the_city_and_the_others_run(int broken)
    {
        var rig = new LoopRig();
        var board = new Board(rig, broken);
        board.FitAll(rig.Parts);
        rig.Boot();
        rig.PushDepartment();
        rig.Run(5_000);

        Assert.Equal(1 << broken, board.LeftOut);
        Assert.Equal(Enumerable.Range(0, PartsFitter.Count).Except([broken]), board.Fitted);
        int fault = PartsFitter.FaultOf(broken);
        Assert.Equal(1, rig.Parts.Faults.Of(fault));
        rig.Run(600_000);
        Assert.Contains(rig.TechnicalEvents(), e => e.Values[EventLayout.Code] == EventCode.FaultMet
            && e.Values[EventLayout.Argument1] == fault);
        rig.Key(5, 0, 0, Key.Department1, Key.Cash);
        rig.Run(2_000);
        Assert.Equal(broken == PartsFitter.Keypad ? 0 : 1, rig.Loop.TicketsOfChain);
        Assert.True(rig.Loop.Supervisor.AllWell(rig.Clock.NowMs));
    }

    [Fact]
    public void A_board_on_which_every_part_throws_still_counts_time_and_sends_what_is_wrong()
    {
        var rig = new LoopRig();
        var board = new Board(rig, [.. Enumerable.Range(0, PartsFitter.Count)]);
        board.FitAll(rig.Parts);
        rig.Boot();
        rig.Run(900_000);
        Assert.Equal((1 << PartsFitter.Count) - 1, board.LeftOut);
        Assert.True(rig.Held.Count > 0);
        Assert.All(Enumerable.Range(0, PartsFitter.Count), part => Assert.True(
            rig.Parts.Faults.Of(PartsFitter.FaultOf(part)) >= 1));
    }

    // No two parts that the till misses most share a code, and none has no code.
    [Fact]
    public void Each_part_has_a_fault_code()
    {
        int[] codes = [.. Enumerable.Range(0, PartsFitter.Count).Select(PartsFitter.FaultOf)];
        Assert.DoesNotContain(FaultCode.None, codes);
        Assert.Equal(9, codes.Where(code => code != FaultCode.PartLeftOut).Distinct().Count());
    }

    private sealed class Board : PartsFitter
    {
        private readonly LoopRig _rig;
        private readonly int[] _broken;

        public Board(LoopRig rig, params int[] broken)
        {
            (_rig, _broken) = (rig, broken);
            (rig.Parts.Keypad, rig.Parts.Beams, rig.Parts.Probes, rig.Parts.NoticeDisplay) = (null, null, null, null);
        }

        public List<int> Fitted { get; } = [];

        protected override void Fit(int part, KioskParts parts)
        {
            if (_broken.Contains(part))
            {
                throw new InvalidOperationException($"part {part} is not there");
            }

            Fitted.Add(part);
            switch (part)
            {
                case Keypad:
                    parts.Keypad = _rig.Keypad;
                    break;
                case Printer:
                    parts.Printer = new InMemoryPrinter(16_384);
                    break;
                case Drawer:
                    parts.Drawer = new InMemoryDrawer();
                    break;
                case Scanner:
                    parts.Scanner = new InMemoryScanner(256);
                    break;
                case Beeper:
                    parts.Beeper = new InMemoryBeeper();
                    break;
                case Beams:
                    parts.Beams = _rig.Beams;
                    break;
                case Probes:
                    parts.Probes = new InMemoryProbes();
                    break;
                case NoticeDisplay:
                    parts.NoticeDisplay = new InMemoryNoticeDisplay();
                    break;
                default:
                    break;
            }
        }
    }
}
