using System.Text.RegularExpressions;
using Kiosk.Fiscal;
using Kiosk.Ledger.Ingest;
using Kiosk.Ledger.Store;
using Kiosk.Protocol;
using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger;

/// <summary>
/// A chain belongs to the merchant who sold on it. When a kiosk changes hands the next merchant gets a device, and so a
/// chain, of its own: else its e-report, archives and token would take the sales of the one before (pos.md R55, R74).
/// What a board has sold and not sent yet nobody here knows: when it comes, an alarm says under which SIREN it was
/// sold, and settings of that one are taken again. Pure functions of the store; on the committing thread.
/// </summary>
internal static partial class MerchantChange
{
    /// <summary>
    /// What is wrong with a ticket sealed under settings of another SIREN than those pushed last; null when nothing is.
    /// </summary>
    public static string? Between(Record ticket, Settings sealedUnder, Settings? pushed)
    {
        if (pushed == null || ReferenceEquals(pushed, sealedUnder)
            || pushed.HasTwoMerchants != sealedUnder.HasTwoMerchants)
        {
            return null;
        }

        string had = MerchantIdentity.Of(sealedUnder, ticket.Merchant).Siren;
        string gets = MerchantIdentity.Of(pushed, ticket.Merchant).Siren;
        long number = ticket.Values[TicketLayout.Number];
        return had.Length == 0 || had == gets ? null
            : Texts.Of($"ticket {number} was sold as SIREN {had}, settings pushed before it came say '{gets}': ")
                + Texts.Of($"push those of {had} again and enrol another device for the other merchant");
    }

    /// <summary>The SIREN that such tickets of a device were sold under; empty when there were none.</summary>
    public static string SoldAs(SqliteConnection connection, long device)
    {
        using var rows = new Statement(connection, "SELECT detail FROM alarm WHERE device=? AND kind=?");
        return rows.Bind(1, device).Bind(2, (int)AlarmKind.OtherMerchant).Next()
            ? Siren().Match(rows.Text(0)).Groups[1].Value : "";
    }

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
            bool back = gets.Length > 0 && gets == SoldAs(connection, keys.Device);
            long tickets = had.Length > 0 && had != gets && !back ? TicketsOf(chain, merchant) : 0;
            if (tickets > 0)
            {
                throw new LedgerException(Texts.Of(
                    $"Device {keys.Device} has {tickets} tickets of SIREN {had} and cannot go on as that of ")
                    + (gets.Length > 0 ? $"SIREN {gets}" : "nobody")
                    + ". For another merchant enrol another device in the kiosk; it begins a chain of its own.");
            }
        }
    }

    [GeneratedRegex("was sold as SIREN ([0-9]{9}),", RegexOptions.CultureInvariant)]
    private static partial Regex Siren();

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
