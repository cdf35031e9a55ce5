using Kiosk.Protocol;

namespace Kiosk.Gateway.Console;

/// <summary>
/// Length of a catalogue's downlink message before it is written, so that one which does not fit is refused with its
/// size: 160 articles with accents may exceed <see cref="Limits.DownlinkBytesMax"/>. A test compares it with the
/// writer.
/// </summary>
public static class CatalogueSize
{
    private const byte Euro = 0x80;

    /// <summary>Items around the articles: envelope, version, departments, MAC.</summary>
    private const int EnvelopeItems = 7;

    /// <summary>Exact length in bytes of the message for a device and a version.</summary>
    public static int Measure(Catalogue catalogue, long device, int version)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        int bytes = Head(EnvelopeItems) + Head(Downlink.Version) + Head(device) + Head(Downlink.Catalogue)
            + Head(version) + Head(Limits.MacBytes) + Limits.MacBytes + Head(catalogue.DepartmentCount)
            + Head(catalogue.ArticleCount);
        for (int i = 0; i < catalogue.DepartmentCount; i++)
        {
            int flags = catalogue.DepartmentFlags[i];
            bytes += Head(3) + Head(catalogue.DepartmentRate[i]) + Label(catalogue.DepartmentLabels, i)
                + (flags == 0 ? 0 : Head(flags));
        }

        for (int i = 0; i < catalogue.ArticleCount; i++)
        {
            bytes += Article(catalogue, i);
        }

        return bytes;
    }

    private static int Article(Catalogue catalogue, int i)
    {
        bool hasFlags = catalogue.Flags[i] != 0, hasEan = hasFlags || catalogue.Ean[i] != 0;
        bool hasKey = hasEan || catalogue.KeyNumber[i] != 0;
        return Head(8) + Head(catalogue.Code[i]) + Label(catalogue.Labels, i) + Head(catalogue.Price[i])
            + Head(catalogue.Rate[i]) + Head(catalogue.Department[i])
            + (hasKey ? Head(catalogue.KeyNumber[i]) : 0) + (hasEan ? Head(catalogue.Ean[i]) : 0)
            + (hasFlags ? Head(catalogue.Flags[i]) : 0);
    }

    // Latin-1 inside, UTF-8 on the wire: a letter with an accent takes two bytes, the euro sign three.
    private static int Label(byte[] labels, int index)
    {
        ReadOnlySpan<byte> label = labels.AsSpan(index * Limits.LabelBytesMax, Limits.LabelBytesMax).TrimEnd(" \0"u8);
        int bytes = 0;
        foreach (byte letter in label)
        {
            bytes += letter < Euro ? 1 : letter == Euro ? 3 : 2;
        }

        return Head(bytes) + bytes;
    }

    /// <summary>Bytes of a CBOR item's head (RFC 8949, 3).</summary>
    private static int Head(long value) => value switch
    {
        < 24 => 1,
        <= byte.MaxValue => 2,
        <= ushort.MaxValue => 3,
        <= uint.MaxValue => 5,
        _ => 9,
    };
}
