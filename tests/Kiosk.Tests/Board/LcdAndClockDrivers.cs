using System.Text;
using Kiosk.Board.Virtual;
using Kiosk.Board.Virtual.Chips;
using Kiosk.Drivers;
using Xunit;

namespace Kiosk.Tests.Board;

public sealed class LcdAndClockDrivers : IDisposable
{
    private readonly LcdChip _chip = new();
    private readonly Hd44780 _lcd;

    public LcdAndClockDrivers()
    {
        _lcd = new Hd44780(new I2cBus(_chip));
    }

    public void Dispose() => _chip.Dispose();

    [Fact]
    [Trait("Requirement", "F-DSP-7")]
    public void A_french_till_is_read_with_its_accents_and_euro_sign()
    {
        Show(0, "Café à la crème");
        Show(1, "Garçon, où? 12,50 €");
        Show(2, "Même forêt: 22°");
        Show(3, "TOTAL        1,20 €");

        Assert.True(_chip.IsOn);
        Assert.Equal(
            ["Café à la crème", "Garçon, où? 12,50 €", "Même forêt: 22°", "TOTAL        1,20 €"], Lines());
    }

    [Fact]
    [Trait("Requirement", "F-DSP-7")]
    public void The_eighth_glyph_goes_to_the_most_used_other_accent_and_the_rest_to_base_letters()
    {
        Show(0, "gâteau à l'île");
        Assert.Equal("gâteau à l'ile", Lines()[0]);
        Show(1, "île, dîner, 3 €");
        Assert.Equal(["gateau à l'île", "île, dîner, 3 €"], Lines()[..2]);
        Show(2, "Œuvre ÿ \\ ~ «x»");
        Assert.Equal("?uvre y / - <x>", Lines()[2]);
    }

    [Fact]
    public void Only_changed_rows_are_sent()
    {
        Show(0, "Bonjour");
        long before = _chip.BytesWritten;
        Show(0, "Bonjour");
        Assert.Equal(before, _chip.BytesWritten);
        Show(1, "x");
        Assert.Equal(before + 84, _chip.BytesWritten);
    }

    [Theory]
    [InlineData(BusFault.NoAcknowledge)]
    [InlineData(BusFault.StuckLine)]
    public void After_a_failure_the_whole_display_comes_back(BusFault fault)
    {
        Show(0, "Ticket n° 12");
        _chip.Fault = fault;
        Assert.False(Show(1, "Payé"));
        _chip.Fault = BusFault.None;
        Assert.True(Show(2, "Merci"));

        Assert.Equal(["Ticket n° 12", "Payé", "Merci", ""], Lines());
        Assert.Equal(2, _lcd.SetUps);
    }

    [Fact]
    public void A_display_left_in_the_middle_of_a_byte_is_set_up_all_the_same()
    {
        Show(0, "Bonjour");
        _chip.Write([0x5C, 0x58]);
        var next = new Hd44780(new I2cBus(_chip));
        next.Show(0, Encoding.Latin1.GetBytes("Rebonjour".PadRight(20)), 0);
        Assert.Equal("Rebonjour", Lines()[0]);
    }

    [Theory]
    [InlineData(1_760_000_000)]
    [InlineData(946_684_800)]
    [InlineData(1_709_210_096)]
    [InlineData(2_085_978_496)]
    [InlineData(2_147_483_648)]
    [InlineData(4_102_444_799)]
    public void The_battery_clock_gives_back_what_was_set(long utc)
    {
        var clock = new VirtualClock();
        clock.SetCalendar(utc * 1000);
        using var chip = new Ds3231Chip(clock) { Stopped = true };
        var rtc = new RtcClock(clock, new Ds3231(new I2cBus(chip)));
        Assert.False(rtc.TryReadWall(out _, out _));

        rtc.SetWall(utc);
        Assert.True(rtc.TryReadWall(out long read, out int quality));
        Assert.Equal((utc, RtcClock.RtcQuality), (read, quality));
        Assert.Equal(utc, clock.CalendarMs / 1000);
    }

    [Theory]
    [InlineData(BusFault.NoAcknowledge)]
    [InlineData(BusFault.AllZero)]
    [InlineData(BusFault.AllOne)]
    public void A_dead_battery_clock_gives_no_time(BusFault fault)
    {
        var clock = new VirtualClock();
        clock.SetCalendar(1_760_000_000_000);
        using var chip = new Ds3231Chip(clock) { Fault = fault };
        var rtc = new RtcClock(clock, new Ds3231(new I2cBus(chip)));
        Assert.False(rtc.TryReadWall(out _, out int quality));
        Assert.Equal((0, 1), (quality, rtc.Failures));
    }

    [Fact]
    public void A_time_the_part_cannot_hold_is_refused_and_counted()
    {
        var clock = new VirtualClock();
        using var chip = new Ds3231Chip(clock);
        var rtc = new RtcClock(clock, new Ds3231(new I2cBus(chip)));
        rtc.SetWall(0);
        rtc.SetWall(4_102_444_800);
        Assert.Equal(2, rtc.Failures);
    }

    private bool Show(int row, string text)
    {
        byte[] line = Encoding.Latin1.GetBytes(text.Replace('€', '\u0080').Replace('Œ', '?').PadRight(20));
        return _lcd.Show(row, line, 0);
    }

    private string[] Lines() => [.. _chip.Text.Split('\n').Select(line => line.TrimEnd())];
}
