using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Journal;

/// <summary>Highest sequence that the gateway holds durably with all before it, in two alternating files. One
/// thread.</summary>
public sealed class AckCursor
{
    private const int Magic = 0x4143;
    private readonly SlotPair _slots;
    private readonly byte[] _buffer = new byte[4 + SlotPair.TrailerBytes];

    /// <summary>The sequence, 0 when none was acknowledged; never falls.</summary>
    public long Acknowledged;

    /// <summary>Saves that the drive did not take.</summary>
    public int Failures;

    /// <summary>Cursor on a drive.</summary>
    public AckCursor(Drive drive)
    {
        _slots = new SlotPair(drive, DriveFiles.Cursor, Magic);
    }

    /// <summary>Reads the cursor; false when no slot is valid.</summary>
    public bool Load()
    {
        bool found = _slots.Load(_buffer) == 4;
        Acknowledged = found ? Bytes.GetU32(_buffer, 0) : 0;
        return found;
    }

    /// <summary>Raises the cursor; true when it is durable (also when it is not higher).</summary>
    public bool Raise(long sequence)
    {
        if (sequence <= Acknowledged)
        {
            return true;
        }

        Bytes.PutU32(_buffer, 0, sequence);
        if (!_slots.Save(_buffer, 4))
        {
            Failures++;
            return false;
        }

        Acknowledged = sequence;
        return true;
    }
}
