using System;

namespace Kiosk.Firmware.Parts;

/// <summary>
/// Drive in one preallocated byte pool of linked blocks, for the self-test and for tests. It can be cut at any changing
/// operation with four tear modes; after the cut nothing succeeds until <see cref="PowerUp"/>. One thread.
/// </summary>
public sealed class InMemoryDrive : Drive
{
    /// <summary>What reaches the flash of the operation that is cut: nothing, the first half, all but the last byte,
    /// all.</summary>
    public const int TearNone = 0, TearHalf = 1, TearAllButOne = 2, TearFull = 3;

    /// <summary>Bytes of one block.</summary>
    public const int BlockBytes = 64;

    private const short None = -1;
    private readonly byte[] _pool;
    private readonly short[] _next;
    private readonly short[] _first;
    private readonly int[] _length;
    private short _free;

    /// <summary>Changing operations done since the drive was made.</summary>
    public int Operations;

    /// <summary>Number of the operation (counted by <see cref="Operations"/>, from 0) at which power is cut; -1
    /// never.</summary>
    public int CutAt = -1;

    /// <summary>Tear mode of the cut.</summary>
    public int Tear;

    /// <summary>True from the cut until <see cref="PowerUp"/>.</summary>
    public bool Dead;

    /// <summary>Drive of a number of files sharing <paramref name="capacityBytes"/>.</summary>
    public InMemoryDrive(int files, int capacityBytes)
    {
        int blocks = capacityBytes / BlockBytes;
        _pool = new byte[blocks * BlockBytes];
        _next = new short[blocks];
        _first = new short[files];
        _length = new int[files];
        for (int i = 0; i < blocks; i++)
        {
            _next[i] = (short)(i + 1 < blocks ? i + 1 : None);
        }

        for (int i = 0; i < files; i++)
        {
            _first[i] = None;
            _length[i] = -1;
        }

        _free = (short)(blocks > 0 ? 0 : None);
    }

    /// <inheritdoc/>
    public override int FileCount => _first.Length;

    /// <inheritdoc/>
    public override int CapacityBytes => _pool.Length;

    /// <summary>Ends a cut: what is on the flash stays, operations succeed again.</summary>
    public void PowerUp()
    {
        Dead = false;
        CutAt = -1;
    }

    /// <inheritdoc/>
    public override int Length(int file)
    {
        return Dead ? -1 : _length[file];
    }

    /// <inheritdoc/>
    public override bool Append(int file, byte[] data, int offset, int length)
    {
        int taken = Taken(length);
        if (_length[file] < 0 && taken > 0)
        {
            _length[file] = 0;
        }

        return Put(file, data, offset, taken) && !Dead;
    }

    /// <inheritdoc/>
    public override bool Replace(int file, byte[] data, int offset, int length)
    {
        int taken = Taken(length);
        if (Dead && taken == 0)
        {
            return false;
        }

        Free(file);
        _length[file] = 0;
        return Put(file, data, offset, taken) && !Dead;
    }

    /// <inheritdoc/>
    public override bool Delete(int file)
    {
        int taken = Taken(2);
        if (taken < 2)
        {
            return false;
        }

        Free(file);
        _length[file] = -1;
        return !Dead;
    }

    /// <inheritdoc/>
    public override int Read(int file, int position, byte[] buffer, int offset, int length)
    {
        if (Dead || _length[file] < 0 || position < 0)
        {
            return -1;
        }

        int left = _length[file] - position;
        int count = left < length ? left : length;
        if (count <= 0)
        {
            return 0;
        }

        short block = BlockAt(file, position);
        int done = 0;
        int inBlock = position % BlockBytes;
        while (done < count)
        {
            int part = BlockBytes - inBlock < count - done ? BlockBytes - inBlock : count - done;
            Array.Copy(_pool, block * BlockBytes + inBlock, buffer, offset + done, part);
            done += part;
            inBlock = 0;
            block = _next[block];
        }

        return count;
    }

    /// <summary>Changes one byte of a file in place (a fault of the medium, for tests). False beyond the end.</summary>
    public bool Corrupt(int file, int position, byte mask)
    {
        if (position < 0 || position >= _length[file])
        {
            return false;
        }

        int at = BlockAt(file, position) * BlockBytes + position % BlockBytes;
        _pool[at] = (byte)(_pool[at] ^ mask);
        return true;
    }

    /// <summary>How much of an operation reaches the flash; cuts the power when its turn has come.</summary>
    private int Taken(int length)
    {
        if (Dead)
        {
            return 0;
        }

        int operation = Operations;
        Operations++;
        if (operation != CutAt)
        {
            return length;
        }

        Dead = true;
        switch (Tear)
        {
            case TearHalf:
                return length / 2;
            case TearAllButOne:
                return length - 1;
            case TearFull:
                return length;
            default:
                return 0;
        }
    }

    private bool Put(int file, byte[] data, int offset, int length)
    {
        int done = 0;
        short last = _length[file] > 0 ? BlockAt(file, _length[file] - 1) : None;
        while (done < length)
        {
            int inBlock = _length[file] % BlockBytes;
            if (inBlock == 0)
            {
                last = Take(file, last);
                if (last == None)
                {
                    return false;
                }
            }

            int part = BlockBytes - inBlock < length - done ? BlockBytes - inBlock : length - done;
            Array.Copy(data, offset + done, _pool, last * BlockBytes + inBlock, part);
            done += part;
            _length[file] += part;
        }

        return true;
    }

    private short Take(int file, short after)
    {
        short block = _free;
        if (block == None)
        {
            return None;
        }

        _free = _next[block];
        _next[block] = None;
        if (after == None)
        {
            _first[file] = block;
        }
        else
        {
            _next[after] = block;
        }

        return block;
    }

    private short BlockAt(int file, int position)
    {
        short block = _first[file];
        for (int skip = position / BlockBytes; skip > 0; skip--)
        {
            block = _next[block];
        }

        return block;
    }

    private void Free(int file)
    {
        short block = _first[file];
        while (block != None)
        {
            short next = _next[block];
            _next[block] = _free;
            _free = block;
            block = next;
        }

        _first[file] = None;
        if (_length[file] > 0)
        {
            _length[file] = 0;
        }
    }
}
