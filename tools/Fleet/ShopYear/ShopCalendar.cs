using Kiosk.Fleet.Simulate;

namespace Kiosk.Fleet.ShopYear;

/// <summary>
/// The civil year 2026 of a merchant in Marseille: open days, days off (two of them over a month's end with the power
/// off), when which errand is due. Drawn from dice, day by day. One thread.
/// </summary>
internal sealed class ShopCalendar(ShopYearOptions options, Random dice)
{
    private const int MinuteMs = 60_000, HourMs = 3_600_000, NightOffPercent = 35, DaySeconds = 86_400;

    // First and last day off, as month x 100 + day: New Year, five days over the end of April, summer, Christmas.
    private static readonly (int First, int Last)[] DaysOff = [(101, 101), (428, 502), (728, 816), (1225, 1226)];

    // The nights in which the clocks change: last Sunday of March and of October.
    private static readonly int[] ClockNights = [329, 1025];

    // Evenings after which the line is down and the battery clock wrong by so many seconds, five days over a month end.
    private static readonly (int Day, int Seconds)[] WildDays =
    [
        (329, -3 * DaySeconds), (331, 7_500), (401, -400 * DaySeconds), (402, DaySeconds), (403, 32_400),
        (927, -DaySeconds), (929, 5_000), (930, -40 * DaySeconds), (1001, DaySeconds), (1002, 32_400),
    ];

    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
    private readonly DateTime _first = options.First;

    /// <summary>Midnight in Marseille at which the year begins.</summary>
    public long StartMs { get; } = ToUtcMs(options.First);

    /// <summary>Midnight in Marseille after the last month.</summary>
    public long EndMs => ToUtcMs(options.Days > 0 ? _first.AddDays(options.Days) : _first.AddMonths(options.Months));

    /// <summary>True when the battery clock is wrong on a day: what is of the day's own tickets is not asked.</summary>
    public bool IsWild(int day) => WildOf(_first.AddDays(day)) != 0 || WildOf(_first.AddDays(day - 1)) != 0;

    /// <summary>The errands of a day, 0 the first of the year; none on a day off. Sorted.</summary>
    public List<Errand> Draw(int day)
    {
        var date = _first.AddDays(day);
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

        AddNight(errands, date);
        errands.Add(new(ErrandKind.SignIn, opens - (10 * MinuteMs)));
        errands.Add(new(ErrandKind.Float, opens - (8 * MinuteMs)));
        errands.Add(new(ErrandKind.SignIn, opens + (5 * HourMs), Value: 1));
        errands.Add(new(ErrandKind.SignIn, opens + (9 * HourMs), Value: dice.Next(3)));
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

    private static int Number(DateTime date) => (date.Month * 100) + date.Day;

    private static int WildOf(DateTime date) => Array.Find(WildDays, w => w.Day == Number(date)).Seconds;

    private static bool IsOpen(DateTime date) => date.DayOfWeek != DayOfWeek.Monday
        && !Array.Exists(DaysOff, o => o.First <= Number(date) && Number(date) <= o.Last);

    private bool IsFirst(DateTime date) =>
        !Enumerable.Range(0, (date - _first).Days).Any(day => IsOpen(_first.AddDays(day)));

    // A market that goes on while the clocks change: before, in the hour that is left out or comes twice, and after.
    private static void AddNight(List<Errand> errands, DateTime date)
    {
        if (!ClockNights.Contains(Number(date)))
        {
            return;
        }

        var change = ToUtcMs(date) + (date.Month == 3 ? 2 * HourMs : 3 * HourMs);
        errands.Add(new(ErrandKind.SignIn, change - (70 * MinuteMs)));
        int[] minutes = [-62, -45, -20, -2, 1, 9, 30, 55, 62];
        errands.AddRange(minutes.Select(m => new Errand(ErrandKind.NightSale, change + (m * MinuteMs))));
        errands.Add(new(ErrandKind.SignOut, change + (70 * MinuteMs)));
    }

    private void Sprinkle(List<Errand> errands, long opens, long closes)
    {
        Add(ErrandKind.Refund, 80, 2);
        Add(ErrandKind.RefundAgain, 30, 1);
        Add(ErrandKind.Correction, 50, 1);
        Add(ErrandKind.Copy, 70, 2);
        Add(ErrandKind.Training, 4, 1);
        Add(ErrandKind.Skim, 30, 1);
        Add(ErrandKind.PayIn, 10, 1);
        Add(ErrandKind.Expense, 20, 1);
        Add(ErrandKind.Drawer, 30, 1);
        Add(ErrandKind.Count, 40, 1);
        Add(ErrandKind.Reading, 20, 1);
        Add(ErrandKind.Inspect, 12, 1);
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

        var off = dice.Next(100) < NightOffPercent || next > date.AddDays(2);
        var back = ToUtcMs(next + OpeningHours.Opens) - (30 * MinuteMs);
        var wild = WildOf(date);
        if (wild != 0)
        {
            errands.Add(new(ErrandKind.WildClock, at + (10 * MinuteMs), back, wild));
        }
        else if (off && !ClockNights.Contains(Number(date.AddDays(1))))
        {
            errands.Add(new(ErrandKind.SwitchOff, at + (10 * MinuteMs), back));
        }
    }
}
