using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Outbox;

/// <summary>
/// Receives what the gateway sends: acknowledgements go to the outbox, settings, catalogue and notice to their slots,
/// what is told of archives into the chain. What is not authentic or out of range is refused, counted and told in a
/// technical event; the next credentials go to their slot. One thread.
/// </summary>
public sealed class Inbox
{
    /// <summary>Messages taken in one step.</summary>
    public const int PerStepMax = 4;

    /// <summary>Refusals leave at most one event in this time, so that nobody can fill the journal from
    /// outside.</summary>
    public const long RefusalEventMs = 600_000;

    private readonly Uplink _uplink;
    private readonly Mac _mac;
    private readonly byte[] _key;
    private readonly KioskIdentity _identity;
    private readonly DownlinkReader _reader;
    private readonly byte[] _buffer;
    private readonly SettingsStore _store;
    private readonly Outbox _outbox;
    private readonly EventWriter _events;
    private readonly FaultCounts _faults;
    private readonly ArchiveNotes _notes;
    private readonly Acknowledgement _ack = new Acknowledgement();
    private long _refusalToldAt = -RefusalEventMs;

    /// <summary>Messages refused, dropped as too large, since start.</summary>
    public int Refused, TooLarge;

    /// <summary>Authentic commands, and credentials without slots, which are not acted upon, since start.</summary>
    public int Commands;

    /// <summary>Last refusal: kind (0 when not authentic) and <see cref="DownlinkError"/>.</summary>
    public int LastKind, LastError;

    /// <summary>City's texts that changed and that nobody has taken yet, a bit per <see cref="NoticeSlot"/>.</summary>
    public int ChangedSlots;

    /// <summary>Receiver with its keys; the buffer is shared with the store.</summary>
    public Inbox(Uplink uplink, Mac mac, byte[] downlinkKey, KioskIdentity identity, DownlinkReader reader,
        byte[] buffer, SettingsStore store, Outbox outbox, EventWriter events, FaultCounts faults, ArchiveNotes notes)
    {
        _uplink = uplink;
        _mac = mac;
        _key = downlinkKey;
        _identity = identity;
        _reader = reader;
        _buffer = buffer;
        _store = store;
        _outbox = outbox;
        _events = events;
        _faults = faults;
        _notes = notes;
    }

    /// <summary>Takes waiting messages.</summary>
    public void Step(long nowMs)
    {
        for (int i = 0; i < PerStepMax; i++)
        {
            int length = _uplink.Receive(_buffer);
            if (length == 0)
            {
                return;
            }

            if (length < 0)
            {
                TooLarge++;
                Refuse(0, DownlinkError.TooLong, nowMs);
            }
            else
            {
                TakeMessage(length, nowMs);
            }
        }
    }

    private void TakeMessage(int length, long nowMs)
    {
        int kind = _reader.Open(_mac, _key, _identity.Device, _buffer, length);
        if (kind < 0)
        {
            Refuse(0, kind, nowMs);
            return;
        }

        int outcome = Read(kind, length, nowMs);
        if (outcome < 0)
        {
            Refuse(kind, outcome, nowMs);
        }
        else if (outcome == SettingsStore.Taken && Downlink.SlotOf(kind) >= 0)
        {
            int slot = Downlink.SlotOf(kind);
            ChangedSlots |= 1 << slot;
            _events.Write(EventCode.NoticeApplied, 0, _store.Notices[slot].Version, slot, nowMs);
        }
    }

    private int Read(int kind, int length, long nowMs)
    {
        int outcome;
        switch (kind)
        {
            case Downlink.Ack:
                outcome = _reader.ReadAck(_ack);
                if (outcome == DownlinkError.None)
                {
                    _outbox.Take(_ack, nowMs);
                    _identity.Credentials?.Look(_outbox.Answered);
                }

                return outcome;
            case Downlink.Archive:
                return _notes.Take(_reader);
            case Downlink.Credentials when _identity.Credentials != null:
                return _identity.Credentials.Take(_reader);
            case Downlink.Credentials:
            case Downlink.Command:
                Commands++;
                return SettingsStore.Again;
            default:
                return _store.Offer(kind, length);
        }
    }

    private void Refuse(int kind, int error, long nowMs)
    {
        Refused++;
        LastKind = kind;
        LastError = error;
        _faults.Raise(FaultOf(kind, error));
        if (nowMs - _refusalToldAt >= RefusalEventMs
            && _events.Write(EventCode.DownlinkRefused, 0, kind, error, nowMs) == RecordJournal.Stored)
        {
            _refusalToldAt = nowMs;
        }
    }

    private static int FaultOf(int kind, int error)
    {
        switch (kind)
        {
            case Downlink.Settings:
                return error == DownlinkError.OutOfRange ? FaultCode.SettingsRange : FaultCode.DownlinkRefused;
            case Downlink.Catalogue:
                return FaultCode.CatalogueRefused;
            default:
                return FaultCode.DownlinkRefused;
        }
    }
}
