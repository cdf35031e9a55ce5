using System.Text;

namespace Kiosk.Provision;

/// <summary>
/// A file with a secret that is shown once: made new before the secret is asked for, with room for it, readable by its
/// owner alone. It is gone again when nothing is kept in it.
/// </summary>
public sealed class BundleFile : IDisposable
{
    /// <summary>Longest content in bytes.</summary>
    public const int BytesMax = 32_768;

    private readonly FileStream _file;
    private readonly string _path;
    private bool _kept;

    private BundleFile(string path, FileStream file)
    {
        _path = path;
        _file = file;
    }

    /// <summary>Makes the file; an existing one is never overwritten.</summary>
    /// <exception cref="CommandException">The file exists or cannot be written.</exception>
    public static BundleFile Open(string path, Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, PreallocationSize = BytesMax,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            return new BundleFile(path, new FileStream(path, options));
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

    /// <summary>
    /// Writes the content and returns the path of the file: the better name when one is given and free, else its own.
    /// </summary>
    public string Keep(string text, string? betterName = null)
    {
        _file.Write(Encoding.UTF8.GetBytes(text + "\n"));
        _file.SetLength(_file.Position);
        _file.Flush(flushToDisk: true);
        _kept = true;
        _file.Dispose();
        if (betterName is null)
        {
            return _path;
        }

        try
        {
            File.Move(_path, betterName, overwrite: false);
            return betterName;
        }
        catch (IOException)
        {
            return _path;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        if (!_kept)
        {
            File.Delete(_path);
        }
    }
}
