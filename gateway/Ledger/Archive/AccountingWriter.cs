using System.Text;
using Kiosk.Ledger.Ingest;
using Kiosk.Protocol;

namespace Kiosk.Ledger.Archive;

/// <summary>What passed through the till on a business day without being a sale, by kind, in cents.</summary>
internal sealed record DayNonSale(int Day, int Type, long Cents);

/// <summary>
/// Writes a month's entries for the accountant: per business day the takings by tender (debit) against sales without
/// VAT, goods and services apart, VAT by rate, and what was no sale by kind (credit). What is sold and comes back as a
/// tender (vouchers, gift cards, deposits, suspended items, local currency) stands on one account both ways. Decimal
/// comma, semicolons, UTF-8 with BOM; no cell of it is a formula. Pure functions.
/// </summary>
internal static class AccountingWriter
{
    private const string Journal = "CAI", Goods = "707000", Services = "706000", Vat = "445710", Local = "511800",
        Vouchers = "419100", Gifts = "419200", Deposits = "419600", Donations = "467400", Suspended = "467500",
        Unknown = "471000";

    /// <exception cref="LedgerException">A day's takings are not its sales and what was no sale.</exception>
    public static string Write(
        string terminal, IReadOnlyList<DayRate> rates, IReadOnlyList<DayTender> tenders,
        IReadOnlyList<DayNonSale> nonSales)
    {
        var text = new StringBuilder("\ufeff");
        text.Append("journal;date;compte;libelle;debit;credit;piece\r\n");
        foreach (int day in rates.Select(rate => rate.Day).Concat(tenders.Select(tender => tender.Day))
            .Concat(nonSales.Select(other => other.Day)).Distinct().Order())
        {
            long left = WriteDay(text, terminal, day, rates, tenders)
                - WriteNonSales(text, terminal, day, nonSales.Where(other => other.Day == day));
            if (left != 0)
            {
                throw new LedgerException(Texts.Of($"Day {day} of terminal {terminal} does not balance: its takings ")
                    + Texts.Of($"and what was sealed of it differ by {left} cents. No entries are written."));
            }
        }

        return text.ToString();
    }

    // Takings less sales: what must have been something else.
    private static long WriteDay(
        StringBuilder text, string terminal, int day, IReadOnlyList<DayRate> rates, IReadOnlyList<DayTender> tenders)
    {
        long balance = 0;
        foreach (DayTender tender in tenders.Where(tender => tender.Day == day))
        {
            Line(text, terminal, day, Account(tender.Type), "Recettes " + Names.Tender(tender.Type), tender.Cents);
            balance += tender.Cents;
        }

        foreach (DayRate rate in rates.Where(rate => rate.Day == day))
        {
            string percent = Texts.Of($"{rate.Rate / 100},{rate.Rate % 100:00} %");
            bool services = rate.Category == SaleCategory.Services;
            Line(text, terminal, day, services ? Services : Goods,
                (services ? "Prestations HT " : "Ventes HT ") + percent, -rate.Net);
            Line(text, terminal, day, Vat, "TVA collectée " + percent, rate.Net - rate.Gross);
            balance -= rate.Gross;
        }

        return balance;
    }

    private static long WriteNonSales(
        StringBuilder text, string terminal, int day, IEnumerable<DayNonSale> nonSales)
    {
        long sum = 0;
        foreach (DayNonSale other in nonSales)
        {
            Line(text, terminal, day, AccountOfNonSale(other.Type), "Hors chiffre d'affaires, "
                + Names.NonSale(other.Type), -other.Cents);
            sum += other.Cents;
        }

        return sum;
    }

    // Debit above 0, credit below.
    private static void Line(StringBuilder text, string terminal, int day, string account, string label, long cents)
    {
        if (cents == 0)
        {
            return;
        }

        string amount = Texts.Of($"{Math.Abs(cents) / 100},{Math.Abs(cents) % 100:00}");
        string what = SpreadsheetCell.Of(label), piece = SpreadsheetCell.Of(Texts.Of($"{terminal}-{day}"));
        text.Append(Texts.Of($"{Journal};{day % 100:00}/{day / 100 % 100:00}/{day / 10000};{account};{what};"))
            .Append(cents > 0 ? amount + ";" : ";" + amount).Append(Texts.Of($";{piece}\r\n"));
    }

    private static string Account(int type) => type switch
    {
        TicketLayout.TenderCash => "530000",
        TicketLayout.TenderCard or TicketLayout.TenderCardByHand => "511500",
        TicketLayout.TenderCheque => "511200",
        TicketLayout.TenderMealPaper or TicketLayout.TenderMealCard => "511700",
        TicketLayout.TenderLocalNotes or TicketLayout.TenderLocalDigital => Local,
        TicketLayout.TenderVoucher => Vouchers,
        TicketLayout.TenderGift => Gifts,
        TicketLayout.TenderDeposit => Deposits,
        TicketLayout.TenderSuspended => Suspended,
        TicketLayout.TenderAccount => "411000",
        _ => Unknown,
    };

    private static string AccountOfNonSale(int type) => type switch
    {
        NonSaleType.Voucher => Vouchers,
        NonSaleType.Gift => Gifts,
        NonSaleType.Deposit => Deposits,
        NonSaleType.Suspended => Suspended,
        NonSaleType.LocalCurrency => Local,
        NonSaleType.Donation => Donations,
        _ => Unknown,
    };
}
