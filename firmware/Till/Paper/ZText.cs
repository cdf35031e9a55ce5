using Kiosk.Firmware.Selling;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Paper;

/// <summary>
/// Paper of an X reading or of a closing in plain French, within 20 cm on an ordinary day: what was sold, what is in
/// the drawer, what goes into the bank bag, what the accountant needs, and the head of the journal (R8, R19, R20). One
/// thread; reused.
/// </summary>
public sealed class ZText : Slip
{
    /// <summary>
    /// Dots from line to line, and of a module of the code: narrow, so that the paper stays within 20 cm.
    /// </summary>
    public const int Spacing = 24, CodeDots = 3;

    private const int Opening = 0, MerchantPart = 1, Title = 2, Head = 3, Sales = 4, Rates = 5, Tenders = 6,
        NonSales = 7, Drawer = 8, Operators = 9, Traces = 10, Perpetual = 11, Proof = 12, Code = 13, Closing = 14;

    // From 10,000.00 on, three amounts do not stand side by side in 32 columns.
    private const int NarrowCentsMax = 1000000;

    /// <summary>Terminal of the paper.</summary>
    public string Terminal;

    private readonly ClosingCode _code = new ClosingCode();
    private readonly QrPaper _qr;
    private readonly byte[] _scratch = new byte[Base64Url.SealLength];
    private ZReport _report = new ZReport();
    private int _software;

    /// <summary>Closings of a terminal, built in a line buffer for a printer.</summary>
    public ZText(string terminal, ReceiptLine line, PrinterProfile profile, QrPaper qr, Settings none)
        : base(line, profile, none)
    {
        _qr = qr;
        Terminal = terminal;
    }

    /// <summary>Starts the paper of a report, which must stay as it is until it is printed.</summary>
    public void Start(ZReport report, Settings settings, int software)
    {
        _report = report;
        Merchant = settings;
        _software = software;
        _code.Write(report, settings, Terminal);
        _qr.Begin(_code.Text, _code.Length, Profile, CodeDots);
        Rewind();
    }

    /// <inheritdoc/>
    protected override int Sections
    {
        get { return Closing + 1; }
    }

    // A drawer holds the cash of a day: of a month or a year only the differences add up.
    private bool IsSum
    {
        get { return _report.Level == ClosingLayout.Month || _report.Level == ClosingLayout.Year; }
    }

    private bool IsBlind
    {
        get { return _report.Blind && _report.Level == ZReport.Reading; }
    }

    private long Figure(int index)
    {
        return _report.Totals.Figures[index];
    }

    /// <inheritdoc/>
    protected override int Pieces(int section)
    {
        switch (section)
        {
            case MerchantPart: return 3;
            case Head: return 8;
            case Sales: return 4;
            case Rates: return _report.Totals.Rates.Count + 1;
            case Tenders: return _report.Totals.Tenders.Count + 1;
            case NonSales: return _report.Totals.NonSales.Count > 0 ? _report.Totals.NonSales.Count + 1 : 0;
            case Drawer: return IsBlind || (IsSum && Figure(PeriodTotals.CashCounts) == 0) ? 0 : 6;
            case Operators: return _report.Totals.Operators.Count > 1 ? _report.Totals.Operators.Count + 1 : 0;
            case Traces: return 5;
            case Perpetual: return 2;
            case Proof: return 6;
            case Code: return _qr.Pieces;
            default: return 1;
        }
    }

    /// <inheritdoc/>
    protected override void Write(int section, int piece)
    {
        switch (section)
        {
            case Opening: WriteStart(Spacing); break;
            case MerchantPart: WriteMerchant(piece == 0 ? 0 : piece + 1); break;
            case Title: WriteBanner(TitleText()); break;
            case Head: WriteHead(piece); break;
            case Sales: WriteSales(piece); break;
            case Rates: WriteRate(piece - 1); break;
            case Tenders: WriteTender(piece - 1); break;
            case NonSales: WriteNonSale(piece - 1); break;
            case Drawer: WriteDrawer(piece); break;
            case Operators: WriteOperator(piece - 1); break;
            case Traces: WriteTrace(piece); break;
            case Perpetual: WritePerpetual(piece); break;
            case Proof: WriteProof(piece); break;
            case Code: _qr.Write(Out, piece); break;
            default: WriteEnd(); break;
        }
    }

    private string TitleText()
    {
        if (_report.Training)
        {
            return "FACTICE - MODE ÉCOLE";
        }

        switch (_report.Level)
        {
            case ClosingLayout.Day: return "Z DU JOUR";
            case ClosingLayout.Month: return "Z DU MOIS";
            case ClosingLayout.Year: return "Z DE L'EXERCICE";
            default: return "LECTURE X";
        }
    }

    private void WriteHead(int piece)
    {
        if (piece == 0)
        {
            WritePeriod();
            Out.Right("Caisse ");
            Out.Right(Terminal);
            Out.End();
        }
        else if (piece == 1)
        {
            Out.Left(_report.Level == ZReport.Reading ? "Édité le " : "Clos le ");
            LeftMoment(_report.WallSeconds);
            Out.Right("Op. ");
            Out.RightNumber(_report.Operator);
            Out.End();
        }
        else
        {
            WriteFlag(piece);
        }
    }

    private void WritePeriod()
    {
        bool day = _report.Level == ClosingLayout.Day || _report.Level == ZReport.Reading;
        int month = day ? _report.Period / 100 : _report.Period;
        if (_report.Number > 0)
        {
            Out.Left("N° ");
            Out.LeftNumber(_report.Number, 1);
            Out.Left(", ");
        }

        if (day)
        {
            Out.LeftNumber(_report.Period % 100, 2);
            Out.Left("/");
        }

        Out.LeftNumber(month % 100, 2);
        Out.Left("/");
        Out.LeftNumber(month / 100, 4);
    }

    private void WriteFlag(int piece)
    {
        switch (piece)
        {
            case 2 when _report.Level == ZReport.Reading:
                WriteLine("Lecture : rien n'est remis à zéro");
                break;
            case 3 when Has(ClosingLayout.Late):
                Out.Left("Tardive, dernière vente ");
                RightMoment(Figure(PeriodTotals.LastSale));
                Out.End();
                break;
            case 4 when Has(ClosingLayout.Uncertain):
                WriteLine("Heure incertaine");
                break;
            case 5 when Has(ClosingLayout.Spanning):
                WriteLine("Couvre plusieurs jours");
                break;
            case 6 when Has(ClosingLayout.Automatic):
                WriteLine("Faite d'office");
                break;
            case 7 when _report.PrintedWall > 0:
                WriteLine("Relue du journal");
                WriteCopyMark(_report.CopyRank, _report.PrintedWall, _report.CopyReason);
                break;
            default:
                break;
        }
    }

    private bool Has(int flag)
    {
        return (_report.Flags & flag) != 0;
    }

    private void WriteLine(string text)
    {
        Out.Left(text);
        Out.End();
    }

    private void WriteSales(int piece)
    {
        switch (piece)
        {
            case 0:
                Out.Rule();
                WriteCounted("Ventes", Figure(PeriodTotals.Sales), Figure(PeriodTotals.SalesCents), true);
                break;
            case 1:
                WriteCounted("Retours", Figure(PeriodTotals.Refunds), Figure(PeriodTotals.RefundCents), true);
                break;
            case 2:
                Out.Bold(true);
                WriteEuros("CHIFFRE D'AFFAIRES TTC", _report.Totals.TotalCents);
                Out.Bold(false);
                break;
            default:
                long off = Figure(PeriodTotals.DiscountCents);
                WriteCounted("dont remises", Figure(PeriodTotals.Discounts), off > 0 ? -off : off, false);
                break;
        }
    }

    private void WriteCounted(string label, long count, long cents, bool always)
    {
        if (count == 0 && !always)
        {
            return;
        }

        Out.Left(label);
        Out.Left(" (");
        Out.LeftNumber(count, 1);
        Out.Left(")");
        Out.RightAmount(cents, 0);
        Out.Right(" \u0080");
        Out.End();
    }

    private void WriteRate(int row)
    {
        bool narrow = Profile.Columns < 42;
        if (row < 0)
        {
            Out.Rule();
            Out.Left("TVA");
            Out.Right(narrow ? "HT     TVA      TTC  " : "HT        TVA        TTC  ");
            Out.End();
            return;
        }

        AmountTable rates = _report.Totals.Rates;
        long net = rates.Second[row], gross = rates.First[row];
        Out.LeftRate(rates.Key[row]);
        if (narrow && (gross >= NarrowCentsMax || gross <= -NarrowCentsMax))
        {
            // A month's or a year's sums would touch each other in 32 columns: two lines, each amount by its name.
            Out.Right("HT ");
            Out.RightAmount(net, 0);
            Out.End();
            Out.Left("  TVA ");
            Out.LeftAmount(gross - net);
            Out.Right("TTC ");
            Out.RightAmount(gross, 0);
            Out.End();
            return;
        }

        Out.RightAmount(net, narrow ? 7 : 9);
        Out.RightAmount(gross - net, narrow ? 8 : 11);
        Out.RightAmount(gross, narrow ? 9 : 11);
        Out.Right("  ");
        Out.End();
    }

    private void WriteTender(int row)
    {
        if (row < 0)
        {
            Out.Rule();
            Out.Left("Encaissé");
            Out.End();
            return;
        }

        AmountTable tenders = _report.Totals.Tenders;
        Out.Left("  ");
        WriteCounted(PaperWords.Tender(tenders.Key[row]), tenders.First[row], tenders.Second[row], true);
    }

    private void WriteNonSale(int row)
    {
        if (row < 0)
        {
            Out.Left("Hors chiffre d'affaires");
            Out.End();
            return;
        }

        AmountTable others = _report.Totals.NonSales;
        Out.Left("  ");
        WriteCounted(PaperWords.NonSale(others.Key[row]), others.First[row], others.Second[row], true);
    }

    // What should be in the drawer, what is in it, what to carry to the bank.
    private void WriteDrawer(int piece)
    {
        bool counted = Figure(PeriodTotals.CashCounts) > 0;
        bool ofDay = !IsSum;
        long inDrawer = Figure(counted ? PeriodTotals.CashCounted : PeriodTotals.CashExpected);
        switch (piece)
        {
            case 0:
                Out.Rule();
                break;
            case 1:
                WriteEuros(ofDay ? "Espèces attendues" : "Écarts de caisse", ofDay
                    ? Figure(PeriodTotals.CashExpected)
                    : Figure(PeriodTotals.CashCounted) - Figure(PeriodTotals.CashExpected));
                break;
            case 2 when counted && ofDay:
                WriteEuros("Espèces comptées", Figure(PeriodTotals.CashCounted));
                break;
            case 3 when counted && ofDay:
                WriteEuros("Écart", Figure(PeriodTotals.CashCounted) - Figure(PeriodTotals.CashExpected));
                break;
            case 4 when _report.Level == ClosingLayout.Day && Merchant.FloatCents > 0:
                WriteEuros("Fond à laisser", Merchant.FloatCents);
                break;
            case 5 when _report.Level == ClosingLayout.Day:
                Out.Bold(true);
                WriteEuros("À PORTER À LA BANQUE", inDrawer > Merchant.FloatCents ? inDrawer - Merchant.FloatCents : 0);
                Out.Bold(false);
                break;
            default:
                break;
        }
    }

    private void WriteOperator(int row)
    {
        if (row < 0)
        {
            Out.Rule();
            return;
        }

        AmountTable operators = _report.Totals.Operators;
        bool others = operators.Key[row] == PeriodTotals.OtherOperators;
        Out.Left(others ? "Autres opérateurs" : "Opérateur ");
        if (!others)
        {
            Out.LeftNumber(operators.Key[row], 2);
        }

        WriteCounted("", operators.First[row], operators.Second[row], true);
    }

    private void WriteTrace(int piece)
    {
        switch (piece)
        {
            case 0: WriteRuleBeforeTraces(); break;
            case 1: WriteTickets(); break;
            case 2:
                WriteCounted("Lignes annulées", Figure(PeriodTotals.Voids), Figure(PeriodTotals.VoidCents), false);
                break;
            case 3:
                WriteTwo("Duplicatas ", PeriodTotals.Copies, "Tiroir sans vente ", PeriodTotals.DrawerOpenings);
                break;
            default:
                WriteTwo("Notes ", PeriodTotals.Notes, "suivies d'un ticket ", PeriodTotals.NotesFollowed);
                break;
        }
    }

    // Operators begin with a rule, and both fit below it.
    private void WriteRuleBeforeTraces()
    {
        if (Pieces(Operators) == 0)
        {
            Out.Rule();
        }
    }

    private void WriteTickets()
    {
        if (Figure(PeriodTotals.FirstTicket) > 0)
        {
            Out.Left("Tickets ");
            LeftDocument(Terminal, "-T-", Figure(PeriodTotals.FirstTicket));
            Out.Left(" à ");
            Out.LeftNumber(Figure(PeriodTotals.LastTicket), 6);
            Out.End();
        }
    }

    private void WriteTwo(string left, int leftFigure, string right, int rightFigure)
    {
        if (Figure(leftFigure) == 0 && Figure(rightFigure) == 0)
        {
            return;
        }

        Out.Left(left);
        Out.LeftNumber(Figure(leftFigure), 1);
        Out.Right(right);
        Out.RightNumber(Figure(rightFigure));
        Out.End();
    }

    private void WritePerpetual(int piece)
    {
        if (piece == 0)
        {
            WriteEuros("Perpétuel", _report.PerpetualSigned);
        }
        else
        {
            WriteEuros("Perpétuel absolu", _report.PerpetualAbsolute);
        }
    }

    private void WriteProof(int piece)
    {
        switch (piece)
        {
            case 0:
                Out.Rule();
                Out.Left("Tête T ");
                Out.LeftNumber(_report.HeadTicket, 1);
                if (_report.HeadEvent >= 0)
                {
                    Out.Left(" E ");
                    Out.LeftNumber(_report.HeadEvent, 1);
                }

                Base64Url.WriteExtract(_report.Seal, _scratch, 0);
                Out.Right("Extrait ");
                Out.Right(_scratch, Base64Url.ExtractLength);
                Out.End();
                break;
            case 1:
            case 2:
                WriteHalfSeal(piece - 1);
                break;
            case 3:
                Out.Right("SHA-256");
                WriteSoftware(_software);
                break;
            default:
                WriteHalfDigest(piece - 4);
                break;
        }
    }

    // Of the fiscal core that made the figures (R71), SHA-256 in two lines.
    private void WriteHalfDigest(int half)
    {
        int length = FiscalDigest.Sha256.Length / 2;
        for (int i = 0; i < length; i++)
        {
            _scratch[i] = (byte)FiscalDigest.Sha256[half * length + i];
        }

        Out.LeftPart(_scratch, 0, length);
        Out.End();
    }

    // The whole seal, in two lines, so that the paper is a head marker of its own (R8).
    private void WriteHalfSeal(int half)
    {
        Base64Url.Write(_report.Seal, 0, Mac.Length, _scratch, 0);
        Out.Left(half == 0 ? "Sceau " : "      ");
        int first = half == 0 ? 0 : 22;
        Out.LeftPart(_scratch, first, half == 0 ? 22 : Base64Url.SealLength - 22);
        Out.End();
    }
}
