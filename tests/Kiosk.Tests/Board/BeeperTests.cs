using Kiosk.Board.Virtual;
using Kiosk.Firmware;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;
using Kiosk.Tests.Firmware.Selling;
using Xunit;

namespace Kiosk.Tests.Board;

/// <summary>
/// What a merchant hears (pos.md R70): taken, unknown and refused differ, by key and by scan, on pins and on plain
/// parts.
/// </summary>
[Trait("Requirement", "R70")]
public sealed class BeeperTests
{
    private const long Morning = 1_760_000_400_000;
    private const int LookMs = 10, HoldMs = 40;
    private const string Taken = "40", Unknown = "90 90", Refused = "400";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Taken_unknown_and_refused_sound_differently_by_key_and_by_scan(bool pins)
    {
        using VirtualKiosk kiosk = Make(pins);
        Assert.Equal("", Heard(kiosk, () => { }));
        Assert.Equal(Taken, Heard(kiosk, () => kiosk.PressKey(5)));
        Assert.Equal(Taken, Heard(kiosk, () => kiosk.PressKey(Key.Department1)));
        Assert.Equal(Refused, Heard(kiosk, () => kiosk.PressKey(Key.Article15)));
        Assert.Equal(Unknown, Heard(kiosk, () => kiosk.Scan("4006381333931")));
        Assert.Equal(Refused, Heard(kiosk, () => kiosk.Scan("4006381333932")));
        Assert.Equal(Taken, Heard(kiosk, () => kiosk.PressKey(9)));
        Assert.Equal(Unknown, Heard(kiosk, () => kiosk.PressKey(Key.Article)));
    }

    [Fact]
    public void A_scanned_article_sounds_as_taken_and_the_ticket_key_too()
    {
        var bench = new TillBench();
        var (beeper, desk) = Desk(bench);
        bench.Scan("96385074");
        desk.Step(bench.Till, 0);
        Assert.True(beeper.Sounding);
        Assert.Equal(BeepDesk.TakenMs, desk.Step(bench.Till, BeepDesk.TakenMs - 1));
        Assert.True(beeper.Sounding);
        desk.Step(bench.Till, BeepDesk.TakenMs);
        Assert.False(beeper.Sounding);
        bench.Press(Key.Cash);
        desk.Step(bench.Till, 1_000);
        desk.Step(bench.Till, 2_000);
        bench.Press(Key.Ticket);
        desk.Step(bench.Till, 3_000);
        Assert.Equal(3, beeper.Tones);
        Assert.True(beeper.Sounding);
    }

    // A refusal right after a key that was taken is the long tone, not a second short one.
    [Fact]
    public void A_later_tone_ends_an_earlier_and_several_in_one_step_are_the_gravest()
    {
        var bench = new TillBench();
        var (beeper, desk) = Desk(bench);
        bench.Press(Key.Article1);
        desk.Step(bench.Till, 0);
        bench.Press(Key.Article15);
        Assert.Equal(20 + BeepDesk.RefusedMs, desk.Step(bench.Till, 20));
        desk.Step(bench.Till, 40);
        Assert.True(beeper.Sounding);
        bench.Scan("4006381333948").Press(Key.Article15, Key.Article1);
        Assert.Equal(60 + BeepDesk.UnknownMs, desk.Step(bench.Till, 60));
    }

    [Fact]
    public void A_step_that_comes_late_ends_the_tone_at_once_and_never_begins_a_third()
    {
        var bench = new TillBench();
        var (beeper, desk) = Desk(bench);
        bench.Scan("4006381333948");
        desk.Step(bench.Till, 0);
        desk.Step(bench.Till, 60_000);
        Assert.False(beeper.Sounding);
        desk.Step(bench.Till, 120_000);
        desk.Step(bench.Till, 180_000);
        Assert.Equal((2, false, long.MaxValue), (beeper.Tones, beeper.Sounding, desk.Step(bench.Till, 240_000)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_power_cut_in_mid_tone_leaves_it_silent(bool pins)
    {
        using VirtualKiosk kiosk = Make(pins);
        kiosk.PressKey(Key.Article15);
        for (int i = 0; i < 50 && !kiosk.Beeps; i++)
        {
            Run(kiosk, LookMs);
        }

        Assert.True(kiosk.Beeps);
        kiosk.Restart();
        Assert.False(kiosk.Beeps);
        Assert.Equal("", Heard(kiosk, () => { }));
    }

    // The alarm of the supply holds the loop: nothing would end the tone.
    [Fact]
    [Trait("Requirement", "H-3")]
    public void The_alarm_of_the_supply_ends_a_tone()
    {
        using VirtualKiosk kiosk = Make(pins: false);
        kiosk.PressKey(Key.Article15);
        Run(kiosk, LookMs);
        Assert.True(kiosk.Beeps);
        kiosk.SetSupply(false);
        Run(kiosk, HoldMs);
        Assert.False(kiosk.Beeps);
    }

    // Lengths of the tones of the next two seconds, as seen every 10 ms.
    private static string Heard(VirtualKiosk kiosk, Action act)
    {
        act();
        List<int> tones = [];
        bool before = false;
        for (int i = 0; i < 2_000 / LookMs; i++)
        {
            Run(kiosk, LookMs);
            if (kiosk.Beeps)
            {
                tones.Add(before ? tones[^1] + LookMs : LookMs);
                if (before)
                {
                    tones.RemoveAt(tones.Count - 2);
                }
            }

            before = kiosk.Beeps;
        }

        return string.Join(' ', tones);
    }

    private static (InMemoryBeeper Beeper, BeepDesk Desk) Desk(TillBench bench)
    {
        var beeper = new InMemoryBeeper();
        var desk = new BeepDesk(beeper);
        desk.Step(bench.Till, 0);
        desk.Silence();
        beeper.Tones = 0;
        return (beeper, desk);
    }

    private static void Run(VirtualKiosk kiosk, long milliseconds)
    {
        long end = kiosk.Clock.CalendarMs + milliseconds;
        while (kiosk.Clock.CalendarMs < end)
        {
            long due = kiosk.Step();
            kiosk.Clock.SetCalendar(Math.Min(end, Math.Max(due, kiosk.Clock.CalendarMs + 1)));
        }
    }

    private static VirtualKiosk Make(bool pins)
    {
        var catalogue = new Catalogue();
        catalogue.Reset();
        (catalogue.Version, catalogue.DepartmentCount, catalogue.DepartmentRate[0]) = (1, 1, 2000);
        VirtualKiosk kiosk = PushedKiosk.Make(
            catalogue, Morning, new VirtualKioskOptions { FullFidelity = pins, SupplyAlarm = true });
        Run(kiosk, 2_000);
        return kiosk;
    }
}
