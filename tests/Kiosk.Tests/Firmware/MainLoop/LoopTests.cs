using Kiosk.Firmware;
using Kiosk.Firmware.Notices;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;
using Kiosk.Tests.Measure;

namespace Kiosk.Tests.Firmware.MainLoop;

public class LoopTests
{
    private static readonly int[] Sale = [2, Key.DoubleZero, Key.Department1, Key.Cash];

    [Fact]
    [Trait("Requirement", "F-SYNC-1")]
    public void A_day_of_sales_and_measures_reaches_the_gateway_whole()
    {
        LoopRig rig = new();
        rig.Run(2_000);
        Push(rig);
        for (int hour = 0; hour < 24; hour++)
        {
            rig.Key(Sale);
            rig.Run(3_600_000);
        }

        rig.Run(120_000);
        Assert.Equal(24, rig.Loop.TicketsOfChain);
        Assert.Equal(24 * 200, rig.Loop.CentsOfChain);
        Assert.Equal(0, rig.Loop.RecordsWaiting);
        Assert.Equal(rig.Loop.AcknowledgedThrough, rig.Held.Count);
        Assert.Equal(0, rig.Loop.Faults.Total);
    }

    [Fact]
    public void A_vacant_kiosk_only_measures()
    {
        LoopRig rig = new(sells: false);
        rig.Run(3_600_000);
        Assert.Null(rig.Loop.Till);
        Assert.True(rig.Held.Count > 4);
    }

    [Fact]
    [Trait("Requirement", "F-BOOT-3")]
    public void The_till_sells_when_every_other_task_fails()
    {
        LoopRig rig = new();
        rig.Run(2_000);
        Push(rig);
        rig.Parts.Probes = null;
        rig.Parts.Beams = new FailingBeams();
        rig.Uplink.IsConnected = false;
        rig.Boot();
        rig.Key(Sale);
        rig.Run(5_000);
        Assert.Equal(1, rig.Loop.TicketsOfChain);
        Assert.True(rig.Loop.Faults.Total > 0);
    }

    [Fact]
    [Trait("Requirement", "F-BOOT-6")]
    public void A_failing_task_backs_off_and_asks_for_a_planned_reboot_after_five_restarts()
    {
        LoopRig rig = new(sells: false);
        rig.Parts.Beams = new FailingBeams();
        rig.Boot();
        rig.Run(16_000);
        Assert.Equal(5, rig.Loop.Faults.Total);
        Assert.Equal(0, rig.Loop.RebootCode);
        rig.Run(20_000);
        Assert.Equal(6, rig.Loop.Faults.Total);
        Assert.Equal(KioskLoop.RebootAfterFaults + KioskLoop.TaskFootfall, rig.Loop.RebootCode);
        rig.Loop.Stop(rig.Clock.NowMs, rig.Loop.RebootCode);
        rig.Parts.Beams = rig.Beams;
        rig.Boot();
        Assert.Equal(BootRecord.Planned, rig.Loop.BootReason);
    }

    [Fact]
    [Trait("Requirement", "F-MEM-1")]
    public void Nothing_is_allocated_in_step_after_start() =>
        Assert.Equal(0, Allocated.Always(() => AllocatedByStep()));

    [Fact]
    [Trait("Requirement", "F-MEM-1")]
    public void Nothing_is_allocated_when_settings_a_catalogue_and_a_notice_come_in_mid_run() =>
        Assert.Equal(0, Allocated.Always(() =>
        {
            Settings two = new() { Version = 5, ClimateSeconds = 120, MerchantLength = 3, OtherMerchantLength = 4 };
            "Jus"u8.CopyTo(two.Merchant);
            "Noix"u8.CopyTo(two.OtherMerchant);
            Catalogue catalogue = new() { Version = 7, DepartmentCount = 2 };
            (catalogue.DepartmentRate[0], catalogue.DepartmentRate[1]) = (550, 2000);
            return AllocatedByStep(
                (writer, message) => writer.WriteSettings(two, message),
                (writer, message) => writer.WriteCatalogue(catalogue, message),
                (writer, message) => writer.WriteNotice(new Notice { Version = 4, TextLength = 9 }, message),
                (writer, message) => writer.WriteSettings(new Settings { Version = 6 }, message));
        }));

    [Fact]
    [Trait("Requirement", "F-CFG-2")]
    public void Settings_catalogue_and_notice_come_into_force_and_survive_a_boot()
    {
        LoopRig rig = new();
        rig.Run(2_000);
        Push(rig);
        rig.Run(5_000);
        Assert.Equal(1, rig.Loop.CatalogueVersion);
        Assert.Equal(3, rig.Loop.SettingsVersion);
        rig.Boot();
        Assert.Equal(1, rig.Loop.CatalogueVersion);
        Assert.Equal(3, rig.Loop.SettingsVersion);
        Assert.Equal(2, rig.Loop.Store!.Notice.Version);
    }

    [Fact]
    [Trait("Requirement", "F-DSP-8")]
    public void Each_text_for_residents_has_versions_of_its_own_and_survives_a_boot()
    {
        LoopRig rig = new();
        rig.Run(2_000);
        byte[] message = new byte[Limits.DownlinkBytesMax];
        for (int slot = 0; slot < NoticeSlot.Count; slot++)
        {
            Notice notice = new() { Version = slot + 1, Slot = slot, TextLength = 3, SecondLength = 2 };
            Assert.True(rig.Uplink.Deliver(message, rig.Writer.WriteNotice(notice, message)));
        }

        rig.Run(5_000);
        rig.Boot();
        Assert.Equal(Enumerable.Range(1, NoticeSlot.Count), rig.Loop.Store!.Notices.Select(n => n.Version));
        Assert.All(rig.Loop.Store.Notices, n => Assert.Equal((3, 2), (n.TextLength, n.SecondLength)));
        rig.Run(1_000_000);
        Assert.Equal(PageId.OutOfOrder, rig.Loop.Notices!.Page!.Page);
    }

    [Fact]
    [Trait("Requirement", "F-DSP-2")]
    public void A_residents_display_that_fails_is_one_fault_that_the_city_sees()
    {
        LoopRig rig = new();
        ((InMemoryNoticeDisplay)rig.Parts.NoticeDisplay!).Broken = true;
        rig.Run(3_600_000);
        Assert.Equal(1, rig.Parts.Faults.Of(FaultCode.NoticeDisplayFault));
        Assert.True(rig.Loop.Notices!.Failed > 3);
    }

    [Fact]
    [Trait("Requirement", "F-CFG-2")]
    public void A_catalogue_waits_for_the_end_of_the_sale()
    {
        LoopRig rig = new();
        rig.Run(2_000);
        Push(rig);
        rig.Run(2_000);
        rig.Key(2, Key.DoubleZero, Key.Department1);
        rig.Run(1_000);
        Push(rig, version: 2);
        rig.Run(5_000);
        Assert.Equal(1, rig.Loop.CatalogueVersion);
        rig.Key(Key.Cash);
        rig.Run(5_000);
        Assert.Equal(2, rig.Loop.CatalogueVersion);
        Assert.Equal(1, rig.Loop.TicketsOfChain);
        rig.Boot();
        Assert.Equal(0, rig.Loop.Journal!.Recovery.Problem);
        Assert.Equal(0, rig.Loop.Journal!.Recovery.Unchecked);
    }

    [Fact]
    [Trait("Requirement", "F-CFG-2")]
    public void A_downlink_with_a_bad_signature_is_refused_counted_and_told()
    {
        LoopRig rig = new();
        rig.Run(2_000);
        Push(rig);
        rig.Run(2_000);
        long events = rig.Loop.Chain!.State.Events;
        byte[] message = new byte[Limits.DownlinkBytesMax];
        int length = rig.Writer.WriteSettings(new Settings { Version = 9 }, message);
        message[10] ^= 1;
        rig.Uplink.Deliver(message, length);
        rig.Run(2_000);
        Assert.Equal(3, rig.Loop.SettingsVersion);
        Assert.Equal(1, rig.Loop.Inbox!.Refused);
        Assert.Equal(1, rig.Parts.Faults.Of(FaultCode.DownlinkRefused));
        Assert.Equal(events + 2, rig.Loop.Chain.State.Events);
    }

    /// <summary>
    /// Bytes that 2,000 steps of a kiosk allocate which has sold and measured for an hour; what is pushed comes during
    /// them, every 300 steps, and is in force at their end.
    /// </summary>
    private static long AllocatedByStep(params Func<DownlinkWriter, byte[], int>[] pushes)
    {
        LoopRig rig = new();
        rig.Run(3_600_000);
        Push(rig);
        rig.Key(Sale);
        rig.Run(60_000);
        byte[][] messages = [.. pushes.Select(_ => new byte[Limits.DownlinkBytesMax])];
        int[] lengths = [.. pushes.Select((push, i) => push(rig.Writer, messages[i]))];
        long bytes = Allocated.By(() => Step(rig, messages, lengths));
        Assert.Equal(pushes.Length == 0 ? 3 : 6, rig.Loop.SettingsVersion);
        Assert.Equal(pushes.Length == 0 ? 1 : 7, rig.Loop.CatalogueVersion);
        Assert.Equal(pushes.Length == 0 ? 2 : 4, rig.Loop.Store!.Notice.Version);
        Assert.Equal(0, rig.Loop.Inbox!.Refused);
        return bytes;
    }

    private static void Step(LoopRig rig, byte[][] messages, int[] lengths)
    {
        for (int i = 0; i < 2_000; i++)
        {
            if (i % 300 == 299 && i / 300 < messages.Length)
            {
                rig.Uplink.Deliver(messages[i / 300], lengths[i / 300]);
            }

            rig.Clock.NowMs += 1_000;
            rig.Loop.Step(rig.Clock.NowMs);
        }
    }

    /// <summary>Settings 3, a catalogue with one department, notice 2.</summary>
    private static void Push(LoopRig rig, int version = 1)
    {
        byte[] message = new byte[Limits.DownlinkBytesMax];
        Catalogue catalogue = new() { Version = version, DepartmentCount = 1 };
        catalogue.DepartmentRate[0] = 550;
        Assert.True(rig.Uplink.Deliver(message, rig.Writer.WriteSettings(new Settings { Version = 3 }, message)));
        Assert.True(rig.Uplink.Deliver(message, rig.Writer.WriteCatalogue(catalogue, message)));
        Notice notice = new() { Version = 2, TextLength = 3 };
        Assert.True(rig.Uplink.Deliver(message, rig.Writer.WriteNotice(notice, message)));
        rig.Run(1_000);
    }

    private sealed class FailingBeams : Beams
    {
        public override int Lost => 0;

        public override bool Read(out long atMs, out int state) => throw new InvalidOperationException("beam");
    }
}
