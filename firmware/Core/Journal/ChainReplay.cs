using System;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Journal;

/// <summary>Seals journaled records again, in order, and compares with the seal that they carry. Used at boot
/// only.</summary>
internal sealed class ChainReplay
{
    private readonly FiscalChain _chain;
    private readonly SealKeys? _keys;
    private readonly SealedVersions _versions;
    private readonly Record[] _records;
    private readonly byte[] _stored = new byte[Limits.HeadSealBytes];
    private int _groups;

    internal int Checked;
    internal int Unchecked;

    internal ChainReplay(FiscalChain chain, SealKeys? keys, SealedVersions versions, Record[] records)
    {
        _chain = chain;
        _keys = keys;
        _versions = versions;
        _records = records;
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
        if (RecordKind.PrecedesTicket(record.Kind))
        {
            _groups = _groups + 1 < _records.Length ? _groups + 1 : _groups;
            return true;
        }

        int groups = _groups;
        _groups = 0;
        if (!record.Sealed)
        {
            return true;
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
