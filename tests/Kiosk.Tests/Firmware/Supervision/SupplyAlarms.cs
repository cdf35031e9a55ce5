using Kiosk.Firmware;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;
using Kiosk.Tests.Firmware.MainLoop;

namespace Kiosk.Tests.Firmware.Supervision;

/// <summary>The alarm of the supply gives half a second: one write, then silence.</summary>
public class SupplyAlarms
{
    private const int LongestEraseMs = 400, HoldUpMs = 500, StopMs = 1_000;

    private readonly TestSupply _supply = new();
    private readonly LoopRig _rig = new();

    public SupplyAlarms()
    {
        _rig.Parts.Supply = _supply;
        _rig.Boot();
        _rig.Run(3_000);
        _rig.PushDepartment();
    }

    [Fact]
    [Trait("Requirement", "H-3")]
    public void The_alarm_costs_one_write_within_the_hold_up_and_nothing_is_written_until_the_board_ends()
    {
        Sell();
        int before = _rig.Drive.Operations;
        _supply.Lost = true;
        _rig.Run(40);
        Assert.Equal(1, _rig.Drive.Operations - before);
        Assert.True((_rig.Drive.Operations - before) * LongestEraseMs < HoldUpMs);
        Sell();
        for (int i = 0; i < 100; i++)
        {
            _rig.Beams.Change(_rig.Clock.NowMs, i & 3);
            _rig.Run(40);
        }

        Assert.Equal(1, _rig.Drive.Operations - before);
        Assert.Equal(1, _rig.Loop.TicketsOfChain);
        Assert.True(_rig.Loop.Supervisor.AllWell(_rig.Clock.NowMs));
        _supply.Lost = false;
        _rig.Boot();
        Assert.Equal(BootRecord.PowerLoss, _rig.Loop.BootReason);
        Assert.Equal(1, _rig.Loop.TicketsOfChain);
    }

    [Fact]
    [Trait("Requirement", "H-3")]
    public void A_dip_lets_the_kiosk_go_on_where_it_was_and_is_counted()
    {
        _supply.Lost = true;
        _rig.Run(300);
        _supply.Lost = false;
        Sell();
        Assert.Equal(0, _rig.Loop.TicketsOfChain);
        _rig.Run(2_000);
        Assert.Equal(1, _rig.Loop.TicketsOfChain);
        Assert.Equal(1, _rig.Parts.Faults.Of(FaultCode.SupplyAlarm));
    }

    [Fact]
    [Trait("Requirement", "H-3")]
    public void An_alarm_that_sticks_is_told_once_and_stops_no_sale()
    {
        _supply.Lost = true;
        _rig.Run(10_000);
        Sell();
        _rig.Run(1_000);
        Assert.Equal(1, _rig.Loop.TicketsOfChain);
        Assert.Equal(1, _rig.Parts.Faults.Of(FaultCode.SupplyAlarm));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "F-BOOT-2")]
    public void A_board_that_ends_in_the_alarm_knows_without_any_clock_that_the_power_went_and_after_a_dip_it_does_not(
        bool dip)
    {
        _rig.Run(120_000);
        _supply.Lost = true;
        _rig.Run(200);
        _supply.Lost = !dip;
        _rig.Run(dip ? 3_000 : 200);
        _supply.Lost = false;
        int before = _rig.Parts.Faults.Of(FaultCode.UnexpectedRestart);
        _rig.Clock.NowMs = 0;
        _rig.Clock.ShowWall(0);
        _rig.Boot();
        Assert.Equal(dip ? BootRecord.Unknown : BootRecord.PowerLoss, _rig.Loop.BootReason);
        Assert.Equal(dip ? 1 : 0, _rig.Parts.Faults.Of(FaultCode.UnexpectedRestart) - before);
        Assert.Equal(0, _rig.Loop.Boot.PreviousPlanned);
        _rig.Answers = false;
        _rig.Run(70_000);
        _rig.Boot();
        Assert.Equal(BootRecord.Unknown, _rig.Loop.BootReason);
    }

    [Fact]
    [Trait("Requirement", "F-BOOT-7")]
    public void A_planned_stop_has_code_slot_and_event_on_the_drive_within_a_second()
    {
        _rig.Run(120_000);
        long next = _rig.Loop.Journal!.NextSequence;
        _rig.Drive.CutAt = _rig.Drive.Operations + (StopMs / LongestEraseMs);
        _rig.Loop.Stop(_rig.Clock.NowMs, 9);
        Assert.True(_rig.Drive.Dead, "the head marker follows, which a boot does without");
        _rig.Drive.PowerUp();
        _rig.Boot();
        Assert.Equal((BootRecord.Planned, 9), (_rig.Loop.BootReason, _rig.Loop.Boot.PreviousPlanned));
        Assert.Equal((next + 2, JournalRecovery.Intact),
            (_rig.Loop.Journal!.NextSequence, _rig.Loop.Journal.Recovery.Problem));
        Record told = _rig.TechnicalEvents()[^1];
        Assert.Equal(
            (EventCode.PlannedReboot, 9), (told.Values[EventLayout.Code], told.Values[EventLayout.Argument1]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [Trait("Requirement", "F-BOOT-7")]
    public void A_planned_stop_cut_at_either_write_leaves_a_chain_without_a_hole(int at)
    {
        _rig.Run(120_000);
        long next = _rig.Loop.Journal!.NextSequence;
        _rig.Drive.CutAt = _rig.Drive.Operations + at;
        _rig.Loop.Stop(_rig.Clock.NowMs, 9);
        Assert.True(_rig.Drive.Dead);
        _rig.Drive.PowerUp();
        _rig.Boot();
        Assert.Equal(at > 0, _rig.Loop.BootReason == BootRecord.Planned);
        Assert.Equal((JournalRecovery.Intact, true),
            (_rig.Loop.Journal!.Recovery.Problem, _rig.Loop.Journal.NextSequence >= next));
    }

    [Fact]
    [Trait("Requirement", "F-BOOT-7")]
    public void A_second_stop_writes_nothing_and_leaves_the_code_of_the_first()
    {
        _rig.Run(120_000);
        _rig.Loop.Stop(_rig.Clock.NowMs, 9);
        int stopped = _rig.Drive.Operations;
        _rig.Loop.Stop(_rig.Clock.NowMs, 10);
        Assert.Equal(stopped, _rig.Drive.Operations);
        _rig.Boot();
        Assert.Equal((BootRecord.Planned, 9), (_rig.Loop.BootReason, _rig.Loop.Boot.PreviousPlanned));
    }

    private void Sell()
    {
        _rig.Key(1, Key.DoubleZero, Key.Department1, Key.Cash);
        _rig.Run(500);
    }

    private sealed class TestSupply : Supply
    {
        public bool Lost { get; set; }

        public override bool Failing => Lost;
    }
}
