using System.Text;
using Kiosk.Firmware;
using Kiosk.Firmware.Footfall;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;
using Kiosk.Tests.Firmware.Footfall;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>Staff count the people who pass, and the till turns it into the factor of the site.</summary>
[Trait("Requirement", "F-FOOT-5")]
public sealed class TillSiteCountTests
{
    private const int Manager = 9_876;
    private readonly TillBench _bench = new();
    private readonly QueuedBeams _beams = new();
    private readonly RecordJournal _slots = SensesJournal.Make();
    private readonly TimeKeeper _time = SensesJournal.Time(FootfallRig.Quarter);
    private readonly Record _slot = new();
    private FootfallCounter _counter = null!;

    public TillSiteCountTests()
    {
        _bench.OpenFirst();
        FitBeams();
    }

    [Fact]
    public void Ten_minutes_of_keys_become_a_factor_with_its_interval_on_the_till_and_in_a_sealed_event()
    {
        Begin();
        Assert.Equal("COMPTAGE reste 10:00", _bench.Line(0));
        Assert.Equal("1 ENTRE   2 SORT", _bench.Line(1).TrimEnd());
        Walk(people: 100, pressed: 110);

        Assert.Equal("entré 55 sorti 55", _bench.Line(2).TrimEnd());
        Pass(600_000);
        (long factor, long error, string text) = Ended();
        Assert.InRange(factor, 1080, 1105);
        Assert.InRange(error, 40, 70);
        Assert.Equal("55+55", text);
        long half = ((error * 196) + 50) / 100;
        Assert.Equal($"x {factor / 1000},{factor % 1000:000} +/- 0,{half:000}", _bench.Line(1).TrimEnd());
        _bench.Press(Key.Article1, Key.Cash);
        Assert.Equal(1, _bench.Chain.State.Tickets);
    }

    [Fact]
    public void Only_a_manager_begins_and_nothing_is_sold_meanwhile()
    {
        _bench.Press(Key.Function, 6, 3).Type(1_111);
        Assert.Equal("CODE FAUX", _bench.Line(1).TrimEnd());
        Assert.DoesNotContain(EventCode.SiteCountBegin, _bench.EventCodes());

        Begin();
        _bench.Press(Key.Article1, Key.Cash, 7);
        Assert.Equal("COMPTAGE EN COURS", _bench.Line(1).TrimEnd());
        Assert.Equal((0, 0), (_bench.Till.LineCount, _counter.Site.In + _counter.Site.Out));
        Assert.Contains(EventCode.SiteCountBegin, _bench.EventCodes());
    }

    [Fact]
    public void A_power_cut_in_the_middle_gives_no_factor_and_the_till_and_the_city_are_told()
    {
        Begin();
        Walk(people: 50, pressed: 50);
        _bench.PowerOn();
        FitBeams();
        _bench.Step();

        Assert.Equal("COMPTAGE INTERROMPU", _bench.Line(1).TrimEnd());
        Assert.Equal((0, 0, ""), Ended());
        _bench.PowerOn();
        Assert.Equal(1, _bench.EventCodes().Count(code => code == EventCode.SiteCountEnd));
    }

    [Theory]
    [InlineData(100, 29, "COMPTAGE SANS VALEUR")]
    [InlineData(100, 30, "COMPTAGE SANS VALEUR")]
    public void Too_few_people_or_a_factor_out_of_bounds_give_none(int walked, int pressed, string line)
    {
        Begin();
        Walk(walked, pressed);
        Pass(600_000);

        Assert.Equal(line, _bench.Line(1).TrimEnd());
        Assert.Equal((0, 0), (Ended().Factor, Ended().Error));
    }

    [Fact]
    public void The_correction_key_stops_it_and_it_can_begin_anew()
    {
        Begin();
        _bench.Press(1, 1, 2, Key.Clear);
        Assert.Equal("comptage arrêté", _bench.Line(1).TrimEnd());
        Assert.Equal((0, 0, "2+1"), Ended());
        Pass(600_000);
        Assert.Equal(1, _bench.EventCodes().Count(code => code == EventCode.SiteCountEnd));

        Begin();
        Assert.Equal("entré 0 sorti 0", _bench.Line(2).TrimEnd());
    }

    [Fact]
    public void A_kiosk_without_beams_says_so()
    {
        _bench.PowerOn();
        _bench.Press(Key.Function, 6, 3).Type(Manager);
        Assert.Equal("PAS DE COMPTEUR", _bench.Line(1).TrimEnd());
    }

    private void Begin() => _bench.Press(Key.Function, 6, 3).Type(Manager);

    private void FitBeams()
    {
        _counter = new FootfallCounter(_beams);
        _bench.Till.SetFootfall(_counter);
        Pass(1_000);
    }

    private void Walk(int people, int pressed)
    {
        long at = _bench.Clock.NowMs;
        for (int person = 0; person < people; person++)
        {
            foreach ((int state, int heldMs) in new[] { (1, 140), (3, 180), (2, 140), (0, 3_540) })
            {
                _beams.Add(at, state);
                at += heldMs;
            }
        }

        for (int person = 0; person < pressed; person++)
        {
            _bench.Press(1 + (person % 2));
            Pass(3_900);
        }
    }

    private void Pass(int milliseconds)
    {
        _bench.Clock.NowMs += milliseconds;
        _beams.NowMs = _bench.Clock.NowMs;
        _counter.Step(_bench.Clock.NowMs, _time, _slots, _slot);
        _bench.Step();
    }

    private (long Factor, long Error, string Text) Ended()
    {
        Record end = _bench.Records().Last(r => r.Kind == RecordKind.TechnicalEvent
            && r.Values[EventLayout.Code] == EventCode.SiteCountEnd);
        return (end.Values[EventLayout.Argument1], end.Values[EventLayout.Argument2],
            Encoding.Latin1.GetString(end.Text, 0, end.TextLength));
    }
}
