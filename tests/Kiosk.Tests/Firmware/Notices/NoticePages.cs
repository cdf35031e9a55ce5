using System.Text;
using Kiosk.Firmware;
using Kiosk.Firmware.Climate;
using Kiosk.Firmware.Notices;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;
using Kiosk.Tests.Firmware.Climate;
using Kiosk.Tests.Firmware.Footfall;
using Xunit;

namespace Kiosk.Tests.Firmware.Notices;

[Trait("Requirement", "F-DSP-8")]
public sealed class NoticePages
{
    private const long Noon = 1_760_004_000;

    private readonly SeenDisplay _display = new();
    private readonly TimeKeeper _time = SensesJournal.Time(Noon);
    private readonly Kiosk.Protocol.Record _scratch = new();
    private readonly FootfallRig _footfall = new(Noon);
    private readonly ClimateSampler _climate = new(new SetProbes());
    private readonly NoticeBoard _board;

    public NoticePages()
    {
        _time.Quality = 3;
        _board = new NoticeBoard(_display, _footfall.Counter, _climate);
        _climate.Step(0, _time, SensesJournal.Make(), _scratch);
    }

    [Fact]
    public void Without_a_message_the_page_is_neutral_and_shows_own_figures()
    {
        Step(0);

        Assert.Equal(
        [
            "Bonjour. Bienvenue au kiosque.", "Hello. Welcome to the kiosk.", "",
            "PM2,5 8,1 µg/m³  1013 hPa", "Bruit/noise 55,3 dB", "",
            "Passages dep./since 12:00 0", "21,5 °C  45 %  CO2 612 ppm",
        ],
            _display.Lines);
    }

    [Fact]
    public void A_message_is_shown_until_its_date_and_then_the_neutral_page_again()
    {
        Set("Marché aux poissons déplacé quai du Port jusqu'à samedi. Fish market moved.", Noon + 3600);
        Step(0);
        Assert.Equal("Marché aux poissons déplacé quai", _display.Lines[0]);
        Assert.Equal("du Port jusqu'à samedi. Fish", _display.Lines[1]);
        Assert.Equal("market moved.", _display.Lines[2]);
        Assert.True(_board.MessageValid);

        Step(3_600_000);
        Assert.StartsWith("Bonjour", _display.Lines[0], StringComparison.Ordinal);
        Assert.False(_board.MessageValid);
    }

    [Fact]
    public void With_an_unknown_time_no_message_is_trusted()
    {
        _time.Quality = 0;
        Set("Bonjour la ville", Noon + 3600);
        Step(0);
        Assert.StartsWith("Bonjour. Bienvenue", _display.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_too_long_for_its_rows_says_so()
    {
        Set(string.Join(' ', Enumerable.Repeat("abcdefghijklmnopq", 9))[..160], Noon + 10);
        Step(0);
        Assert.EndsWith("...", _display.Lines[5].TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "F-DSP-3")]
    public void The_panel_is_spared_between_refreshes()
    {
        var shown = new List<long>();
        var random = new Random(3);
        for (long now = 0; now < 86_400_000; now += 5_000)
        {
            if (random.Next(40) == 0)
            {
                Set("Message " + now, Noon + 864_000);
            }

            int before = _board.Shown;
            Step(now);
            if (_board.Shown != before)
            {
                shown.Add(now);
            }
        }

        Assert.All(shown.Zip(shown.Skip(1)), pair => Assert.True(pair.Second - pair.First >= NoticeBoard.RefreshMs));
        Assert.True(shown.Count > 100);
    }

    [Fact]
    [Trait("Requirement", "F-DSP-3")]
    public void An_unchanged_page_is_refreshed_once_a_day()
    {
        var board = new NoticeBoard(_display);
        for (long now = 0; now < 3L * NoticeBoard.DailyMs; now += NoticeBoard.LookMs)
        {
            board.Step(now, _time, SensesJournal.Make(), _scratch);
        }

        Assert.Equal(3, board.Shown);
    }

    [Fact]
    public void A_display_that_fails_is_tried_again_and_counted()
    {
        _display.Works = false;
        Assert.Equal(NoticeBoard.RetryMs, Step(0));
        _display.Works = true;
        Step(NoticeBoard.RetryMs);
        Assert.Equal((1, 1), (_board.Shown, _board.Failed));
    }

    [Fact]
    [Trait("Requirement", "F-FOOT-6")]
    public void Few_passages_are_not_told_exactly_and_a_new_day_begins_at_zero()
    {
        _footfall.Step(_footfall.Play(1000, (1, 300), (3, 300), (2, 300), (0, 1000)));
        Step(1_000_000);
        Assert.Equal("Passages dep./since 12:16 <5", _display.Lines[6]);

        Step(43_200_000);
        Assert.Equal("Passages aujourd'hui/today 0", _display.Lines[6]);
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

    private long Step(long nowMs) => _board.Step(nowMs, _time, SensesJournal.Make(), _scratch);

    private void Set(string text, long validUntil) =>
        _board.SetMessage(Encoding.Latin1.GetBytes(text), text.Length, validUntil);

    private sealed class SeenDisplay : NoticeDisplay
    {
        public bool Works { get; set; } = true;

        public string[] Lines { get; private set; } = [];

        public override bool Show(byte[] page)
        {
            if (Works)
            {
                Lines = [.. page.Chunk(Columns).Select(row => Encoding.Latin1.GetString(row).TrimEnd())];
            }

            return Works;
        }
    }
}
