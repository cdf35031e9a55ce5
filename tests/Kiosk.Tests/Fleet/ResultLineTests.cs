using System.Text.Json;
using Kiosk.Fleet.Demo;
using Kiosk.Fleet.Replay;
using Kiosk.Fleet.Simulate;
using Xunit;

namespace Kiosk.Tests.Fleet;

/// <summary>Scripts read these lines: names and order are frozen.</summary>
public sealed class ResultLineTests
{
    private static readonly DemoResult Demo = new(53, 9, 9, 1234, 1234, 70, 80, 0, 0);

    [Fact]
    public void The_line_of_a_demonstration_has_its_keys_in_their_order() => Keys(
        Demo.ToJson(),
        "kiosks tickets_sealed tickets_stored cents_sealed cents_stored footfall_counted climate_stored lost "
        + "duplicated");

    [Fact]
    public void The_line_of_a_replay_has_its_keys_in_their_order() => Keys(
        new ReplayResult(1, 1, 2, 2, 3, 3, 0, 0, 0, true, 1.5).ToJson(),
        "baskets tickets_stored cents_keyed cents_stored people_walked people_counted lost duplicated "
        + "chain_breaks z_equals_tickets seconds");

    [Fact]
    public void The_line_of_a_simulation_has_its_keys_in_their_order() => Keys(
        new SimulateResult { Seed = 1, KioskDays = 600, Seconds = 1.5 }.ToJson(),
        "seed kiosk_days faults acknowledged lost duplicated chain_breaks seconds");

    [Fact]
    public void A_demonstration_in_which_nothing_was_sold_counted_or_measured_is_not_sound()
    {
        Assert.True(Demo.Sound);
        Assert.False((Demo with { TicketsSealed = 0, TicketsStored = 0, CentsSealed = 0, CentsStored = 0 }).Sound);
        Assert.False((Demo with { FootfallCounted = 0 }).Sound);
        Assert.False((Demo with { ClimateStored = 0 }).Sound);
        Assert.False((Demo with { TicketsStored = 8 }).Sound);
        Assert.False((Demo with { Lost = 1 }).Sound);
    }

    private static void Keys(string line, string expected)
    {
        using var read = JsonDocument.Parse(line);
        Assert.Equal(expected, string.Join(' ', read.RootElement.EnumerateObject().Select(key => key.Name)));
    }
}
