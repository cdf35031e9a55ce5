using System;

namespace Kiosk.Firmware.Parts;

/// <summary>
/// Memory card in one array of bytes, with what goes wrong with cards: taken out in mid-write, full, write-protected,
/// unreadable, reading back otherwise than written. One thread.
/// </summary>
public sealed class InMemoryCard : MemoryCard
{
    private readonly byte[] _bytes;
    private readonly int[] _start = new int[CopiesPerDay + 1];
    private bool _mounted;

    /// <summary>True while a card is in; while its tab is on "lock"; while its file system can be read.</summary>
    public bool Inserted = true, Protected, Formatted = true;

    /// <summary>Changing operations since the card was made; number of the one (from 0) during which it is taken out,
    /// half written; -1 never.</summary>
    public int Operations, TakenOutAt = -1;

    /// <summary>Byte of the card that reads back with one bit flipped; -1 none.</summary>
    public int BadByte = -1;

    /// <summary>Copies on the card; day of the last one.</summary>
    public int Copies, Day;

    /// <summary>A blank card of so many bytes.</summary>
    public InMemoryCard(int capacityBytes)
    {
        _bytes = new byte[capacityBytes];
    }

    /// <inheritdoc/>
    public override int CapacityBytes
    {
        get { return _bytes.Length; }
    }

    /// <summary>True while the kiosk holds the card: taken out now, it would be in mid-copy.</summary>
    public bool Mounted
    {
        get { return _mounted; }
    }

    private int Used
    {
        get { return _start[Copies]; }
    }

    /// <inheritdoc/>
    public override int Begin(int day)
    {
        _mounted = Inserted && Formatted && Copies < CopiesPerDay;
        Day = day;
        return !Inserted ? Missing : _mounted ? Ready : Unreadable;
    }

    /// <inheritdoc/>
    public override void End()
    {
        _mounted = false;
    }

    /// <summary>Bytes of a copy that is on the card, 0 for the first.</summary>
    public int CopyLength(int copy)
    {
        return _start[copy + 1] - _start[copy];
    }

    /// <summary>Reads a copy as a computer would that the card is put into.</summary>
    public int ReadCopy(int copy, byte[] buffer)
    {
        Array.Copy(_bytes, _start[copy], buffer, 0, CopyLength(copy));
        return CopyLength(copy);
    }

    /// <inheritdoc/>
    public override int Length(int file)
    {
        return _mounted && Inserted && Copies > 0 ? CopyLength(Copies - 1) : -1;
    }

    /// <inheritdoc/>
    public override bool Replace(int file, byte[] data, int offset, int length)
    {
        if (!_mounted || !Inserted || Protected)
        {
            return false;
        }

        Copies++;
        _start[Copies] = _start[Copies - 1];
        return Append(file, data, offset, length);
    }

    /// <inheritdoc/>
    public override bool Append(int file, byte[] data, int offset, int length)
    {
        if (!_mounted || !Inserted || Protected)
        {
            return false;
        }

        bool takenOut = Operations == TakenOutAt;
        Operations++;
        Inserted = !takenOut;
        int wanted = takenOut ? length / 2 : length;
        int room = _bytes.Length - Used;
        int taken = wanted < room ? wanted : room;
        Array.Copy(data, offset, _bytes, Used, taken);
        _start[Copies] += taken;
        return taken == length;
    }

    /// <inheritdoc/>
    public override int Read(int file, int position, byte[] buffer, int offset, int length)
    {
        if (Length(file) < 0 || position < 0)
        {
            return -1;
        }

        int left = Length(file) - position;
        int count = left < length ? left : length;
        if (count <= 0)
        {
            return 0;
        }

        int from = _start[Copies - 1] + position;
        Array.Copy(_bytes, from, buffer, offset, count);
        if (BadByte >= from && BadByte < from + count)
        {
            buffer[offset + BadByte - from] ^= 1;
        }

        return count;
    }

    /// <inheritdoc/>
    public override bool Delete(int file)
    {
        return false;
    }
}
