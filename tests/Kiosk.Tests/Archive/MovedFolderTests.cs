using Kiosk.Ledger;
using Microsoft.Data.Sqlite;

namespace Kiosk.Tests.Archive;

/// <summary>
/// Goal: archives are found where the data folder is (pos.md R28, R30): it is moved to another disk and restored from
/// copies under other names.
/// </summary>
[Trait("Requirement", "R28")]
public sealed class MovedFolderTests : IDisposable
{
    private const string Place = ShopBench.Terminal;
    private readonly ShopBench _shop = new(from: new DateTimeOffset(2025, 12, 28, 8, 0, 0, TimeSpan.Zero));
    private readonly string _elsewhere = Path.Combine(
        Directory.CreateTempSubdirectory("moved-").FullName, "archives", Place, "d'état");

    [Fact]
    public void A_moved_data_folder_keeps_its_archives_and_goes_on()
    {
        _shop.Live(days: 5, salesPerDay: 3);
        IReadOnlyList<ArchiveInfo> made = _shop.Ledger.Archives.MakeDue(Place, complete: true);
        using CityLedger moved = Move();
        IReadOnlyList<ArchiveInfo> listed = moved.Archives.List(Place);
        Assert.Equal(made.Select(archive => archive.Sha256), listed.Select(archive => archive.Sha256));
        Assert.All(listed, archive => Assert.Equal(
            Path.Combine(_elsewhere, "archives", Place, Path.GetFileName(archive.File)), archive.File));
        Assert.Empty(ShopBench.Verify(listed.Select(archive => archive.File)).Findings);
        Assert.Equal(["archives/K07/K07-M-202512-R000001.zip", "archives/K07/K07-A-202512-R000002.zip"], Stored());
        moved.Archives.Confirm(Place, 2, listed[1].Sha256);
        Assert.NotEmpty(moved.Archives.Purge(Place, 2));
    }

    // A power cut took the new name, then the folder was moved.
    [Fact]
    [Trait("Requirement", "R10")]
    public void A_name_that_a_power_cut_took_is_given_again_in_the_moved_folder()
    {
        _shop.Live(days: 5, salesPerDay: 3);
        string file = _shop.Ledger.Archives.MakeDue(Place, complete: true)[0].File;
        File.Move(file, file + ".new");
        using CityLedger moved = Move();
        Assert.Empty(ShopBench.Verify(moved.Archives.List(Place).Select(archive => archive.File)).Findings);
    }

    [Theory]
    [InlineData("/srv/kiosk/archives/K07/K07-M-202512-R000001.zip", "archives/K07/K07-M-202512-R000001.zip")]
    [InlineData("C:\\kiosk\\archives\\K07\\K07-M-202512-R000001.zip", "archives/K07/K07-M-202512-R000001.zip")]
    [InlineData("/mnt/stick/K07-M-202512-R000001.zip", "/mnt/stick/K07-M-202512-R000001.zip")]
    [InlineData("/archives/K071/K07-M-202512-R000001.zip", "/archives/K071/K07-M-202512-R000001.zip")]
    public void Full_paths_of_a_store_of_version_10_become_ways_from_the_folder(string before, string after)
    {
        _shop.Live(days: 5, salesPerDay: 1);
        ArchiveInfo made = _shop.Ledger.Archives.MakeDue(Place, complete: true)[0];
        _shop.Ledger.Dispose();
        Sql($"UPDATE archive SET file='{before}' WHERE number=1; PRAGMA user_version=10;"
            + Ledger.DurabilityTests.NoScans);
        using CityLedger moved = Move();
        Assert.Equal(after, Stored()[0]);
        string found = moved.Archives.List(Place)[0].File;
        Assert.Equal(Path.GetFullPath(Path.Combine(_elsewhere, after)), found);
        Assert.Equal(after != before, File.Exists(found));
        Assert.Equal(made.Number, moved.Archives.List(Place)[0].Number);
    }

    [Fact]
    public void An_archive_that_was_written_outside_keeps_its_full_path()
    {
        _shop.Live(days: 5, salesPerDay: 1);
        string outside = Directory.CreateTempSubdirectory("outside-").FullName;
        string file = _shop.Ledger.Archives.MakeDue(Place, complete: true, outside)[0].File;
        using CityLedger moved = Move();
        Assert.Equal(file, moved.Archives.List(Place)[0].File);
        Assert.True(File.Exists(file));
        Directory.Delete(outside, recursive: true);
    }

    public void Dispose()
    {
        if (Directory.Exists(_elsewhere))
        {
            Directory.Move(_elsewhere, _shop.Folder);
        }

        Directory.Delete(_elsewhere[.._elsewhere.IndexOf("/archives/", StringComparison.Ordinal)], recursive: true);
        _shop.Dispose();
    }

    private CityLedger Move()
    {
        _shop.Ledger.Dispose();
        Directory.CreateDirectory(Path.GetDirectoryName(_elsewhere)!);
        Directory.Move(_shop.Folder, _elsewhere);
        return CityLedger.Open(new LedgerOptions { Folder = _elsewhere }, _shop.Clock);
    }

    private string[] Stored()
    {
        using SqliteConnection connection = Store(_elsewhere);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT file FROM archive ORDER BY number";
        using SqliteDataReader rows = command.ExecuteReader();
        var files = new List<string>();
        while (rows.Read())
        {
            files.Add(rows.GetString(0));
        }

        return [.. files];
    }

    private void Sql(string sql)
    {
        using SqliteConnection connection = Store(_shop.Folder);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Store(string folder)
    {
        var connection = new SqliteConnection("Pooling=false;Data Source=" + Path.Combine(folder, "kiosk.db"));
        connection.Open();
        return connection;
    }
}
