using Kiosk.Protocol;

namespace Kiosk.Fiscal;

/// <summary>
/// Digests inside a ticket's text (pos.md R4): lines, tenders, merchant. HMAC-SHA-256 under a published constant key,
/// so
/// that anyone can recompute them: the board has no plain SHA-256. One thread; reused.
/// </summary>
public sealed class RecordDigests
{
    /// <summary>The published key, ASCII.</summary>
    public const string PublishedKey = "kiosk record digest v1";

    /// <summary>Digests of the line detail, of the tenders and of the merchant's identity.</summary>
    public readonly byte[] Lines = new byte[Mac.Length], Tenders = new byte[Mac.Length],
        Merchant = new byte[Mac.Length];

    /// <summary>Digests of a ticket's details, and of all values of a closing or note.</summary>
    public readonly byte[] Details = new byte[Mac.Length], Values = new byte[Mac.Length];

    private const int LinesPerPage = 24;
    private readonly Mac _mac;
    private readonly byte[] _key = new byte[PublishedKey.Length];
    private readonly CanonicalText _text;

    /// <summary>Digests over a MAC, built in a shared text buffer.</summary>
    public RecordDigests(Mac mac, CanonicalText text)
    {
        _mac = mac;
        _text = text;
        Digits.WriteText(_key, 0, PublishedKey);
    }

    /// <summary>
    /// Digest of the lines: article;label;quantity;unit price;rate;cents joined by '|', where a line with a discount
    /// has the cents that remain and then ;cents taken off. After every 24 lines the text so far is replaced by its
    /// digest, so that a long ticket needs no long buffer. False when a line does not fit.
    /// </summary>
    public bool DigestLines(TicketReader ticket, Catalogue catalogue)
    {
        _text.Clear();
        ticket.Rewind();
        for (int i = 0; i < ticket.LineCount && ticket.NextLine(); i++)
        {
            if (i > 0 && i % LinesPerPage == 0)
            {
                Close(Lines);
                _text.Clear();
                _text.Seal(Lines);
            }

            WriteLine(ticket, catalogue);
        }

        return Close(Lines);
    }

    /// <summary>Digest of the tenders: type;cents joined by '|', then the change.</summary>
    public bool DigestTenders(Record ticket)
    {
        _text.Clear();
        for (int i = 0; i < ticket.Values[TicketLayout.TenderCount]; i++)
        {
            int at = TicketLayout.Tenders + i * TicketLayout.TenderWidth;
            _text.Number(ticket.Values[at]);
            _text.Byte(';');
            _text.Number(ticket.Values[at + 1]);
            _text.Byte('|');
        }

        _text.Number(ticket.Values[TicketLayout.Change]);
        return Close(Tenders);
    }

    /// <summary>Digest of the merchant's identity: name|address|SIRET|VAT mention.</summary>
    public bool DigestMerchant(Settings settings)
    {
        _text.Clear();
        _text.Text(settings.Merchant, 0, settings.MerchantLength);
        _text.Byte('|');
        _text.Text(settings.Address, 0, settings.AddressLength);
        _text.Byte('|');
        _text.Text(settings.Siret, 0, settings.SiretLength);
        _text.Byte('|');
        _text.Text(settings.VatMention, 0, settings.VatMentionLength);
        return Close(Merchant);
    }

    /// <summary>
    /// Digest of the items of the detail records among what precedes a ticket: what;a;b joined by '|'.
    /// </summary>
    public bool DigestDetails(Record[]? groups, int groupCount)
    {
        _text.Clear();
        for (int i = 0; i < groupCount && groups != null; i++)
        {
            Record detail = groups[i];
            for (int at = DetailLayout.Items; detail.Kind == RecordKind.TicketDetail && at < detail.Count; at++)
            {
                int offset = (at - DetailLayout.Items) % DetailLayout.ItemWidth;
                if (_text.Length > 0)
                {
                    _text.Byte(offset == 0 ? '|' : ';');
                }

                _text.Number(detail.Values[at]);
            }
        }

        return Close(Details);
    }

    /// <summary>Digest of all values of a record, joined by ';'.</summary>
    public bool DigestValues(Record record)
    {
        _text.Clear();
        for (int i = 0; i < record.Count; i++)
        {
            if (i > 0)
            {
                _text.Byte(';');
            }

            _text.Number(record.Values[i]);
        }

        return Close(Values);
    }

    private void WriteLine(TicketReader line, Catalogue catalogue)
    {
        if (_text.Length > 0)
        {
            _text.Byte('|');
        }

        _text.Number(line.Article);
        _text.Byte(';');
        WriteLabel(line.Article, catalogue);
        _text.Byte(';');
        _text.Number(line.Quantity);
        _text.Byte(';');
        _text.Number(line.Price);
        _text.Byte(';');
        _text.Fixed(line.Rate, 4);
        _text.Byte(';');
        _text.Number(line.Cents);
        if (line.Off != 0)
        {
            _text.Byte(';');
            _text.Number(line.Off);
        }
    }

    private void WriteLabel(int article, Catalogue catalogue)
    {
        if (article < 0)
        {
            _text.Text(catalogue.DepartmentLabels, (-article - 1) * Limits.LabelBytesMax, Limits.LabelBytesMax);
            return;
        }

        int at = catalogue.FindCode(article);
        if (at >= 0)
        {
            _text.Text(catalogue.Labels, at * Limits.LabelBytesMax, Limits.LabelBytesMax);
        }
    }

    private bool Close(byte[] digest)
    {
        _mac.Compute(_key, _text.Buffer, _text.Start, _text.Length, digest, 0);
        return !_text.Overflow;
    }
}
