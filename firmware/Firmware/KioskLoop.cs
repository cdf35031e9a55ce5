using System;
using Kiosk.Firmware.Climate;
using Kiosk.Firmware.Footfall;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Notices;
using Kiosk.Firmware.Outbox;
using Kiosk.Firmware.Selling;
using Kiosk.Firmware.Stops;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware;

/// <summary>
/// The one loop of a kiosk: everything that it does happens inside <see cref="Step"/>. One thread. Inputs and downlinks
/// wait in bounded queues of the parts; the board calls Step when one arrives and at the latest when Step said.
/// </summary>
public sealed class KioskLoop
{
    /// <summary>Tasks of the loop, as in fault events (frozen).</summary>
    public const int TaskTill = 0, TaskFootfall = 1, TaskClimate = 2, TaskNotices = 3,
        TaskHouse = 4, TaskOutbox = 5, Tasks = 6;

    /// <summary>Planned reboot because a task failed again and again: this plus the task (F-BOOT-6); because nothing
    /// that the network ladder tried brought an answer (F-SYNC-6).</summary>
    public const int RebootAfterFaults = 100, RebootForNetwork = 120;

    private readonly KioskParts _parts;
    private readonly KioskIdentity _identity;
    private readonly Mac _mac;
    private readonly long[] _due = new long[Tasks];
    private FootfallCounter? _footfall;
    private ClimateSampler? _climate;
    private NoticeBoard? _notices;
    private HouseKeeper? _house;
    private FaultWatch? _watch;
    private EventWriter? _events;
    private OfflineWatch? _offline;
    private Till? _till;
    private readonly SupplyHold? _hold;
    private BeepDesk? _beeps;
    private StopCounter? _stops;

    /// <summary>Faults of the tasks since start.</summary>
    public readonly FaultLog Faults = new FaultLog(Tasks);

    /// <summary>Says whether the watchdog may be fed.</summary>
    public readonly Supervisor Supervisor = new Supervisor();

    /// <summary>What is tried while the city does not answer; null until <see cref="Start"/>.</summary>
    public NetworkLadder? Ladder;

    /// <summary>Time of this kiosk.</summary>
    public readonly TimeKeeper Time;

    /// <summary>What the run before left and what this one leaves.</summary>
    public readonly BootRecord Boot;

    /// <summary>The chain that seals; null until <see cref="Start"/>.</summary>
    public FiscalChain? Chain;

    /// <summary>The journal; null until <see cref="Start"/>.</summary>
    public RecordJournal? Journal;

    /// <summary>Settings, catalogue and notice; null until <see cref="Start"/>.</summary>
    public SettingsStore? Store;

    /// <summary>What is sent and received; null until <see cref="Start"/>.</summary>
    public Outbox.Outbox? Outbox;

    /// <inheritdoc cref="Outbox"/>
    public Inbox? Inbox;

    /// <summary>What the city tells about archives; null until <see cref="Start"/>.</summary>
    public ArchiveNotes? ArchiveNotes;

    /// <summary>Code of the planned reboot that the loop asks its board for; 0 while none. The board then calls
    /// <see cref="Stop"/>.</summary>
    public int RebootCode;

    /// <summary>Loop over the parts of a board; nothing is read or written before <see cref="Start"/>.</summary>
    public KioskLoop(KioskParts parts, KioskIdentity identity, Mac mac)
    {
        _parts = parts;
        _identity = identity;
        _mac = mac;
        _hold = parts.Supply == null ? null : new SupplyHold(parts.Supply);
        Time = new TimeKeeper(parts.Clock, identity.BuildUtcSeconds);
        Boot = new BootRecord(parts.Drive, identity.AppVersion);
    }

    /// <summary>The till; null while the kiosk is vacant (no keypad nor scanner, or settings that say so).</summary>
    public Till? Till => _till != null && Store!.Settings.Sells ? _till : null;

    /// <summary>Records stored and not acknowledged yet; highest sequence that the gateway has with all before
    /// it.</summary>
    public long RecordsWaiting => Journal == null ? 0 : Journal.Waiting;

    /// <inheritdoc cref="RecordsWaiting"/>
    public long AcknowledgedThrough => Journal == null ? 0 : Journal.Cursor.Acknowledged;

    /// <summary>Number of this boot, from 1.</summary>
    public long BootNumber => Boot.Boot;

    /// <summary>Versions in force, 0 the built-in ones.</summary>
    public int CatalogueVersion => Store == null ? 0 : Store.Catalogue.Version;

    /// <inheritdoc cref="CatalogueVersion"/>
    public int SettingsVersion => Store == null ? 0 : Store.Settings.Version;

    /// <summary>Passages counted since start, both directions.</summary>
    public long PassagesSinceStart => _footfall == null ? 0 : _footfall.Passages;

    /// <summary>Last ticket number of the chain and its perpetual cents.</summary>
    public long TicketsOfChain => Chain == null ? 0 : Chain.State.Tickets;

    /// <inheritdoc cref="TicketsOfChain"/>
    public long CentsOfChain => Chain == null ? 0 : Chain.State.PerpetualSigned;

    /// <summary>What residents read; null without a display.</summary>
    public NoticeBoard? Notices => _notices;

    private bool HasPageFiles =>
        _parts.Drive.FileCount >= DriveFiles.PageSlots(_parts.SegmentCount) + DriveFiles.FilesForPages;

    // The room of one of a ticket's records serves all that read or write one record at a time: the longest are long.
    private Record Scratch => Journal!.Batch[1];

    /// <summary>Reason of this boot (<see cref="BootRecord"/>).</summary>
    public int BootReason => _house == null ? BootRecord.Unknown : _house.BootReason;

    /// <summary>Boots: reads the drive, recovers the journal, makes every part of the firmware. Allocates.</summary>
    public void Start(long nowMs)
    {
        Boot.Begin();
        Time.Start(nowMs, Boot.PreviousWall);
        Chain = new FiscalChain(_mac, Key(KeyDerivation.Seal), _identity.KioskId,
            new CanonicalText(new byte[0], 0));
        byte[] downlinkKey = Key(KeyDerivation.Downlink);
        byte[] buffer = new byte[_parts.DownlinkBytesMax + SlotPair.TrailerBytes];
        DownlinkReader reader = new DownlinkReader();
        Store = new SettingsStore(
            _parts.Drive, _mac, downlinkKey, _identity.Device, reader, buffer, _parts.ArticlesMax,
            HasPageFiles ? DriveFiles.PageSlots(_parts.SegmentCount) + DriveFiles.FirstText : -1);
        Store.Load();
        _parts.Faults.Raise(Store.Lost > 0 ? FaultCode.SettingsLost : FaultCode.None);
        Journal = new RecordJournal(_parts.Drive, Chain, Time, _parts.SegmentBytes, _parts.SegmentCount,
            new SealKeys(_mac, _identity.Secret), _parts.MerchantsMax);
        Journal.Recover((int)(Boot.Boot & 0xFFFF), _identity.FirstSequence, Store);
        if (Boot.Raise(Journal.Recovery.NewestBoot))
        {
            Journal.Renumber((int)(Boot.Boot & 0xFFFF));
        }

        Time.Estimate(Journal.Recovery.NewestWall, nowMs);
        _events = new EventWriter(Chain, Journal, Scratch);
        BatchWriter writer = new BatchWriter(_mac, Key(KeyDerivation.Frame), _identity.Device);
        Outbox = new Outbox.Outbox(_parts.Uplink, Journal, Time, writer, Scratch, _identity.Device,
            _parts.FrameBytesMax);
        Ladder = new NetworkLadder(_parts.Uplink, Time);
        ArchiveNotes = new ArchiveNotes(Chain, _events);
        Inbox = new Inbox(_parts.Uplink, _mac, downlinkKey, _identity, reader, buffer, Store, Outbox, _events,
            _parts.Faults, ArchiveNotes);
        MakeTasks(nowMs);
        TakeSettings();
        TakeNotice(NoticeSlot.City);
    }

    /// <summary>Runs what is due at a monotonic instant; returns the instant when it is next due. Allocates
    /// nothing.</summary>
    public long Step(long nowMs)
    {
        long next = long.MaxValue;
        int unseen = _parts.Faults.Unseen;
        for (int task = 0; task < Tasks; task++)
        {
            bool holds = _hold != null && HoldsForSupply(nowMs);
            long due = holds ? nowMs + SupplyHold.LookMs : RunGuarded(task, nowMs);
            Supervisor.Report(task, nowMs);
            next = due < next ? due : next;
        }

        // A till that failed rests for seconds: no coil may stay on for them.
        long pulse = _parts.EndPulses(nowMs);
        next = pulse < next ? pulse : next;

        // What went wrong after the till's turn shows on its display at once.
        next = unseen == _parts.Faults.Unseen || next <= nowMs ? next : nowMs + 1;
        return _parts.Supply == null || next < nowMs + SupplyHold.LookMs ? next : nowMs + SupplyHold.LookMs;
    }

    /// <summary>
    /// Before a planned restart (F-BOOT-7): notes the code, then journals the open slot and the code (R26) in one
    /// append: two writes, as a second has room for no third. Once: who asked first names the code.
    /// </summary>
    public void Stop(long nowMs, int code)
    {
        if (Boot.PlannedCode != 0)
        {
            return;
        }

        Boot.Plan(code);
        if (_house == null)
        {
            return;
        }

        Record[] batch = Journal!.Batch;
        bool slot = _footfall != null && _footfall.Close(nowMs, batch[0]);
        int count = slot ? 1 : 0;
        bool told = _house.Announced
            && _events!.Seal(batch[count], EventCode.PlannedReboot, 0, code, 0, nowMs);
        count += told ? 1 : 0;
        int outcome = count == 0 ? RecordJournal.Stored : Journal.Append(batch, count, nowMs);
        if (slot)
        {
            _footfall!.Closed.Leave(outcome);
        }
    }

    /// <summary>
    /// The alarm of the supply wakes the journal first (H-3): one write of 64 bytes, then nothing until the supply is
    /// back. Every record is durable already, as each append closes its file.
    /// </summary>
    private bool HoldsForSupply(long nowMs)
    {
        if (_hold!.Begins(nowMs))
        {
            Boot.SupplyFails = true;
            _house!.Beat(nowMs);
            _beeps?.Silence();
        }

        if (_hold.Ends(nowMs))
        {
            Boot.SupplyFails = false;
            _house!.Beat(nowMs);
            _parts.Faults.Raise(FaultCode.SupplyAlarm);
        }

        return _hold.Holds;
    }

    private void MakeTasks(long nowMs)
    {
        RecordJournal journal = Journal!;
        _house = new HouseKeeper(journal, Chain!, Time, Boot, _events!, Faults, _parts.Faults, Scratch);
        _house.BootReason = Boot.Reason(_parts.WatchdogLatched, journal.Recovery.Blank, _identity.FirstSequence == 0,
            Time.Quality >= TimeKeeper.Battery ? Time.WallSeconds(nowMs) : 0);
        _offline = new OfflineWatch(journal, Chain!, _events!, nowMs);
        _watch = new FaultWatch(_parts, journal, Time);
        _watch.Booted(_house.BootReason);
        _house.Memory = _parts.Memory;
        _house.Start(nowMs);
        MakeTill();
        if (_parts.Beams != null)
        {
            _footfall = new FootfallCounter(_parts.Beams);
            _footfall.Resume(Boot.OpenSlot, journal, Scratch);
            _house.Footfall = _footfall;
            _till?.SetFootfall(_footfall);
        }

        _stops = _parts.CounterSense == null ? null : new StopCounter(_parts.CounterSense);
        if (_parts.Probes != null)
        {
            _climate = new ClimateSampler(_parts.Probes);
        }

        if (_parts.NoticeDisplay != null)
        {
            _notices = new NoticeBoard(_parts.NoticeDisplay, _footfall, _climate, Store!.Notices) { Stops = _stops };
            if (HasPageFiles)
            {
                _notices.Keep(_parts.Drive, DriveFiles.PageSlots(_parts.SegmentCount));
            }
        }

        _watch.Outbox = Outbox;
        _watch.Inbox = Inbox;
        _watch.EventsOut = _events;
        _watch.Boot = Boot;
        _watch.Till = _till;
        _watch.Footfall = _footfall;
        _watch.Stops = _stops;
        _watch.Climate = _climate;
        _watch.Notices = _notices;
    }

    private byte[] Key(string label)
    {
        byte[] key = new byte[KeyDerivation.KeyBytes];
        KeyDerivation.Derive(_mac, _identity.Secret, label, key);
        return key;
    }

    /// <summary>
    /// Puts new settings and a new catalogue in force. A till takes them between two sales by itself and is asked
    /// whether it has; without one they count at once.
    /// </summary>
    private void PutInForce(long nowMs)
    {
        SettingsStore store = Store!;
        Till? till = _till;
        Catalogue? catalogue = store.NextCatalogue;
        Settings? settings = store.NextSettings;
        int before = store.Catalogue.Version, settingsBefore = store.Settings.Version;
        if (catalogue != null && (till == null || till.CatalogueInUse == catalogue))
        {
            store.CatalogueTaken();
        }

        if (settings != null && (till == null || till.SettingsInUse == settings))
        {
            store.SettingsTaken();
            TakeSettings();
            _events!.Write(EventCode.SettingsApplied, 0, store.Settings.Version, settingsBefore, nowMs);
        }

        if (till == null && store.Catalogue.Version != before)
        {
            Journal!.Rotate();
            _events!.Write(JetCode.CatalogueChange, 0, store.Catalogue.Version, before, nowMs);
        }

        store.HandTo(till);
    }

    private void TakeSettings()
    {
        Settings settings = Store!.Settings;
        Outbox!.FlushSeconds = settings.FlushSeconds;
        _house!.HealthSeconds = settings.HealthSeconds;
        if (_climate != null)
        {
            _climate.PeriodSeconds = settings.ClimateSeconds;
        }

        if (_footfall != null)
        {
            _footfall.Factor = settings.BeamFactor;
            _footfall.FactorError = settings.BeamFactorError;
        }
    }

    private void TakeNotice(int slot)
    {
        Inbox!.ChangedSlots &= ~(1 << slot);
        if (_notices == null || Store!.Notices[slot].Version == 0)
        {
            return;
        }

        _notices.ContentChanged(PageId.OfSlot(slot));
        _due[TaskNotices] = 0;
    }

    private long RunOutbox(long nowMs)
    {
        Inbox!.Step(nowMs);
        ArchiveNotes!.Step(_till == null || _till.BetweenSales, nowMs);
        for (int slot = 0; Inbox.ChangedSlots != 0 && slot < NoticeSlot.Count; slot++)
        {
            if ((Inbox.ChangedSlots >> slot & 1) != 0)
            {
                TakeNotice(slot);
            }
        }

        if (Store!.NextCatalogue != null || Store.NextSettings != null)
        {
            PutInForce(nowMs);
        }

        long due = Outbox!.Step(nowMs, _parts.Clock.MonotonicMs - nowMs);
        long rested = _till == null ? nowMs : _till.LineCount > 0 ? 0 : nowMs - _till.LastKeyMs;
        if (Ladder!.Step(nowMs, Outbox.Answered, RecordsWaiting, rested))
        {
            RebootCode = RebootForNetwork;
        }

        if (_till != null)
        {
            _till.SetAcknowledged(Journal!.Cursor.Acknowledged);
            _till.SetRefused(Outbox.RefusedSequence != 0);
        }

        return due;
    }

    private void MakeTill()
    {
        if (_parts.Keypad == null && _parts.Scanner == null)
        {
            return;
        }

        _till = new Till(_parts, Chain!, Journal!, Time, new BasketSlots(_parts.Drive, _parts.LinesMax), _events!, _mac,
            Key(SignIn.KeyLabel), _parts.Printer == null ? null
                : new FiscalChain(_mac, Key(KeyDerivation.Seal), _identity.KioskId, Chain!.Text),
            _parts.Printer == null ? null : new SealKeys(_mac, _identity.Secret));
        _beeps = _parts.Beeper == null ? null : new BeepDesk(_parts.Beeper);
        _till.SetCatalogue(Store!.Catalogue);
        _till.SetSettings(Store.Settings);
    }

    /// <summary>The loop top: the one place where any exception of a task ends (F-BOOT-6).</summary>
    private long RunGuarded(int task, long nowMs)
    {
        if (nowMs < Faults.RetryAt(task))
        {
            return Faults.RetryAt(task);
        }

        if (nowMs < _due[task] && (task == TaskClimate || task == TaskNotices))
        {
            return _due[task];
        }

        try
        {
            _due[task] = RunTask(task, nowMs);
            Faults.Passed(task, nowMs);
        }
        catch (Exception fault)
        {
            _parts.Faults.Count(FaultCode.LoopRestarted);
            _beeps?.Silence();
            if (Faults.Note(task, fault, nowMs))
            {
                RebootCode = RebootAfterFaults + task;
            }

            _due[TaskHouse] = nowMs;
            _due[task] = Faults.RetryAt(task);
        }

        return _due[task];
    }

    private long RunTask(int task, long nowMs)
    {
        switch (task)
        {
            case TaskTill:
                // A till that does not sell says so on its display, and takes over what is pushed.
                return _till == null ? long.MaxValue : RunTill(_till, nowMs);
            case TaskFootfall:
                return RunCounters(nowMs);
            case TaskClimate:
                return _climate == null ? long.MaxValue : _climate.Step(nowMs, Time, Journal!, Scratch);
            case TaskNotices:
                return _notices == null ? long.MaxValue : _notices.Step(nowMs, Time);
            case TaskHouse:
                return RunHouse(nowMs);
            case TaskOutbox:
                return RunOutbox(nowMs);
            default:
                return long.MaxValue;
        }
    }

    private long RunTill(Till till, long nowMs)
    {
        long due = till.Step(nowMs);
        long beep = _beeps == null ? long.MaxValue : _beeps.Step(till, nowMs);
        return due < beep ? due : beep;
    }

    // Two counters that never mix: each has its part, its state and its records (GRD-1).
    private long RunCounters(long nowMs)
    {
        long passages = _footfall == null ? long.MaxValue : _footfall.Step(nowMs, Time, Journal!, Scratch);
        long stops = _stops == null ? long.MaxValue : _stops.Step(nowMs, Time, Journal!, Scratch);
        return passages < stops ? passages : stops;
    }

    private long RunHouse(long nowMs)
    {
        HouseKeeper house = _house!;
        _watch!.Step(nowMs);
        house.Health[HealthLayout.KeysLost] = _parts.Keypad == null ? 0 : _parts.Keypad.Lost;
        house.Health[HealthLayout.EdgesLost] = _parts.Beams == null ? 0 : _parts.Beams.Lost;
        house.Health[HealthLayout.FramesSent] = Outbox!.Built;
        house.Health[HealthLayout.FramesResent] = Outbox.Resent;
        long due = house.Step(nowMs);
        if (house.Announced)
        {
            _offline!.Step(nowMs);
        }

        return due;
    }
}
