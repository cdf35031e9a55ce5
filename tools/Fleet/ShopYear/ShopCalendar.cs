using Kiosk.Fleet.Simulate;

namespace Kiosk.Fleet.ShopYear;

/// <summary>
/// The civil year 2026 of a merchant in Marseille: open days, days off (two of them over a month's end with the power
/// off), when which errand is due. Drawn from dice, day by day. One thread.
/// </summary>
internal sealed class ShopCalendar(ShopYearOptions options, Random dice)
{
    private const int MinuteMs = 60_000, NightOffPercent = 35;

    // First and last day off, as month x 100 + day: New Year, five days over the end of April, summer, Christmas.
    private static readonly (int First, int Last)[] DaysOff = [(101, 101), (428, 502), (728, 816), (1225, 1226)];

    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
    private static readonly DateTime First = new(2026, 1, 1);

    /// <summary>Midnight in Marseille at which the year begins.</summary>
    public static long StartMs { get; } = ToUtcMs(First);

    /// <summary>Midnight in Marseille after the last month.</summary>
    public long EndMs => ToUtcMs(First.AddMonths(options.Months));

    /// <summary>The errands of a day, 0 the first of January; none on a day off. Sorted.</summary>
    public List<Errand> Draw(int day)
    {
        var date = First.AddDays(day);
        var errands = new List<Errand>();
        if (!IsOpen(date))
        {
            return errands;
        }

        var opens = ToUtcMs(date + OpeningHours.Opens);
        var closes = ToUtcMs(date + OpeningHours.Closes);
        if (IsFirst(date))
        {
            errands.Add(new(ErrandKind.Open, opens - (20 * MinuteMs)));
        }

        errands.Add(new(ErrandKind.SignIn, opens - (10 * MinuteMs)));
        errands.Add(new(ErrandKind.Float, opens - (8 * MinuteMs)));
        foreach (var at in OpeningHours.Draw(dice.Next(options.SalesMin, options.SalesMax + 1), StartMs, day, dice))
        {
            errands.Add(new(ErrandKind.Sale, at));
        }

        Sprinkle(errands, opens, closes);
        errands.Sort(static (a, b) => a.AtMs.CompareTo(b.AtMs));
        Close(errands, date, closes);
        return errands;
    }

    private static long ToUtcMs(DateTime civil) =>
        (long)(TimeZoneInfo.ConvertTimeToUtc(civil, Paris) - DateTime.UnixEpoch).TotalMilliseconds;

    private static bool IsOpen(DateTime date)
    {
        var day = (date.Month * 100) + date.Day;
        return date.DayOfWeek != DayOfWeek.Monday && !Array.Exists(DaysOff, o => o.First <= day && day <= o.Last);
    }

    private static bool IsFirst(DateTime date) =>
        !Enumerable.Range(0, (date - First).Days).Any(day => IsOpen(First.AddDays(day)));

    private void Sprinkle(List<Errand> errands, long opens, long closes)
    {
        Add(ErrandKind.Refund, 80, 2);
        Add(ErrandKind.Correction, 50, 1);
        Add(ErrandKind.Copy, 70, 2);
        Add(ErrandKind.Training, 4, 1);
        Add(ErrandKind.Skim, 30, 1);
        Add(ErrandKind.PayIn, 10, 1);
        Add(ErrandKind.Expense, 20, 1);
        Add(ErrandKind.Drawer, 30, 1);
        Add(ErrandKind.Reading, 20, 1);
        return;

        void Add(ErrandKind kind, int percent, int times)
        {
            for (var i = 0; i < times; i++)
            {
                if (dice.Next(100) < percent)
                {
                    var quarter = (closes - opens) / 4;
                    errands.Add(new(kind, opens + quarter + (long)(dice.NextDouble() * 3 * quarter)));
                }
            }
        }
    }

    // Half of the days are closed by hand; in some nights, and before days off, the power is switched off too, so
    // that their closings come late.
    private void Close(List<Errand> errands, DateTime date, long closes)
    {
        var at = Math.Max(closes, errands[^1].AtMs) + (5 * MinuteMs);
        if (dice.Next(2) == 0)
        {
            errands.Add(new(ErrandKind.Closing, at));
        }

        errands.Add(new(ErrandKind.SignOut, at + (2 * MinuteMs)));
        var next = date.AddDays(1);
        while (!IsOpen(next))
        {
            next = next.AddDays(1);
        }

        if (dice.Next(100) < NightOffPercent || next > date.AddDays(2))
        {
            var back = ToUtcMs(next + OpeningHours.Opens) - (30 * MinuteMs);
            errands.Add(new(ErrandKind.SwitchOff, at + (10 * MinuteMs), back));
        }
    }
}
