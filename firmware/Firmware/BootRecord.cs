using System;
using Kiosk.Firmware.Footfall;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware;

/// <summary>
/// What one run of the firmware leaves for the next (F-BOOT-1): boot number, attempts, planned reboot, last times,
/// version,
/// in two alternating files of at most 64 bytes. One thread.
/// </summary>
public sealed class BootRecord
{
    /// <summary>Reasons of a boot (frozen; argument of the start event).</summary>
    public const int Unknown = 0, Planned = 1, PowerLoss = 2, Watchdog = 3, StorageLost = 4, FirstStart = 5;

    /// <summary>A heartbeat no older than this many seconds says that the power went (F-BOOT-2).</summary>
    public const int HeartbeatSeconds = 120;

    // In the place of the planned code, whose highest value it is: the alarm of the supply was on.
    private const int SupplyMark = 0xFFFF;
    private const int Magic = 0x4252, SlotOffset = 20;
    private const int Length = SlotOffset + SlotCheckpoint.Bytes;
    private const int LengthBefore = SlotOffset + SlotCheckpoint.BytesBefore;
    private readonly SlotPair _slots;
    private readonly byte[] _buffer = new byte[Length + SlotPair.TrailerBytes];

    /// <summary>Number of this boot, 1..; the records carry it modulo 65,536.</summary>
    public long Boot;

    /// <summary>Boots since the last one that was confirmed, this one included.</summary>
    public int Attempts;

    /// <summary>Code of the reboot planned next, 0 none.</summary>
    public int PlannedCode;

    /// <summary>Last monotonic seconds and wall time noted; wall 0 unknown.</summary>
    public long LastMonoSeconds, LastWallSeconds;

    /// <summary>Version of the firmware.</summary>
    public int AppVersion;

    /// <summary>
    /// The supply's alarm is on, saved with the next heartbeat; was on when the run before ended. A power loss is known
    /// by it without any clock.
    /// </summary>
    public bool SupplyFails, SupplyFailed;

    /// <summary>Of the run before: planned code, last wall time, version.</summary>
    public int PreviousPlanned;

    /// <summary>See <see cref="PreviousPlanned"/>.</summary>
    public long PreviousWall;

    /// <summary>See <see cref="PreviousPlanned"/>.</summary>
    public int PreviousVersion;

    /// <summary>
    /// Version that the journal knows of, saved as the version of this run: a change stays visible until its event is
    /// in
    /// the journal and <see cref="VersionTold"/> was called.
    /// </summary>
    private int _toldVersion;

    /// <summary>The open footfall slot as of the last heartbeat.</summary>
    public readonly SlotCheckpoint OpenSlot = new SlotCheckpoint();

    /// <summary>True when no record of an earlier run was found.</summary>
    public bool Blank;

    /// <summary>Saves that the drive did not take.</summary>
    public int Failures;

    /// <summary>Record on a drive.</summary>
    public BootRecord(Drive drive, int appVersion)
    {
        _slots = new SlotPair(drive, DriveFiles.Boot, Magic);
        AppVersion = appVersion;
        _toldVersion = appVersion;
    }

    /// <summary>First thing at boot: reads the run before, counts this attempt, saves.</summary>
    public void Begin()
    {
        int loaded = _slots.Load(_buffer);
        Blank = loaded != Length && loaded != LengthBefore;
        if (!Blank)
        {
            Array.Clear(_buffer, loaded, Length - loaded);
            Boot = Bytes.GetU32(_buffer, 0);
            Attempts = Bytes.GetU16(_buffer, 4);
            PreviousPlanned = Bytes.GetU16(_buffer, 6);
            SupplyFailed = PreviousPlanned == SupplyMark;
            PreviousPlanned = SupplyFailed ? 0 : PreviousPlanned;
            PreviousWall = Bytes.GetU32(_buffer, 12);
            PreviousVersion = (int)Bytes.GetU32(_buffer, 16);
            LastWallSeconds = PreviousWall;
            _toldVersion = PreviousVersion;
            OpenSlot.Read(_buffer, SlotOffset);
        }

        Boot++;
        Attempts = Attempts < 0xFFFF ? Attempts + 1 : Attempts;
        Save();
    }

    /// <summary>
    /// Lifts the boot number above the newest one found in the journal, modulo 65,536, -1 none: the boot files were
    /// lost
    /// or did not take the last one. No number of a boot that wrote records is given again. True when it was lifted.
    /// </summary>
    public bool Raise(int newestInJournal)
    {
        int ahead = (newestInJournal - (int)(Boot & 0xFFFF)) & 0xFFFF;
        bool used = newestInJournal >= 0 && (Blank || ahead < 0x8000);
        if (used)
        {
            Boot += ahead + 1;
            Save();
        }

        return used;
    }

    /// <summary>True while a change of version is not in the journal.</summary>
    public bool VersionChanged => _toldVersion != AppVersion;

    /// <summary>The change of version is in the journal: saved, so that it is told once.</summary>
    public void VersionTold()
    {
        _toldVersion = AppVersion;
        Save();
    }

    /// <summary>The run proved itself: the next boot counts attempts from one again.</summary>
    public void Confirm()
    {
        Attempts = 0;
        Save();
    }

    /// <summary>Notes the times; wall 0 keeps the last known one.</summary>
    public void Heartbeat(long nowMs, long wallSeconds)
    {
        LastMonoSeconds = nowMs / 1000;
        LastWallSeconds = wallSeconds > 0 ? wallSeconds : LastWallSeconds;
        Save();
    }

    /// <summary>Notes that the board is about to be restarted on purpose, with a code of 1..65534.</summary>
    public bool Plan(int code)
    {
        PlannedCode = code;
        return Save();
    }

    /// <summary>
    /// Reason of a boot (F-BOOT-2). <paramref name="supplyFailed"/> is <see cref="SupplyFailed"/>;
    /// <paramref name="heartbeatAgeSeconds"/> the age of the last heartbeat at this start, negative when either time is
    /// unknown.
    /// </summary>
    public static int Infer(int plannedCode, bool watchdogLatched, bool supplyFailed, bool driveBlank,
        bool knownToGateway, long heartbeatAgeSeconds)
    {
        if (plannedCode != 0)
        {
            return Planned;
        }

        if (watchdogLatched)
        {
            return Watchdog;
        }

        if (driveBlank)
        {
            return knownToGateway ? StorageLost : FirstStart;
        }

        bool fresh = heartbeatAgeSeconds >= 0 && heartbeatAgeSeconds <= HeartbeatSeconds;
        return supplyFailed || fresh ? PowerLoss : Unknown;
    }

    /// <summary>
    /// Reason of this boot, by what the run before left. <paramref name="wall"/> is the time by a clock that ran on, 0
    /// none.
    /// </summary>
    public int Reason(bool watchdogLatched, bool journalBlank, bool knownToGateway, long wall)
    {
        long age = wall > 0 && PreviousWall > 0 ? wall - PreviousWall : -1;
        return Infer(PreviousPlanned, watchdogLatched, SupplyFailed, Blank && journalBlank, knownToGateway, age);
    }

    private bool Save()
    {
        Bytes.PutU32(_buffer, 0, Boot);
        Bytes.PutU16(_buffer, 4, Attempts);
        Bytes.PutU16(_buffer, 6, PlannedCode == 0 && SupplyFails ? SupplyMark : PlannedCode);
        Bytes.PutU32(_buffer, 8, LastMonoSeconds);
        Bytes.PutU32(_buffer, 12, LastWallSeconds);
        Bytes.PutU32(_buffer, 16, _toldVersion);
        OpenSlot.Write(_buffer, SlotOffset);
        bool saved = _slots.Save(_buffer, Length);
        Failures += saved ? 0 : 1;
        return saved;
    }
}
