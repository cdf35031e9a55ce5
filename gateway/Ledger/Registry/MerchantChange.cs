using Kiosk.Fiscal;
using Kiosk.Ledger.Archive;
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
    private const int SirenDigits = 9;

    /// <summary>Refuses settings that give a chain with tickets to another SIREN.</summary>
    /// <exception cref="LedgerException">They do; the message names device, tickets and both.</exception>
    public static void Refuse(SqliteConnection connection, DeviceKeys keys, Settings wanted)
    {
        byte[] chain = ChainOf(connection, keys.Device);
        Settings? before = LastLike(connection, keys, wanted.HasTwoMerchants);
        if (before == null)
        {
            return;
        }

        // A kiosk of one merchant has chain 0; two who share it have 1 and 2.
        int[] merchants = wanted.HasTwoMerchants ? [1, 2] : [0];
        foreach (int merchant in merchants)
        {
            string had = SirenOf(before, merchant), gets = SirenOf(wanted, merchant);
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

    private static Settings? LastLike(SqliteConnection connection, DeviceKeys keys, bool two)
    {
        using var versions = new VersionStore(connection);
        using var rows = new Statement(
            connection, "SELECT version FROM downlink WHERE device=? AND kind=? ORDER BY version DESC");
        rows.Bind(1, keys.Device).Bind(2, Downlink.Settings);
        while (rows.Next())
        {
            if (versions.Settings(keys, rows.Long(0)) is { } settings && settings.HasTwoMerchants == two)
            {
                return settings;
            }
        }

        return null;
    }

    private static string SirenOf(Settings settings, int merchant)
    {
        settings.Show(merchant);
        string siret = Latin.ToText(settings.Siret.AsSpan(0, settings.SiretLength));
        settings.Show(0);
        return siret.Length >= SirenDigits ? siret[..SirenDigits] : "";
    }

    private static long TicketsOf(byte[] chain, int merchant)
    {
        byte[] bytes = ChainStates.Of(chain, merchant).ToArray();
        var state = new ChainState();
        return bytes.Length > 0 && state.Read(bytes, 0, bytes.Length) ? state.Tickets : 0;
    }
}
