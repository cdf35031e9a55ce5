namespace Kiosk.Ledger.Store;

/// <summary>
/// Writes files of which a power cut leaves the whole new one or nothing under their name: written beside it, flushed
/// to the disk, then renamed. What a cut leaves beside is overwritten by the next attempt. Any thread, one per name.
/// </summary>
internal static class WholeFile
{
    /// <summary>What the name of an unfinished file ends in.</summary>
    public const string Beside = ".new";

    /// <summary>Makes a file that others may read.</summary>
    public static FileStream Public(string path) => new(path, FileMode.Create, FileAccess.ReadWrite);

    /// <summary>Makes a file for this user alone (mode 0600).</summary>
    public static FileStream Private(string path)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    /// <summary>Writes a file as a whole; <paramref name="make"/> opens it beside its name.</summary>
    public static void Write(string path, Func<string, FileStream> make, Action<FileStream> write)
    {
        using (FileStream file = make(path + Beside))
        {
            write(file);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + Beside, path, overwrite: true);
    }
}
