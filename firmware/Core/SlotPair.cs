using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware;

/// <summary>
/// Small durable state in two alternating files (device.md fact 2: no rename-over): payload, then a trailer of magic,
/// length, generation and CRC-32. The newest valid slot wins; a torn one leaves the other. One thread.
/// </summary>
public sealed class SlotPair
{
    /// <summary>Bytes that the trailer needs behind the payload in the caller's buffer.</summary>
    public const int TrailerBytes = 14;

    private readonly Drive _drive;
    private readonly int _firstFile;
    private readonly int _magic;
    private int _newest;

    /// <summary>Generation of the newest valid slot; 0 when there is none.</summary>
    public long Generation;

    /// <summary>True when a slot with bytes was found that is not valid (torn, corrupt).</summary>
    public bool Damaged;

    /// <summary>Pair of files from <paramref name="firstFile"/>, told apart by a 16-bit magic.</summary>
    public SlotPair(Drive drive, int firstFile, int magic)
    {
        _drive = drive;
        _firstFile = firstFile;
        _magic = magic;
    }

    /// <summary>Reads the newest valid payload to the start of the buffer, which has <see cref="TrailerBytes"/> more
    /// room; returns its length, -1 when there is none.</summary>
    public int Load(byte[] buffer)
    {
        return Load(buffer, 0);
    }

    /// <summary>Same as <see cref="Load(byte[])"/>, to an offset of the buffer.</summary>
    public int Load(byte[] buffer, int offset)
    {
        Damaged = false;
        Generation = 0;
        long first = GenerationOf(0, buffer, offset);
        long second = GenerationOf(1, buffer, offset);
        int better = second > first ? 1 : 0;
        int length = LoadSlot(better, buffer, offset);
        if (length < 0)
        {
            better = 1 - better;
            length = LoadSlot(better, buffer, offset);
        }

        if (length >= 0)
        {
            _newest = better;
            Generation = better == 1 ? second : first;
        }

        return length;
    }

    /// <summary>Reads the slot that is not the newest; returns its length, -1 when it is not valid.</summary>
    public int LoadPrevious(byte[] buffer)
    {
        return Generation == 0 ? -1 : LoadSlot(1 - _newest, buffer, 0);
    }

    /// <summary>
    /// Makes the slot that is not the newest the newest again: the next save takes the place of the other one. Returns
    /// its length, -1 (and nothing is changed) when it is not valid.
    /// </summary>
    public int Return(byte[] buffer)
    {
        int length = LoadPrevious(buffer);
        if (length >= 0)
        {
            _newest = 1 - _newest;
            Generation = Bytes.GetU32(buffer, length + 6);
        }

        return length;
    }

    /// <summary>
    /// Stores the payload at the start of the buffer, which has <see cref="TrailerBytes"/> more room, as the next
    /// generation. True when durable; else the newest slot is still what it was.
    /// </summary>
    public bool Save(byte[] buffer, int length)
    {
        return Save(buffer, 0, length);
    }

    /// <summary>Same as <see cref="Save(byte[], int)"/>, with the payload at an offset of the buffer.</summary>
    public bool Save(byte[] buffer, int offset, int length)
    {
        int target = Generation == 0 ? 0 : 1 - _newest;
        int end = offset + length;
        Bytes.PutU16(buffer, end, _magic);
        Bytes.PutU32(buffer, end + 2, length);
        Bytes.PutU32(buffer, end + 6, Generation + 1);
        Bytes.PutU32(buffer, end + 10, Crc32.Compute(buffer, offset, length + 10));
        if (!_drive.Replace(_firstFile + target, buffer, offset, length + TrailerBytes))
        {
            return false;
        }

        _newest = target;
        Generation++;
        return true;
    }

    // The caller's buffer serves as room: the payload comes there afterwards.
    private long GenerationOf(int slot, byte[] buffer, int offset)
    {
        int size = _drive.Length(_firstFile + slot);
        if (size < TrailerBytes || buffer.Length - offset < TrailerBytes)
        {
            Damaged |= size > 0;
            return 0;
        }

        int read = _drive.Read(_firstFile + slot, size - TrailerBytes, buffer, offset, TrailerBytes);
        bool valid = read == TrailerBytes && Bytes.GetU16(buffer, offset) == _magic
            && Bytes.GetU32(buffer, offset + 2) == size - TrailerBytes;
        Damaged |= !valid;
        return valid ? Bytes.GetU32(buffer, offset + 6) : 0;
    }

    private int LoadSlot(int slot, byte[] buffer, int offset)
    {
        int size = _drive.Length(_firstFile + slot);
        if (size < TrailerBytes || size > buffer.Length - offset || GenerationOf(slot, buffer, offset) == 0)
        {
            return -1;
        }

        int read = _drive.Read(_firstFile + slot, 0, buffer, offset, size);
        bool valid = read == size
            && Crc32.Compute(buffer, offset, size - 4) == Bytes.GetU32(buffer, offset + size - 4);
        Damaged |= !valid;
        return valid ? size - TrailerBytes : -1;
    }
}
