using System;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// A sale in memory: its lines with the labels they had, and once closed its number, payment and seal. Fixed arrays
/// made
/// once; the till keeps three (the basket, the last sale, the one on the printer). One thread.
/// </summary>
public sealed class Sale
{
    /// <summary>Per line: catalogue code or minus the department; unit price in cents.</summary>
    public readonly int[] Article = new int[Limits.LinesPerTicketMax], Price = new int[Limits.LinesPerTicketMax];

    /// <summary>Per line: units; VAT rate code (percent x 100).</summary>
    public readonly short[] Quantity = new short[Limits.LinesPerTicketMax], Rate = new short[Limits.LinesPerTicketMax];

    /// <summary>Labels of the lines, <see cref="Limits.LabelBytesMax"/> bytes each, padded with spaces.</summary>
    public readonly byte[] Labels = new byte[Limits.LinesPerTicketMax * Limits.LabelBytesMax];

    /// <summary>Lines, and their total in cents.</summary>
    public int LineCount, TotalCents;

    /// <summary>Total per VAT rate.</summary>
    public readonly RateTotals Totals = new RateTotals();

    /// <summary>Cash given and given back, in cents.</summary>
    public int GivenCents, ChangeCents;

    /// <summary>Ticket number (0 while open), its sequence and its sealed wall time in UTC seconds.</summary>
    public long Number, Sequence, WallSeconds;

    /// <summary>Clock quality as sealed; above 7 when the time was held or estimated.</summary>
    public int ClockQuality;

    /// <summary>The ticket's full seal.</summary>
    public readonly byte[] Seal = new byte[Mac.Length];

    /// <summary>Papers printed: the first is the original, each further one a copy.</summary>
    public int Papers;

    /// <summary>Cents of a line.</summary>
    public int LineCents(int line)
    {
        return Quantity[line] * Price[line];
    }

    /// <summary>Empties the sale.</summary>
    public void Clear()
    {
        LineCount = 0;
        TotalCents = 0;
        GivenCents = 0;
        ChangeCents = 0;
        Number = 0;
        Sequence = 0;
        WallSeconds = 0;
        Papers = 0;
        Totals.Clear();
    }

    /// <summary>Adds the lines up again, in total and per rate.</summary>
    public void AddUp()
    {
        Totals.Clear();
        TotalCents = 0;
        for (int i = 0; i < LineCount; i++)
        {
            int cents = LineCents(i);
            TotalCents += cents;
            Totals.Add(Rate[i], cents);
        }
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
        Array.Copy(other.Seal, 0, Seal, 0, Mac.Length);
        Totals.CopyFrom(other.Totals);
        LineCount = lines;
        TotalCents = other.TotalCents;
        GivenCents = other.GivenCents;
        ChangeCents = other.ChangeCents;
        Number = other.Number;
        Sequence = other.Sequence;
        WallSeconds = other.WallSeconds;
        ClockQuality = other.ClockQuality;
        Papers = other.Papers;
    }
}
