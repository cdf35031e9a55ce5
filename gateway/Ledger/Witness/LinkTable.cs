using Kiosk.Ledger.Archive;
using Kiosk.Ledger.Ingest;
using Kiosk.Ledger.Store;
using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger.Witness;

/// <summary>Counter-seals, kept closings and daily sums in the store.</summary>
internal static class LinkTable
{
    private const string Columns =
        "SELECT n, first_rank, last_rank, first_seq, last_seq, day, after_closing, list, head, jws, state FROM link ";

    public static Link? Last(SqliteConnection connection, string terminal) =>
        Read(connection, Columns + "WHERE terminal=?1 ORDER BY n DESC LIMIT 1", terminal, 0, 0).FirstOrDefault();

    public static List<Link> Range(SqliteConnection connection, string terminal, long first, long last) =>
        Read(connection, Columns + "WHERE terminal=?1 AND n BETWEEN ?2 AND ?3 ORDER BY n", terminal, first, last);

    public static void Add(SqliteConnection writer, string terminal, long device, LinkMaker made)
    {
        using (var insert = new Statement(writer, "INSERT INTO link VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)"))
        {
            foreach (Link link in made.Links)
            {
                insert.Bind(1, terminal).Bind(2, link.N).Bind(3, device).Bind(4, link.FirstRank).Bind(5, link.LastRank)
                    .Bind(6, link.FirstSequence).Bind(7, link.LastSequence).Bind(8, link.Day)
                    .Bind(9, link.AfterClosing ? 1 : 0).Bind(10, link.List).Bind(11, link.Head).Bind(12, link.Jws)
                    .Bind(13, link.State).Run();
            }
        }

        using (var insert = new Statement(writer, "INSERT OR REPLACE INTO closing VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)"))
        {
            foreach (KeptClosing c in made.Closings)
            {
                insert.Bind(1, terminal).Bind(2, c.Level).Bind(3, c.Number).Bind(4, c.Period).Bind(5, c.Rank)
                    .Bind(6, c.Sequence).Bind(7, c.Wall).Bind(8, c.Cents).Bind(9, c.Signed).Bind(10, c.Absolute)
                    .Bind(11, c.LastTicket).Bind(12, c.Text).Bind(13, c.Seal).Run();
            }
        }

        AddSums(writer, terminal, made.Sums, made.Categories);
        using var alarms = new AlarmTable(writer);
        foreach (string fault in made.HeadFaults)
        {
            alarms.Raise(device, AlarmKind.HeadMismatch, made.Now, fault);
        }
    }

    private static void AddSums(
        SqliteConnection writer, string terminal, DaySums sums, CategorySums categories)
    {
        using var rates = new Statement(writer, """
            INSERT INTO fiscal_day VALUES(?,?,?,?,?,?) ON CONFLICT DO UPDATE
            SET gross=gross+excluded.gross, net=net+excluded.net
            """);
        foreach (((int day, SaleCategory category, int rate), (long gross, long net)) in categories.Rates)
        {
            rates.Bind(1, terminal).Bind(2, day).Bind(3, (int)category).Bind(4, rate).Bind(5, gross).Bind(6, net).Run();
        }

        AddTimes(writer, "fiscal_tender", terminal, sums.Tenders);
        AddTimes(writer, "fiscal_nonsale", terminal, sums.NonSales);
        using var counts = new Statement(writer, """
            INSERT INTO fiscal_count VALUES(?,?,?,?) ON CONFLICT DO UPDATE SET tickets=tickets+excluded.tickets
            """);
        foreach (((int day, SaleCategory category), long tickets) in categories.Tickets)
        {
            counts.Bind(1, terminal).Bind(2, day).Bind(3, (int)category).Bind(4, tickets).Run();
        }
    }

    private static void AddTimes(
        SqliteConnection writer, string table, string terminal,
        Dictionary<(int Day, int Type), (long Times, long Cents)> sums)
    {
        using var insert = new Statement(writer, $"INSERT INTO {table} VALUES(?,?,?,?,?) ON CONFLICT DO UPDATE "
            + "SET times=times+excluded.times, cents=cents+excluded.cents");
        foreach (((int day, int type), (long times, long cents)) in sums)
        {
            insert.Bind(1, terminal).Bind(2, day).Bind(3, type).Bind(4, times).Bind(5, cents).Run();
        }
    }

    private static List<Link> Read(SqliteConnection connection, string sql, string terminal, long first, long last)
    {
        var links = new List<Link>();
        using var rows = new Statement(connection, sql);
        rows.Bind(1, terminal);
        if (last > 0)
        {
            rows.Bind(2, first).Bind(3, last);
        }

        while (rows.Next())
        {
            links.Add(new Link(
                rows.Long(0), rows.Long(1), rows.Long(2), rows.Long(3), rows.Long(4), rows.Int(5), rows.Long(6) != 0,
                rows.Text(7), rows.Bytes(8).ToArray(), rows.Text(9), rows.Bytes(10).ToArray()));
        }

        return links;
    }
}
