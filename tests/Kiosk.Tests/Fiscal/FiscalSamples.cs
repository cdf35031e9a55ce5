using System.Security.Cryptography;
using System.Text;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Tests.Fiscal;

/// <summary>The platform's HMAC, an oracle independent of the managed one.</summary>
internal sealed class PlatformMac : Mac
{
    public override void Compute(byte[] key, byte[] data, int offset, int length, byte[] mac, int macOffset)
    {
        HMACSHA256.HashData(key, data.AsSpan(offset, length), mac.AsSpan(macOffset, Length));
    }
}

/// <summary>Tickets, catalogue and settings that the tests of the fiscal core share.</summary>
internal static class FiscalSamples
{
    /// <summary>20 November 2026, 10:15:30 in Paris, the instant of pos.md vector 4.2.</summary>
    public const long VectorWall = 1795166130;

    public static readonly byte[] SealKey = Encoding.ASCII.GetBytes("0123456789abcdef0123456789abcdef");

    public static FiscalChain NewChain() => new(new PlatformMac(), SealKey, "K07");

    public static Catalogue Press()
    {
        Catalogue catalogue = new() { Version = 3 };
        AddArticle(catalogue, code: 1, ean: 9770317419840, price: 320, rate: 210, label: "Le quotidien");
        AddArticle(catalogue, code: 2, ean: 4006381333931, price: 450, rate: 550, label: "Jus, orange");
        AddArticle(catalogue, code: 3, ean: 96385074, price: 999, rate: 2000, label: "Carte postale");
        catalogue.DepartmentCount = 1;
        catalogue.DepartmentRate[0] = 2000;
        Put(catalogue.DepartmentLabels, 0, "Divers");
        return catalogue;
    }

    public static void AddArticle(Catalogue catalogue, int code, long ean, int price, short rate, string label)
    {
        int at = catalogue.ArticleCount++;
        catalogue.Code[at] = code;
        catalogue.Ean[at] = ean;
        catalogue.Price[at] = price;
        catalogue.Rate[at] = rate;
        catalogue.Department[at] = 1;
        catalogue.KeyNumber[at] = (byte)(at < 15 ? at + 1 : 0);
        Put(catalogue.Labels, at * Limits.LabelBytesMax, label);
    }

    public static Settings Shop()
    {
        Settings settings = new() { Version = 2 };
        settings.MerchantLength = Fill(settings.Merchant, "Kiosque Réformés");
        settings.AddressLength = Fill(settings.Address, "1 La Canebière, 13001 Marseille");
        settings.SiretLength = Fill(settings.Siret, "12345678901234");
        settings.VatMentionLength = Fill(settings.VatMention, "TVA FR12345678901");
        return settings;
    }

    /// <summary>A ticket of (article, quantity, price, rate) lines paid in cash exactly.</summary>
    public static Record Ticket(long number, long wall, int operation,
        params (int Article, int Quantity, int Price, int Rate)[] lines)
    {
        Record record = new();
        record.Reset(RecordKind.Ticket);
        record.WallSeconds = wall;
        long total = lines.Sum(l => (long)l.Quantity * l.Price);
        long[] head = [number, operation, 0, 3, 2, 4, 0, 1, lines.Length, lines.Length, TicketLayout.TenderCash, total];
        foreach (long value in head)
        {
            record.Add(value);
        }

        foreach (var line in lines)
        {
            record.Add(line.Article);
            record.Add(0);
            record.Add(line.Quantity);
            record.Add(line.Price);
            record.Add(line.Rate);
        }

        return record;
    }

    /// <summary>The detail record that precedes a ticket: items of what and two arguments.</summary>
    public static Record Details(long ticket, params (int What, long First, long Second)[] items)
    {
        Record record = new();
        record.Reset(RecordKind.TicketDetail);
        record.Add(ticket);
        record.Add(0);
        record.Add(items.Length);
        foreach ((int what, long first, long second) in items)
        {
            record.Add(what);
            record.Add(first);
            record.Add(second);
        }

        return record;
    }

    /// <summary>The details of a refund of ticket 1 of the vector's instant.</summary>
    public static Record[] Refunds(long ticket) =>
        [Details(ticket, (DetailItem.OriginalTicket, 1, VectorWall), (DetailItem.Reason, ReasonCode.Returned, 0))];

    public static Record Event(long number, long wall, long code, string text)
    {
        Record record = new();
        record.Reset(RecordKind.TechnicalEvent);
        record.WallSeconds = wall;
        record.Add(number);
        record.Add(code);
        record.Add(0);
        record.Add(0);
        record.Add(0);
        record.TextLength = Encoding.Latin1.GetBytes(text, record.Text);
        return record;
    }

    public static Record Cash(long number, long wall, long type, long cents)
    {
        Record record = new();
        record.Reset(RecordKind.CashMovement);
        record.WallSeconds = wall;
        record.Add(number);
        record.Add(type);
        record.Add(cents);
        record.Add(0);
        return record;
    }

    public static Record VectorTicket(long number = 1) =>
        Ticket(number, VectorWall, TicketLayout.OperationSale, (1, 1, 320, 210), (2, 1, 450, 550), (3, 1, 999, 2000));

    public static Record Copy(Record source)
    {
        Record copy = new();
        copy.Reset(source.Kind);
        copy.WallSeconds = source.WallSeconds;
        copy.Sealed = source.Sealed;
        for (int i = 0; i < source.Count; i++)
        {
            copy.Add(source.Values[i]);
        }

        copy.TextLength = source.TextLength;
        source.Text.CopyTo(copy.Text, 0);
        source.Seal.CopyTo(copy.Seal, 0);
        return copy;
    }

    private static int Fill(byte[] into, string text) => Encoding.Latin1.GetBytes(text, into);

    private static void Put(byte[] labels, int offset, string text)
    {
        Encoding.Latin1.GetBytes(text.PadRight(Limits.LabelBytesMax)).CopyTo(labels, offset);
    }
}
