using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Kiosk.Ledger.Ingest;

namespace Kiosk.Ledger.Archive;

/// <summary>
/// Writes the e-report of pos.md R55 (EREPORT.md): per business day and category the sums and the number of tickets,
/// per rate base and VAT, all as they were sealed. Pure functions.
/// </summary>
internal static class EReportWriter
{
    private const string SirenScheme = "0002", PlatformScheme = "0238", Seller = "SE", Platform = "WK";

    // Rates that the tax authority takes (rule G1.24), percent x 100.
    private static readonly int[] Rates =
        [0, 90, 105, 175, 210, 550, 700, 850, 920, 960, 1000, 1300, 1960, 2000, 2060];

    /// <summary>Writes the report; <paramref name="before"/> counts those of the same days with other sums.</summary>
    /// <exception cref="LedgerException">A rate is none that the tax authority takes.</exception>
    public static EReport Write(
        MerchantIdentity merchant, ApprovedPlatform? platform, int first, int last, IReadOnlyList<DayRate> rates,
        IReadOnlyDictionary<(int Day, SaleCategory Category), long> counts, DateTimeOffset now, int before)
    {
        if (rates.FirstOrDefault(rate => !Rates.Contains(rate.Rate)) is { } wrong)
        {
            throw new LedgerException(Texts.Of(
                $"Day {wrong.Day} has sales at the rate {wrong.Rate} (percent x 100), which no e-report may hold."));
        }

        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("Report");
            string id = Texts.Of($"{merchant.Siren}-{first}-{last}-{before + 1}");
            WriteDocument(xml, merchant, platform, id, now, before);
            xml.WriteStartElement("TransactionsReport");
            xml.WriteStartElement("ReportPeriod");
            xml.WriteElementString("StartDate", Text(first));
            xml.WriteElementString("EndDate", Text(last));
            xml.WriteEndElement();
            foreach (IGrouping<(int, SaleCategory), DayRate> group in rates.GroupBy(rate => (rate.Day, rate.Category))
                .OrderBy(group => group.Key))
            {
                WriteTransactions(xml, group.Key, [.. group], counts.GetValueOrDefault(group.Key));
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        string file = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + text + "\n";
        return new EReport(merchant.Siren, first, last, before > 0, file, Digest(rates));
    }

    public static string Digest(IReadOnlyList<DayRate> rates) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.ASCII.GetBytes(string.Join('|', rates.OrderBy(r => r.Day).ThenBy(r => r.Category).ThenBy(r => r.Rate)
            .ThenBy(r => r.Gross)))));

    private static void WriteDocument(
        XmlWriter xml, MerchantIdentity merchant, ApprovedPlatform? platform, string id, DateTimeOffset now, int before)
    {
        xml.WriteStartElement("ReportDocument");
        xml.WriteElementString("Id", id);
        xml.WriteStartElement("IssueDateTime");
        xml.WriteElementString("DateTimeString", Stamps.Of(now.ToUnixTimeSeconds()));
        xml.WriteEndElement();
        xml.WriteElementString("TypeCode", before > 0 ? "RE" : "IN");
        if (platform != null)
        {
            WriteParty(xml, "Sender", PlatformScheme, platform.Number, platform.Name, Platform);
        }

        WriteParty(xml, "Issuer", SirenScheme, merchant.Siren, merchant.Name, Seller);
        xml.WriteEndElement();
    }

    private static void WriteParty(XmlWriter xml, string element, string scheme, string id, string name, string role)
    {
        xml.WriteStartElement(element);
        xml.WriteStartElement("Id");
        xml.WriteAttributeString("schemeId", scheme);
        xml.WriteString(id);
        xml.WriteEndElement();
        xml.WriteElementString("Name", name);
        xml.WriteElementString("RoleCode", role);
        xml.WriteEndElement();
    }

    private static void WriteTransactions(
        XmlWriter xml, (int Day, SaleCategory Category) key, IReadOnlyList<DayRate> rates, long tickets)
    {
        xml.WriteStartElement("Transactions");
        xml.WriteElementString("Date", Text(key.Day));
        xml.WriteElementString("TransactionsCurrency", "EUR");
        xml.WriteElementString("CategoryCode", Categories.Code(key.Category));
        xml.WriteElementString("TaxExclusiveAmount", Money(rates.Sum(rate => rate.Net)));
        xml.WriteElementString("TaxTotal", Money(rates.Sum(rate => rate.Gross - rate.Net)));
        xml.WriteElementString("TransactionsCount", Text(tickets));
        foreach (IGrouping<int, DayRate> rate in rates.GroupBy(rate => rate.Rate).OrderBy(rate => rate.Key))
        {
            xml.WriteStartElement("TaxSubtotal");
            xml.WriteElementString("TaxPercent", Money(rate.Key).TrimEnd('0').TrimEnd('.'));
            xml.WriteElementString("TaxableAmount", Money(rate.Sum(sum => sum.Net)));
            xml.WriteElementString("TaxTotal", Money(rate.Sum(sum => sum.Gross - sum.Net)));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    // Hundredths as a decimal number with a point.
    private static string Money(long hundredths)
    {
        long absolute = Math.Abs(hundredths);
        return Texts.Of($"{(hundredths < 0 ? "-" : "")}{absolute / 100}.{absolute % 100:00}");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
