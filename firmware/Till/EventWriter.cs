using System;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Selling;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware;

/// <summary>Writes sealed technical events (JET, pos.md R25) to the journal. One thread.</summary>
public sealed class EventWriter
{
    private readonly FiscalChain _chain;
    private readonly RecordJournal _journal;
    private readonly Record _record;

    /// <summary>Text of the next event, Latin-1 (no names, R27); <see cref="Write"/> uses it once.</summary>
    public readonly byte[] Text = new byte[Limits.RecordTextMax];

    /// <summary>Length of <see cref="Text"/>.</summary>
    public int TextLength;

    /// <summary>Events that could not be stored since start.</summary>
    public int Lost;

    /// <summary>
    /// Writer over the chain and the journal of this kiosk; the record may be shared with others that fill and store
    /// one
    /// at a time.
    /// </summary>
    public EventWriter(FiscalChain chain, RecordJournal journal, Record scratch)
    {
        _record = scratch;
        _chain = chain;
        _journal = journal;
    }

    /// <summary>Stamps, numbers and seals one event into a record, to be stored by the caller; false when it cannot
    /// be sealed.</summary>
    public bool Seal(Record record, int code, int operatorCode, long argument1, long argument2, long nowMs)
    {
        record.Reset(RecordKind.TechnicalEvent);
        _journal.Stamp(record, nowMs);
        SealClock.Hold(record, _chain.State, _journal.StampHeld ? 0 : record.WallSeconds);
        Array.Copy(Text, record.Text, TextLength);
        record.TextLength = TextLength;
        TextLength = 0;
        record.Add(_chain.State.Events + 1);
        record.Add(code);
        record.Add(operatorCode);
        record.Add(argument1);
        record.Add(argument2);
        return _chain.SealEvent(record) == FiscalOutcome.Sealed;
    }

    /// <summary>
    /// Tells the digest of the fiscal core to the chain in force when it was told another one or none (R26, R71); false
    /// when it could not be stored.
    /// </summary>
    public bool TellCore(long nowMs)
    {
        long number = FiscalVersion.DigestNumber();
        if (_chain.State.Core == number)
        {
            return true;
        }

        TextLength = FiscalDigest.Sha256.Length;
        Digits.WriteText(Text, 0, FiscalDigest.Sha256);
        return Write(JetCode.FirmwareDigest, 0, number, FiscalVersion.Number, nowMs) == RecordJournal.Stored;
    }

    /// <summary>Stamps, numbers, seals and stores one event. Returns an outcome of
    /// <see cref="RecordJournal"/>.</summary>
    public int Write(int code, int operatorCode, long argument1, long argument2, long nowMs)
    {
        int outcome = RecordJournal.Failed;
        if (Seal(_record, code, operatorCode, argument1, argument2, nowMs))
        {
            outcome = _journal.Append(_record, nowMs);
        }

        if (outcome != RecordJournal.Stored)
        {
            Lost++;
        }

        return outcome;
    }
}
