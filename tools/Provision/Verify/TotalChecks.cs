using System.Globalization;
using System.Text.Json.Nodes;

namespace Kiosk.Provision.Verify;

/// <summary>
/// Compares what an archive says of itself in three places: manifest.json, archive.json and the sealed record R; and
/// its totals with the tables and records that they are sums of. One run.
/// </summary>
internal sealed class TotalChecks(ArchiveImage archive, List<Finding> findings)
{
    private const string Summary = "archive.json", Manifest = "manifest.json", Record = "archive.jws";
    private const int FieldsMin = 18, Rates = 0, Total = 1, Number = 3, Period = 4, Level = 7, First = 8, Last = 9,
        Tickets = 10;

    /// <summary>Manifest and R against archive.json.</summary>
    public void Identity(string[] fields)
    {
        foreach (string name in new[] { "terminal", "level" })
        {
            Demand(Manifest, "", name, Str(archive.ManifestBody, name), Str(archive.Body, name));
        }

        foreach (string name in new[] { "period", "number", "version" })
        {
            Demand(Manifest, "", name, Int(archive.ManifestBody, name), Int(archive.Body, name));
        }

        if (archive.Sealed == null)
        {
            return;
        }

        if (fields.Length < FieldsMin)
        {
            Add(Record, "R", "texte", "is not the text of a record R");
            return;
        }

        long number = ArchiveImage.Int(archive.Body, "number");
        JsonNode? range = archive.Body["range"], totals = archive.Body["totals"];
        Demand(Record, "R", "numero", fields[Number],
            Of($"{Str(archive.Body, "terminal")}-R-{number:000000}"));
        Demand(Record, "R", "periode", fields[Period], Int(archive.Body, "period"));
        Demand(Record, "R", "niveau", fields[Level], Str(archive.Body, "level") == "M" ? "2" : "3");
        Demand(Record, "R", "premiere_sequence", fields[First], Int(range, "firstSequence"));
        Demand(Record, "R", "derniere_sequence", fields[Last], Int(range, "lastSequence"));
        Demand(Record, "R", "tickets", fields[Tickets], Int(totals, "tickets"));
        Demand(Record, "R", "total_ttc", fields[Total], Int(totals, "cents"));
        Demand(Record, "R", "taux", fields[Rates], string.Join('|', (totals?["rates"] as JsonArray ?? []).Select(
            rate => Of($"{ArchiveImage.Int(rate, "rate"):0000}:{ArchiveImage.Int(rate, "gross")}"))));
    }

    /// <summary>Totals and range of archive.json against records and tables.</summary>
    public void Sums(ChainWalk chain, SortedDictionary<long, (long Gross, long Net)> rates, long tickets)
    {
        JsonNode? range = archive.Body["range"], totals = archive.Body["totals"];
        Demand(Summary, "", "range.lastRank", Int(range, "lastRank"), Of($"{chain.LastRank}"));
        Demand(Summary, "", "range.firstSequence", Int(range, "firstSequence"), Of($"{chain.Sequences.First}"));
        Demand(Summary, "", "range.lastSequence", Int(range, "lastSequence"), Of($"{chain.Sequences.Last}"));
        Demand(Summary, "", "totals.records", Int(totals, "records"), Of($"{chain.Records}"));
        Demand(Summary, "", "totals.breaks", Int(totals, "breaks"), Of($"{chain.Breaks}"));
        Demand(Summary, "", "totals.tickets", Int(totals, "tickets"), Of($"{tickets}"));
        Demand(Summary, "", "totals.cents", Int(totals, "cents"), Of($"{rates.Values.Sum(rate => rate.Gross)}"));
        string said = string.Join('|', (totals?["rates"] as JsonArray ?? []).Select(rate =>
            Of($"{Int(rate, "rate")}:{Int(rate, "gross")}:{Int(rate, "net")}")));
        Demand(Summary, "", "totals.rates", said, string.Join('|', rates.Select(
            rate => Of($"{rate.Key}:{rate.Value.Gross}:{rate.Value.Net}"))));
        if (chain.Last.TryGetValue("GT", out (long Number, string Seal) last)
            && chain.Texts.TryGetValue(Of($"GT {last.Number}"), out string[]? text))
        {
            Demand(Summary, "", "totals.perpetualSigned", Int(totals, "perpetualSigned"), text[2]);
            Demand(Summary, "", "totals.perpetualAbsolute", Int(totals, "perpetualAbsolute"), text[3]);
        }
    }

    private void Demand(string file, string record, string field, string said, string right)
    {
        if (said != right)
        {
            Add(file, record, field, $"says {said}, right is {right}");
        }
    }

    private void Add(string file, string record, string field, string sentence) =>
        findings.Add(new Finding(archive.Name, file, record, field, -1, sentence));

    private static string Str(JsonNode? node, string name) => ArchiveImage.Str(node, name);

    private static string Int(JsonNode? node, string name) => Of($"{ArchiveImage.Int(node, name)}");

    private static string Of(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
