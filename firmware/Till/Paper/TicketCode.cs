using Kiosk.Firmware.Selling;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Paper;

/// <summary>
/// The text in a ticket's QR code (R35): the ticket itself and its whole seal, no person, readable without any network.
/// Fields between slashes, all of them allowed after the # of an address (PAPER.md). When the lines do not fit, their
/// labels are left out, then the lines. Made once; one thread.
/// </summary>
public sealed class TicketCode
{
    /// <summary>The text; the first <see cref="Length"/> bytes count.</summary>
    public readonly byte[] Text = new byte[QrTable.BytesMax];

    /// <summary>See <see cref="Text"/>.</summary>
    public int Length;

    private const int Whole = 0, WithoutLabels = 1, WithoutLines = 2;
    private readonly byte[] _scratch = new byte[Base64Url.SealLength + 1];
    private bool _overflow;

    /// <summary>Writes the text of a closed sale.</summary>
    public void Write(Sale sale, ReceiptFacts facts, Settings settings, string terminal)
    {
        for (int detail = Whole; detail <= WithoutLines; detail++)
        {
            Length = 0;
            _overflow = false;
            WriteHead(sale, facts, settings, terminal);
            WriteLines(sale, facts, detail);
            if (!_overflow)
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
        CivilTime.WriteStamp(sale.WallSeconds, _scratch, 0);
        Put(_scratch, CivilTime.StampDigits);
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
        Put(_scratch, Base64Url.Write(sale.Seal, 0, Mac.Length, _scratch, 0));
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

    private void PutSigned(long value)
    {
        Put(_scratch, Digits.Write(_scratch, 0, value));
    }

    private void PutNumber(long value, int width)
    {
        int needed = Digits.Width(value);
        int digits = needed > width ? needed : width;
        Digits.WriteFixed(_scratch, 0, value, digits);
        Put(_scratch, digits);
    }

    private void Put(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            Put(text[i]);
        }
    }

    private void Put(byte[] text, int length)
    {
        for (int i = 0; i < length; i++)
        {
            Put(text[i]);
        }
    }

    private void Put(int letter)
    {
        if (Length < Text.Length)
        {
            Text[Length] = (byte)letter;
            Length++;
        }
        else
        {
            _overflow = true;
        }
    }
}
