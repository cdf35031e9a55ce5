using Kiosk.Firmware;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Tests.Firmware.MainLoop;

/// <summary>What one run leaves to the next: boot number, version, the slot that was open.</summary>
public class BootEvents
{
    [Fact]
    [Trait("Requirement", "F-BOOT-1")]
    public void Lost_boot_files_do_not_bring_back_a_boot_number_of_the_journal()
    {
        LoopRig rig = new();
        for (int boot = 2; boot <= 5; boot++)
        {
            rig.Run(2_000);
            rig.Boot();
            Assert.Equal(boot, rig.Loop.BootNumber);
        }

        rig.Run(2_000);
        Assert.True(rig.Drive.Delete(DriveFiles.Boot) && rig.Drive.Delete(DriveFiles.Boot + 1));
        rig.Boot();
        Assert.Equal(6, rig.Loop.BootNumber);
        Assert.Equal(6, rig.Loop.Journal!.Boot);
        rig.Run(2_000);
        Assert.Equal(6, Records(rig).Last().Boot);
        rig.Boot();
        Assert.Equal(7, rig.Loop.BootNumber);
    }

    [Theory]
    [InlineData(5, 4, 5)]
    [InlineData(5, 5, 6)]
    [InlineData(5, 9, 10)]
    [InlineData(5, -1, 5)]
    [InlineData(65_540, 3, 65_540)]
    [InlineData(65_540, 4, 65_541)]
    [Trait("Requirement", "F-BOOT-1")]
    public void A_boot_number_that_stands_in_the_journal_is_passed_over(long boot, int newest, long next)
    {
        BootRecord record = new(new InMemoryDrive(DriveFiles.FirstSegment, 4_096), 100) { Boot = boot };
        Assert.Equal(boot != next, record.Raise(newest));
        Assert.Equal(next, record.Boot);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Another_version_enters_the_chain_once_at_its_first_boot(int cut)
    {
        LoopRig rig = new();
        rig.Uplink.IsConnected = false;
        rig.Run(2_000);
        Assert.DoesNotContain(Codes(rig), code => code == JetCode.SoftwareChange);
        rig.Identity.AppVersion = 200;
        if (cut >= 0)
        {
            rig.Drive.CutAt = rig.Drive.Operations + cut;
            rig.Boot();
            rig.Run(2_000);
            rig.Drive.PowerUp();
        }

        for (int boot = 0; boot < 3; boot++)
        {
            rig.Clock.NowMs = 0;
            rig.Boot();
            rig.Run(2_000);
        }

        Assert.Single(Codes(rig), code => code == JetCode.SoftwareChange);
        Record change = Records(rig).Single(r => r.Kind == RecordKind.TechnicalEvent
            && r.Values[EventLayout.Code] == JetCode.SoftwareChange);
        Assert.True(change.Sealed);
        Assert.Equal(FiscalVersion.Number, change.Values[EventLayout.Argument1]);
        Assert.Equal(200, change.Values[EventLayout.Argument2]);
        Assert.Equal(JournalRecovery.Intact, rig.Loop.Journal!.Recovery.Problem);
    }

    [Fact]
    [Trait("Requirement", "F-FOOT-1")]
    public void A_power_cut_leaves_the_open_slot_as_a_partial_one_and_counts_nobody_twice()
    {
        LoopRig rig = new();
        rig.Uplink.IsConnected = false;
        rig.Clock.ShowWall(LoopRig.StartUtc / 900 * 900);
        rig.Boot();
        rig.Run(1_000);
        Cross(rig, 10);
        rig.Run(125_000);
        PowerOff(rig);
        rig.Run(1_000);
        Record slot = Assert.Single(Slots(rig));
        Assert.Equal(LoopRig.StartUtc / 900 * 900, slot.Values[FootfallLayout.SlotStart]);
        Assert.Equal(10, slot.Values[FootfallLayout.AToB]);
        Assert.Equal(FootfallLayout.Partial, slot.Values[FootfallLayout.Quality] & FootfallLayout.Partial);
        Assert.InRange(slot.Values[FootfallLayout.IdleSeconds], 60, 180);
        PowerOff(rig);
        rig.Run(1_000);
        Assert.Single(Slots(rig));
    }

    [Fact]
    [Trait("Requirement", "F-FOOT-1")]
    public void A_slot_that_was_stored_after_the_last_heartbeat_is_not_counted_again()
    {
        LoopRig rig = new();
        rig.Uplink.IsConnected = false;
        rig.Clock.ShowWall(LoopRig.StartUtc / 900 * 900 + 870);
        rig.Boot();
        rig.Run(1_000);
        Cross(rig, 3);
        rig.Loop.Boot.OpenSlot.Take(Slot(rig, 3), rig.Loop.Journal!.NextSequence);
        rig.Loop.Boot.Confirm();
        rig.Run(40_000);
        Assert.Equal(3, Assert.Single(Slots(rig)).Values[FootfallLayout.AToB]);
        PowerOff(rig);
        rig.Run(1_000);
        Assert.Single(Slots(rig));
    }

    [Fact]
    public void The_health_record_tells_the_free_heap()
    {
        LoopRig rig = new();
        rig.Parts.Memory = new TestMemory();
        rig.Boot();
        rig.Uplink.IsConnected = false;
        rig.Run(120_000);
        Assert.Equal(54_321, Records(rig).First(r => r.Kind == RecordKind.Health).Values[HealthLayout.FreeHeap]);
    }

    private static Kiosk.Firmware.Footfall.FootfallSlot Slot(LoopRig rig, int people)
    {
        Kiosk.Firmware.Footfall.FootfallSlot slot = new();
        slot.Begin(0, 900_000, LoopRig.StartUtc / 900 * 900, true);
        slot.AToB = people;
        Assert.Equal(0, rig.Loop.Faults.Total);
        return slot;
    }

    private static void PowerOff(LoopRig rig)
    {
        rig.Clock.NowMs = 0;
        rig.Boot();
    }

    private static void Cross(LoopRig rig, int people)
    {
        for (int i = 0; i < people; i++)
        {
            foreach (int state in new[] { 1, 3, 2, 0 })
            {
                rig.Beams.Change(rig.Clock.NowMs, state);
                rig.Run(150);
            }

            rig.Run(1_500);
        }
    }

    private static List<Record> Slots(LoopRig rig) =>
        [.. Records(rig).Where(r => r.Kind == RecordKind.FootfallSlot)];

    private static long[] Codes(LoopRig rig) =>
        [.. Records(rig).Where(r => r.Kind == RecordKind.TechnicalEvent).Select(r => r.Values[EventLayout.Code])];

    private static List<Record> Records(LoopRig rig)
    {
        List<Record> all = [];
        Record record = new();
        RecordJournal journal = rig.Loop.Journal!;
        journal.Reader.Seek(1);
        while (journal.Reader.Read(record, journal.NextSequence))
        {
            all.Add(record);
            record = new Record();
        }

        return all;
    }

    private sealed class TestMemory : Memory
    {
        public override long FreeBytes => 54_321;
    }
}
