using System.Text;
using Kiosk.Protocol;

namespace Kiosk.Tests.Protocol;

/// <summary>Made-up catalogues for the tests of the codecs.</summary>
internal static class Catalogues
{
    /// <summary>A catalogue that depends on its arguments only.</summary>
    public static Catalogue Make(int articles, int departments, int seed)
    {
        var random = new Random(seed);
        var catalogue = new Catalogue { Version = seed + 1 };
        catalogue.Reset();
        catalogue.ArticleCount = articles;
        catalogue.DepartmentCount = departments;
        for (int i = 0; i < departments; i++)
        {
            catalogue.DepartmentRate[i] = (short)random.Next(Catalogue.RateMax + 1);
            PutLabel(catalogue.DepartmentLabels, i, "Rayon " + i);
        }

        for (int i = 0; i < articles; i++)
        {
            catalogue.Code[i] = 1 + i * 3;
            catalogue.Ean[i] = i % 3 == 0 ? random.NextInt64(Catalogue.EanMax + 1) : 0;
            catalogue.Price[i] = random.Next(Limits.TicketCentsMax + 1);
            catalogue.Rate[i] = (short)random.Next(Catalogue.RateMax + 1);
            catalogue.Department[i] = (byte)random.Next(Limits.DepartmentsMax + 1);
            catalogue.KeyNumber[i] = (byte)(i < Catalogue.KeyNumberMax ? i + 1 : 0);
            PutLabel(catalogue.Labels, i, i % 2 == 0 ? "Café crème €" : "Chocolate bar 100 g");
        }

        return catalogue;
    }

    public static void Equal(Catalogue expected, Catalogue actual)
    {
        int articles = expected.ArticleCount, departments = expected.DepartmentCount;
        Assert.Equal((expected.Version, articles, departments),
            (actual.Version, actual.ArticleCount, actual.DepartmentCount));
        Assert.Equal(expected.Code.AsSpan(0, articles), actual.Code.AsSpan(0, articles));
        Assert.Equal(expected.Ean.AsSpan(0, articles), actual.Ean.AsSpan(0, articles));
        Assert.Equal(expected.Price.AsSpan(0, articles), actual.Price.AsSpan(0, articles));
        Assert.Equal(expected.Rate.AsSpan(0, articles), actual.Rate.AsSpan(0, articles));
        Assert.Equal(expected.Department.AsSpan(0, articles), actual.Department.AsSpan(0, articles));
        Assert.Equal(expected.KeyNumber.AsSpan(0, articles), actual.KeyNumber.AsSpan(0, articles));
        Assert.Equal(expected.Labels, actual.Labels);
        Assert.Equal(expected.DepartmentRate, actual.DepartmentRate);
        Assert.Equal(expected.DepartmentLabels, actual.DepartmentLabels);
    }

    private static void PutLabel(byte[] labels, int index, string text) =>
        Encoding.Latin1.GetBytes(text.Replace('€', '\u0080')).CopyTo(labels, index * Limits.LabelBytesMax);
}
