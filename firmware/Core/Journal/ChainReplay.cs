using System;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Journal;

/// <summary>
/// Seals journaled records again, in order, and compares with the seal that they carry. What precedes a ticket, and the
/// events of a change of merchants but the last, wait for it: they count with it or not at all. Used at boot only.
/// </summary>
internal sealed class ChainReplay
{
    private readonly FiscalChain _chain;
    private readonly SealKeys? _keys;
    private readonly SealedVersions _versions;
    private readonly Record[] _records;
    private readonly HeadMarker _marker;
    private readonly SegmentWindow _window;
    private readonly byte[] _stored = new byte[Limits.HeadSealBytes];
    private int _groups;
    private bool _turning;

    internal int Checked;
    internal int Unchecked;

    internal ChainReplay(FiscalChain chain, SealKeys? keys, SealedVersions versions, Record[] records,
        HeadMarker marker, SegmentWindow window)
    {
        _chain = chain;
        _keys = keys;
        _versions = versions;
        _records = records;
        _marker = marker;
        _window = window;
    }

    /// <summary>True while records wait for the one that they precede.</summary>
    internal bool Holds
    {
        get { return _groups > 0; }
    }

    /// <summary>The record to read into.</summary>
    internal Record Next()
    {
        return _records[_groups];
    }

    /// <summary>Takes the record that was read; false when it is sealed and its seal is not the one computed.</summary>
    internal bool Take()
    {
        Record record = _records[_groups];
        bool turns = IsEvent(record, JetCode.ShiftEnd)
            || (_turning && record.Kind == RecordKind.TechnicalEvent && !IsEvent(record, JetCode.ShiftBegin));
        if (turns || RecordKind.PrecedesTicket(record.Kind))
        {
            _turning |= turns;
            _groups = _groups + 1 < _records.Length ? _groups + 1 : _groups;
            return true;
        }

        int groups = _groups;
        _groups = 0;
        if (!record.Sealed)
        {
            return true;
        }

        bool good = true;
        for (int i = 0; i < groups && _turning; i++)
        {
            good &= Check(_records[i], 0);
        }

        groups = _turning ? 0 : groups;
        _turning = false;
        return Check(record, groups) && good;
    }

    private static bool IsEvent(Record record, int code)
    {
        return record.Kind == RecordKind.TechnicalEvent && record.Count == EventLayout.Count
            && record.Values[EventLayout.Code] == code;
    }

    private bool Check(Record record, int groups)
    {
        if (record.Merchant != _chain.Merchant)
        {
            if (!_window.IsShared)
            {
                return false;
            }

            _marker.Turn(_chain, record.Merchant);
            _marker.Commit(_chain);
            _keys?.Follow(_chain);
        }

        Array.Copy(record.Seal, 0, _stored, 0, _stored.Length);
        bool sealedAgain = SealAgain(record, groups, out bool possible);
        _keys?.Follow(_chain);
        if (!possible)
        {
            Unchecked++;
            return true;
        }

        Checked++;
        return sealedAgain && Same(record.Seal);
    }

    private bool SealAgain(Record record, int groups, out bool possible)
    {
        possible = true;
        if (record.Kind != RecordKind.Ticket && record.Kind != RecordKind.Training)
        {
            return _chain.SealAlone(record) == FiscalOutcome.Sealed;
        }

        Catalogue? catalogue = _versions.CatalogueOf((int)record.Values[TicketLayout.Catalogue]);
        Settings? settings = _versions.SettingsOf((int)record.Values[TicketLayout.Settings]);
        possible = catalogue != null && settings != null;
        return possible && _chain.Seal(record, _records, groups, catalogue!, settings!) == FiscalOutcome.Sealed;
    }

    private bool Same(byte[] seal)
    {
        for (int i = 0; i < _stored.Length; i++)
        {
            if (seal[i] != _stored[i])
            {
                return false;
            }
        }

        return true;
    }
}
