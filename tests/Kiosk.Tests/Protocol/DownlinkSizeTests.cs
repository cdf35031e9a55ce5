using Kiosk.Protocol;

namespace Kiosk.Tests.Protocol;

public class DownlinkSizeTests
{
    [Fact]
    public void A_full_catalogue_of_accented_labels_is_refused_with_its_size()
    {
        Catalogue catalogue = new() { Version = 1, DepartmentCount = 1, ArticleCount = Limits.CatalogueArticlesMax };
        catalogue.DepartmentRate[0] = 550;
        Array.Fill(catalogue.Labels, (byte)0xE9);
        for (int i = 0; i < catalogue.ArticleCount; i++)
        {
            (catalogue.Code[i], catalogue.Price[i], catalogue.Rate[i]) = (i + 1, 250, 550);
            (catalogue.Department[i], catalogue.Ean[i]) = (1, 3_017_620_422_003);
        }

        DownlinkWriter writer = new(new ManagedMac(), new byte[KeyDerivation.KeyBytes], 1007);
        byte[] message = new byte[Limits.DownlinkBytesMax];
        Assert.Equal(-1, writer.WriteCatalogue(catalogue, message));
        Assert.InRange(writer.NeededBytes, Limits.DownlinkBytesMax + 1, 12_000);
        Array.Fill(catalogue.Labels, (byte)'e');
        int plain = writer.WriteCatalogue(catalogue, message);
        Assert.InRange(plain, 1, Limits.DownlinkBytesMax);
        Assert.Equal(plain, writer.NeededBytes);
    }
}
