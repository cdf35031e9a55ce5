using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Kiosk.Ledger.Ingest;

namespace Kiosk.Ledger.Archive;

/// <summary>
/// Writes the e-report of pos.md R55: per business day and category the sums and the number of tickets, per rate base
/// and VAT, all as they were sealed. Names of elements by their TT and TG numbers. Pure functions.
/// </summary>
internal static class EReportWriter
{
    // Delivery of goods subject to VAT, franchise included (its rate is 0).
    private const string Goods = "TLB1", Siren = "0002";

    public static EReport Write(
        MerchantIdentity merchant, int first, int last, IReadOnlyList<DayRate> rates,
        IReadOnlyDictionary<int, long> counts, DateTimeOffset now, bool isCorrection)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("Report");
            WriteDocument(xml, merchant, first, last, now, isCorrection);
            xml.WriteStartElement("TransactionsReport");
            xml.WriteStartElement("ReportPeriod");
            xml.WriteElementString("StartDate", Text(first));
            xml.WriteElementString("EndDate", Text(last));
            xml.WriteEndElement();
            foreach (IGrouping<int, DayRate> day in rates.GroupBy(rate => rate.Day).OrderBy(day => day.Key))
            {
                WriteDay(xml, day.Key, [.. day], counts.GetValueOrDefault(day.Key));
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        string file = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + text + "\n";
        return new EReport(merchant.Siren, first, last, isCorrection, file, Digest(rates));
    }

    public static string Digest(IReadOnlyList<DayRate> rates) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.ASCII.GetBytes(string.Join('|', rates.OrderBy(r => r.Day).ThenBy(r => r.Rate).ThenBy(r => r.Gross)))));

    private static void WriteDocument(
        XmlWriter xml, MerchantIdentity merchant, int first, int last, DateTimeOffset now, bool isCorrection)
    {
        xml.WriteStartElement("ReportDocument");
        xml.WriteElementString("Id", Texts.Of($"{merchant.Siren}-{first}-{last}"));
        xml.WriteElementString("Name", "e-reporting B2C 10.3");
        xml.WriteElementString(
            "IssueDateTime", now.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture));
        xml.WriteElementString("TypeCode", isCorrection ? "RE" : "IN");
        xml.WriteStartElement("Issuer");
        xml.WriteStartElement("Id");
        xml.WriteAttributeString("schemeId", Siren);
        xml.WriteString(merchant.Siren);
        xml.WriteEndElement();
        xml.WriteElementString("Name", merchant.Name);
        xml.WriteElementString("RoleCode", "SE");
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteDay(XmlWriter xml, int day, IReadOnlyList<DayRate> rates, long tickets)
    {
        xml.WriteStartElement("Transactions");
        xml.WriteElementString("Date", Text(day));
        xml.WriteElementString("CurrencyCode", "EUR");
        xml.WriteElementString("CategoryCode", Goods);
        xml.WriteElementString("TaxExclusiveAmount", Money(rates.Sum(rate => rate.Net)));
        xml.WriteElementString("TaxTotal", Money(rates.Sum(rate => rate.Gross - rate.Net)));
        xml.WriteElementString("TransactionsCount", Text(tickets));
        foreach (IGrouping<int, DayRate> rate in rates.GroupBy(rate => rate.Rate).OrderBy(rate => rate.Key))
        {
            xml.WriteStartElement("TaxSubtotal");
            xml.WriteElementString("TaxPercent", Money(rate.Key));
            xml.WriteElementString("TaxableAmount", Money(rate.Sum(sum => sum.Net)));
            xml.WriteElementString("TaxAmount", Money(rate.Sum(sum => sum.Gross - sum.Net)));
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
