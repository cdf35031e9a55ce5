namespace Kiosk.Protocol;

/// <summary>
/// A version of the merchant's catalogue in packed arrays: articles (code, EAN, price, VAT rate, department, key,
/// label) and departments (VAT rate, label). Immutable once loaded; read by the loop only.
/// </summary>
public sealed class Catalogue
{
    /// <summary>Largest VAT rate code (percent x 100), article key number and EAN-13 as a number.</summary>
    public const int RateMax = 10_000, KeyNumberMax = 15;

    /// <summary>See <see cref="RateMax"/>.</summary>
    public const long EanMax = 9_999_999_999_999;

    /// <summary>Version, 0 for the empty catalogue.</summary>
    public int Version;

    /// <summary>Number of articles and of departments.</summary>
    public int ArticleCount, DepartmentCount;

    /// <summary>
    /// Per article: code (1 or more), EAN as a number (0 none), price in cents, VAT rate code (percent x 100),
    /// department 1..8, article key 1..15 or 0.
    /// </summary>
    public readonly int[] Code;

    /// <summary>See <see cref="Code"/>.</summary>
    public readonly long[] Ean;

    /// <summary>See <see cref="Code"/>.</summary>
    public readonly int[] Price;

    /// <summary>See <see cref="Code"/>.</summary>
    public readonly short[] Rate;

    /// <summary>See <see cref="Code"/>.</summary>
    public readonly byte[] Department;

    /// <summary>See <see cref="Code"/>.</summary>
    public readonly byte[] KeyNumber;

    /// <summary>
    /// Flags of articles and of departments: VAT family 1..15 in the low four bits (0 none), then meal vouchers may pay
    /// it, no VAT applies (exempt, franchise), its price may be lowered by the markdown key, it is a service (what is
    /// consumed on the spot, a repair) and no delivery of goods: for the e-report, the till does not ask.
    /// </summary>
    public const int FamilyMask = 15, MealFlag = 16, ExemptFlag = 32, WiltsFlag = 64, ServiceFlag = 128,
        FlagsMax = 255;

    /// <summary>See <see cref="FamilyMask"/>.</summary>
    public readonly byte[] Flags;

    /// <summary>See <see cref="FamilyMask"/>.</summary>
    public readonly byte[] DepartmentFlags = new byte[Limits.DepartmentsMax];

    /// <summary>
    /// VAT families (R40), by their number 1..15: rate code until a day, business day (yyyymmdd, 0 never) from which
    /// the next rate code holds.
    /// </summary>
    public readonly short[] FamilyRate = new short[FamilyMask + 1], FamilyNext = new short[FamilyMask + 1];

    /// <summary>See <see cref="FamilyRate"/>.</summary>
    public readonly int[] FamilyFrom = new int[FamilyMask + 1];

    /// <summary>Digest of the message that it came in, base64url characters, 0 bytes when built in.</summary>
    public readonly byte[] Digest = new byte[DigestLength];

    /// <summary>Characters of <see cref="Digest"/>: 15 bytes of HMAC-SHA-256.</summary>
    public const int DigestLength = 20;

    /// <summary>Labels, <see cref="Limits.LabelBytesMax"/> Latin-1 bytes per article, padded with spaces.</summary>
    public readonly byte[] Labels;

    /// <summary>VAT rate code of departments 1..8 (index 0 is department 1); 0 = department not in use.</summary>
    public readonly short[] DepartmentRate = new short[Limits.DepartmentsMax];

    /// <summary>Labels of departments, padded as for articles.</summary>
    public readonly byte[] DepartmentLabels = new byte[Limits.DepartmentsMax * Limits.LabelBytesMax];

    /// <summary>Empties the content (not the version): no article, no department, labels of spaces.</summary>
    public void Reset()
    {
        ArticleCount = 0;
        DepartmentCount = 0;
        for (int i = 0; i < Labels.Length; i++)
        {
            Labels[i] = (byte)' ';
        }

        for (int i = 0; i < DepartmentLabels.Length; i++)
        {
            DepartmentLabels[i] = (byte)' ';
        }

        for (int i = 0; i < DepartmentRate.Length; i++)
        {
            DepartmentRate[i] = 0;
            DepartmentFlags[i] = 0;
        }

        for (int i = 0; i <= FamilyMask; i++)
        {
            FamilyRate[i] = 0;
            FamilyNext[i] = 0;
            FamilyFrom[i] = 0;
        }
    }

    /// <summary>VAT rate code of an article on a business day (yyyymmdd).</summary>
    public int RateOn(int index, int day)
    {
        return RateOf(Flags[index], Rate[index], day);
    }

    /// <summary>VAT rate code of a department (from 0) on a business day.</summary>
    public int DepartmentRateOn(int index, int day)
    {
        return RateOf(DepartmentFlags[index], DepartmentRate[index], day);
    }

    /// <summary>True when a department (from 0) is in use: it has a rate, a family or is exempt (R39).</summary>
    public bool HasDepartment(int index)
    {
        return DepartmentRate[index] > 0 || (DepartmentFlags[index] & (FamilyMask | ExemptFlag)) != 0;
    }

    /// <summary>True when no VAT applies to an article, to a department (from 0): rate code 0 is meant.</summary>
    public bool IsExempt(int index)
    {
        return (Flags[index] & ExemptFlag) != 0;
    }

    /// <summary>See <see cref="IsExempt"/>.</summary>
    public bool IsDepartmentExempt(int index)
    {
        return (DepartmentFlags[index] & ExemptFlag) != 0;
    }

    /// <summary>
    /// True when meal vouchers may pay a line: its article's code, or minus its department, is marked (R43).
    /// </summary>
    public bool IsMealOf(int article)
    {
        return (FlagsOf(article) & MealFlag) != 0;
    }

    /// <summary>True when the markdown key may lower a line's price.</summary>
    public bool WiltsOf(int article)
    {
        return (FlagsOf(article) & WiltsFlag) != 0;
    }

    private int FlagsOf(int article)
    {
        if (article < 0)
        {
            return -article > Limits.DepartmentsMax ? 0 : DepartmentFlags[-article - 1];
        }

        int index = FindCode(article);
        return index < 0 ? 0 : Flags[index];
    }

    private int RateOf(int flags, int rate, int day)
    {
        int family = flags & FamilyMask;
        if (family == 0)
        {
            return rate;
        }

        return FamilyFrom[family] > 0 && day >= FamilyFrom[family] ? FamilyNext[family] : FamilyRate[family];
    }

    /// <summary>
    /// True when every VAT rate is that of a catalogue before: families with what they change to, departments, and each
    /// article that both have.
    /// </summary>
    public bool HasRatesOf(Catalogue before)
    {
        bool same = DepartmentCount == before.DepartmentCount;
        for (int i = 0; i <= FamilyMask; i++)
        {
            same &= FamilyRate[i] == before.FamilyRate[i] && FamilyNext[i] == before.FamilyNext[i]
                && FamilyFrom[i] == before.FamilyFrom[i];
        }

        for (int i = 0; i < DepartmentCount && same; i++)
        {
            same = DepartmentRate[i] == before.DepartmentRate[i]
                && SameVat(DepartmentFlags[i], before.DepartmentFlags[i]);
        }

        for (int i = 0; i < ArticleCount && same; i++)
        {
            // Most stand where they stood before.
            bool there = i < before.ArticleCount && before.Code[i] == Code[i];
            int at = there ? i : before.FindCode(Code[i]);
            same = at < 0 || (Rate[i] == before.Rate[at] && SameVat(Flags[i], before.Flags[at]));
        }

        return same;
    }

    private static bool SameVat(int flags, int before)
    {
        return ((flags ^ before) & (FamilyMask | ExemptFlag)) == 0;
    }

    /// <summary>
    /// Catalogue with room for <see cref="Limits.CatalogueArticlesMax"/> articles (about 7 KB on the board).
    /// </summary>
    public Catalogue()
        : this(Limits.CatalogueArticlesMax)
    {
    }

    /// <summary>
    /// Catalogue with room for a number of articles; 0 makes the empty one, which costs next to nothing.
    /// </summary>
    public Catalogue(int articlesMax)
    {
        Code = new int[articlesMax];
        Ean = new long[articlesMax];
        Price = new int[articlesMax];
        Rate = new short[articlesMax];
        Department = new byte[articlesMax];
        KeyNumber = new byte[articlesMax];
        Flags = new byte[articlesMax];
        Labels = new byte[articlesMax * Limits.LabelBytesMax];
    }

    /// <summary>Index of the article with this code, or -1.</summary>
    public int FindCode(int code)
    {
        for (int i = 0; i < ArticleCount; i++)
        {
            if (Code[i] == code)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Index of the article with this EAN, or -1.</summary>
    public int FindEan(long ean)
    {
        for (int i = 0; i < ArticleCount; i++)
        {
            if (Ean[i] == ean)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Index of the article on article key 1..15, or -1.</summary>
    public int FindKey(int key)
    {
        for (int i = 0; i < ArticleCount; i++)
        {
            if (KeyNumber[i] == key)
            {
                return i;
            }
        }

        return -1;
    }
}
