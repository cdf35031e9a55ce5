using Kiosk.Firmware;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;
using Kiosk.Tests.Firmware.MainLoop;

namespace Kiosk.Tests.Firmware.Boot;

/// <summary>A slot that is damaged in any bit costs one generation, not the state: the other slot is read.</summary>
public class DamagedStateTests
{
    [Fact]
    [Trait("Requirement", "F-CFG-1")]
    public void A_damaged_newest_slot_leaves_the_one_before_it()
    {
        for (int bit = 0; bit < 8 * (4 + SlotPair.TrailerBytes); bit++)
        {
            InMemoryDrive drive = Drive();
            AckCursor cursor = new(drive);
            Assert.True(cursor.Raise(41) && cursor.Raise(42));
            byte[] bytes = Read(drive, DriveFiles.Cursor + 1);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(drive.Replace(DriveFiles.Cursor + 1, bytes, 0, bytes.Length));

            AckCursor after = new(drive);
            Assert.True(after.Load());
            Assert.Equal(41, after.Acknowledged);
            Assert.True(after.Raise(43) && new AckCursor(drive).Load());
        }
    }

    [Theory]
    [InlineData(DriveFiles.Settings, 1, 0)]
    [InlineData(DriveFiles.Settings, 2, 1)]
    [InlineData(DriveFiles.Catalogue, 2, 1)]
    [InlineData(DriveFiles.Notice, 2, 1)]
    [Trait("Requirement", "F-CFG-1")]
    public void Both_slots_damaged_are_told_to_merchant_and_city_one_is_not_and_the_next_push_mends_them(
        int first, int damaged, int told)
    {
        LoopRig rig = new();
        InMemoryLcd lcd = new();
        rig.Parts.Lcd = lcd;
        byte[] message = new byte[Limits.DownlinkBytesMax];
        for (int version = 1; version <= 2; version++)
        {
            Push(rig, message, version);
        }

        for (int slot = 0; slot < damaged; slot++)
        {
            byte[] bytes = Read(rig.Drive, first + slot);
            bytes[bytes.Length / 2] ^= 1;
            Assert.True(rig.Drive.Replace(first + slot, bytes, 0, bytes.Length));
        }

        rig.Boot();
        rig.Run(3_000);
        Assert.Equal(told, rig.Parts.Faults.Of(FaultCode.SettingsLost));
        Assert.Equal(told, rig.TechnicalEvents().Count(e => e.Values[EventLayout.Code] == EventCode.FaultMet
            && e.Values[EventLayout.Argument1] == FaultCode.SettingsLost));
        string shown = System.Text.Encoding.Latin1.GetString(lcd.Text);
        Assert.Equal(told == 1, shown.Contains("RÉGLAGES PERDUS E077", StringComparison.Ordinal));
        Push(rig, message, 3);
        rig.Boot();
        Assert.Equal(told, rig.Parts.Faults.Of(FaultCode.SettingsLost));
        Assert.Equal((3, 3, 3), (rig.Loop.SettingsVersion, rig.Loop.CatalogueVersion, rig.Loop.Store!.Notice.Version));
    }

    private static void Push(LoopRig rig, byte[] message, int version)
    {
        Catalogue catalogue = new() { Version = version };
        Settings settings = new() { Version = version };
        Notice notice = new() { Version = version };
        Assert.True(rig.Uplink.Deliver(message, rig.Writer.WriteCatalogue(catalogue, message)));
        rig.Run(1_000);
        Assert.True(rig.Uplink.Deliver(message, rig.Writer.WriteSettings(settings, message)));
        rig.Run(1_000);
        Assert.True(rig.Uplink.Deliver(message, rig.Writer.WriteNotice(notice, message)));
        rig.Run(1_000);
    }

    private static InMemoryDrive Drive() => new(DriveFiles.FirstSegment + 4, 64 * 1024);

    private static byte[] Read(Drive drive, int file)
    {
        byte[] bytes = new byte[drive.Length(file)];
        Assert.Equal(bytes.Length, drive.Read(file, 0, bytes, 0, bytes.Length));
        return bytes;
    }
}
