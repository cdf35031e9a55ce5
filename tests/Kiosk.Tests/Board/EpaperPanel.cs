using System.Device.Gpio;
using Kiosk.Board.Virtual;
using Kiosk.Board.Virtual.Chips;
using Kiosk.Board.Virtual.Pins;
using Kiosk.Drivers;
using Kiosk.Firmware.Parts;

namespace Kiosk.Tests.Board;

[Trait("Requirement", "F-DSP-2")]
public sealed class EpaperPanel : IDisposable
{
    private const int Command = 18, Reset = 21, Busy = 35;

    private readonly VirtualClock _clock = new();
    private readonly VirtualPins _pins = new();
    private readonly Uc8179Chip _chip;
    private readonly GpioController _gpio;
    private readonly Uc8179 _panel;

    public EpaperPanel()
    {
        _chip = new Uc8179Chip(_clock);
        _gpio = new GpioController(_pins);
        _pins.Wire(Busy, () => _chip.Ready);
        _pins.OutputChanged = (pin, high) =>
        {
            if (pin == Reset)
            {
                _chip.Reset(high);
            }

            _chip.DataLine = pin == Command ? high : _chip.DataLine;
        };
        _panel = new Uc8179(_chip, _gpio, Command, Reset, Busy);
    }

    public void Dispose()
    {
        _gpio.Dispose();
        _pins.Dispose();
        _chip.Dispose();
    }

    [Fact]
    [Trait("Requirement", "F-DSP-3")]
    public void A_full_page_arrives_and_the_panel_ends_in_deep_sleep()
    {
        Assert.Equal(NoticeDisplay.Asleep, Show(partial: false, old: 1, now: 1));
        Assert.Empty(_chip.Violations);
        Assert.Equal(Layer(1), _chip.Picture);
        Assert.True(_chip.Asleep);
        Assert.Single(_chip.Fulls);
    }

    [Fact]
    public void A_partial_page_is_told_what_it_replaces()
    {
        Show(partial: false, old: 1, now: 1);
        Assert.Equal(NoticeDisplay.Asleep, Show(partial: true, old: 1, now: 2));
        Assert.Empty(_chip.Violations);
        Assert.Equal(Layer(2), _chip.Picture);
        Assert.Single(_chip.Partials);
        Show(partial: true, old: 3, now: 4);
        Assert.Contains("partial refresh over another picture", _chip.Violations);
    }

    [Theory]
    [InlineData(false, 9_400)]
    [InlineData(true, 4_200)]
    public void A_panel_that_stays_busy_is_given_up_after_twice_its_time_and_a_second(bool partial, int limitMs)
    {
        Show(partial: false, old: 1, now: 1);
        Begin(partial, 1, 2);
        _chip.BusyForever = true;
        _panel.Refresh(_clock.MonotonicMs);
        long since = _clock.MonotonicMs;
        Assert.Equal(NoticeDisplay.Failed, Await(NoticeDisplay.Refreshing));
        Assert.InRange(_clock.MonotonicMs - since, limitMs, limitMs + 50);
        Assert.Equal(1, _panel.Timeouts);
        Assert.Equal(NoticeDisplay.Failed, _panel.State(_clock.MonotonicMs));
    }

    [Fact]
    public void A_panel_that_is_busy_from_the_start_is_given_up_too_and_comes_back_when_it_is_well()
    {
        _chip.BusyForever = true;
        _panel.Wake(partial: false, _clock.MonotonicMs);
        Assert.Equal(NoticeDisplay.Failed, Await(NoticeDisplay.Waking));
        _chip.BusyForever = false;
        _chip.Reset(false);
        Assert.Equal(NoticeDisplay.Asleep, Show(partial: false, old: 1, now: 1));
        Assert.Equal(Layer(1), _chip.Picture);
    }

    [Fact]
    public void The_chip_names_what_a_real_panel_takes_badly()
    {
        _chip.DataLine = false;
        _chip.Write([0x12]);
        Assert.Contains("written to while it sleeps", _chip.Violations);
        _chip.Reset(false);
        _chip.Reset(true);
        _chip.Write([0x12]);
        Assert.Contains("refreshed without its supplies", _chip.Violations);
        Assert.Contains("refreshed without both layers", _chip.Violations);
    }

    private int Show(bool partial, byte old, byte now)
    {
        Begin(partial, old, now);
        _panel.Refresh(_clock.MonotonicMs);
        return Await(NoticeDisplay.Refreshing);
    }

    private void Begin(bool partial, byte old, byte now)
    {
        _panel.Wake(partial, _clock.MonotonicMs);
        Assert.Equal(NoticeDisplay.Ready, Await(NoticeDisplay.Waking));
        foreach (bool layer in (bool[])[true, false])
        {
            for (int band = 0; band < NoticeDisplay.Bands; band++)
            {
                byte[] bytes = new byte[NoticeDisplay.BandBytes];
                Array.Fill(bytes, layer ? old : now);
                _panel.Write(layer, bytes);
            }
        }
    }

    private int Await(int state)
    {
        for (int i = 0; i < 4000 && _panel.State(_clock.MonotonicMs) == state; i++)
        {
            _clock.SetCalendar(_clock.CalendarMs + 5);
        }

        return _panel.State(_clock.MonotonicMs);
    }

    private static byte[] Layer(byte value)
    {
        byte[] bytes = new byte[Uc8179Chip.LayerBytes];
        Array.Fill(bytes, value);
        return bytes;
    }
}
