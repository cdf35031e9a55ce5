using System.Text;

namespace Kiosk.Provision;

/// <summary>The file with all a device needs, secrets included: made new, readable by its owner alone.</summary>
public static class BundleFile
{
    /// <summary>Writes the file; an existing one is never overwritten.</summary>
    /// <exception cref="CommandException">The file exists or cannot be written.</exception>
    public static void Write(string path, string json, Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            using var file = new FileStream(path, options);
            file.Write(Encoding.UTF8.GetBytes(json + "\n"));
        }
        catch (IOException error) when (File.Exists(path))
        {
            throw new CommandException(ExitCodes.CheckFailed, Words.Fill(words.Exists, path), error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCodes.CheckFailed, $"{path}: {error.Message}", error);
        }
    }
}
