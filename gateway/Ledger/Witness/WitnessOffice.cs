using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Kiosk.Ledger.Ingest;
using Kiosk.Ledger.Store;
using Kiosk.Ledger.Witness;
using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger;

public sealed partial class ArchiveOffice
{
    private const string ListFormat = "yyyy-MM-dd";

    /// <summary>
    /// Publishes the witness list's entry of the civil day that has just begun, after counter-sealing everything; null
    /// when that day has one already. The list is only ever added to.
    /// </summary>
    /// <param name="failed">
    /// Takes each terminal that cannot be counter-sealed, with why: its head stands in the entry where it stood before,
    /// and no other terminal waits for it. Called on the caller's thread; must not call this office.
    /// </param>
    /// <exception cref="LedgerException">The store failed.</exception>
    public WitnessEntry? PublishWitness(Action<string, LedgerException> failed)
    {
        ArgumentNullException.ThrowIfNull(failed);
        return Guarded<WitnessEntry?>(() =>
        {
            string list = Today();
            if (LastList() is { } last && string.CompareOrdinal(list, last.List) <= 0)
            {
                return null;
            }

            foreach (string terminal in Terminals())
            {
                try
                {
                    SealLinks(terminal);
                }
                catch (LedgerException error)
                {
                    failed(terminal, error);
                }
                catch (SqliteException error)
                {
                    failed(terminal, _database.Failure("read", error));
                }
            }

            string previous = LastList() is { } before ? Base64Url.EncodeToString(before.Digest) : "";
            List<PublicHead> heads = Heads();
            var body = new JsonObject
            {
                ["list"] = list, ["previous"] = previous, ["at"] = KeyRing.Stamp(_time.GetUtcNow()),
                ["heads"] = new JsonArray([.. heads.Select(head => (JsonNode)new JsonObject
                {
                    ["terminal"] = head.Terminal, ["counter"] = head.Counter, ["head"] = head.Head,
                })]),
            };
            string jws = Jws.Sign(Ring.Current, "kiosk-witness", Encoding.UTF8.GetBytes(body.ToJsonString()));
            _committer.Write(0, writer =>
            {
                using var insert = new Statement(writer, "INSERT INTO witness VALUES(?,?,?)");
                return insert.Bind(1, list).Bind(2, SHA256.HashData(Encoding.ASCII.GetBytes(jws))).Bind(3, jws).Run();
            });
            return new WitnessEntry(list, previous, heads, jws);
        });
    }

    /// <summary>The witness list from a day on (yyyy-mm-dd; empty: from the beginning), at most 400 entries.</summary>
    public IReadOnlyList<WitnessEntry> WitnessList(string from = "") => _database.Read(reader =>
    {
        using Statement rows = reader("SELECT jws FROM witness WHERE list>=? ORDER BY list LIMIT 400");
        rows.Bind(1, from);
        var entries = new List<WitnessEntry>();
        while (rows.Next())
        {
            entries.Add(Parse(rows.Text(0)));
        }

        return entries;
    });

    /// <summary>
    /// Compares a printed Z with what the gateway holds (pos.md R8): its number and the four characters of its seal.
    /// Raises an alarm when they differ.
    /// </summary>
    /// <param name="terminal">Terminal.</param>
    /// <param name="closing">Number J of the Z.</param>
    /// <param name="extract">Four characters of its seal, as printed (R11).</param>
    /// <exception cref="LedgerException">Unknown terminal, or the store failed.</exception>
    public HeadComparison ComparePaper(string terminal, long closing, string extract)
    {
        ArgumentNullException.ThrowIfNull(extract);
        CounterSeal(terminal);
        HeadComparison result = Compare(terminal, closing, extract);
        if (!result.Matches)
        {
            _committer.Write(0, writer =>
            {
                using var alarms = new AlarmTable(writer);
                using SqliteConnection connection = _database.Reader();
                alarms.Raise(Find(connection, terminal).Device, AlarmKind.HeadMismatch, _committer.Now,
                    result.Sentence);
                return true;
            });
        }

        return result;
    }

    private HeadComparison Compare(string terminal, long closing, string extract) => _database.Read(reader =>
    {
        using Statement rows = reader("""
            SELECT (SELECT seal FROM closing WHERE terminal=?1 AND level=1 AND number=?2),
                (SELECT max(number) FROM closing WHERE terminal=?1 AND level=1)
            """);
        rows.Bind(1, terminal).Bind(2, closing).Next();
        long last = rows.IsNull(1) ? 0 : rows.Long(1);
        if (rows.IsNull(0))
        {
            return new HeadComparison(false, closing - last, Texts.Of(
                $"{terminal}-J-{closing:000000}: printed, the gateway's last is {last}: n={closing - last} missing"));
        }

        string seal = rows.Text(0);
        string ours = string.Concat(seal[2], seal[6], seal[12], seal[18]);
        return ours == extract
            ? new HeadComparison(true, 0, Texts.Of($"{terminal}-J-{closing:000000}: paper and gateway agree"))
            : new HeadComparison(false, 0, Texts.Of(
                $"{terminal}-J-{closing:000000}: paper says {extract}, the gateway {ours}; n=0, the content differs"));
    });

    private List<PublicHead> Heads() => _database.Read(reader =>
    {
        using Statement rows = reader("""
            SELECT terminal, last_rank, head FROM link l
            WHERE n=(SELECT max(n) FROM link m WHERE m.terminal=l.terminal) ORDER BY terminal
            """);
        var heads = new List<PublicHead>();
        while (rows.Next())
        {
            heads.Add(new PublicHead(rows.Text(0), rows.Long(1), Base64Url.EncodeToString(rows.Bytes(2))));
        }

        return heads;
    });

    private (string List, byte[] Digest)? LastList() => _database.Read<(string, byte[])?>(reader =>
    {
        using Statement rows = reader("SELECT list, digest FROM witness ORDER BY list DESC LIMIT 1");
        return rows.Next() ? (rows.Text(0), rows.Bytes(1).ToArray()) : null;
    });

    // The list in which a link made now will first be seen: today's, or tomorrow's when today's is out.
    private string NextList()
    {
        string today = Today();
        return LastList() is { } last && string.CompareOrdinal(today, last.List) <= 0
            ? DateOnly.ParseExact(last.List, ListFormat, CultureInfo.InvariantCulture).AddDays(1)
                .ToString(ListFormat, CultureInfo.InvariantCulture)
            : today;
    }

    private string Today() => ListOf(_time.GetUtcNow().ToUnixTimeSeconds());

    /// <summary>The civil day of an instant, UTC seconds, as the list names it.</summary>
    internal static string ListOf(long utc) => LedgerQueries.Time(utc + Fiscal.CivilTime.OffsetSeconds(utc))
        .ToString(ListFormat, CultureInfo.InvariantCulture);

    private static WitnessEntry Parse(string jws)
    {
        JsonNode body = JsonNode.Parse(Base64Url.DecodeFromChars(jws.Split('.')[1]))!;
        return new WitnessEntry(
            body["list"]!.GetValue<string>(), body["previous"]!.GetValue<string>(),
            [.. body["heads"]!.AsArray().Select(head => new PublicHead(
                head!["terminal"]!.GetValue<string>(), head["counter"]!.GetValue<long>(),
                head["head"]!.GetValue<string>()))],
            jws);
    }
}
