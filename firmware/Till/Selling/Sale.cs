using System;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// A sale or refund in memory: its lines with the labels they had, amounts that are no sale, how it is paid, what it
/// refers to, and once closed its number and seal. Fixed arrays made once; the till keeps few (the basket, the last
/// sale, the one on the printer). One thread.
/// </summary>
public sealed class Sale
{
    /// <summary>Amounts that are no sale in one ticket at most.</summary>
    public const int NonSalesMax = 4;

    /// <summary>
    /// Lines at most of a ticket that carries a detail record: discounts, references, amounts that are no sale.
    /// </summary>
    public const int LinesWithDetailMax = 32;

    /// <summary>Per line: catalogue code or minus the department; unit price in cents.</summary>
    public readonly int[] Article, Price;

    /// <summary>Per line: units (below 0 in a refund); VAT rate code (percent x 100).</summary>
    public readonly short[] Quantity, Rate;

    /// <summary>Per line: cents taken off, with the sign of the line (R38). See <see cref="OffCount"/>.</summary>
    public readonly int[] Off = new int[LinesWithDetailMax];

    /// <summary>Per line of a refund: index of the line in the original.</summary>
    public readonly byte[] OriginalLine = new byte[LinesWithDetailMax];

    /// <summary>Labels of the lines, <see cref="Limits.LabelBytesMax"/> bytes each, padded with spaces.</summary>
    public readonly byte[] Labels;

    /// <summary>Lines that were weighed.</summary>
    public readonly LineWeights Weights = new LineWeights();

    /// <summary>Lines, and their total in cents, discounts taken off.</summary>
    public int LineCount, TotalCents;

    /// <summary>Total per VAT rate.</summary>
    public readonly RateTotals Totals = new RateTotals();

    /// <summary>Amounts that are no sale (R23): <see cref="NonSaleType"/> and cents; the first count.</summary>
    public readonly int[] NonSaleKind = new int[NonSalesMax], NonSaleCents = new int[NonSalesMax];

    /// <summary>How many amounts that are no sale, and their sum in cents.</summary>
    public int NonSaleCount, NonSaleTotal;

    /// <summary>
    /// How it is paid, in order: tender types (<see cref="TicketLayout"/>) and cents, cash as given; the first count.
    /// </summary>
    public readonly int[] TenderType = new int[Limits.TendersPerTicketMax],
        TenderCents = new int[Limits.TendersPerTicketMax];

    /// <summary>Number of tenders; cents of all of them; change given in cash.</summary>
    public int TenderCount, GivenCents, ChangeCents;

    /// <summary>Operation (<see cref="TicketLayout"/>), operator code, manager who answers for it (0 none).</summary>
    public int Operation, Operator, Manager;

    /// <summary>Reason of a refund, reason of the discounts (<see cref="ReasonCode"/>), 0 none.</summary>
    public int Reason, DiscountReason;

    /// <summary>
    /// What it refers to, 0 none: original ticket and its wall time, provisional note, ticket replaced (R14), ticket
    /// whose deposit is given back (R45).
    /// </summary>
    public long OriginalNumber, OriginalWall, NoteNumber, Replaces, DepositOf;

    /// <summary>
    /// Cents that a return may give in money, -1 no limit: what suspended items paid goes back to them (R23). Below -1
    /// it is paper meal vouchers that paid, which are given back themselves (R43), and the cents are -2 minus this.
    /// </summary>
    public int MoneyMax = -1;

    /// <summary>Trace of corrections before payment (R32): lines taken back or made less, and their cents.</summary>
    public int VoidCount, VoidCents;

    /// <summary>True for a training sale (R18): FACTICE stands on every paper of it.</summary>
    public bool Training;

    /// <summary>Ticket number (0 while open), its sequence and its sealed wall time in UTC seconds.</summary>
    public long Number, Sequence, WallSeconds;

    /// <summary>Clock quality as sealed; above 7 when the time was held or estimated.</summary>
    public int ClockQuality;

    /// <summary>The ticket's full seal.</summary>
    public readonly byte[] Seal = new byte[Mac.Length];

    /// <summary>Papers printed: the first is the original, each further one a copy.</summary>
    public int Papers;

    /// <summary>Lines with a discount.</summary>
    public int OffCount;

    /// <summary>Sale with room for as many lines as a ticket may have.</summary>
    public Sale()
        : this(Limits.LinesPerTicketMax)
    {
    }

    /// <summary>
    /// Sale with room for a number of lines, <see cref="LinesWithDetailMax"/>..<see cref="Limits.LinesPerTicketMax"/>.
    /// </summary>
    public Sale(int linesMax)
    {
        Article = new int[linesMax];
        Price = new int[linesMax];
        Quantity = new short[linesMax];
        Rate = new short[linesMax];
        Labels = new byte[linesMax * Limits.LabelBytesMax];
    }

    /// <summary>Lines that it has room for.</summary>
    public int LinesMax
    {
        get { return Article.Length; }
    }

    /// <summary>Cents to be paid: lines and amounts that are no sale; below 0 when the customer gets money.</summary>
    public int PayableCents
    {
        get { return TotalCents + NonSaleTotal; }
    }

    /// <summary>True when it says what every ticket of it must say, however many lines it has.</summary>
    public bool HasFixedDetail
    {
        get
        {
            return OffCount > 0 || NonSaleCount > 0 || OriginalNumber > 0 || NoteNumber > 0 || Manager > 0
                || Replaces > 0;
        }
    }

    /// <summary>True when it says more than lines and tenders, weights among it, and so has a detail record.</summary>
    public bool HasDetail
    {
        get { return HasFixedDetail || Weights.Count > 0; }
    }

    /// <summary>True when nothing is in it.</summary>
    public bool IsEmpty
    {
        get { return LineCount == 0 && NonSaleCount == 0; }
    }

    /// <summary>Cents taken off a line.</summary>
    public int OffOf(int line)
    {
        return OffCount > 0 && line < LinesWithDetailMax ? Off[line] : 0;
    }

    /// <summary>Cents of a line, its discount taken off.</summary>
    public int LineCents(int line)
    {
        return Quantity[line] * Price[line] - OffOf(line);
    }

    /// <summary>Empties the sale.</summary>
    public void Clear()
    {
        LineCount = 0;
        TotalCents = 0;
        NonSaleCount = 0;
        NonSaleTotal = 0;
        ClearTenders();
        Operation = TicketLayout.OperationSale;
        Operator = 0;
        Manager = 0;
        Reason = 0;
        DiscountReason = 0;
        OriginalNumber = 0;
        OriginalWall = 0;
        NoteNumber = 0;
        Replaces = 0;
        DepositOf = 0;
        MoneyMax = -1;
        VoidCount = 0;
        VoidCents = 0;
        Training = false;
        Number = 0;
        Sequence = 0;
        WallSeconds = 0;
        Papers = 0;
        OffCount = 0;
        Weights.Count = 0;
        for (int i = 0; i < LinesWithDetailMax; i++)
        {
            Off[i] = 0;
            OriginalLine[i] = 0;
        }

        Totals.Clear();
    }

    /// <summary>Forgets how it is paid.</summary>
    public void ClearTenders()
    {
        TenderCount = 0;
        GivenCents = 0;
        ChangeCents = 0;
    }

    /// <summary>Adds lines, amounts that are no sale and tenders up again.</summary>
    public void AddUp()
    {
        Totals.Clear();
        TotalCents = 0;
        OffCount = 0;
        for (int i = 0; i < LineCount && i < LinesWithDetailMax; i++)
        {
            OffCount += Off[i] != 0 ? 1 : 0;
        }

        for (int i = 0; i < LineCount; i++)
        {
            int cents = LineCents(i);
            TotalCents += cents;
            Totals.Add(Rate[i], cents);
        }

        NonSaleTotal = 0;
        for (int i = 0; i < NonSaleCount; i++)
        {
            NonSaleTotal += NonSaleCents[i];
        }

        GivenCents = 0;
        for (int i = 0; i < TenderCount; i++)
        {
            GivenCents += TenderCents[i];
        }
    }

    /// <summary>Cents paid with tenders of a type.</summary>
    public int PaidWith(int type)
    {
        int cents = 0;
        for (int i = 0; i < TenderCount; i++)
        {
            cents += TenderType[i] == type ? TenderCents[i] : 0;
        }

        return cents;
    }

    /// <summary>Takes over another sale whole.</summary>
    public void CopyFrom(Sale other)
    {
        int lines = other.LineCount;
        Array.Copy(other.Article, 0, Article, 0, lines);
        Array.Copy(other.Price, 0, Price, 0, lines);
        Array.Copy(other.Quantity, 0, Quantity, 0, lines);
        Array.Copy(other.Rate, 0, Rate, 0, lines);
        Array.Copy(other.Labels, 0, Labels, 0, lines * Limits.LabelBytesMax);
        Array.Copy(other.Off, 0, Off, 0, LinesWithDetailMax);
        Array.Copy(other.OriginalLine, 0, OriginalLine, 0, LinesWithDetailMax);
        Array.Copy(other.Seal, 0, Seal, 0, Mac.Length);
        Array.Copy(other.NonSaleKind, 0, NonSaleKind, 0, NonSalesMax);
        Array.Copy(other.NonSaleCents, 0, NonSaleCents, 0, NonSalesMax);
        Array.Copy(other.TenderType, 0, TenderType, 0, other.TenderCount);
        Array.Copy(other.TenderCents, 0, TenderCents, 0, other.TenderCount);
        Totals.CopyFrom(other.Totals);
        Weights.CopyFrom(other.Weights);
        LineCount = lines;
        OffCount = other.OffCount;
        TotalCents = other.TotalCents;
        NonSaleCount = other.NonSaleCount;
        NonSaleTotal = other.NonSaleTotal;
        TenderCount = other.TenderCount;
        GivenCents = other.GivenCents;
        ChangeCents = other.ChangeCents;
        CopyReferences(other);
        Number = other.Number;
        Sequence = other.Sequence;
        WallSeconds = other.WallSeconds;
        ClockQuality = other.ClockQuality;
        Papers = other.Papers;
    }

    private void CopyReferences(Sale other)
    {
        Operation = other.Operation;
        Operator = other.Operator;
        Manager = other.Manager;
        Reason = other.Reason;
        DiscountReason = other.DiscountReason;
        OriginalNumber = other.OriginalNumber;
        OriginalWall = other.OriginalWall;
        NoteNumber = other.NoteNumber;
        Replaces = other.Replaces;
        DepositOf = other.DepositOf;
        MoneyMax = other.MoneyMax;
        VoidCount = other.VoidCount;
        VoidCents = other.VoidCents;
        Training = other.Training;
    }
}
