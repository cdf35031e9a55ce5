using Kiosk.Drivers;
using Kiosk.Firmware;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;
using Kiosk.Tests.Firmware.MainLoop;
using Xunit;

namespace Kiosk.Tests.Board;

/// <summary>A connection that cannot be made ends in a code that says whose turn it is, never in silence.</summary>
[Trait("Requirement", "F-SYNC-7")]
public sealed class LinkTroubles
{
    [Theory]
    [InlineData(0, FaultCode.None)]
    [InlineData(1, FaultCode.ConnectionRefused)]
    [InlineData(2, FaultCode.ConnectionRefused)]
    [InlineData(3, FaultCode.GatewayUnavailable)]
    [InlineData(4, FaultCode.ConnectionRefused)]
    [InlineData(5, FaultCode.ConnectionRefused)]
    [InlineData(134, FaultCode.ConnectionRefused)]
    [InlineData(135, FaultCode.ConnectionRefused)]
    [InlineData(136, FaultCode.GatewayUnavailable)]
    [InlineData(137, FaultCode.GatewayUnavailable)]
    [InlineData(255, FaultCode.ConnectionRefused)]
    public void What_the_gateway_answers_is_told_at_once(int returnCode, int code)
    {
        LinkTrouble trouble = new();
        Assert.Equal(returnCode == 0, trouble.Answered(returnCode));
        Assert.Equal(code, trouble.Code);
    }

    [Fact]
    public void What_nobody_answers_is_told_after_three_attempts_in_a_row_and_no_more_once_it_works()
    {
        LinkTrouble trouble = new();
        trouble.Failed();
        trouble.Failed();
        Assert.Equal(FaultCode.None, trouble.Code);
        trouble.Answered(0);
        trouble.Failed();
        trouble.NoAddress();
        Assert.Equal(FaultCode.None, trouble.Code);
        trouble.NoAddress();
        Assert.Equal(FaultCode.NetworkNoAddress, trouble.Code);
        trouble.Failed();
        Assert.Equal(FaultCode.GatewayUnreachable, trouble.Code);
        trouble.Answered(0);
        Assert.Equal(FaultCode.None, trouble.Code);
    }

    [Fact]
    public void Who_accepts_and_never_answers_is_told_once_the_attempt_is_given_up()
    {
        LinkTrouble trouble = new();
        trouble.Stuck();
        Assert.Equal(FaultCode.GatewayUnreachable, trouble.Code);
    }

    [Theory]
    [InlineData(FaultCode.ConnectionRefused, "ACCÈS REFUSÉ    E080")]
    [InlineData(FaultCode.GatewayUnavailable, "")]
    [InlineData(FaultCode.GatewayUnreachable, "")]
    [InlineData(FaultCode.NetworkNoAddress, "")]
    public void Trouble_that_lasts_is_one_fault_in_the_journal_and_a_refusal_stands_on_the_display(
        int code, string shown)
    {
        LoopRig rig = new();
        InMemoryLcd lcd = new();
        rig.Parts.Lcd = lcd;
        rig.Boot();
        rig.Run(2_000);
        rig.Uplink.IsConnected = false;
        rig.Uplink.Trouble = code;
        rig.Run(3 * 3_600_000L);
        Assert.Equal(1, rig.Parts.Faults.Of(code));
        Assert.Equal(1, rig.TechnicalEvents().Count(e => e.Values[EventLayout.Code] == EventCode.FaultMet
            && e.Values[EventLayout.Argument1] == code));
        string text = System.Text.Encoding.Latin1.GetString(lcd.Text);
        Assert.Contains(shown, text, StringComparison.Ordinal);
        rig.Uplink.Trouble = FaultCode.None;
        rig.Run(1_000);
        rig.Uplink.Trouble = code;
        rig.Run(1_000);
        Assert.Equal(2, rig.Parts.Faults.Of(code));
    }
}
