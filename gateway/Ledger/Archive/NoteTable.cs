using Kiosk.Fiscal;
using Kiosk.Ledger.Ingest;
using Kiosk.Ledger.Store;
using Kiosk.Protocol;
using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger.Archive;

/// <summary>
/// What the city did and the terminal is to seal as a technical event (WIRE.md, archive): archives made, records
/// purged, a new seal key. Numbered per chain from 1 without gaps; the chain itself counts those it has sealed. Pure
/// functions.
/// </summary>
internal static class NoteTable
{
    private const string Columns = """
        SELECT terminal, number, merchant, code, argument1, argument2, at FROM note
        """;

    /// <summary>Adds a note of a terminal; it waits until the terminal has sealed it.</summary>
    public static void Add(SqliteConnection writer, Terminal terminal, int code, long first, long second, long now)
    {
        long before = StateOf(writer, terminal.Device, terminal.Merchant).ArchiveNotes;
        using var insert = new Statement(writer, """
            INSERT INTO note SELECT ?1, 1 + max(?8, ifnull(max(number), 0)), ?2, ?3, ?4, ?5, ?6, ?7
            FROM note WHERE terminal=?1
            """);
        insert.Bind(1, terminal.Key).Bind(2, terminal.Device).Bind(3, terminal.Merchant).Bind(4, code).Bind(5, first)
            .Bind(6, second).Bind(7, now).Bind(8, before).Run();
    }

    /// <summary>Notes of a terminal in order, and whether it has sealed them.</summary>
    public static List<CityNote> Of(SqliteConnection connection, Terminal terminal)
    {
        long count = StateOf(connection, terminal.Device, terminal.Merchant).ArchiveNotes;
        using var rows = new Statement(connection, Columns + " WHERE terminal=? ORDER BY number");
        return Read(rows.Bind(1, terminal.Key), count);
    }

    /// <summary>The next message for each chain of a device that has not sealed all of its notes.</summary>
    public static List<DownlinkMessage> Pending(SqliteConnection connection, DeviceKeys keys)
    {
        var messages = new List<DownlinkMessage>();
        using var rows = new Statement(connection, Columns + " WHERE device=? AND merchant=? ORDER BY number");
        for (int merchant = 0; merchant <= Limits.MerchantsMax; merchant++)
        {
            long count = StateOf(connection, keys.Device, merchant).ArchiveNotes;
            rows.Reset();
            if (Read(rows.Bind(1, keys.Device).Bind(2, merchant), count).Find(note => !note.IsSealed) is { } next)
            {
                messages.Add(Compose(keys, merchant, next));
            }
        }

        return messages;
    }

    /// <summary>The chain of a device's merchant as the ledger follows it; a new one when there is none.</summary>
    public static ChainState StateOf(SqliteConnection connection, long device, int merchant)
    {
        var state = new ChainState();
        using var rows = new Statement(connection, "SELECT chain FROM progress WHERE device=?");
        if (rows.Bind(1, device).Next())
        {
            byte[] bytes = ChainStates.Of(rows.Bytes(0), merchant).ToArray();
            if (bytes.Length > 0 && !state.Read(bytes, 0, bytes.Length))
            {
                throw new LedgerException(Texts.Of($"The chain of device {device} cannot be read."));
            }
        }

        return state;
    }

    private static List<CityNote> Read(Statement rows, long count)
    {
        var notes = new List<CityNote>();
        while (rows.Next())
        {
            notes.Add(new CityNote(
                rows.Text(0), rows.Long(1), rows.Int(3), rows.Long(4), rows.Long(5), LedgerQueries.Time(rows.Long(6)),
                rows.Long(1) <= count));
        }

        return notes;
    }

    private static DownlinkMessage Compose(DeviceKeys keys, int merchant, CityNote note)
    {
        var buffer = new byte[Limits.DownlinkBytesMax];
        int length = new DownlinkWriter(new PlatformMac(), keys.Downlink, keys.Device).WriteArchiveNote(
            new ArchiveNote
            {
                Number = note.Number, Merchant = merchant, Code = note.Code, Argument1 = note.Argument1,
                Argument2 = note.Argument2,
            }, buffer);
        return length > 0
            ? new DownlinkMessage(keys.Device, Downlink.Archive, (int)note.Number, buffer[..length])
            : throw new LedgerException(Texts.Of(
                $"Note {note.Number} of {note.Terminal} (code {note.Code}) cannot be sent."));
    }
}
