using System.Text;
using Kiosk.Ledger.Ingest;
using Kiosk.Protocol;

namespace Kiosk.Ledger.Archive;

/// <summary>
/// Writes a month's entries for the accountant: per business day the takings by tender (debit) against sales without
/// VAT, goods and services apart, and VAT by rate (credit); what passed through the till without being a sale goes to
/// account 467. Decimal comma, semicolons, UTF-8 with BOM. Pure functions.
/// </summary>
internal static class AccountingWriter
{
    private const string Journal = "CAI", NotSales = "467000", Goods = "707000", Services = "706000",
        Vat = "445710";

    public static string Write(string terminal, IReadOnlyList<DayRate> rates, IReadOnlyList<DayTender> tenders)
    {
        var text = new StringBuilder("\ufeff");
        text.Append("journal;date;compte;libelle;debit;credit;piece\r\n");
        foreach (int day in rates.Select(rate => rate.Day).Concat(tenders.Select(tender => tender.Day))
            .Distinct().Order())
        {
            WriteDay(text, terminal, day, rates.Where(rate => rate.Day == day), tenders.Where(t => t.Day == day));
        }

        return text.ToString();
    }

    private static void WriteDay(
        StringBuilder text, string terminal, int day, IEnumerable<DayRate> rates, IEnumerable<DayTender> tenders)
    {
        long balance = 0;
        foreach (DayTender tender in tenders.Where(tender => tender.Cents != 0))
        {
            Line(text, terminal, day, Account(tender.Type), "Recettes " + Names.Tender(tender.Type), tender.Cents);
            balance += tender.Cents;
        }

        foreach (DayRate rate in rates)
        {
            string percent = Texts.Of($"{rate.Rate / 100},{rate.Rate % 100:00} %");
            bool services = rate.Category == SaleCategory.Services;
            Line(text, terminal, day, services ? Services : Goods,
                (services ? "Prestations HT " : "Ventes HT ") + percent, -rate.Net);
            Line(text, terminal, day, Vat, "TVA collectée " + percent, rate.Net - rate.Gross);
            balance -= rate.Gross;
        }

        Line(text, terminal, day, NotSales, "Hors chiffre d'affaires", -balance);
    }

    // Debit above 0, credit below.
    private static void Line(StringBuilder text, string terminal, int day, string account, string label, long cents)
    {
        if (cents == 0)
        {
            return;
        }

        string amount = Texts.Of($"{Math.Abs(cents) / 100},{Math.Abs(cents) % 100:00}");
        text.Append(Texts.Of($"{Journal};{day % 100:00}/{day / 100 % 100:00}/{day / 10000};{account};{label};"))
            .Append(cents > 0 ? amount + ";" : ";" + amount).Append(Texts.Of($";{terminal}-{day}\r\n"));
    }

    private static string Account(int type) => type switch
    {
        TicketLayout.TenderCash => "530000",
        TicketLayout.TenderCard or TicketLayout.TenderCardByHand => "511500",
        TicketLayout.TenderCheque => "511200",
        TicketLayout.TenderMealPaper or TicketLayout.TenderMealCard => "511700",
        TicketLayout.TenderLocalNotes or TicketLayout.TenderLocalDigital => "511800",
        TicketLayout.TenderAccount => "411000",
        _ => "419000",
    };
}
