using Kiosk.Firmware.Paper;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// The receipt of a sale, a refund, a training sale or a provisional note, piece by piece (R32: number, date, register,
/// total, lines with quantity, unit price, HT and rate, payment, corrections, merchant; VAT table, seal extract,
/// software). A copy is the same image with its own mark (R16). One thread; reused.
/// </summary>
public sealed class ReceiptText : Slip
{
    private const int Opening = 0, MerchantPart = 1, Banner = 2, CopyMark = 3, Head = 4, Reference = 5, Items = 6,
        Total = 7, NonSales = 8, Payments = 9, Corrections = 10, Rates = 11, Proof = 12, Code = 13, Foot = 14,
        Closing = 15;

    /// <summary>Terminal of the paper.</summary>
    public string Terminal;

    private readonly Sale _sale;
    private readonly ReceiptFacts _facts;
    private readonly TicketCode _ticketCode = new TicketCode();
    private readonly QrPaper _qr;
    private readonly NetShares _net = new NetShares();
    private readonly byte[] _scratch = new byte[Base64Url.ExtractLength];
    private int _software, _copy;
    private long _printedWall;

    /// <summary>Receipts of a terminal, of a sale and facts that the printer owns, built in a line buffer.</summary>
    public ReceiptText(string terminal, ReceiptLine line, PrinterProfile profile, QrPaper qr, Sale sale,
        ReceiptFacts facts, Settings none)
        : base(line, profile, none)
    {
        _qr = qr;
        Terminal = terminal;
        _sale = sale;
        _facts = facts;
    }

    /// <summary>
    /// Starts a receipt. <paramref name="copy"/> is 0 for the original, else the rank of the copy printed at <paramref
    /// name="printedWall"/>.
    /// </summary>
    public void Start(Settings settings, int software, int copy, long printedWall)
    {
        Merchant = settings;
        _software = software;
        _copy = copy;
        _printedWall = printedWall;
        _net.Spread(_sale, _facts);
        _qr.Pieces = 0;
        if (_facts.Kind == ReceiptFacts.Ticket)
        {
            _ticketCode.Write(_sale, _facts, settings, Terminal);
            _qr.Begin(_ticketCode.Text, _ticketCode.Length, Profile);
        }

        Rewind();
    }

    /// <inheritdoc/>
    protected override int Sections
    {
        get { return Closing + 1; }
    }

    private bool IsNote
    {
        get { return _facts.Kind == ReceiptFacts.Note; }
    }

    /// <inheritdoc/>
    protected override int Pieces(int section)
    {
        switch (section)
        {
            case MerchantPart: return MerchantLines;
            case Banner: return BannerText().Length > 0 ? 1 : 0;
            case CopyMark: return _copy > 0 ? 1 : 0;
            case Head: return 5;
            case Reference: return 4;
            case Items: return _sale.LineCount;
            case NonSales: return _facts.NonSaleCount > 0 ? _facts.NonSaleCount + 2 : 0;
            case Payments: return IsNote ? 0 : _facts.TenderCount + 1;
            case Corrections: return _facts.VoidCount > 0 ? 1 : 0;
            case Rates: return IsNote ? 0 : _sale.Totals.Count + 1;
            case Proof: return IsNote ? 1 : 2;
            case Code: return _qr.Pieces;
            default: return 1;
        }
    }

    /// <inheritdoc/>
    protected override void Write(int section, int piece)
    {
        switch (section)
        {
            case Opening: WriteStart(0); break;
            case MerchantPart: WriteMerchant(piece); break;
            case Banner: WriteBanner(BannerText()); break;
            case CopyMark: WriteCopyMark(_copy, _printedWall, _facts.CopyReason); break;
            case Head: WriteHead(piece); break;
            case Reference: WriteReference(piece); break;
            case Items: WriteItem(piece); break;
            case Total: WriteTotal(); break;
            case NonSales: WriteNonSale(piece - 1); break;
            case Payments: WritePayment(piece); break;
            case Corrections: WriteCorrections(); break;
            case Rates: WriteRate(piece - 1); break;
            case Proof: WriteProof(piece); break;
            case Code: _qr.Write(Out, piece); break;
            case Foot: WriteFoot(); break;
            default: WriteEnd(); break;
        }
    }

    private string BannerText()
    {
        if (_facts.Kind == ReceiptFacts.Training)
        {
            return "FACTICE - MODE ÉCOLE";
        }

        if (IsNote)
        {
            return "DOCUMENT PROVISOIRE";
        }

        return _facts.Operation == TicketLayout.OperationSale ? "" : PaperWords.Operation(_facts.Operation);
    }

    private void WriteHead(int piece)
    {
        switch (piece)
        {
            case 0: Out.Rule(); break;
            case 1: WriteNumber(); break;
            case 2: WriteMoment(); break;
            case 3: WriteOperator(); break;
            default: Out.Rule(); break;
        }
    }

    private void WriteNumber()
    {
        Out.Left(IsNote ? "Note " : "Ticket ");
        LeftDocument(Terminal, Letter(), _sale.Number);
        Out.Right(IsNote ? "NOTE" : PaperWords.Operation(_facts.Operation));
        Out.End();
    }

    private string Letter()
    {
        return IsNote ? "-N-" : _facts.Kind == ReceiptFacts.Training ? "-X-" : "-T-";
    }

    private void WriteMoment()
    {
        LeftMoment(_sale.WallSeconds);
        Out.Right("Caisse ");
        Out.Right(Terminal);
        Out.End();
        if (_sale.ClockQuality == 0 || _sale.ClockQuality > 7)
        {
            Out.Left("Heure incertaine");
            Out.End();
        }
    }

    private void WriteOperator()
    {
        Out.Left("Opérateur ");
        Out.LeftNumber(_facts.Operator, 2);
        if (_facts.Manager > 0)
        {
            Out.Left(", resp. ");
            Out.LeftNumber(_facts.Manager, 2);
        }

        Out.RightNumber(_sale.LineCount);
        Out.Right(_sale.LineCount == 1 ? " ligne" : " lignes");
        Out.End();
    }

    // What the ticket goes back to: the refunded one, the replaced one, the note before it.
    private void WriteReference(int piece)
    {
        if (piece == 0 && _facts.OriginalNumber > 0)
        {
            Out.Left("Sur ticket ");
            LeftDocument(Terminal, "-T-", _facts.OriginalNumber);
            RightMoment(_facts.OriginalWall);
            Out.End();
            Out.Left(_facts.Reason > 0 ? "Motif : " : "");
            Out.Left(PaperWords.Reason(_facts.Reason));
            EndIfAny();
        }
        else if (piece == 1 && _facts.Replaces > 0)
        {
            Out.Left("Remplace le ticket ");
            LeftDocument(Terminal, "-T-", _facts.Replaces);
            Out.End();
        }
        else if (piece == 2 && _facts.NoteNumber > 0)
        {
            Out.Left("Suit la note ");
            LeftDocument(Terminal, "-N-", _facts.NoteNumber);
            Out.End();
        }
        else if (piece == 3 && _sale.DepositOf > 0)
        {
            Out.Left("Rend la consigne du ticket ");
            LeftDocument(Terminal, "-T-", _sale.DepositOf);
            Out.End();
        }
    }

    private void EndIfAny()
    {
        if (_facts.Reason > 0)
        {
            Out.End();
        }
    }

    private void WriteItem(int line)
    {
        Out.Left(_sale.Labels, line * Limits.LabelBytesMax, Limits.LabelBytesMax);
        Out.RightAmount(_sale.Quantity[line] * _sale.Price[line], 0);
        Out.Right("  ");
        Out.End();
        Out.Left("  ");
        WriteUnits(line);
        if (!IsNote)
        {
            Out.Right("HT ");
            Out.RightAmount(_net.Cents[line], 0);
            Out.Right(" TVA ");
            Out.RightRate(_sale.Rate[line]);
            Out.Right("  ");
        }

        Out.End();
        if (_facts.Off[line] != 0)
        {
            bool back = _facts.Operation == TicketLayout.OperationRefund;
            Out.Left(back ? "  Non rendu" : "  Remise ");
            Out.Left(PaperWords.Reason(back ? 0 : _facts.DiscountReason));
            Out.RightAmount(-_facts.Off[line], 0);
            Out.Right("  ");
            Out.End();
        }
    }

    // "2 x 1,50", or what a scale has weighed: "0,432 kg x 12,90 EUR/kg" (R59).
    private void WriteUnits(int line)
    {
        int at = IsNote ? -1 : _sale.Weights.Find(line);
        if (at < 0)
        {
            Out.LeftNumberSigned(_sale.Quantity[line]);
            Out.Left(" x ");
            Out.LeftAmount(_sale.Price[line]);
            return;
        }

        Out.LeftNumber(_sale.Weights.GramsAt(at) / 1000, 1);
        Out.Left(",");
        Out.LeftNumber(_sale.Weights.GramsAt(at) % 1000, 3);
        Out.Left(" kg x ");
        Out.LeftAmount(_sale.Weights.PerKiloAt(at));
        Out.Left(" \u0080/kg");
    }

    private void WriteTotal()
    {
        Out.Rule();
        Out.Large(Profile.Columns >= 42);
        Out.Bold(true);
        WriteEuros(IsNote ? "À PAYER" : "TOTAL TTC", _sale.TotalCents);
        Out.Plain();
    }

    // Amounts that are no turnover stand apart from the sealed total (R23).
    private void WriteNonSale(int at)
    {
        if (at < 0)
        {
            Out.Left("Hors chiffre d'affaires :");
            Out.End();
        }
        else if (at < _facts.NonSaleCount)
        {
            Out.Left("  ");
            WriteEuros(PaperWords.NonSale(_facts.NonSaleType[at]), _facts.NonSaleCents[at]);
        }
        else
        {
            Out.Bold(true);
            WriteEuros("À PAYER", _sale.TotalCents + NonSaleCents());
            Out.Bold(false);
        }
    }

    private int NonSaleCents()
    {
        int cents = 0;
        for (int i = 0; i < _facts.NonSaleCount; i++)
        {
            cents += _facts.NonSaleCents[i];
        }

        return cents;
    }

    private void WritePayment(int tender)
    {
        if (tender < _facts.TenderCount)
        {
            WriteEuros(PaperWords.Tender(_facts.TenderType[tender]), _facts.TenderCents[tender]);
        }
        else if (_facts.ChangeCents != 0)
        {
            WriteEuros("Rendu", _facts.ChangeCents);
        }
    }

    private void WriteCorrections()
    {
        Out.Left("Annulé avant paiement : ");
        Out.LeftNumber(_facts.VoidCount, 1);
        Out.RightAmount(_facts.VoidCents, 0);
        Out.Right(" \u0080");
        Out.End();
    }

    private void WriteRate(int rate)
    {
        if (rate < 0)
        {
            Out.Rule();
            Out.Left("TVA");
            Out.Right(Profile.Columns < 42 ? "HT     TVA      TTC  " : "HT        TVA        TTC  ");
            Out.End();
            return;
        }

        int code = _sale.Totals.Rate[rate];
        long cents = _sale.Totals.Cents[rate];
        Out.LeftRate(code);
        bool narrow = Profile.Columns < 42;
        Out.RightAmount(Money.WithoutVat(cents, code), narrow ? 7 : 9);
        Out.RightAmount(Money.Vat(cents, code), narrow ? 8 : 11);
        Out.RightAmount(cents, narrow ? 9 : 11);
        Out.Right("  ");
        Out.End();
    }

    private void WriteProof(int piece)
    {
        if (piece == 0)
        {
            Out.Rule();
            WriteSoftware(_software);
            return;
        }

        Base64Url.WriteExtract(_sale.Seal, _scratch, 0);
        Out.Left("Sceau ");
        Out.Left(_scratch, 0, Base64Url.ExtractLength);
        Out.Right("Copie n° ");
        Out.RightNumber(_copy);
        Out.End();
    }

    // The receipt of a deposit gives it back: by the code above, or by bars (R45).
    private void WriteSlip()
    {
        int cents = DepositSlip.CentsOf(_facts.NonSaleType, _facts.NonSaleCents, _facts.NonSaleCount);
        long code = DepositSlip.CodeOf(Terminal, _sale.Number);
        if (cents > 0 && code > 0 && _facts.Operation == TicketLayout.OperationSale)
        {
            Out.Left("À rendre pour votre consigne de ");
            Out.LeftAmount(cents);
            Out.Left(" \u0080");
            Out.EndCentred();
            Out.Ean13(code);
        }
    }

    private void WriteFoot()
    {
        if (_facts.Kind == ReceiptFacts.Training)
        {
            WriteBanner("FACTICE - MODE ÉCOLE");
        }
        else if (IsNote)
        {
            WriteBanner("DOCUMENT PROVISOIRE");
            Out.Left("Ne vaut pas ticket : un ticket suivra le paiement.");
            Out.EndCentred();
        }
        else
        {
            if (_qr.Pieces > 0)
            {
                Out.Left("Code : ticket complet et sceau");
                Out.EndCentred();
            }

            WriteSlip();
            Out.Left("Merci de votre visite");
            Out.EndCentred();
        }
    }
}
