using Kiosk.Firmware;
using Kiosk.Firmware.Parts;

namespace Kiosk.Tests.Firmware.Boot;

public class BootRecordTests
{
    [Theory]
    [InlineData(7, false, false, false, 10, BootRecord.Planned)]
    [InlineData(7, true, false, false, -1, BootRecord.Planned)]
    [InlineData(7, false, true, true, -1, BootRecord.Planned)]
    [InlineData(0, true, false, false, 10, BootRecord.Watchdog)]
    [InlineData(0, true, false, false, 500, BootRecord.Watchdog)]
    [InlineData(0, true, true, true, -1, BootRecord.Watchdog)]
    [InlineData(0, false, true, true, -1, BootRecord.StorageLost)]
    [InlineData(0, false, true, false, -1, BootRecord.FirstStart)]
    [InlineData(0, false, false, false, 0, BootRecord.PowerLoss)]
    [InlineData(0, false, false, false, 120, BootRecord.PowerLoss)]
    [InlineData(0, false, false, false, 121, BootRecord.Unknown)]
    [InlineData(0, false, false, false, -1, BootRecord.Unknown)]
    [Trait("Requirement", "F-BOOT-2")]
    public void Each_boot_gets_its_reason(int planned, bool watchdog, bool blank, bool known, int age, int reason)
    {
        Assert.Equal(reason, BootRecord.Infer(planned, watchdog, false, blank, known, age));
    }

    [Theory]
    [InlineData(7, false, BootRecord.Planned)]
    [InlineData(0, true, BootRecord.Watchdog)]
    [InlineData(0, false, BootRecord.PowerLoss)]
    [Trait("Requirement", "F-BOOT-2")]
    public void An_alarm_of_the_supply_that_was_on_is_a_power_loss_whatever_the_clock_says(
        int planned, bool watchdog, int reason)
    {
        Assert.Equal(reason, BootRecord.Infer(planned, watchdog, true, false, false, -1));
        Assert.Equal(reason, BootRecord.Infer(planned, watchdog, true, false, false, 86_400));
    }

    [Fact]
    [Trait("Requirement", "F-BOOT-1")]
    public void Two_files_of_at_most_64_bytes_count_boots_and_attempts()
    {
        InMemoryDrive drive = new(DriveFiles.FirstSegment, 4_096);
        BootRecord first = new(drive, 100);
        first.Begin();
        first.Plan(9);
        BootRecord second = new(drive, 101);
        second.Begin();
        Assert.Equal(2, second.Boot);
        Assert.Equal(2, second.Attempts);
        Assert.Equal(9, second.PreviousPlanned);
        Assert.Equal(100, second.PreviousVersion);
        second.Heartbeat(60_000, 1_800_000_000);
        second.Confirm();
        BootRecord third = new(drive, 101);
        third.Begin();
        Assert.Equal((3, 1, 0), (third.Boot, third.Attempts, third.PreviousPlanned));
        Assert.Equal(1_800_000_000, third.PreviousWall);
        Assert.InRange(drive.Length(DriveFiles.Boot), 1, 64);
        Assert.InRange(drive.Length(DriveFiles.Boot + 1), 1, 64);
    }

    [Fact]
    [Trait("Requirement", "F-BOOT-5")]
    public void Two_hundred_cuts_in_a_row_never_lower_the_boot_number()
    {
        InMemoryDrive drive = new(DriveFiles.FirstSegment, 4_096);
        long boot = 0;
        for (int i = 0; i < 200; i++)
        {
            drive.CutAt = drive.Operations + i % 2;
            drive.Tear = i % 4;
            BootRecord record = new(drive, 100);
            record.Begin();
            record.Heartbeat(1_000, 1_800_000_000 + i);
            drive.PowerUp();
            Assert.True(record.Boot >= boot);
            boot = record.Boot;
        }

        Assert.True(boot >= 100);
    }
}
