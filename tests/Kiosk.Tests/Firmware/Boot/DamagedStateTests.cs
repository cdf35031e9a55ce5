using Kiosk.Firmware;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

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

    private static InMemoryDrive Drive() => new(DriveFiles.FirstSegment + 4, 64 * 1024);

    private static byte[] Read(Drive drive, int file)
    {
        byte[] bytes = new byte[drive.Length(file)];
        Assert.Equal(bytes.Length, drive.Read(file, 0, bytes, 0, bytes.Length));
        return bytes;
    }
}
