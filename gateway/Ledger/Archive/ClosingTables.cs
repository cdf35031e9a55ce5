using System.Globalization;
using Kiosk.Protocol;

namespace Kiosk.Ledger.Archive;

/// <summary>The two tables that a closing fills.</summary>
internal static class ClosingTables
{
    private static readonly string[] Tables = ["taux", "reglement", "operateur", "hors_chiffre"];

    public static void Add(SealedEntry entry, TableWriter closings, TableWriter rows)
    {
        long[] values = entry.Record.Values;
        closings.Add(values[ClosingLayout.Period]).Add(values[ClosingLayout.Flags])
            .Add(Stamps.Of(entry.Record.WallSeconds)).Add(values[ClosingLayout.Operator]).Add(Cents(entry.Record))
            .Add(values[ClosingLayout.PerpetualSigned]).Add(values[ClosingLayout.PerpetualAbsolute]);
        for (int i = 0; i < ClosingLayout.FigureCount; i++)
        {
            closings.Add(values[ClosingLayout.Figures + i]);
        }

        closings.Add(Values(entry.Record)).End();
        AddRows(entry, rows);
    }

    /// <summary>Turnover with VAT of the period: sales plus (negative) refunds.</summary>
    public static long Cents(Record closing) =>
        closing.Values[ClosingLayout.Figures + Fiscal.PeriodTotals.SalesCents]
        + closing.Values[ClosingLayout.Figures + Fiscal.PeriodTotals.RefundCents];

    /// <summary>All values of a record, separated by spaces.</summary>
    public static string Values(Record record) => string.Join(
        ' ', record.Values.Take(record.Count).Select(value => value.ToString(CultureInfo.InvariantCulture)));

    private static void AddRows(SealedEntry entry, TableWriter rows)
    {
        long[] values = entry.Record.Values;
        int at = ClosingLayout.Rows;
        for (int table = 0; table < Tables.Length; table++)
        {
            for (int row = 0; row < values[ClosingLayout.RateCount + table]; row++)
            {
                rows.Add(entry.Letters).Add(entry.Number).Add(Tables[table]).Add(values[at]).Add(values[at + 1])
                    .Add(values[at + 2]).End();
                at += ClosingLayout.RowWidth;
            }
        }
    }
}
