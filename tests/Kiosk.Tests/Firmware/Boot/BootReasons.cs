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
