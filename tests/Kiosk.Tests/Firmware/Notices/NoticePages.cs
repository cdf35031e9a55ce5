using System.Text;
using Kiosk.Board.Virtual.Parts;
using Kiosk.Firmware;
using Kiosk.Firmware.Climate;
using Kiosk.Firmware.Footfall;
using Kiosk.Firmware.Notices;
using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Stops;
using Kiosk.Protocol;
using Kiosk.Tests.Firmware.Climate;
using Kiosk.Tests.Firmware.Footfall;
using Xunit;

namespace Kiosk.Tests.Firmware.Notices;

[Trait("Requirement", "F-DSP-8")]
public sealed class NoticePages
{
    private const long Noon = 1_760_004_000;

    private readonly InMemoryNoticeDisplay _display = new();
    private readonly TimeKeeper _time = SensesJournal.Time(Noon);
    private readonly FootfallRig _footfall = new(Noon);
    private readonly ClimateSampler _climate = new(new SetProbes());
    private readonly Notice[] _notices = [.. Enumerable.Range(0, NoticeSlot.Count).Select(_ => new Notice())];
    private readonly InMemoryDrive _drive = new(16, 4000);
    private NoticeBoard _board;
    private long _now;

    public NoticePages()
    {
        _time.Quality = 3;
        _climate.Step(0, _time, SensesJournal.Make(), new Kiosk.Protocol.Record());
        _board = new NoticeBoard(_display, _footfall.Counter, _climate, _notices);
    }

    private string Page => PageWords.Of(_board.Page);

    private string Words => Page.Replace('\n', ' ');

    [Fact]
    public void Pages_are_turned_every_quarter_of_an_hour_and_show_what_was_measured()
    {
        Run(60_000);
        Assert.StartsWith("Air\n", Page, StringComparison.Ordinal);
        Assert.Contains("PM2,5 : 8 µg/m³", Page, StringComparison.Ordinal);
        Run(900_000);
        Assert.StartsWith("Bruit\nNoise\n55 dB", Page, StringComparison.Ordinal);
        Assert.Equal(0, _display.BandsTaken);
    }

    // That stops are counted is said where a sensor is plugged in, and how many never.
    [Fact]
    [Trait("Requirement", "GRD-1")]
    public void What_is_measured_names_the_counters_sensor_while_it_is_plugged_in()
    {
        var sense = new InMemoryCounterSense { State = CounterSense.Absent };
        var stops = new StopCounter(sense);
        _board = new NoticeBoard(_display, null, null, _notices) { Stops = stops };
        foreach (int state in (int[])[CounterSense.Absent, CounterSense.Somebody, CounterSense.Absent])
        {
            sense.State = state;
            var seen = new HashSet<string>();
            for (int i = 0; i < 12; i++)
            {
                stops.Step(_now + 120_000, _time, SensesJournal.Make(), new Kiosk.Protocol.Record());
                Run(900_000, sense: false);
                seen.Add(Words);
            }

            string measures = Assert.Single(seen, words => words.StartsWith("On mesure", StringComparison.Ordinal));
            Assert.Equal(state != CounterSense.Absent, measures.Contains("arrêts ici", StringComparison.Ordinal));
            Assert.Equal(state != CounterSense.Absent, measures.Contains("stops.", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_message_is_shown_at_once_until_its_date_and_never_after_it()
    {
        Run(60_000);
        Set(NoticeSlot.City, "Marché déplacé quai du Port.", Noon + 7200);
        Run(200_000);
        Assert.Contains("Marché déplacé quai du Port.", Words, StringComparison.Ordinal);

        Run(7_200_000);
        for (int i = 0; i < 20; i++)
        {
            Run(900_000);
            Assert.DoesNotContain("Marché", Page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Figures_that_are_old_say_so_and_later_are_gone()
    {
        Run(60_000);
        Run(1_800_000, sense: false);
        Assert.Contains("ancien", Page, StringComparison.Ordinal);
        Run(10_000_000, sense: false);
        Assert.DoesNotContain("dB", Page, StringComparison.Ordinal);
        Assert.DoesNotContain("°C", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_ends_is_followed_by_the_neutral_page_where_nothing_is_measured()
    {
        _board = new NoticeBoard(_display, null, null, _notices);
        Set(NoticeSlot.City, "Marché déplacé quai du Port.", Noon + 3600);
        Run(3_700_000, sense: false);
        HashSet<string> titles = [];
        for (int i = 0; i < 40; i++)
        {
            Run(900_000, sense: false);
            titles.Add(Page.Split('\n')[0]);
        }

        Assert.Equal(["Bonjour", "On mesure", "Vos données"], titles.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void With_an_unknown_time_no_message_is_trusted_and_no_figure_is_shown()
    {
        _time.Quality = 0;
        Set(NoticeSlot.City, "Rendez-vous", Noon + 3600);
        Run(60_000);
        Assert.DoesNotContain("Rendez-vous", Page, StringComparison.Ordinal);
        Assert.DoesNotContain("µg", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_restart_without_time_the_last_page_stays_for_ten_minutes()
    {
        _board.Keep(_drive, 0);
        Run(60_000);
        Assert.Equal(1, _display.Fulls);

        _board = new NoticeBoard(_display, _footfall.Counter, _climate, _notices);
        _board.Keep(_drive, 0);
        _time.Quality = 0;
        _now = 0;
        Run(590_000);
        Assert.Equal(1, _display.Fulls);
        Run(60_000);
        Assert.Equal(2, _display.Fulls);
    }

    [Fact]
    [Trait("Requirement", "F-DSP-2")]
    public void A_display_that_fails_is_tried_again_sparingly_and_told_once()
    {
        _display.Broken = true;
        Run(900_000);
        Assert.True(_board.IsFaulty);
        Assert.InRange(_board.Failed, 2, 5);
        Assert.Equal(string.Empty, Page);
        _display.Broken = false;
        Run(300_000);
        Assert.False(_board.IsFaulty);
        Assert.Equal(1, _board.Shown);
    }

    [Fact]
    public void Out_of_order_stands_alone_with_the_instant_from_which_it_is_true()
    {
        Set(NoticeSlot.OutOfOrder, "En réparation.", Noon + 864_000);
        Run(4_000_000);
        Assert.StartsWith("Hors service", Page, StringComparison.Ordinal);
        Assert.Contains("État au · as of 09/10", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_too_long_for_its_page_ends_in_dots_and_is_told_until_the_next_one()
    {
        string much = string.Join('|', Enumerable.Repeat("abc", 12));
        Set(NoticeSlot.City, much, 0);
        Run(300_000);
        Assert.Contains("…", Page, StringComparison.Ordinal);
        Assert.True(_board.HasBadText);
        Set(NoticeSlot.City, "court", 0);
        Assert.False(_board.HasBadText);
    }

    [Fact]
    public void A_band_takes_less_than_8_KB_and_bands_make_up_the_panel()
    {
        Assert.InRange(PageBand.ByteCount, 1, 8 * 1024);
        Assert.Equal(PageBand.Height * PageBand.RowBytes, NoticeDisplay.Bands * PageBand.ByteCount);
    }

    [Fact]
    public void A_page_is_drawn_in_small_steps_that_never_take_long()
    {
        _display.Pixels = true;
        _board.PartsPerStep = 1;
        int steps = 0;
        for (; _board.Shown == 0 && steps < 5000; steps++)
        {
            _now = _board.Step(_now, _time);
        }

        Assert.InRange(steps, 100, 2000);
        Assert.Equal(2 * NoticeDisplay.Bands, _display.BandsTaken);
    }

    [Fact]
    [Trait("Requirement", "GRD-10")]
    [Trait("Requirement", "F-FOOT-6")]
    public void An_hour_of_few_passages_is_not_told_exactly_nor_before_a_quarter_of_an_hour_has_passed()
    {
        var facts = new PageFacts(_notices);
        var habit = new FootfallHabit(_footfall.Counter);
        _footfall.Step(_footfall.Play(1000, (1, 300), (3, 300), (2, 300), (0, 1000)));
        _footfall.Step(3_600_000 + BeamFilter.HoldMs);
        habit.Follow(Noon + 4499, facts);
        Assert.Equal(0, facts.Passages.AtUtc);
        habit.Follow(Noon + 4500, facts);
        Assert.Equal((1, Noon), (facts.Passages.Value, facts.HourFrom));
        facts.NowUtc = Noon + 4500;
        facts.ClockKnown = true;
        var book = new PageBook();
        Assert.True(book.Set(PageId.Footfall, facts));
        Assert.Contains("moins de 5", PageWords.Of(book.Sheet), StringComparison.Ordinal);
    }

    [Fact]
    public void An_hour_is_usual_after_three_weeks_and_the_habit_survives_a_restart()
    {
        var facts = new PageFacts(_notices);
        var habit = new FootfallHabit(_footfall.Counter);
        int[] told = new int[6];
        for (int week = 0; week < told.Length; week++)
        {
            // Ten weeks before Noon no clocks change.
            long start = Noon - ((10 - week) * 604_800L);
            Hour(start, week < 4 ? 100 : week == 4 ? 300 : 20);
            habit.Follow(start + 4500, facts);
            told[week] = facts.Habit;
            byte[] kept = new byte[FootfallHabit.ByteCount];
            habit.Write(kept);
            habit = new FootfallHabit(_footfall.Counter);
            habit.Read(kept);
        }

        Assert.Equal(
            [
                PageFacts.NotKnown, PageFacts.NotKnown, PageFacts.NotKnown, PageFacts.Usual, PageFacts.More,
                PageFacts.Fewer,
            ],
            told);
    }

    [Fact]
    [Trait("Requirement", "F-FOOT-4")]
    public void An_hour_with_a_quarter_that_has_no_number_or_is_not_whole_is_not_told()
    {
        var facts = new PageFacts(_notices);
        var habit = new FootfallHabit(_footfall.Counter);
        foreach (int quality in (int[])[FootfallLayout.Blocked, FootfallLayout.Dead, FootfallLayout.Partial])
        {
            Hour(Noon, 100, quality);
            habit.Follow(Noon + 4500, facts);
            Assert.Equal(0, facts.Passages.AtUtc);
        }

        // A clock set back repeats a quarter: its hour is none.
        Hour(Noon, 40, quarters: 2);
        _footfall.Counter.Hour.Take(new FootfallSlot { StartUtc = Noon + 900, PeopleTenths = 90 });
        _footfall.Counter.Hour.Take(new FootfallSlot { StartUtc = Noon + 1800, PeopleTenths = 90 });
        _footfall.Counter.Hour.Take(new FootfallSlot { StartUtc = Noon + 2700, PeopleTenths = 90 });
        habit.Follow(Noon + 4500, facts);
        Assert.Equal(0, facts.Passages.AtUtc);
        Hour(Noon, 100);
        habit.Follow(Noon + 4500, facts);
        Assert.Equal(100, facts.Passages.Value);
    }

    [Fact]
    [Trait("Requirement", "F-FOOT-1")]
    public void The_display_tells_the_estimate_that_the_records_hold_and_not_what_the_beams_could_read()
    {
        // Two people exactly at once cannot be read, yet the estimate has the period.
        _footfall.Play(1000, (3, 300), (0, 1000), (1, 300), (3, 300), (2, 300), (0, 1000));
        _footfall.Step(3_600_000 + BeamFilter.HoldMs);
        Assert.Equal((1, 2), (_footfall.Counter.Passages, _footfall.Counter.Hour.People));
    }

    [Theory]
    [InlineData(1_774_745_999, 3600)]
    [InlineData(1_774_746_000, 7200)]
    [InlineData(1_792_889_999, 7200)]
    [InlineData(1_792_890_000, 3600)]
    [InlineData(1_709_251_199, 3600)]
    public void Marseille_follows_the_european_summer_time(long utc, int offset)
    {
        Assert.Equal(utc + offset, ParisDay.LocalSeconds(utc));
    }

    private void Run(long milliseconds, bool sense = true)
    {
        for (long end = _now + milliseconds; _now < end;)
        {
            if (sense)
            {
                _climate.Step(_now, _time, SensesJournal.Make(), new Kiosk.Protocol.Record());
            }

            long due = _board.Step(_now, _time);
            _now = Math.Min(end, Math.Max(due, _now + 1));
        }
    }

    // Four quarters of an hour in which so many passed, the last one with a quality.
    private void Hour(long startUtc, int people, int quality = 0, int quarters = 4)
    {
        for (int quarter = 0; quarter < quarters; quarter++)
        {
            _footfall.Counter.Hour.Take(new FootfallSlot
            {
                StartUtc = startUtc + (quarter * 900), PeopleTenths = people * 10 / 4,
                Quality = quarter == 3 ? quality : 0,
            });
        }
    }

    private void Set(int slot, string text, long validUntil)
    {
        _notices[slot].Version++;
        _notices[slot].ValidUntil = validUntil;
        _notices[slot].TextLength = Encoding.Latin1.GetBytes(text, _notices[slot].Text);
        _board.ContentChanged(PageId.OfSlot(slot));
    }
}
