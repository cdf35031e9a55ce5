using Kiosk.Fleet.City;

namespace Kiosk.Tests.Fleet;

/// <summary>A disk that is full or not to be written, and a folder in use, are told by name and end nothing.</summary>
public sealed class CityFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kiosk-state-test-").FullName;

    [Fact]
    public void A_line_the_disk_does_not_take_is_counted_and_never_thrown()
    {
        using var log = new GatewayLog(() => new FullDisk());
        log.Write("first");
        log.Write("second");
        Assert.Equal(2, log.LinesLost);
    }

    [Fact]
    public void A_file_that_cannot_be_opened_is_counted_and_taken_up_when_it_can()
    {
        string missing = Path.Combine(_folder, "missing");
        using var log = GatewayLog.Of(missing);
        log.Write("first");
        Directory.CreateDirectory(missing);
        log.Write("second");
        Assert.Equal((1, "second\n"), (log.LinesLost, File.ReadAllText(Path.Combine(missing, "gateway.log"))));
    }

    [Fact]
    public void A_full_log_says_so_once_and_counts_what_follows_over_starts()
    {
        string path = Path.Combine(_folder, "log");
        for (int start = 0; start < 2; start++)
        {
            using var log = new GatewayLog(() => new FileStream(path, FileMode.Append), bytesMax: 10);
            for (int line = 0; line < 5; line++)
            {
                log.Write("12345");
            }

            Assert.Equal(start == 0 ? 3 : 5, log.LinesLost);
        }

        string full = "log full at 10 bytes; what follows is left out\n";
        Assert.Equal("12345\n12345\n" + full + full, File.ReadAllText(path));
    }

    [Fact]
    public void A_folder_that_holds_a_city_is_refused_and_left_as_it_is()
    {
        File.WriteAllText(Path.Combine(_folder, "kiosk.db"), "city");
        Refused(_folder, "already holds a city");
        Assert.Equal("city", File.ReadAllText(Path.Combine(_folder, "kiosk.db")));
    }

    [Theory]
    [InlineData("/proc/kiosk-state")]
    [InlineData("/proc")]
    [InlineData("")]
    public void A_folder_that_cannot_be_made_or_written_is_refused_by_its_option(string wanted) =>
        Refused(wanted, "cannot be made or written");

    [Fact]
    public void A_file_in_place_of_the_folder_is_refused_by_its_option()
    {
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        Refused(file, "cannot be made or written");
    }

    [Fact]
    public void The_users_folder_stays_and_a_temporary_one_goes()
    {
        string wanted = Path.Combine(_folder, "new", "city");
        using (CityFolder own = CityFolder.Open(wanted, "x"))
        {
            Assert.Empty(Directory.GetFileSystemEntries(own.FullPath));
        }

        CityFolder passing = CityFolder.Open(null, "kiosk-state-test-");
        File.WriteAllText(Path.Combine(passing.FullPath, "kiosk.db"), "");
        passing.Dispose();
        Assert.Equal((true, false), (Directory.Exists(wanted), Directory.Exists(passing.FullPath)));
    }

    [Fact]
    public void A_folder_in_place_of_a_file_is_said_to_be_a_folder()
    {
        FleetException refused = Assert.Throws<FleetException>(() => Files.OpenText(_folder));
        Assert.StartsWith($"{_folder}: is a folder", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Refused(string wanted, string why)
    {
        FleetException refused = Assert.Throws<FleetException>(() => CityFolder.Open(wanted, "x"));
        Assert.StartsWith($"--state {wanted}: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    private sealed class FullDisk : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("No space left on device");
    }
}
