using Kiosk.Firmware;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;
using Kiosk.Protocol;

namespace Kiosk.Tests.Firmware.Boot;

/// <summary>
/// Every small state on the drive is one that was stored, or none: no flipped bit, no cut length and no foreign bytes
/// are taken for one, and none throws.
/// </summary>
public class DamagedStateTests
{
    private const int Seed = 20261201, AnyBytes = 2_000;

    public static TheoryData<string> States => new(["cursor", "boot", "basket", "held"]);

    [Theory]
    [MemberData(nameof(States))]
    [Trait("Requirement", "F-CFG-1")]
    [Trait("Requirement", "F-BOOT-1")]
    public void Any_single_flipped_bit_and_every_cut_length_of_a_stored_state_is_refused(string state)
    {
        byte[] good = Stored(state);
        Assert.True(Found(state, good), "the undamaged state is found");
        for (int bit = 0; bit < good.Length * 8; bit++)
        {
            byte[] flipped = [.. good];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Found(state, flipped), $"bit {bit} of {good.Length * 8}");
        }

        for (int length = 0; length < good.Length; length++)
        {
            Assert.False(Found(state, good[..length]), $"{length} of {good.Length} bytes");
        }
    }

    [Theory]
    [MemberData(nameof(States))]
    [Trait("Requirement", "F-CFG-4")]
    public void Any_bytes_in_a_stored_state_are_read_without_a_throw_even_under_a_right_crc(string state)
    {
        Random random = new(Seed);
        byte[] good = Stored(state);
        int trailer = state == "held" ? 4 : SlotPair.TrailerBytes;
        for (int i = 0; i < AnyBytes; i++)
        {
            byte[] any = [.. good];
            // From one byte changed to all of them; the length stays, so that the trailer does.
            for (int changes = 1 << random.Next(9); changes > 0; changes--)
            {
                any[random.Next(any.Length - trailer)] = (byte)random.Next(256);
            }

            Bytes.PutU32(any, any.Length - 4, Crc32.Compute(any, 0, any.Length - 4));
            Exception? thrown = Xunit.Record.Exception(() => Found(state, any));
            Assert.True(thrown == null, $"seed {Seed}, {state} {i}: {Convert.ToHexString(any)}: {thrown}");
        }
    }

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

    private static byte[] Stored(string state)
    {
        InMemoryDrive drive = Drive();
        switch (state)
        {
            case "cursor":
                Assert.True(new AckCursor(drive).Raise(0x01020304));
                break;
            case "boot":
                BootRecord boot = new(drive, 7);
                boot.OpenSlot.Take(new() { StartUtc = 1_800_000_000, BusyPeriods = 9, AToB = 5, BToA = 4 }, 77);
                boot.Begin();
                break;
            default:
                Basket basket = new(Limits.LinesPerTicketMax);
                Assert.Equal(TillMessage.None, basket.AddDepartment(Wares(), 1, 3, 250));
                Assert.Equal(TillMessage.None, basket.AddDepartment(Wares(), 1, 1, 199));
                basket.AddTender(1, 500);
                BasketSlots slots = new(drive);
                Assert.True(state == "held" ? slots.Hold(basket.Sale, 0) : slots.Save(basket.Sale, 12));
                break;
        }

        return Read(drive, File(state));
    }

    private static bool Found(string state, byte[] bytes)
    {
        InMemoryDrive drive = Drive();
        Assert.True(drive.Replace(File(state), bytes, 0, bytes.Length));
        switch (state)
        {
            case "cursor":
                return new AckCursor(drive).Load();
            case "boot":
                BootRecord boot = new(drive, 7);
                boot.Begin();
                return !boot.Blank;
            case "held":
                return new BasketSlots(drive).Recall(new Basket(Limits.LinesPerTicketMax), Wares(), 0);
            default:
                return new BasketSlots(drive).Load(new Basket(Limits.LinesPerTicketMax), Wares(), 12);
        }
    }

    private static int File(string state) => state switch
    {
        "cursor" => DriveFiles.Cursor,
        "boot" => DriveFiles.Boot,
        "held" => DriveFiles.Held,
        _ => DriveFiles.Basket,
    };

    private static Catalogue Wares()
    {
        Catalogue wares = new();
        wares.DepartmentCount = 1;
        wares.DepartmentRate[0] = 2000;
        return wares;
    }

    private static InMemoryDrive Drive() => new(DriveFiles.FirstSegment + 4, 64 * 1024);

    private static byte[] Read(Drive drive, int file)
    {
        byte[] bytes = new byte[drive.Length(file)];
        Assert.Equal(bytes.Length, drive.Read(file, 0, bytes, 0, bytes.Length));
        return bytes;
    }
}
