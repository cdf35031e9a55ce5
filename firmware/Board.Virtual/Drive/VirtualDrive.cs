using DriveBase = Kiosk.Firmware.Parts.Drive;

namespace Kiosk.Board.Virtual.Drive;

/// <summary>
/// A drive that behaves as the board's (device.md facts 1-4): an operation is durable when it has returned true, there
/// is no rename, an operation may stall, and power may fail in any of them. Files live in memory and, when a folder is
/// given, on this PC too. One thread.
/// </summary>
public sealed class VirtualDrive : DriveBase
{
    private readonly DriveFile[] _files;
    private readonly DriveFolder? _folder;
    private readonly int _capacity;
    private int _cutIn;
    private TearMode _cutMode;
    private bool _dead;

    /// <summary>A drive of so many files and bytes, blank or as found in the folder.</summary>
    /// <exception cref="IOException">The folder cannot be made or read.</exception>
    public VirtualDrive(int fileCount, int capacityBytes, string? folder = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(fileCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacityBytes);
        _files = [.. Enumerable.Range(0, fileCount).Select(_ => new DriveFile())];
        _capacity = capacityBytes;
        if (folder is not null)
        {
            _folder = new DriveFolder(folder);
            _folder.Load(_files);
        }
    }

    /// <inheritdoc/>
    public override int FileCount => _files.Length;

    /// <inheritdoc/>
    public override int CapacityBytes => _capacity;

    /// <summary>Writing operations (append, replace, delete) begun since the drive was made.</summary>
    public int Operations { get; private set; }

    /// <summary>Operations that became durable, and bytes written by them.</summary>
    public int Commits { get; private set; }

    /// <inheritdoc cref="Commits"/>
    public long BytesWritten { get; private set; }

    /// <summary>Operations that failed, for want of room or by injection.</summary>
    public int Failures { get; private set; }

    /// <summary>Operations from now on that fail with nothing written.</summary>
    public int FailNext { get; set; }

    /// <summary>True makes every writing operation fail (a drive that went read-only).</summary>
    public bool ReadOnly { get; set; }

    /// <summary>
    /// Called with the milliseconds that an operation blocks; the longest erase is 400 ms. Null: none.
    /// </summary>
    public Func<int>? StallMs { get; set; }

    /// <summary>Clock that stalls are charged to.</summary>
    public VirtualClock? Clock { get; set; }

    /// <summary>Told of what each append and replace put on the drive; null: nobody watches.</summary>
    public DriveWatch? Watch { get; set; }

    /// <summary>Bytes held by all files.</summary>
    public int UsedBytes
    {
        get
        {
            int used = 0;
            foreach (DriveFile file in _files)
            {
                used += Math.Max(0, file.Length);
            }

            return used;
        }
    }

    /// <summary>Cuts the power in the n-th writing operation from now (1 is the next); 0 takes the cut back.</summary>
    public void CutAt(int operations, TearMode mode)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(operations);
        (_cutIn, _cutMode) = (operations, mode);
    }

    /// <summary>
    /// True from a power cut until <see cref="PowerOn"/>: every call then throws <see cref="PowerCutException"/>.
    /// </summary>
    public bool IsDead => _dead;

    /// <summary>The power is back.</summary>
    public void PowerOn() => _dead = false;

    /// <summary>Flips bits of a stored byte. False when the file has no such byte.</summary>
    public bool Corrupt(int file, int position, byte bits)
    {
        bool done = _files[file].Flip(position, bits);
        Save(file);
        return done;
    }

    /// <summary>Blanks the drive, as a failed mount does (fact 4).</summary>
    public void Format()
    {
        for (int file = 0; file < _files.Length; file++)
        {
            _files[file].Delete();
            Save(file);
        }
    }

    /// <inheritdoc/>
    public override int Length(int file) => IsAlive(file) ? _files[file].Length : -1;

    /// <inheritdoc/>
    public override bool Append(int file, byte[] data, int offset, int length)
    {
        if (!Begin(file, length))
        {
            return false;
        }

        int torn = TornLength(length, out bool cut);
        _files[file].Append(data.AsSpan(offset, torn));
        Watch?.Invoke(new DriveWrite(file, IsReplace: false, Durable: !cut), data.AsSpan(offset, torn));
        return End(file, torn, cut, "append");
    }

    /// <inheritdoc/>
    public override bool Replace(int file, byte[] data, int offset, int length)
    {
        int growth = IsFile(file) ? length - Math.Max(0, _files[file].Length) : length;
        if (!Begin(file, growth))
        {
            return false;
        }

        int torn = TornLength(length, out bool cut);
        if (!cut || _cutMode != TearMode.None)
        {
            _files[file].Replace(data.AsSpan(offset, torn));
            Watch?.Invoke(new DriveWrite(file, IsReplace: true, Durable: !cut), data.AsSpan(offset, torn));
        }

        return End(file, torn, cut, "replace");
    }

    /// <inheritdoc/>
    public override int Read(int file, int position, byte[] buffer, int offset, int length) =>
        IsAlive(file) ? _files[file].Read(position, buffer.AsSpan(offset, length)) : -1;

    /// <inheritdoc/>
    public override bool Delete(int file)
    {
        if (!Begin(file, 0))
        {
            return false;
        }

        TornLength(0, out bool cut);
        if (!cut || _cutMode is TearMode.AllButOne or TearMode.Full)
        {
            _files[file].Delete();
        }

        return End(file, 0, cut, "delete");
    }

    private bool IsFile(int file) => file >= 0 && file < _files.Length;

    private bool IsAlive(int file)
    {
        if (_dead)
        {
            throw new PowerCutException("the drive has no power");
        }

        return IsFile(file);
    }

    private bool Begin(int file, int growth)
    {
        bool exists = IsAlive(file);
        Operations++;
        if (StallMs is not null)
        {
            Clock?.Stall(Math.Clamp(StallMs(), 0, 400));
        }

        bool fails = FailNext > 0;
        FailNext -= fails ? 1 : 0;
        if (fails || ReadOnly || !exists || UsedAfter(growth) > _capacity)
        {
            Failures++;
            return false;
        }

        return true;
    }

    private long UsedAfter(int growth) => growth > 0 ? (long)UsedBytes + growth : 0;

    private int TornLength(int length, out bool cut)
    {
        cut = _cutIn == 1;
        _cutIn = Math.Max(0, _cutIn - 1);
        return !cut
            ? length
            : _cutMode switch
            {
                TearMode.None => 0,
                TearMode.Half => length / 2,
                TearMode.AllButOne => Math.Max(0, length - 1),
                _ => length,
            };
    }

    private bool End(int file, int bytes, bool cut, string operation)
    {
        Save(file);
        if (cut)
        {
            _dead = true;
            throw new PowerCutException($"power cut in {operation} of file {file}, tear mode {_cutMode}");
        }

        Commits++;
        BytesWritten += bytes;
        return true;
    }

    private void Save(int file) => _folder?.Save(file, _files[file]);
}
