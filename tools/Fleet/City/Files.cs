namespace Kiosk.Fleet.City;

/// <summary>Opens the user's files with an error that names the file.</summary>
internal static class Files
{
    public static StreamReader OpenText(string path)
    {
        if (Directory.Exists(path))
        {
            throw new FleetException($"{path}: is a folder; a file is wanted");
        }

        try
        {
            return new StreamReader(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new FleetException($"{path}: cannot be read: {e.Message}", e);
        }
    }
}
