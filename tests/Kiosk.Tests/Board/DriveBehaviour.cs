using Kiosk.Board.Virtual;
using Kiosk.Board.Virtual.Drive;
using Xunit;

namespace Kiosk.Tests.Board;

[Trait("Requirement", "F-JRN-5")]
public sealed class DriveBehaviour
{
    private static readonly byte[] Ten = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

    [Fact]
    public void What_was_appended_is_read_back_and_a_missing_file_says_so()
    {
        var drive = new VirtualDrive(3, 1000);
        Assert.True(drive.Append(1, Ten, 2, 4));
        Assert.True(drive.Append(1, Ten, 6, 2));

        byte[] read = new byte[8];
        Assert.Equal(6, drive.Read(1, 0, read, 1, 7));
        Assert.Equal([0, 2, 3, 4, 5, 6, 7, 0], read);
        Assert.Equal((6, -1, -1), (drive.Length(1), drive.Length(0), drive.Length(9)));
        Assert.Equal(-1, drive.Read(0, 0, read, 0, 8));
        Assert.Equal(0, drive.Read(1, 6, read, 0, 8));
    }

    [Theory]
    [InlineData(TearMode.None, 10, 10)]
    [InlineData(TearMode.Half, 15, 5)]
    [InlineData(TearMode.AllButOne, 19, 9)]
    [InlineData(TearMode.Full, 20, 10)]
    public void A_cut_leaves_what_its_tear_mode_says(TearMode mode, int appended, int replaced)
    {
        var drive = new VirtualDrive(2, 1000);
        drive.Append(0, Ten, 0, 10);
        drive.Replace(1, [9, 9, 9, 9, 9, 9, 9, 9, 9, 9], 0, 10);

        drive.CutAt(1, mode);
        Assert.Throws<PowerCutException>(() => drive.Append(0, Ten, 0, 10));
        drive.PowerOn();
        drive.CutAt(1, mode);
        Assert.Throws<PowerCutException>(() => drive.Replace(1, Ten, 0, 10));
        drive.PowerOn();

        Assert.Equal((appended, replaced), (drive.Length(0), drive.Length(1)));
        byte[] first = new byte[1];
        drive.Read(1, 0, first, 0, 1);
        Assert.Equal(mode == TearMode.None ? 9 : 0, first[0]);
    }

    [Fact]
    public void A_cut_comes_at_the_counted_operation_and_the_drive_stays_dead_until_power_returns()
    {
        var drive = new VirtualDrive(1, 1000);
        drive.CutAt(3, TearMode.None);
        drive.Append(0, Ten, 0, 1);
        drive.Append(0, Ten, 0, 1);
        Assert.Throws<PowerCutException>(() => drive.Delete(0));
        Assert.Throws<PowerCutException>(() => drive.Length(0));
        Assert.Throws<PowerCutException>(() => drive.Append(0, Ten, 0, 1));

        drive.PowerOn();
        Assert.Equal(2, drive.Length(0));
        Assert.True(drive.Delete(0));
        Assert.Equal(-1, drive.Length(0));
    }

    [Fact]
    public void A_full_drive_and_a_failing_one_refuse_and_change_nothing()
    {
        var drive = new VirtualDrive(2, 15);
        Assert.True(drive.Append(0, Ten, 0, 10));
        Assert.False(drive.Append(1, Ten, 0, 6));
        Assert.False(drive.Replace(1, Ten, 0, 6));
        Assert.True(drive.Replace(0, Ten, 0, 10));
        drive.FailNext = 1;
        Assert.False(drive.Append(1, Ten, 0, 1));
        drive.ReadOnly = true;
        Assert.False(drive.Delete(0));
        Assert.Equal((4, 2, 10), (drive.Failures, drive.Commits, drive.UsedBytes));
    }

    [Fact]
    public void A_stall_takes_time_of_the_board()
    {
        var clock = new VirtualClock();
        var drive = new VirtualDrive(1, 100) { Clock = clock, StallMs = () => 5000 };
        drive.Append(0, Ten, 0, 1);
        Assert.Equal(400, clock.MonotonicMs);
    }

    [Fact]
    public void A_byte_can_be_corrupted_and_a_volume_blanked()
    {
        var drive = new VirtualDrive(1, 100);
        drive.Append(0, Ten, 0, 10);
        Assert.True(drive.Corrupt(0, 3, 0x80));
        Assert.False(drive.Corrupt(0, 10, 1));
        byte[] one = new byte[1];
        drive.Read(0, 3, one, 0, 1);
        Assert.Equal(0x83, one[0]);
        drive.Format();
        Assert.Equal(-1, drive.Length(0));
    }

    [Fact]
    public void A_folder_keeps_the_files_for_the_next_process()
    {
        string folder = Directory.CreateTempSubdirectory("kiosk-drive").FullName;
        try
        {
            var drive = new VirtualDrive(3, 100, folder);
            drive.Append(0, Ten, 0, 10);
            drive.Append(2, Ten, 0, 3);
            drive.Delete(2);
            drive.CutAt(1, TearMode.Half);
            Assert.Throws<PowerCutException>(() => drive.Append(0, Ten, 0, 10));

            var again = new VirtualDrive(3, 100, folder);
            Assert.Equal((15, -1, -1), (again.Length(0), again.Length(1), again.Length(2)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
