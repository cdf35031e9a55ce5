namespace Kiosk.Fleet.Replay;

/// <summary>
/// The days of both files as days of one calendar, 0 being its first. Both files begin on day 0; where neither has a
/// row for more than a fortnight, whole weeks are left out, so that a stray year costs nothing and weekdays stay.
/// </summary>
internal sealed class ReplayDays
{
    private const int GapMax = 14, GapLeft = 7, Week = 7;
    private readonly Dictionary<int, int> _days = [];

    /// <summary>Days on which one of the files has a row, counted from the first of its file.</summary>
    public ReplayDays(IEnumerable<int> busy)
    {
        var before = 0;
        foreach (var day in busy.Distinct().Order())
        {
            var gap = day - before - DaysSkipped;
            DaysSkipped += gap > GapMax ? (gap - GapLeft) / Week * Week : 0;
            _days[day] = day - DaysSkipped;
            before = _days[day];
        }
    }

    /// <summary>Idle days that are left out.</summary>
    public int DaysSkipped { get; private set; }

    /// <summary>Day of the calendar for a day of a file.</summary>
    public int Of(int day) => _days[day];
}
