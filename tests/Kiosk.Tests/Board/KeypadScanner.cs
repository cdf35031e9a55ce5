using Kiosk.Board.Virtual;
using Kiosk.Board.Virtual.Chips;
using Kiosk.Drivers;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Board;

public sealed class KeypadScanner : IDisposable
{
    private readonly VirtualClock _clock = new();
    private readonly Tca8418Chip _chip = new();
    private readonly Tca8418Keypad _keypad;

    public KeypadScanner()
    {
        _keypad = new Tca8418Keypad(new I2cBus(_chip), _clock);
        Assert.Empty(Keys());
    }

    public void Dispose() => _chip.Dispose();

    [Fact]
    public void Every_key_has_its_own_code_and_a_release_is_no_key()
    {
        for (int key = 0; key < Key.Count; key++)
        {
            _chip.Press(key);
            Assert.Equal([key], Keys());
            Assert.Empty(Keys());
        }

        Assert.Equal(1, _keypad.SetUps);
    }

    [Fact]
    public void Keys_come_in_the_order_of_the_fingers()
    {
        foreach (int key in (int[])[53, 0, 20, 1])
        {
            _chip.Press(key);
        }

        Assert.Equal([53, 0, 20, 1], Keys());
    }

    [Fact]
    public void Keys_pressed_before_the_set_up_are_not_keys()
    {
        var chip = new Tca8418Chip();
        var first = new Tca8418Keypad(new I2cBus(chip), _clock);
        Assert.Equal(Key.None, first.Read());
        chip.Press(7);
        var second = new Tca8418Keypad(new I2cBus(chip), _clock);
        Assert.Equal(Key.None, second.Read());
        _clock.Stall(50);
        Assert.Equal(Key.None, second.Read());
        chip.Dispose();
    }

    [Fact]
    public void A_queue_that_runs_over_is_counted_as_lost()
    {
        for (int i = 0; i < 8; i++)
        {
            _chip.Press(i);
        }

        Assert.Equal([0, 1, 2, 3, 4], Keys());
        Assert.Equal(1, _keypad.Lost);
        _chip.Press(9);
        Assert.Equal([9], Keys());
    }

    [Fact]
    public void A_part_that_lost_its_setting_is_set_up_again_within_a_second()
    {
        _chip.LosePower();
        _chip.Press(5);
        Assert.Empty(Keys());
        _clock.Stall(Tca8418Keypad.CheckMs);
        Assert.Empty(Keys());
        _chip.Press(5);
        Assert.Equal([5], Keys());
        Assert.Equal(2, _keypad.SetUps);
    }

    [Theory]
    [InlineData(BusFault.NoAcknowledge)]
    [InlineData(BusFault.StuckLine)]
    [InlineData(BusFault.AllOne)]
    [InlineData(BusFault.AllZero)]
    public void A_bus_that_fails_gives_no_key_and_the_keypad_comes_back(BusFault fault)
    {
        _chip.Fault = fault;
        Assert.Empty(Keys());
        _clock.Stall(Tca8418Keypad.CheckMs);
        Assert.Empty(Keys());
        _chip.Fault = BusFault.None;
        Assert.Empty(Keys());
        _chip.Press(11);
        Assert.Equal([11], Keys());
    }

    private List<int> Keys()
    {
        var keys = new List<int>();
        for (int i = 0; i < 20; i++)
        {
            _clock.Stall(Tca8418Keypad.LookMs / 2);
            int key = _keypad.Read();
            if (key != Key.None)
            {
                keys.Add(key);
            }
        }

        return keys;
    }
}
