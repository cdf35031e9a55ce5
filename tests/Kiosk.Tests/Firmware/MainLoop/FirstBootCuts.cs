using Kiosk.Firmware;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Tests.Firmware.MainLoop;

/// <summary>Power cuts on a drive that leaves the factory blank: debris of the first boot is no earlier life.</summary>
public class FirstBootCuts
{
    private static readonly int[] Sale = [2, Key.DoubleZero, Key.Department1, Key.Cash];

    [Theory]
    [InlineData(InMemoryDrive.TearNone)]
    [InlineData(InMemoryDrive.TearHalf)]
    [InlineData(InMemoryDrive.TearAllButOne)]
    [InlineData(InMemoryDrive.TearFull)]
    [Trait("Requirement", "F-JRN-5")]
    [Trait("Requirement", "F-BOOT-5")]
    public void A_cut_anywhere_in_the_first_boot_leaves_a_till_that_sells_without_the_city(int tear)
    {
        int operations = FirstBoot(-1, tear).Drive.Operations;
        Assert.True(operations > 6);
        for (int cut = 0; cut < operations; cut++)
        {
            LoopRig rig = FirstBoot(cut, tear);
            Assert.True(rig.Drive.Dead, $"cut {cut}: the first boot is shorter than measured");
            Restart(rig);
            Check(rig, $"cut {cut}, tear {tear}");
        }
    }

    [Theory]
    [InlineData(InMemoryDrive.TearNone)]
    [InlineData(InMemoryDrive.TearHalf)]
    [InlineData(InMemoryDrive.TearAllButOne)]
    [InlineData(InMemoryDrive.TearFull)]
    [Trait("Requirement", "F-JRN-5")]
    public void A_second_cut_in_the_boot_after_it_does_not_either(int tear)
    {
        int operations = FirstBoot(-1, tear).Drive.Operations;
        for (int cut = 0; cut < operations; cut++)
        {
            for (int second = 0; second < operations; second++)
            {
                LoopRig rig = FirstBoot(cut, tear);
                rig.Drive.PowerUp();
                rig.Drive.CutAt = rig.Drive.Operations + second;
                rig.Clock.NowMs = 0;
                rig.Boot();
                rig.Run(2_000);
                Restart(rig);
                Check(rig, $"cut {cut} then {second}, tear {tear}");
            }
        }
    }

    [Fact]
    [Trait("Requirement", "F-SYNC-5")]
    public void A_marker_a_cursor_or_a_later_segment_proves_an_earlier_life()
    {
        foreach (int kept in new[] { DriveFiles.HeadMarker, DriveFiles.Cursor, DriveFiles.FirstSegment + 2 })
        {
            LoopRig rig = new();
            rig.Run(2_000);
            byte[] debris = [1, 2, 3];
            for (int file = 0; file < rig.Drive.FileCount; file++)
            {
                bool proof = kept == file || (kept < DriveFiles.FirstSegment && kept + 1 == file);
                Assert.True(proof || rig.Drive.Delete(file));
            }

            Assert.True(kept < DriveFiles.FirstSegment || rig.Drive.Replace(kept, debris, 0, debris.Length));
            rig.Uplink.IsConnected = false;
            rig.Boot();
            Assert.False(rig.Loop.Journal!.Recovery.Blank, $"file {kept}");
            Assert.NotEqual(JournalRecovery.Intact, rig.Loop.Journal.Recovery.Problem);
            Assert.NotEqual(1, rig.Loop.Journal.NextSequence);
        }
    }

    private static LoopRig FirstBoot(int cut, int tear)
    {
        LoopRig rig = new(cutAt: cut, tear: tear);
        rig.Uplink.IsConnected = false;
        rig.Run(2_000);
        return rig;
    }

    private static void Restart(LoopRig rig)
    {
        rig.Drive.PowerUp();
        rig.Clock.NowMs = 0;
        rig.Boot();
    }

    private static void Check(LoopRig rig, string where)
    {
        byte[] message = new byte[512];
        Catalogue catalogue = new() { Version = 1, DepartmentCount = 1 };
        catalogue.DepartmentRate[0] = 550;
        Assert.True(rig.Uplink.Deliver(message, rig.Writer.WriteCatalogue(catalogue, message)));
        rig.Run(1_000);
        rig.Key(Sale);
        rig.Run(1_000);
        Assert.True(rig.Loop.TicketsOfChain == 1, $"{where}: the till did not sell");
        Assert.True(rig.Loop.Journal!.Recovery.Problem == JournalRecovery.Intact, $"{where}: a loss was reported");
        Assert.True(
            rig.Loop.BootReason is not BootRecord.StorageLost, $"{where}: the boot is taken for a lost drive");
        List<long> codes = Codes(rig);
        Assert.True(codes.Count(code => code == JetCode.Initialisation) == 1, $"{where}: {string.Join(' ', codes)}");
    }

    private static List<long> Codes(LoopRig rig)
    {
        List<long> codes = [];
        Record record = new();
        RecordJournal journal = rig.Loop.Journal!;
        journal.Reader.Seek(1);
        while (journal.Reader.Read(record, journal.NextSequence))
        {
            Assert.NotEqual(RecordKind.Gap, record.Kind);
            if (record.Kind == RecordKind.TechnicalEvent)
            {
                codes.Add(record.Values[EventLayout.Code]);
            }
        }

        return codes;
    }
}
