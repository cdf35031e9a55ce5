using Kiosk.Firmware.Selling;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Paper;

/// <summary>
/// The text in a ticket's QR code (R35): the ticket itself and its whole seal, no person, readable without any network.
/// Fields between slashes, all of them allowed after the # of an address (PAPER.md). When the lines do not fit, their
/// labels are left out, then the lines. Made once; one thread.
/// </summary>
public sealed class TicketCode : CodeText
{
    private const int Whole = 0, WithoutLabels = 1, WithoutLines = 2;

    /// <summary>Writes the text of a closed sale.</summary>
    public void Write(Sale sale, ReceiptFacts facts, Settings settings, string terminal)
    {
        for (int detail = Whole; detail <= WithoutLines; detail++)
        {
            Begin();
            WriteHead(sale, facts, settings, terminal);
            WriteLines(sale, facts, detail);
            if (!Overflow)
            {
                return;
            }
        }

        Length = 0;
    }

    private void WriteHead(Sale sale, ReceiptFacts facts, Settings settings, string terminal)
    {
        Put(settings.TicketLink, settings.TicketLinkLength);
        Put("KT1/");
        Put(terminal);
        Put("-T-");
        PutNumber(sale.Number, 6);
        Put("/");
        PutStamp(sale.WallSeconds);
        Put("/");
        Put(PaperWords.Operation(facts.Operation));
        Put("/");
        PutSigned(sale.TotalCents);
        Put("/");
        for (int i = 0; i < sale.Totals.Count; i++)
        {
            Put(i > 0 ? ";" : "");
            PutNumber(sale.Totals.Rate[i], 4);
            Put(":");
            PutSigned(sale.Totals.Cents[i]);
        }

        Put("/");
        Put(settings.Siret, settings.SiretLength);
        Put("/");
        PutSeal(sale.Seal);
        Put("/");
    }

    private void WriteLines(Sale sale, ReceiptFacts facts, int detail)
    {
        if (detail == WithoutLines)
        {
            PutNumber(sale.LineCount, 1);
            return;
        }

        for (int i = 0; i < sale.LineCount; i++)
        {
            Put(i > 0 ? ";" : "");
            PutSigned(sale.Quantity[i]);
            Put("*");
            PutSigned(sale.Price[i]);
            if (facts.Off[i] != 0)
            {
                Put("~");
                PutSigned(facts.Off[i]);
            }

            Put("@");
            PutNumber(sale.Rate[i], 4);
            if (detail == Whole)
            {
                Put(":");
                PutLabel(sale.Labels, i * Limits.LabelBytesMax);
            }
        }
    }

    private void PutLabel(byte[] labels, int offset)
    {
        int length = Limits.LabelBytesMax;
        while (length > 0 && labels[offset + length - 1] == (byte)' ')
        {
            length--;
        }

        for (int i = 0; i < length; i++)
        {
            Put(Plain(labels[offset + i]));
        }
    }

    // Letters without accents, digits, a plus for a space, a dot for anything else.
    private static int Plain(int letter)
    {
        int plain = CodePage.Fold(letter);
        bool kept = (plain >= '0' && plain <= '9') || (plain >= 'A' && plain <= 'Z') || (plain >= 'a' && plain <= 'z');
        return kept || plain == '-' ? plain : plain == ' ' ? '+' : '.';
    }
}
