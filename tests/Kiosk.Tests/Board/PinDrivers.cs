using System.Device.Gpio;
using Kiosk.Board.Virtual;
using Kiosk.Board.Virtual.Pins;
using Kiosk.Drivers;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Board;

public sealed class PinDrivers : IDisposable
{
    private static readonly int[] Rows = [4, 5, 6, 7, 8, 9, 10, 11, 21];
    private static readonly int[] Columns = [12, 13, 14, 15, 16, 17];

    private readonly VirtualClock _clock = new();
    private readonly VirtualPins _pins = new();
    private readonly GpioController _gpio;
    private readonly HashSet<int> _contacts = [];

    public PinDrivers()
    {
        _gpio = new GpioController(_pins);
        for (int i = 0; i < Columns.Length; i++)
        {
            int column = i;
            _pins.Wire(Columns[i], () => !_contacts.Any(key => key % 6 == column && !_pins.Level(Rows[key / 6])));
        }
    }

    public void Dispose()
    {
        _gpio.Dispose();
        _pins.Dispose();
    }

    [Fact]
    public void Every_key_of_the_matrix_has_its_own_code()
    {
        MatrixKeypad keypad = Keypad();
        for (int key = 0; key < Key.Count; key++)
        {
            _contacts.Add(key);
            Assert.Equal([key], Poll(keypad, 30));
            _contacts.Clear();
            Assert.Empty(Poll(keypad, 30));
        }
    }

    [Fact]
    public void A_bouncing_contact_is_one_press_and_a_held_key_does_not_repeat()
    {
        MatrixKeypad keypad = Keypad();
        var keys = new List<int>();
        for (int i = 0; i < 6; i++)
        {
            _contacts.Add(20);
            keys.AddRange(Poll(keypad, 5));
            _contacts.Clear();
            keys.AddRange(Poll(keypad, 5));
        }

        Assert.Empty(keys);
        _contacts.Add(20);
        Assert.Equal([20], Poll(keypad, 1000));
    }

    [Fact]
    public void Ten_keys_a_second_with_overlap_all_arrive_in_order()
    {
        MatrixKeypad keypad = Keypad();
        var random = new Random(11);
        int[] pressed = [.. Enumerable.Range(0, 100).Select(_ => random.Next(Key.Count))];
        var seen = new List<int>();
        int before = -1;
        foreach (int key in pressed)
        {
            if (key == before)
            {
                _contacts.Clear();
                seen.AddRange(Poll(keypad, 20));
            }

            _contacts.Add(key);
            seen.AddRange(Poll(keypad, 20));
            _contacts.Remove(key == before ? -1 : before);
            seen.AddRange(Poll(keypad, 40));
            before = key;
        }

        Assert.Equal(pressed, seen);
    }

    [Fact]
    public void Three_corners_of_a_rectangle_give_no_fourth_key()
    {
        MatrixKeypad keypad = Keypad();
        _contacts.Add(0);
        _contacts.Add(1);
        Assert.Equal([0, 1], Poll(keypad, 30));

        // A third contact at (1, 0) lets the current through to (1, 1) too.
        _contacts.Add(6);
        _contacts.Add(7);
        Assert.Empty(Poll(keypad, 30));
        Assert.True(keypad.Ghosts > 0);
        _contacts.RemoveWhere(key => key is 1 or 7);
        Assert.Equal([6], Poll(keypad, 30));
    }

    [Fact]
    public void Keys_that_nobody_reads_are_lost_and_counted()
    {
        MatrixKeypad keypad = Keypad();
        var ring = new IntRing(2);
        Assert.True(ring.Add(1) && ring.Add(2));
        Assert.False(ring.Add(3));
        Assert.Equal(1, ring.Lost);
        Assert.True(ring.Take(out int first) && first == 1 && ring.Add(4));
        Assert.True(ring.Take(out _) && ring.Take(out int last) && last == 4);
        Assert.False(ring.Take(out _));
        Assert.Equal(0, keypad.Lost);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Beam_edges_carry_their_time_and_state(bool brokenIsHigh)
    {
        _pins.Drive(38, !brokenIsHigh);
        _pins.Drive(39, !brokenIsHigh);
        PinValue broken = brokenIsHigh ? PinValue.High : PinValue.Low;
        var beams = new BeamPair(_gpio, 38, 39, broken, _clock);
        Assert.False(beams.Read(out _, out _));
        (int Beam, bool Broken)[] edges = [(38, true), (39, true), (38, false), (39, false)];
        foreach ((int beam, bool isBroken) in edges)
        {
            _clock.SetCalendar(_clock.CalendarMs + 100);
            _pins.Drive(beam, isBroken == brokenIsHigh);
        }

        foreach ((long atMs, int state) in ((long, int)[])[(100, 1), (200, 3), (300, 2), (400, 0)])
        {
            Assert.True(beams.Read(out long readAt, out int readState));
            Assert.Equal((atMs, state), (readAt, readState));
        }

        Assert.False(beams.Read(out _, out _));
    }

    [Fact]
    [Trait("Requirement", "F-FOOT-4")]
    public void Sampled_beams_follow_their_pins_by_vote_and_tell_when_nobody_sampled()
    {
        var beams = new Kiosk.Drivers.SampledBeams(_gpio, 38, 39, PinValue.High, _clock);
        var seen = new List<(long, int)>();
        foreach (bool broken in new[] { false, true, false, true, true, true })
        {
            _pins.Drive(38, broken);
            beams.Sample();
            _clock.SetCalendar(_clock.CalendarMs + 10);
        }

        _clock.SetCalendar(_clock.CalendarMs + 1000);
        beams.Sample();
        while (beams.Read(out long atMs, out int state))
        {
            seen.Add((atMs, state));
        }

        Assert.Equal([(40L, 1), (60L, 4), (1060L, 0)], seen);
        Assert.Equal(0, beams.Lost);
    }

    [Fact]
    public void A_flood_of_edges_is_bounded_counted_and_ends_in_the_true_state()
    {
        var beams = new BeamPair(_gpio, 38, 39, PinValue.High, _clock);
        for (int i = 0; i < 301; i++)
        {
            _pins.Drive(38, i % 2 == 0);
        }

        int last = -1;
        int read = 0;
        while (beams.Read(out _, out int state))
        {
            (last, read) = (state, read + 1);
        }

        Assert.Equal(1, last);
        Assert.True(read <= Limits.EdgesWaitingMax + 1 && beams.Lost >= 301 - Limits.EdgesWaitingMax);
    }

    [Fact]
    public void A_drawer_pulse_is_fifty_milliseconds_and_the_sense_pin_tells()
    {
        _pins.Drive(41, true);
        var drawer = new PulseDrawer(_gpio, 40, 41);
        Assert.Equal(long.MaxValue, drawer.Poll(0));
        drawer.Open(1000);
        Assert.True(_pins.Level(40));
        Assert.Equal(1050, drawer.Poll(1049));
        Assert.True(_pins.Level(40));
        Assert.Equal(long.MaxValue, drawer.Poll(1050));
        Assert.False(_pins.Level(40));

        Assert.False(drawer.IsOpen);
        _pins.Drive(41, false);
        Assert.True(drawer.IsOpen);
    }

    private MatrixKeypad Keypad() => new(_gpio, Rows, Columns, _clock);

    private List<int> Poll(MatrixKeypad keypad, int milliseconds)
    {
        var keys = new List<int>();
        for (int i = 0; i < milliseconds; i += 5)
        {
            _clock.SetCalendar(_clock.CalendarMs + 5);
            for (int key = keypad.Read(); key != Key.None; key = keypad.Read())
            {
                keys.Add(key);
            }
        }

        return keys;
    }
}
