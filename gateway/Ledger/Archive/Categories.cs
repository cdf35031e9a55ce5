using Kiosk.Ledger.Ingest;
using Kiosk.Protocol;

namespace Kiosk.Ledger.Archive;

/// <summary>
/// Which category of the e-report a sealed line belongs to: by its sealed rate, by the merchant sealed with it, and by
/// the article in the catalogue under which it was sold. Pure functions.
/// </summary>
internal static class Categories
{
    private const int VatNumberDigits = 11;

    /// <summary>
    /// A rate of 0 of a merchant who is liable to VAT is not subject to it; under the franchise the nature counts, at
    /// the rate 0. What the catalogue marks as a service is one, all else is goods.
    /// </summary>
    public static SaleCategory Of(int article, int rate, Catalogue catalogue, bool isFranchise) =>
        rate == 0 && !isFranchise ? SaleCategory.NotSubject
            : (FlagsOf(article, catalogue) & Catalogue.ServiceFlag) != 0 ? SaleCategory.Services : SaleCategory.Goods;

    /// <summary>True when the merchant of a chain has no VAT number but a mention (article 293 B).</summary>
    public static bool IsFranchise(Settings settings, int merchant)
    {
        settings.Show(merchant);
        return IsFranchise(Latin.ToText(settings.VatMention.AsSpan(0, settings.VatMentionLength)));
    }

    /// <summary>True when a text holds no French VAT number: FR, then two characters and nine digits.</summary>
    public static bool IsFranchise(string mention)
    {
        string text = new([.. mention.Where(char.IsAsciiLetterOrDigit)]);
        for (int at = text.IndexOf("FR", StringComparison.Ordinal); at >= 0;
            at = text.IndexOf("FR", at + 1, StringComparison.Ordinal))
        {
            string rest = text[(at + 2)..];
            if (rest.Length >= VatNumberDigits && rest[2..VatNumberDigits].All(char.IsAsciiDigit))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The code of TT-81.</summary>
    public static string Code(SaleCategory category) => category switch
    {
        SaleCategory.Services => "TPS1",
        SaleCategory.NotSubject => "TNT1",
        _ => "TLB1",
    };

    private static int FlagsOf(int article, Catalogue catalogue)
    {
        int at = article < 0 ? -article - 1 : catalogue.FindCode(article);
        return at < 0 ? 0 : article < 0 ? catalogue.DepartmentFlags[at] : catalogue.Flags[at];
    }
}
