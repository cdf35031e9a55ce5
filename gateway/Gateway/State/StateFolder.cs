using System.Security.Cryptography;
using System.Text;

namespace Kiosk.Gateway.State;

/// <summary>
/// The folder of everything that must survive a restart. Held by one gateway at a time through a lock file that the
/// system releases even when the process is killed. Secrets are readable by the owner alone.
/// </summary>
public sealed class StateFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly FileStream _lock;

    private StateFolder(string path, FileStream lockFile)
    {
        Path = path;
        _lock = lockFile;
    }

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    /// <summary>Full path of the database.</summary>
    public string Database => File("kiosk.db");

    /// <summary>Makes the folder if needed and takes its lock.</summary>
    /// <exception cref="StartException">The folder cannot be written, or another gateway holds it.</exception>
    public static StateFolder Open(string path)
    {
        string full = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(full);
            if (!OperatingSystem.IsWindows())
            {
                System.IO.File.SetUnixFileMode(full, OwnerOnly | UnixFileMode.UserExecute);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(full, error);
        }

        string lockPath = System.IO.Path.Combine(full, "lock");
        try
        {
            return new StateFolder(
                full, new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException error)
        {
            throw Unwritable(full, error);
        }
        catch (IOException error)
        {
            throw System.IO.File.Exists(lockPath)
                ? new StartException(StartException.StateExit,
                    $"State: another gateway is using {full}; stop it or give another folder with --state", error)
                : Unwritable(full, error);
        }
    }

    /// <summary>Full path of a file of the folder.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Bytes of a secret file, made from the system's random source at first use.</summary>
    /// <exception cref="StartException">It cannot be made or read, or has another length.</exception>
    public byte[] Secret(string name, int length)
    {
        string path = File(name);
        if (!System.IO.File.Exists(path))
        {
            WritePrivate(name, RandomNumberGenerator.GetBytes(length));
        }

        byte[] secret = Read(path);
        return secret.Length == length
            ? secret
            : throw new StartException(StartException.StateExit,
                $"State: {path} holds {secret.Length} bytes where {length} are due; restore it from a copy");
    }

    /// <summary>One line of printable secret text (43 characters, 256 bits), made at first use.</summary>
    /// <exception cref="StartException">It cannot be made or read.</exception>
    public string SecretText(string name)
    {
        string path = File(name);
        if (!System.IO.File.Exists(path))
        {
            string text = System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
            WritePrivate(name, Encoding.ASCII.GetBytes(text + "\n"));
        }

        return Encoding.UTF8.GetString(Read(path)).Trim();
    }

    /// <summary>Writes a file whole (beside it, then renamed over) that only the owner may read.</summary>
    /// <exception cref="StartException">The folder cannot be written, or its disk is full.</exception>
    public void WritePrivate(string name, byte[] bytes)
    {
        try
        {
            WriteBeside(name, bytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(Path, error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    private static byte[] Read(string path)
    {
        try
        {
            return System.IO.File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartException(StartException.StateExit,
                $"State: cannot read {path} ({error.Message.TrimEnd('.')}); give it to the gateway's own user", error);
        }
    }

    private void WriteBeside(string name, byte[] bytes)
    {
        string path = File(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        string beside = path + ".new";
        System.IO.File.Delete(beside);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var file = new FileStream(beside, options))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        System.IO.File.Move(beside, path, overwrite: true);
    }

    private static StartException Unwritable(string path, Exception error) =>
        new(
            StartException.StateExit,
            $"State: cannot write in {path} ({error.Message.TrimEnd('.')}); "
                + "free its disk or give a folder of your own with --state",
            error);
}
