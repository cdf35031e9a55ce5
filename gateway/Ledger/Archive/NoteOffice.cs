using Kiosk.Ledger.Archive;
using Kiosk.Ledger.Ingest;
using Kiosk.Ledger.Store;
using Kiosk.Protocol;
using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger;

public sealed partial class ArchiveOffice
{
    /// <summary>
    /// What the city did to a terminal's archives and keys, by number, and whether the terminal has sealed it as a
    /// technical event (pos.md R28, R30).
    /// </summary>
    /// <exception cref="LedgerException">Unknown terminal, or the store failed.</exception>
    public IReadOnlyList<CityNote> Notes(string terminal) =>
        _database.Use(connection => NoteTable.Of(connection, Find(connection, terminal)));

    /// <summary>The device whose chain a terminal is.</summary>
    /// <exception cref="LedgerException">Unknown terminal, or the store failed.</exception>
    public long DeviceOf(string terminal) => _database.Use(connection => Find(connection, terminal).Device);

    /// <summary>
    /// Asks every chain of a device that still sells for a new seal key (pos.md R6): the number after the one in use.
    /// The message carries that number alone; both sides derive the key from the device secret, and the keys of before
    /// stay known. It takes effect when the terminal has sealed event 927. Returns the notes made.
    /// </summary>
    /// <exception cref="LedgerException">
    /// Unknown or revoked device, a rotation that waits already, or the store failed.
    /// </exception>
    public IReadOnlyList<CityNote> RotateSealKey(long device)
    {
        return Guarded<IReadOnlyList<CityNote>>(() =>
        {
            string[] terminals = [.. Terminals().Where(id => IsChainInUse(id, device))];
            if (terminals.Length == 0)
            {
                throw new LedgerException(Texts.Of($"Device {device} is not registered, or was revoked."));
            }

            return [.. terminals.Select(RotateSealKey)];
        });
    }

    // Once two merchants share a kiosk, the chain of the only one before them has ended.
    private bool IsChainInUse(string id, long device)
    {
        using SqliteConnection connection = _database.Reader();
        Terminal terminal = Find(connection, id);
        using var rows = new Statement(
            connection, "SELECT revoked_at FROM device WHERE number=? AND revoked_at IS NULL");
        return terminal.Device == device && rows.Bind(1, device).Next()
            && (terminal.Merchant > 0 || !Terminals().Any(other => other != id && IsSharedWith(other, terminal)));
    }

    private static bool IsSharedWith(string other, Terminal terminal)
    {
        string[] parts = terminal.Key.Split('.', 2);
        string board = parts.Length > 1 ? "." + parts[1] : "";
        return Terminal.Endings.Skip(1).Any(ending => other == parts[0] + ending + board);
    }

    private CityNote RotateSealKey(string id)
    {
        using SqliteConnection connection = _database.Reader();
        Terminal terminal = Find(connection, id);
        if (NoteTable.Of(connection, terminal).Find(n => n.Code == ArchiveNote.KeyRotation && !n.IsSealed) is { } old)
        {
            throw new LedgerException(Texts.Of(
                $"Terminal {id} has not sealed its rotation to seal key {old.Argument1} yet; it is asked once."));
        }

        int number = NoteTable.StateOf(connection, terminal.Device, terminal.Merchant).KeyNumber;
        _committer.Write(terminal.Device, writer =>
        {
            NoteTable.Add(writer, terminal, ArchiveNote.KeyRotation, number + 1, number, _committer.Now);
            return true;
        });
        return NoteTable.Of(connection, terminal)[^1];
    }
}
