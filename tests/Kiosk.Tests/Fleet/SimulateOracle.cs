using Kiosk.Board.Virtual.Drive;
using Kiosk.Firmware;
using Kiosk.Fleet;
using Kiosk.Fleet.City;
using Kiosk.Fleet.Simulate;
using Kiosk.Protocol;
using Microsoft.Extensions.Time.Testing;

namespace Kiosk.Tests.Fleet;

/// <summary>The judges of a simulated run are fed offenders: what they do not notice they do not prove.</summary>
public sealed class SimulateOracle
{
    private static readonly SimulateOptions Short = new()
    {
        Seed = 5, Kiosks = 1, Days = 1, Faults = FaultSet.None, SalesMin = 5, SalesMax = 5, WalkersPerDay = 0,
    };

    [Fact]
    public void A_durable_record_that_never_arrives_is_counted_as_lost()
    {
        var result = Judge(kiosk => kiosk.Witness.See(Durable, Bytes(kiosk.Witness.Last + 1)));
        Assert.Equal(1, result.Lost);
        Assert.False(result.Sound);
    }

    [Fact]
    public void A_sequence_given_twice_is_counted_as_duplicated()
    {
        var result = Judge(kiosk => kiosk.Witness.See(Durable, Bytes(kiosk.Witness.Last)));
        Assert.Equal(1, result.Duplicated);
        Assert.False(result.Sound);
    }

    [Fact]
    public void Other_content_on_both_sides_is_found_even_when_the_numbers_agree()
    {
        var result = Judge(kiosk => kiosk.Witness.Disturb());
        Assert.Equal(0, result.Lost);
        Assert.Contains("content", Assert.Single(result.Findings), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "GRD-1")]
    public void A_stop_that_was_made_and_not_counted_is_found()
    {
        var result = Judge(kiosk => kiosk.Visits!.Disturb());
        Assert.Contains("stops in 1 hours were made", Assert.Single(result.Findings), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R59")]
    public void An_unknown_code_that_is_on_no_list_is_found()
    {
        var result = Judge(kiosk => ((Shopper)kiosk.Shopper).Disturb());
        Assert.Contains("unknown codes were scanned", Assert.Single(result.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_nobody_tampers_with_is_sound() => Assert.True(Judge(_ => { }).Sound);

    [Fact]
    public void A_record_of_a_cut_operation_counts_only_when_the_kiosk_goes_on_behind_it()
    {
        var thrownAway = new Witness(1);
        thrownAway.See(Durable, Bytes(1));
        thrownAway.See(Durable with { Durable = false }, Bytes(2));
        thrownAway.See(Durable, Bytes(2));
        Assert.Equal((2, 0), (thrownAway.Last, thrownAway.Reused));

        var taken = new Witness(1);
        taken.See(Durable with { Durable = false }, Bytes(1));
        Assert.Equal(0, taken.Last);
        taken.See(Durable, Bytes(2));
        Assert.True(taken.Has(1));
    }

    [Fact]
    public void Half_a_record_and_files_that_are_no_segments_are_not_seen()
    {
        var witness = new Witness(1);
        byte[] bytes = Bytes(1);
        witness.See(Durable, bytes.AsSpan(0, bytes.Length - 1));
        witness.See(Durable with { File = DriveFiles.Boot }, bytes);
        Assert.Equal(0, witness.Last);
    }

    [Theory]
    [InlineData("none", FaultKind.None, false)]
    [InlineData("all", FaultKind.All, true)]
    [InlineData("loss,Power", FaultKind.Loss | FaultKind.Power, false)]
    public void Faults_are_chosen_by_name(string text, FaultKind kinds, bool swarm) =>
        Assert.Equal(new FaultSet(kinds, swarm), FaultSet.Parse(text));

    [Theory]
    [InlineData("simulate", "--seed", "x")]
    [InlineData("simulate", "--colour", "red")]
    [InlineData("shop-year", "--seed", "7")]
    [InlineData("shop-year", "--months", "x", "--out", "d")]
    public void Bad_words_are_named(params string[] words) => Assert.Contains(
        Commands.Root().Parse(words).Errors, e => words.Any(w => e.Message.Contains(w, StringComparison.Ordinal))
            || e.Message.Contains("--out", StringComparison.Ordinal));

    [Fact]
    public void A_fault_that_there_is_not_is_named() => Assert.Contains(
        "--faults: 'rain' is none of", Assert.Throws<FleetException>(() => FaultSet.Parse("rain")).Message);

    [Fact]
    public void Out_of_range_options_are_named() => Assert.Contains(
        "--kiosks", Assert.Throws<FleetException>(
            () => new Simulation(new SimulateOptions { Kiosks = 0 }, new FakeTimeProvider())).Message);

    [Fact]
    public void A_swarm_switches_some_faults_off_and_names_switch_none_off()
    {
        var swarm = new FaultPlan(1, FaultSet.All, new FaultRates { SwarmOffPercent = 50 });
        Assert.InRange(swarm.Struck.Count, 1, 11);
        Assert.Equal(12, new FaultPlan(1, new(FaultKind.All, Swarm: false), new()).Struck.Count);
    }

    private static DriveWrite Durable => new(DriveFiles.FirstSegment, IsReplace: false, Durable: true);

    private static SimulateResult Judge(Action<SimKiosk> tamper) => new Simulation(Short, new FakeTimeProvider())
    {
        BeforeVerdict = kiosks => tamper(kiosks[0]),
    }.Run();

    private static byte[] Bytes(long sequence)
    {
        var record = new Record();
        record.Reset(RecordKind.Health);
        record.Sequence = sequence;
        record.Add(1);
        var bytes = new byte[Limits.RecordBytesMax];
        return bytes[..JournalCodec.Write(record, bytes, 0)];
    }
}
