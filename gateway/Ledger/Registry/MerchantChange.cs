using Kiosk.Fiscal;
using Kiosk.Ledger.Ingest;
using Kiosk.Ledger.Store;
using Kiosk.Protocol;
using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger;

/// <summary>
/// A chain belongs to the merchant who sold on it. When a kiosk changes hands the next merchant gets a device, and so a
/// chain, of its own: else its e-report, archives and token would take the sales of the one before (pos.md R55, R74).
/// Pure function of the store; on the committing thread.
/// </summary>
internal static class MerchantChange
{
    /// <summary>Refuses settings that give a chain with tickets to another SIREN.</summary>
    /// <exception cref="LedgerException">They do; the message names device, tickets and both.</exception>
    public static void Refuse(SqliteConnection connection, DeviceKeys keys, Settings wanted)
    {
        byte[] chain = ChainOf(connection, keys.Device);
        using var versions = new VersionStore(connection);
        Settings? before = versions.Newest(keys, wanted.HasTwoMerchants);
        if (before == null)
        {
            return;
        }

        // A kiosk of one merchant has chain 0; two who share it have 1 and 2.
        int[] merchants = wanted.HasTwoMerchants ? [1, 2] : [0];
        foreach (int merchant in merchants)
        {
            string had = MerchantIdentity.Of(before, merchant).Siren;
            string gets = MerchantIdentity.Of(wanted, merchant).Siren;
            long tickets = had.Length > 0 && had != gets ? TicketsOf(chain, merchant) : 0;
            if (tickets > 0)
            {
                throw new LedgerException(Texts.Of(
                    $"Device {keys.Device} has {tickets} tickets of SIREN {had} and cannot go on as that of ")
                    + (gets.Length > 0 ? $"SIREN {gets}" : "nobody")
                    + ". For another merchant enrol another device in the kiosk; it begins a chain of its own.");
            }
        }
    }

    private static byte[] ChainOf(SqliteConnection connection, long device)
    {
        using var rows = new Statement(connection, "SELECT chain FROM progress WHERE device=?");
        return rows.Bind(1, device).Next() ? rows.Bytes(0).ToArray() : [];
    }

    private static long TicketsOf(byte[] chain, int merchant)
    {
        byte[] bytes = ChainStates.Of(chain, merchant).ToArray();
        var state = new ChainState();
        return bytes.Length > 0 && state.Read(bytes, 0, bytes.Length) ? state.Tickets : 0;
    }
}
