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
        }
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
