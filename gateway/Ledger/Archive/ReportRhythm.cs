using System.Globalization;
using System.Text;
using Kiosk.Ledger.Ingest;

namespace Kiosk.Ledger.Archive;

/// <summary>
/// How often a VAT regime reports its sales to consumers, and until when (pos.md R56), from a day on. Days are counted
/// from the end of the period, and no further than the end of the month after it.
/// </summary>
/// <param name="From">First day on which a period of this rhythm may end, yyyymmdd.</param>
/// <param name="Regime">Name of the regime, as the command takes it.</param>
/// <param name="Period">decade (to the 10th, the 20th, the end), month, or two-months (from odd months on).</param>
/// <param name="Opens">Days after the end from which on the report is taken.</param>
/// <param name="Due">Days after the end by which it must be there.</param>
internal sealed record ReportRhythm(int From, string Regime, string Period, int Opens, int Due)
{
    private const string File = "ereport-rhythms.csv", Header = "from;regime;period;opens;due;law";
    private const int Cells = 6, DecadeDays = 10;
    private static readonly string[] Periods = ["decade", "month", "two-months"];

    /// <summary>The rhythms that this program carries.</summary>
    public static IReadOnlyList<ReportRhythm> All()
    {
        using Stream data = typeof(ReportRhythm).Assembly.GetManifestResourceStream(File)
            ?? throw new InvalidOperationException(File + " is not part of the program");
        using var reader = new StreamReader(data, Encoding.UTF8);
        return Read(reader.ReadToEnd());
    }

    /// <summary>Rows of the file.</summary>
    /// <exception cref="FormatException">A row is no rhythm; it is named.</exception>
    internal static IReadOnlyList<ReportRhythm> Read(string csv)
    {
        string[] rows = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (rows.Length < 2 || rows[0] != Header)
        {
            throw new FormatException($"{File} does not begin with '{Header}' and a row.");
        }

        return [.. rows.Skip(1).Select(Row)];
    }

    /// <summary>The last period of a regime that ended before a day, with the days between which it is sent.</summary>
    /// <exception cref="LedgerException">No such regime, or none of its periods has ended yet.</exception>
    public static ReportPeriod LastBefore(IReadOnlyList<ReportRhythm> rhythms, string regime, DateOnly today)
    {
        if (!rhythms.Any(rhythm => rhythm.Regime == regime))
        {
            throw new LedgerException($"There is no VAT regime '{regime}'; there are: "
                + string.Join(", ", rhythms.Select(rhythm => rhythm.Regime).Distinct()) + ".");
        }

        // Of two rhythms the later one counts, once a period of it has ended.
        return rhythms.Where(rhythm => rhythm.Regime == regime).OrderByDescending(rhythm => rhythm.From)
            .Select(rhythm => (rhythm.From, Found: rhythm.LastBefore(today)))
            .FirstOrDefault(candidate => candidate.Found.LastDay >= candidate.From).Found
            ?? throw new LedgerException(Texts.Of(
                $"No period of the regime '{regime}' has ended before {Number(today)}: reports begin later."));
    }

    private ReportPeriod LastBefore(DateOnly today)
    {
        DateOnly last = End(today.AddDays(-1));
        while (last >= today)
        {
            last = End(Start(last).AddDays(-1));
        }

        return new ReportPeriod(
            Regime, Number(Start(last)), Number(last), Number(After(last, Opens)), Number(After(last, Due)));
    }

    private DateOnly Start(DateOnly day) => Period switch
    {
        "decade" => new DateOnly(day.Year, day.Month, 1 + (DecadeDays * Math.Min(2, (day.Day - 1) / DecadeDays))),
        "month" => new DateOnly(day.Year, day.Month, 1),
        _ => new DateOnly(day.Year, day.Month - 1 + (day.Month % 2), 1),
    };

    private DateOnly End(DateOnly day) => Period switch
    {
        "decade" when day.Day <= 2 * DecadeDays => Start(day).AddDays(DecadeDays - 1),
        "two-months" => Start(day).AddMonths(2).AddDays(-1),
        _ => MonthEnd(day),
    };

    private static DateOnly After(DateOnly last, int days)
    {
        DateOnly limit = MonthEnd(new DateOnly(last.Year, last.Month, 1).AddMonths(1)), day = last.AddDays(days);
        return day < limit ? day : limit;
    }

    private static DateOnly MonthEnd(DateOnly day) => new(
        day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));

    private static ReportRhythm Row(string row)
    {
        string[] cells = row.Split(';');
        return cells.Length == Cells && Whole(cells[0]) > 0 && cells[1].Length > 0 && Periods.Contains(cells[2])
            && Whole(cells[3]) is > 0 and int opens && Whole(cells[4]) is > 0 and int due && opens <= due
            && cells[5].Length > 0
            ? new ReportRhythm(Whole(cells[0]), cells[1], cells[2], opens, due)
            : throw new FormatException($"{File}: '{row}' is not a day, regime, period, days, days and law.");
    }

    private static int Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : -1;

    private static int Number(DateOnly day) => (day.Year * 10_000) + (day.Month * 100) + day.Day;
}
