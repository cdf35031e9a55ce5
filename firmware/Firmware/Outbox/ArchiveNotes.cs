using Kiosk.Firmware.Journal;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Outbox;

/// <summary>
/// Seals what the city tells about archives and the seal key (pos.md R6, R28, R30) as technical events of the chain in
/// force, between two sales, each once: the chain itself counts them, so neither a repeated message nor a power cut
/// doubles one. One note waits at most; the gateway repeats what it does not find sealed. One thread.
/// </summary>
public sealed class ArchiveNotes
{
    private readonly FiscalChain _chain;
    private readonly EventWriter _events;

    /// <summary>The note that waits, while <see cref="Waits"/>.</summary>
    public readonly ArchiveNote Note = new ArchiveNote();

    /// <summary>True while a note waits for the end of a sale or for the drive.</summary>
    public bool Waits;

    /// <summary>
    /// Notes since start that were sealed already; that were put off because another merchant's shift runs, or one
    /// before them is missing.
    /// </summary>
    public int Again, PutOff;

    /// <summary>Notes for the chains of this kiosk.</summary>
    public ArchiveNotes(FiscalChain chain, EventWriter events)
    {
        _chain = chain;
        _events = events;
    }

    /// <summary>
    /// Reads the message that was opened; it waits if it is the next of the chain in force. Returns
    /// <see cref="DownlinkError.None"/> or why it is refused.
    /// </summary>
    public int Take(DownlinkReader reader)
    {
        int outcome = reader.ReadArchiveNote(Note);
        if (outcome != DownlinkError.None)
        {
            Waits = false;
            return outcome;
        }

        bool sealedBefore = Note.Merchant == _chain.Merchant && Note.Number <= _chain.State.ArchiveNotes;
        Waits = IsNext();
        if (Waits && Note.Code == ArchiveNote.KeyRotation && Note.Argument1 != _chain.KeyNumber + 1L)
        {
            Waits = false;
            return DownlinkError.OutOfRange;
        }

        Again += sealedBefore ? 1 : 0;
        PutOff += Waits || sealedBefore ? 0 : 1;
        return outcome;
    }

    /// <summary>Seals the note that waits; <paramref name="between"/> says that no sale is open.</summary>
    public void Step(bool between, long nowMs)
    {
        if (!Waits || !between)
        {
            return;
        }

        // The shift may have changed since.
        Waits = IsNext()
            && _events.Write(Note.Code, 0, Note.Argument1, Note.Argument2, nowMs) != RecordJournal.Stored;
    }

    private bool IsNext()
    {
        return Note.Merchant == _chain.Merchant && Note.Number == _chain.State.ArchiveNotes + 1;
    }
}
