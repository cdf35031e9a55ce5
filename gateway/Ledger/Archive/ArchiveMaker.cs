using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kiosk.Fiscal;
using Kiosk.Ledger.Ingest;
using Kiosk.Ledger.Store;
using Kiosk.Ledger.Witness;
using Kiosk.Protocol;
using Microsoft.Data.Sqlite;
using Base64Url = System.Buffers.Text.Base64Url;

namespace Kiosk.Ledger.Archive;

/// <summary>Makes one archive file (ARCHIVE.md) from stored frames. One run, one thread.</summary>
internal sealed class ArchiveMaker(SqliteConnection connection, VersionStore versions, KeyRing keys, ArchivePlan plan)
{
    public const string ManifestFile = "manifest.json", SignatureFile = "manifest.jws", RecordFile = "archive.jws",
        SummaryFile = "archive.json", DigestFile = "empreintes.bin", SchemaFile = "schema.json",
        ReadmeFile = "LISEZMOI.txt";

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the file as a whole; returns its row.</summary>
    public ArchiveRow Make(string folder, Func<string, FileStream> open)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, plan.FileName);
        using var tables = new ArchiveTables();
        var feed = new RecordFeed(connection, versions, plan.Terminal);
        feed.Restore(plan.Before?.LastSequence ?? 0, plan.Before?.LastRank ?? 0, plan.Before?.State);
        feed.Run(plan.Last.LastSequence, tables);
        if (tables.Last.Rank != plan.Last.LastRank)
        {
            throw new LedgerException(Texts.Of(
                $"Terminal {plan.Terminal.Id}: records up to {plan.Last.LastRank} were counter-sealed, ")
                + Texts.Of($"the store gives {tables.Last.Rank}. Lines are missing; nothing is archived."));
        }

        ArchiveRow? row = null;
        WholeFile.Write(path, open, file =>
        {
            (string manifest, string record, byte[] state) = Write(new ZipWriter(file), tables, feed.Chain.State);
            file.Position = 0;
            string sha = Convert.ToHexStringLower(SHA256.HashData(file));
            var info = new ArchiveInfo(
                plan.Terminal.Key, plan.Number, plan.Level, plan.Period, path, file.Length, sha, tables.Records,
                tables.Breaks, plan.Now, null, null);
            row = new ArchiveRow(
                info, plan.Links[0].N, plan.Last.N, tables.First.Sequence, tables.Last.Sequence, manifest, record,
                state);
        });
        return row!;
    }

    private (string Manifest, string Record, byte[] State) Write(
        ZipWriter zip, ArchiveTables tables, ChainState chain)
    {
        zip.Add(ReadmeFile, Bytes(ArchiveReadme.Of(plan, tables, keys.Current.Kid)));
        zip.Add(SchemaFile, Bytes(Schema().ToJsonString(Readable)));
        zip.Add(SummaryFile, Bytes(Summary(tables, chain).ToJsonString(Readable)));
        foreach (TableWriter table in tables.Tables)
        {
            zip.Add(table.Layout.Name, table.Content());
        }

        zip.Add(DigestFile, new Concatenation(tables.Tables.Select(table => table.Digests())));
        byte[] manifest = Bytes(Manifest(zip, tables).ToJsonString(Readable));
        zip.Add(ManifestFile, manifest);
        zip.Add(SignatureFile, Bytes(Jws.SignDetached(keys.Current, "kiosk-manifest", manifest)));
        string digest = Convert.ToHexStringLower(SHA256.HashData(manifest));
        (string record, byte[] state) = SealRecord(tables, SHA256.HashData(manifest), chain.KeyNumber);
        zip.Add(RecordFile, Bytes(record));
        zip.Finish();
        return (digest, record, state);
    }

    private JsonObject Summary(ArchiveTables tables, ChainState chain) => new()
    {
        ["format"] = "kiosk-archive", ["version"] = 1, ["terminal"] = plan.Terminal.Id,
        ["device"] = plan.Terminal.Device, ["level"] = Letter, ["period"] = plan.Period, ["number"] = plan.Number,
        ["made"] = KeyRing.Stamp(plan.Now),
        ["fiscalCore"] = new JsonObject
        {
            ["version"] = FiscalVersion.Text, ["sha256"] = FiscalDigest.Sha256,
            ["state"] = Names.Software(chain.Software),
        },
        ["range"] = new JsonObject
        {
            ["firstRank"] = tables.First.Rank, ["lastRank"] = tables.Last.Rank,
            ["firstSequence"] = tables.First.Sequence, ["lastSequence"] = tables.Last.Sequence,
            ["before"] = Base64Url.EncodeToString(new PublicChain(plan.Terminal.Id, plan.Before?.Head).Head),
            ["head"] = Base64Url.EncodeToString(plan.Last.Head),
        },
        ["totals"] = new JsonObject
        {
            ["records"] = tables.Records, ["breaks"] = tables.Breaks, ["tickets"] = tables.Tickets,
            ["cents"] = tables.Rates.SumFirst,
            ["rates"] = new JsonArray([.. Enumerable.Range(0, tables.Rates.Count).Select(i => (JsonNode)new JsonObject
            {
                ["rate"] = tables.Rates.Key[i], ["gross"] = tables.Rates.First[i], ["net"] = tables.Rates.Second[i],
            })]),
            ["perpetualSigned"] = chain.PerpetualSigned, ["perpetualAbsolute"] = chain.PerpetualAbsolute,
        },
        ["keys"] = new JsonArray([.. keys.Keys.Select(key => (JsonNode)key.ToJson())]),
        ["links"] = new JsonArray([.. plan.Links.Select(link => (JsonNode)link.Jws)]),
        ["purges"] = new JsonArray([.. plan.Purges.Select(purge => (JsonNode)purge)]),
    };

    private JsonObject Manifest(ZipWriter zip, ArchiveTables tables) => new()
    {
        ["format"] = "kiosk-archive", ["version"] = 1, ["terminal"] = plan.Terminal.Id, ["level"] = Letter,
        ["period"] = plan.Period, ["number"] = plan.Number, ["previous"] = plan.Previous?.Manifest,
        ["made"] = KeyRing.Stamp(plan.Now),
        ["files"] = new JsonArray([.. zip.Entries.Select(entry => (JsonNode)FileOf(entry, tables))]),
    };

    private static JsonObject FileOf(ZipEntry entry, ArchiveTables tables)
    {
        var file = new JsonObject { ["name"] = entry.Name, ["bytes"] = entry.Bytes, ["sha256"] = entry.Sha256 };
        if (tables.Tables.FirstOrDefault(table => table.Layout.Name == entry.Name) is { } table)
        {
            file["rows"] = table.Rows;
            file["columns"] = table.Layout.Columns.Length;
        }

        return file;
    }

    private static JsonObject Schema() => new()
    {
        ["format"] = "kiosk-archive", ["version"] = 1, ["separator"] = ";", ["encoding"] = "UTF-8 avec BOM",
        ["quote"] = "\"", ["end"] = "CRLF", ["unite"] = "centime d'euro",
        ["tables"] = new JsonArray([.. TableLayouts.All.Select(table => (JsonNode)new JsonObject
        {
            ["name"] = table.Name, ["sens"] = table.Meaning,
            ["columns"] = new JsonArray([.. table.Columns.Select(column => (JsonNode)new JsonObject
            {
                ["name"] = column.Name, ["type"] = column.Type, ["sens"] = column.Meaning,
            })]),
        })]),
    };

    // The archive's own record R: sealed like a ticket, chained to the archive before, counter-sealed.
    private (string Record, byte[] State) SealRecord(ArchiveTables tables, byte[] manifest, int key)
    {
        var catcher = new SealCatcher();
        var chain = new FiscalChain(catcher, plan.Terminal.Keys.Seal, plan.Terminal.Id);
        if (plan.Previous is { } previous && !chain.State.Read(previous.State, 0, previous.State.Length))
        {
            throw new LedgerException($"The archive chain of terminal {plan.Terminal.Id} cannot be read.");
        }

        // R stands apart from the journal; its key is the one that the terminal sealed with last (R6).
        chain.State.KeyNumber = key;
        chain.UseKey(plan.Terminal.Keys.SealOf(key), key);
        var record = new Record();
        record.Reset(RecordKind.Archive);
        record.WallSeconds = Math.Max(plan.Now.ToUnixTimeSeconds(), chain.State.LastWallApart);
        long[] values =
        [
            plan.Number, (int)plan.Level, plan.Period, tables.First.Sequence, tables.Last.Sequence, tables.Tickets,
            tables.Rates.SumFirst, tables.Rates.Count,
        ];
        Array.ForEach(values, value => record.Add(value));
        for (int i = 0; i < tables.Rates.Count; i++)
        {
            record.Add(tables.Rates.Key[i]);
            record.Add(tables.Rates.First[i]);
        }

        record.TextLength = Encoding.ASCII.GetBytes(Base64Url.EncodeToString(manifest), record.Text);
        int outcome = chain.SealArchive(record);
        if (outcome != FiscalOutcome.Sealed)
        {
            throw new LedgerException(Texts.Of($"Archive {plan.Number} cannot be sealed, outcome {outcome}."));
        }

        var body = new JsonObject
        {
            ["text"] = Encoding.ASCII.GetString(catcher.Text(0)),
            ["seal"] = Base64Url.EncodeToString(catcher.Seal(0)),
        };
        var state = new byte[ChainState.BytesMax];
        int length = chain.State.Write(state, 0);
        return (Jws.Sign(keys.Current, "kiosk-archive", Bytes(body.ToJsonString())), state[..length]);
    }

    private string Letter => plan.Level == ArchiveLevel.Month ? "M" : "A";

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
