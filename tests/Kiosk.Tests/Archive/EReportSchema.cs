using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Kiosk.Tests.Archive;

/// <summary>
/// What the tax authority's schema of flux 10 (external specifications 3.2, unchanged since 3.0 for this file) and the
/// published rules of its portal say of a report of transactions, as facts of ours: order, how often, which values.
/// </summary>
internal static partial class EReportSchema
{
    // Element, its children in their order: none a text, ? at most once, * any number, + at least once.
    private static readonly Dictionary<string, string> Children = new()
    {
        ["Report"] = "ReportDocument TransactionsReport? PaymentsReport?",
        ["Report/ReportDocument"] = "Id Name? IssueDateTime TypeCode Sender Issuer",
        ["Report/ReportDocument/IssueDateTime"] = "DateTimeString",
        ["Report/ReportDocument/Sender"] = "Id Name RoleCode URIUniversalCommunication?",
        ["Report/ReportDocument/Issuer"] = "Id Name RoleCode URIUniversalCommunication?",
        ["Report/TransactionsReport"] = "ReportPeriod Invoice* Transactions*",
        ["Report/TransactionsReport/ReportPeriod"] = "StartDate EndDate",
        ["Report/TransactionsReport/Transactions"] = "Date TransactionsCurrency TaxDueDateTypeCode? CategoryCode "
            + "TaxExclusiveAmount TaxTotal TransactionsCount? TaxSubtotal+",
        ["Report/TransactionsReport/Transactions/TaxSubtotal"] = "TaxPercent TaxableAmount TaxTotal",
    };

    private const string Day = "20[0-9]{6}", Amount = "-?[0-9]+([.][0-9]{1,2})?";

    // Element, or attribute after @, and the texts that it may hold (rules G1.04 to G8.01 of annex 7).
    private static readonly Dictionary<string, string> Values = new()
    {
        ["Report/ReportDocument/Id"] = "(?! )(?!.*  )(?!.* $)[a-zA-Z0-9 +_/-]{1,50}",
        ["Report/ReportDocument/IssueDateTime/DateTimeString"] = "20[0-9]{12}",
        ["Report/ReportDocument/TypeCode"] = "IN|RE",
        ["Report/ReportDocument/Sender/Id"] = ".{4}",
        ["Report/ReportDocument/Sender/Id@schemeId"] = "0238",
        ["Report/ReportDocument/Sender/RoleCode"] = "WK",
        ["Report/ReportDocument/Issuer/Id"] = "[0-9]{9}",
        ["Report/ReportDocument/Issuer/Id@schemeId"] = "0002",
        ["Report/ReportDocument/Issuer/RoleCode"] = "BY|SE",
        ["Report/TransactionsReport/ReportPeriod/StartDate"] = Day,
        ["Report/TransactionsReport/ReportPeriod/EndDate"] = Day,
        ["Report/TransactionsReport/Transactions/Date"] = Day,
        ["Report/TransactionsReport/Transactions/TransactionsCurrency"] = "[A-Z]{3}",
        ["Report/TransactionsReport/Transactions/CategoryCode"] = "TLB1|TPS1|TNT1|TMA1",
        ["Report/TransactionsReport/Transactions/TaxExclusiveAmount"] = Amount,
        ["Report/TransactionsReport/Transactions/TaxTotal"] = Amount,
        ["Report/TransactionsReport/Transactions/TransactionsCount"] = "[0-9]+",
        ["Report/TransactionsReport/Transactions/TaxSubtotal/TaxPercent"] =
            "0|0.9|1.05|1.75|2.1|5.5|7|8.5|9.2|9.6|10|13|19.6|20|20.6",
        ["Report/TransactionsReport/Transactions/TaxSubtotal/TaxableAmount"] = Amount,
        ["Report/TransactionsReport/Transactions/TaxSubtotal/TaxTotal"] = Amount,
    };

    /// <summary>What a report does not keep to, one sentence per place; empty when it keeps to all of it.</summary>
    public static List<string> Faults(XDocument report)
    {
        var faults = new List<string>();
        Check(report.Root!, report.Root!.Name.LocalName, faults);
        foreach (XElement period in report.Descendants("ReportPeriod"))
        {
            if (string.CompareOrdinal(period.Element("StartDate")?.Value, period.Element("EndDate")?.Value) >= 0)
            {
                faults.Add("ReportPeriod ends before it begins, or is a single day");
            }
        }

        foreach (XElement group in report.Descendants("Transactions"))
        {
            Sum(group, "TaxExclusiveAmount", "TaxableAmount", faults);
            Sum(group, "TaxTotal", "TaxTotal", faults);
        }

        return faults;
    }

    private static void Check(XElement element, string path, List<string> faults)
    {
        string text = string.Join("", element.Elements().Select(child => child.Name.ToString() + " "));
        if (Children.TryGetValue(path, out string? order) && !Regex.IsMatch(text, Pattern(order)))
        {
            faults.Add($"{path} holds '{text.Trim()}', not '{order}'");
        }

        foreach ((string name, string value) in element.Attributes()
            .Select(attribute => (path + "@" + attribute.Name, attribute.Value))
            .Append((path, element.HasElements ? "" : element.Value)))
        {
            if (Values.TryGetValue(name, out string? pattern) && !Regex.IsMatch(value, $"^(?:{pattern})$"))
            {
                faults.Add($"{name} holds '{value}', not '{pattern}'");
            }
        }

        if (Values.ContainsKey(path + "@schemeId") && element.Attribute("schemeId") == null)
        {
            faults.Add(path + " has no schemeId");
        }

        foreach (XElement child in element.Elements())
        {
            Check(child, path + "/" + child.Name, faults);
        }
    }

    private static string Pattern(string order) =>
        "^" + Names().Replace(order + " ", match => $"(?:{match.Groups[1].Value} ){match.Groups[2].Value}") + "$";

    [GeneratedRegex("([A-Za-z]+)([?*+]?) ")]
    private static partial Regex Names();

    // The portal forgives a cent per amount added up; we owe none.
    private static void Sum(XElement group, string total, string part, List<string> faults)
    {
        decimal sum = group.Elements("TaxSubtotal").Sum(rate => Number(rate.Element(part)));
        if (Number(group.Element(total)) != sum)
        {
            faults.Add($"{total} is not the sum of its parts, {sum.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    private static decimal Number(XElement? element) =>
        decimal.TryParse(element?.Value, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal value)
            ? value : 0m;
}
