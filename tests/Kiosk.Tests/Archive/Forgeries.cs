using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Kiosk.Tests.Archive;

/// <summary>
/// The forged archives that both verifiers must refuse; the first word of a name is the file that must be named.
/// </summary>
internal static class Forgeries
{
    private const StringComparison Exact = StringComparison.Ordinal;

    private static readonly Dictionary<string, Func<string, string, Resigner, byte[]>> All = new()
    {
        ["tickets.csv a second time, with another content"] = (january, _, _) => ZipForgery.Write(
            [.. ZipForgery.Read(january), ("tickets.csv", "forged"u8.ToArray())]),
        ["BONUS.csv an entry that is none of the format's"] = (january, _, _) => ZipForgery.Write(
            [.. ZipForgery.Read(january), ("BONUS.csv", "x"u8.ToArray())]),
        ["pertes.csv an entry taken out"] = (january, _, _) => ZipForgery.Write(
            ZipForgery.Read(january).Where(entry => entry.Name != "pertes.csv")),
        ["archive.jws a link in place of the record"] = (january, _, _) => ZipForgery.Write(
            ZipForgery.Read(january).Select(entry => entry.Name == "archive.jws"
                ? (entry.Name, Encoding.ASCII.GetBytes(Link(january))) : entry)),
        ["archive.jws another archive's record"] = (january, february, _) => ZipForgery.Write(
            ZipForgery.Read(january).Select(entry => entry.Name == "archive.jws"
                ? ZipForgery.Read(february).First(other => other.Name == "archive.jws") : entry)),
        ["manifest.json another terminal"] = (january, _, forger) =>
            forger.Json(january, "manifest.json", body => body["terminal"] = "K99"),
        ["manifest.json another period"] = (january, _, forger) =>
            forger.Json(january, "manifest.json", body => body["period"] = 202512),
        ["archive.json the number of tickets"] = Total("tickets"),
        ["archive.json the turnover"] = Total("cents"),
        ["archive.json the perpetual total"] = Total("perpetualSigned"),
        ["archive.json the number of records"] = Total("records"),
        ["archive.jws the period"] = (january, _, forger) => ZipForgery.Write(forger.Entries(
            january, text: text => text.Replace(",202601,", ",202512,", Exact))),
        ["manifest.json a name twice"] = (january, _, forger) => Signed(forger, forger.Entries(january)),
        ["archive.json a name twice"] = (january, _, forger) => ZipForgery.Write(forger.Entries(
            january, files => files["archive.json"] = Twice(files["archive.json"]))),
        ["archive.json a name twice in a link"] = (january, _, forger) =>
            forger.Json(january, "archive.json", body => body["links"]![0] = forger.Sign(
                "kiosk-link", Twice(Resigner.Payload(body["links"]![0]!.GetValue<string>())))),
        ["archive.json the number of a link"] = LinkField("link", 7),
        ["archive.json what a link stands behind"] = LinkField("before", new string('A', 43)),
        ["archive.json a link of another terminal"] = LinkField("terminal", "K99"),
        ["archive.json what the first link stands behind"] = LinkField("before", new string('A', 43), 0),
        ["archive.json a mark more than a link has records"] = (january, _, forger) => Linked(january, forger, 1,
            link => link["marks"] = link["marks"]!.GetValue<string>().TrimEnd('=') + "AAAA"),
        ["archive.jws a name twice"] = (january, _, forger) => ZipForgery.Write(forger.Entries(january).Select(
            entry => entry.Name != "archive.jws" ? entry : (entry.Name, Encoding.ASCII.GetBytes(forger.Sign(
                "kiosk-archive", Twice(Resigner.Payload(Encoding.ASCII.GetString(entry.Content)))))))),
        ["tva.csv a net amount and its VAT"] = (january, _, forger) => forger.Table(january, "tva.csv", rows =>
        {
            string[] cells = rows[1].Split(';');
            cells[5] = Next(cells[5]);
            rows[1] = string.Join(';', cells);
            return rows;
        }),
        ["tickets.csv columns in another order"] = (january, _, forger) => forger.Table(
            january, "tickets.csv", rows =>
            {
                rows[0] = rows[0].Replace("lignes;rendu", "rendu;lignes", Exact);
                return rows;
            }),
        ["tickets.csv a row twice"] = (january, _, forger) => forger.Table(
            january, "tickets.csv", rows => rows.Append(rows[^1])),
        ["tickets.csv two rows swapped"] = (january, _, forger) => forger.Table(january, "tickets.csv", rows =>
        {
            (rows[3], rows[4]) = (rows[4], rows[3]);
            return rows;
        }),
    };

    private static readonly string[] Tables =
    [
        "tickets.csv", "tva.csv", "lignes.csv", "reglements.csv", "details.csv", "grands_totaux.csv", "evenements.csv",
        "caisse.csv", "duplicatas.csv", "notes.csv", "clotures.csv", "clotures_detail.csv", "identites.csv",
        "logiciels.csv",
    ];

    public static TheoryData<string> Names() => [.. All.Keys, .. Tables.Select(table => table + " its last row gone")];

    public static byte[] Make(string name, string january, string february, Resigner forger) =>
        All.TryGetValue(name, out Func<string, string, Resigner, byte[]>? make) ? make(january, february, forger)
        : forger.Table(january, name.Split(' ')[0], rows => rows.SkipLast(1));

    /// <summary>One cell of a table changed: a number by one, a text by a letter. Names of records stay.</summary>
    public static IEnumerable<string> Cell(List<string> rows, int column)
    {
        string[] cells = rows[1].Split(';');
        cells[column] = Next(cells[column]);
        rows[1] = string.Join(';', cells);
        return rows;
    }

    private static Func<string, string, Resigner, byte[]> Total(string name) => (january, _, forger) =>
        forger.Json(january, "archive.json", body =>
        {
            JsonNode totals = body["totals"]!;
            totals[name] = totals[name]!.GetValue<long>() + 1;
        });

    private static Func<string, string, Resigner, byte[]> LinkField(string name, JsonNode value, int at = 1) =>
        (january, _, forger) => Linked(january, forger, at, link => link[name] = value.DeepClone());

    private static byte[] Linked(string january, Resigner forger, int at, Action<JsonNode> edit) =>
        forger.Json(january, "archive.json", body => body["links"]![at] = forger.Sign("kiosk-link", Resigner.Edited(
            Resigner.Payload(body["links"]![at]!.GetValue<string>()), edit)));

    // The first name of an object once more in front of it: readers differ in which of the two they take.
    private static byte[] Twice(byte[] json)
    {
        string text = Encoding.UTF8.GetString(json).TrimStart('\uFEFF', ' ', '\n', '\r');
        int from = text.IndexOf('"', Exact), colon = text.IndexOf(':', Exact);
        return Encoding.UTF8.GetBytes("{" + text[from..(colon + 1)] + "\"K99\"," + text[from..]);
    }

    private static byte[] Signed(Resigner forger, List<(string Name, byte[] Content)> entries)
    {
        byte[] manifest = Twice(entries.First(entry => entry.Name == "manifest.json").Content);
        return ZipForgery.Write(entries.Select(entry => entry.Name switch
        {
            "manifest.json" => (entry.Name, manifest),
            "manifest.jws" => (entry.Name, forger.SignManifest(manifest)),
            _ => entry,
        }));
    }

    private static string Link(string archive) => JsonNode.Parse(ZipForgery.Read(archive)
        .First(entry => entry.Name == "archive.json").Content)!["links"]![0]!.GetValue<string>();

    private static string Next(string cell) => long.TryParse(cell, NumberStyles.AllowLeadingSign,
        CultureInfo.InvariantCulture, out long number)
        ? (number + 1).ToString(CultureInfo.InvariantCulture) : cell + "x";
}
