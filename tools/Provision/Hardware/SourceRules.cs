namespace Kiosk.Provision.Hardware;

/// <summary>Rules on where figures come from.</summary>
internal static class SourceRules
{
    /// <summary>
    /// What a figure rests on: the document was read; it follows from others; it is to be confirmed on the datasheet
    /// before ordering; the maker does not say it.
    /// </summary>
    public const string Read = "read", Derived = "derived", Confirm = "confirm", Unknown = "unknown";

    private const int SourceLengthMin = 20;
    private static readonly string[] Statuses = [Read, Derived, Confirm, Unknown];

    /// <summary>Each figure has a source and says what it rests on; those to be confirmed are told.</summary>
    public static void Sources(HardwareData data, RuleRun run)
    {
        foreach ((string where, string status, string source) in Figures(data))
        {
            run.Hold(
                Statuses.Contains(status) && source.Length >= SourceLengthMin, where,
                $"Source absente, ou état inconnu « {status} » ({string.Join(", ", Statuses)}).",
                $"No source, or an unknown status '{status}' ({string.Join(", ", Statuses)}).");
        }

        foreach (IGrouping<string, (string Where, string Status, string Source)> same in Figures(data)
            .Where(f => f.Status == Confirm).GroupBy(f => f.Source))
        {
            run.Note(
                string.Join(", ", same.Select(f => f.Where)),
                $"à vérifier sur la fiche avant de commander. {same.Key}",
                $"to be confirmed on the datasheet before ordering. {same.Key}");
        }
    }

    /// <summary>Number of figures to be confirmed.</summary>
    public static int ToConfirm(HardwareData data) => Figures(data).Count(f => f.Status == Confirm);

    private static IEnumerable<(string Where, string Status, string Source)> Figures(HardwareData data) =>
        data.Needs.Rows
            .Select(r => ($"needs.csv:{r.Line} {r["ref"]}.{r["pin"]} {r["part"]}".Trim(), r["status"], r["source"]))
            .Concat(data.Withstand.Rows
                .Select(r => ($"withstand.csv:{r.Line} {r["ref"]} {r["net"]}", r["status"], r["source"])))
            .Concat(data.Supply.Clamps.Select(c => ($"supply.json clamp {c.By}", c.Status, c.Source)))
            .Concat(data.Supply.Pumps.Select(p => ($"supply.json {p.Net}", p.Status, p.Source)))
            .Concat(data.Supply.Filters.Select(f => ($"supply.json filter {f.Through}", f.Status, f.Source)));
}
