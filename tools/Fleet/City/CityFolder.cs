namespace Kiosk.Fleet.City;

/// <summary>
/// The folder in which the gateway of a demonstration or replay keeps its state: the user's own, which stays, or a
/// temporary one, which goes when this is disposed of.
/// </summary>
internal sealed class CityFolder : IDisposable
{
    private readonly bool _passing;

    private CityFolder(string path, bool passing)
    {
        FullPath = path;
        _passing = passing;
    }

    /// <summary>Where it is.</summary>
    public string FullPath { get; }

    /// <summary>
    /// Makes sure of the user's folder, or makes a temporary one with a prefix when <paramref name="wanted"/> is null.
    /// Throws <see cref="FleetException"/> when it cannot be written or holds a city already.
    /// </summary>
    public static CityFolder Open(string? wanted, string prefix)
    {
        try
        {
            if (wanted is null)
            {
                return new CityFolder(Directory.CreateTempSubdirectory(prefix).FullName, passing: true);
            }

            string path = Directory.CreateDirectory(Path.GetFullPath(wanted)).FullName;
            if (File.Exists(Path.Combine(path, "kiosk.db")))
            {
                throw new FleetException(
                    $"--state {wanted}: the folder already holds a city; name an empty folder, or remove this one");
            }

            using (File.Create(Path.Combine(path, ".writable"), 1, FileOptions.DeleteOnClose))
            {
                return new CityFolder(path, passing: false);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            string where = wanted ?? $"a folder under {Path.GetTempPath()}";
            throw new FleetException($"--state {where}: cannot be made or written: {e.Message}", e);
        }
    }

    /// <summary>Removes a temporary folder.</summary>
    public void Dispose()
    {
        if (_passing)
        {
            Directory.Delete(FullPath, recursive: true);
        }
    }
}
