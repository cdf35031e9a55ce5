using Kiosk.Firmware;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Kiosk.Tests.Firmware.MainLoop;

namespace Kiosk.Tests.Firmware.Boot;

/// <summary>Twelve ways to boot a whole kiosk: each leaves its reason in the journal's start event.</summary>
public class BootReasons
{
    private const int NoTime = -1;

    [Theory]
    [InlineData(9, false, false, false, 10, BootRecord.Planned)]
    [InlineData(9, true, false, false, 500, BootRecord.Planned)]
    [InlineData(9, false, true, false, 10, BootRecord.FirstStart)]
    [InlineData(0, true, false, false, 10, BootRecord.Watchdog)]
    [InlineData(0, true, false, false, 500, BootRecord.Watchdog)]
    [InlineData(0, true, true, true, 10, BootRecord.Watchdog)]
    [InlineData(0, false, true, true, 10, BootRecord.StorageLost)]
    [InlineData(0, false, true, false, 10, BootRecord.FirstStart)]
    [InlineData(0, false, false, false, 0, BootRecord.PowerLoss)]
    [InlineData(0, false, false, false, 120, BootRecord.PowerLoss)]
    [InlineData(0, false, false, false, 121, BootRecord.Unknown)]
    [InlineData(0, false, false, false, NoTime, BootRecord.Unknown)]
    [Trait("Requirement", "F-BOOT-2")]
    public void Each_boot_journals_its_reason(
        int planned, bool watchdog, bool lost, bool known, int heartbeatAge, int reason)
    {
        LoopRig rig = new();
        rig.Run(125_000);
        long noted = rig.Loop.Boot.LastWallSeconds;
        if (planned > 0)
        {
            rig.Loop.Stop(rig.Clock.NowMs, planned);
            noted = rig.Loop.Boot.LastWallSeconds;
        }

        rig = lost ? new LoopRig(firstSequence: known ? 0 : 1) : rig;
        if (lost)
        {
            for (int file = 0; file < rig.Drive.FileCount; file++)
            {
                rig.Drive.Delete(file);
            }
        }

        rig.Parts.WatchdogLatched = watchdog;
        rig.Clock.NowMs = 0;
        rig.Clock.ShowWall(heartbeatAge == NoTime ? 0 : noted + heartbeatAge);
        rig.Boot();
        Assert.Equal(reason, rig.Loop.BootReason);
        rig.Answers = true;
        rig.Run(60_000);
        Record start = Newest(rig, JetCode.Start);
        Assert.Equal(reason, start.Values[EventLayout.Argument1]);
    }

    [Theory]
    [InlineData(true, BootRecord.PowerLoss)]
    [InlineData(false, BootRecord.Unknown)]
    [Trait("Requirement", "F-BOOT-2")]
    public void A_power_cut_in_the_first_minute_is_known_as_one_when_the_battery_clock_was_known(bool known, int reason)
    {
        LoopRig rig = new();
        rig.Run(125_000);
        long morning = rig.Loop.Boot.LastWallSeconds + 3_600;
        Restart(rig, known ? morning : 0);
        Assert.Equal(BootRecord.Unknown, rig.Loop.BootReason);
        Restart(rig, morning + 10);
        Assert.Equal(reason, rig.Loop.BootReason);
    }

    [Fact]
    [Trait("Requirement", "F-BOOT-2")]
    public void A_board_that_ends_in_every_first_minute_does_not_pass_for_one_without_power()
    {
        LoopRig rig = new();
        rig.Run(125_000);
        long morning = rig.Loop.Boot.LastWallSeconds + 3_600;
        int[] reasons = new int[5];
        for (int boot = 0; boot < reasons.Length; boot++)
        {
            Restart(rig, morning + (boot * 50));
            reasons[boot] = rig.Loop.BootReason;
        }

        Assert.Equal(
            [
                BootRecord.Unknown, BootRecord.PowerLoss, BootRecord.PowerLoss, BootRecord.Unknown, BootRecord.Unknown,
            ],
            reasons);
    }

    [Fact]
    [Trait("Requirement", "F-BOOT-2")]
    public void The_time_noted_at_a_start_costs_one_save_and_none_when_the_run_before_was_not_confirmed()
    {
        LoopRig rig = new();
        rig.Run(125_000);
        long morning = rig.Loop.Boot.LastWallSeconds + 3_600;
        int[] operations = new int[3];
        for (int boot = 0; boot < operations.Length; boot++)
        {
            rig.Clock.NowMs = 0;
            rig.Clock.ShowWall(boot == 0 ? 0 : morning);
            int before = rig.Drive.Operations;
            rig.Boot();
            operations[boot] = rig.Drive.Operations - before;
            rig.Run(boot == 0 ? 125_000 : 0);
        }

        Assert.InRange(operations[1] - operations[2], 1, 2);
    }

    private static void Restart(LoopRig rig, long wall)
    {
        rig.Clock.NowMs = 0;
        rig.Clock.ShowWall(wall);
        rig.Boot();
        rig.Run(5_000);
    }

    private static Record Newest(LoopRig rig, int code)
    {
        Record? found = null;
        Record record = new();
        var journal = rig.Loop.Journal!;
        journal.Reader.Seek(journal.OldestSequence);
        while (journal.Reader.Read(record, journal.NextSequence))
        {
            bool wanted = record.Kind == RecordKind.TechnicalEvent && record.Values[EventLayout.Code] == code;
            found = wanted ? record : found;
            record = new Record();
        }

        return Assert.IsType<Record>(found);
    }
}
