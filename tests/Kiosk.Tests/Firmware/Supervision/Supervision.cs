using Kiosk.Firmware;
using Kiosk.Firmware.Parts;
using Kiosk.Tests.Firmware.MainLoop;

namespace Kiosk.Tests.Firmware.Supervision;

/// <summary>The external watchdog is fed by one place, and only while every task moves.</summary>
public class Supervision
{
    private const int ChipWindowMs = 30_000;

    private static readonly int[] Deadlines = [5_000, 2_000, 60_000, 87_000, 60_000, 120_000, 2_000, 120_000];

    public static TheoryData<int> Tasks => [.. Enumerable.Range(0, Supervisor.Count)];

    [Theory]
    [MemberData(nameof(Tasks))]
    [Trait("Requirement", "F-WDT-1")]
    [Trait("Requirement", "F-WDT-3")]
    public void Any_task_that_stops_starves_the_watchdog_after_its_own_deadline_and_not_before(int stopped)
    {
        Supervisor supervisor = new();
        const long start = 40_000;
        long lastFed = 0;
        for (long now = start; now <= start + 300_000; now += 500)
        {
            for (int task = 0; task < Supervisor.Count; task++)
            {
                if (task != stopped || now <= start + 10_000)
                {
                    supervisor.Report(task, now);
                }
            }

            lastFed = supervisor.AllWell(now) ? now : lastFed;
        }

        Assert.InRange(lastFed - (start + 10_000), Deadlines[stopped] - 500, Deadlines[stopped]);
        Assert.Equal(stopped, supervisor.LastLate);
        supervisor.Rest(stopped);
        Assert.True(supervisor.AllWell(start + 300_000));
    }

    [Fact]
    [Trait("Requirement", "F-WDT-1")]
    public void A_task_that_never_began_is_not_missed_and_the_count_of_milliseconds_may_run_over()
    {
        Supervisor supervisor = new();
        Assert.True(supervisor.AllWell(1_000_000));
        const long over = 0x80000000L;
        supervisor.Report(Supervisor.BeamThread, over - 1_000);
        Assert.True(supervisor.AllWell(over + 900));
        Assert.False(supervisor.AllWell(over + 1_100));
        Assert.Equal(1, supervisor.Withheld);
    }

    [Fact]
    [Trait("Requirement", "F-WDT-3")]
    public void Thirty_days_of_a_kiosk_at_work_never_let_the_watchdog_bite()
    {
        LoopRig rig = new();
        long fedMs = rig.Clock.NowMs;
        int bites = 0;
        long end = rig.Clock.NowMs + (30L * 86_400_000);
        while (rig.Clock.NowMs < end)
        {
            rig.Run(5_000);
            fedMs = rig.Loop.Supervisor.AllWell(rig.Clock.NowMs) ? rig.Clock.NowMs : fedMs;
            bites += rig.Clock.NowMs - fedMs > ChipWindowMs ? 1 : 0;
        }

        Assert.Equal(0, bites);
        Assert.Equal(0, rig.Loop.Supervisor.Withheld);
        Assert.Equal(0, rig.Loop.RebootCode);
    }

    [Fact]
    [Trait("Requirement", "F-WDT-1")]
    public void A_part_that_blocks_the_loop_for_longer_than_the_till_may_starves_the_watchdog()
    {
        LoopRig rig = new();
        rig.Run(1_000);
        rig.Parts.Probes = null;
        BlockingLcd lcd = new(rig.Clock);
        rig.Parts.Lcd = lcd;
        rig.Boot();
        lcd.BlockMs = Supervisor.TillMs + 1_000;
        rig.Key(1);
        rig.Loop.Step(rig.Clock.NowMs);
        Assert.False(rig.Loop.Supervisor.AllWell(rig.Clock.NowMs));
    }

    private sealed class BlockingLcd(InMemoryClock clock) : Lcd
    {
        public int BlockMs { get; set; }

        public override bool Show(int row, byte[] text, int offset)
        {
            clock.NowMs += BlockMs;
            return true;
        }
    }
}
