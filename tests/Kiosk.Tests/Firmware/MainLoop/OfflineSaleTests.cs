using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Tests.Firmware.MainLoop;

/// <summary>No network stands in the path of a sale (pos.md R65).</summary>
[Trait("Requirement", "R65")]
public class OfflineSaleTests
{
    [Fact]
    public void A_kiosk_whose_gateway_has_been_silent_for_a_day_sells_in_the_step_in_which_the_tender_is_keyed()
    {
        LoopRig rig = new() { Answers = false };
        Catalogue catalogue = new() { Version = 1, DepartmentCount = 1 };
        catalogue.DepartmentRate[0] = 550;
        var message = new byte[256];
        rig.Run(2_000);
        Assert.True(rig.Uplink.Deliver(message, rig.Writer.WriteCatalogue(catalogue, message)));
        rig.Run(24 * 3_600_000L);
        int frames = rig.Frames.Count;
        rig.Key(2, Key.DoubleZero, Key.Department1);
        rig.Run(1_000);
        rig.Key(Key.Cash);
        long before = rig.Clock.NowMs;
        for (int step = 0; step < 8 && rig.Loop.TicketsOfChain == 0; step++)
        {
            rig.Run(1);
        }

        Assert.Equal(1, rig.Loop.TicketsOfChain);
        Assert.InRange(rig.Clock.NowMs - before, 0, 8);
        Assert.Equal(0, rig.Loop.AcknowledgedThrough);
        Assert.True(frames > 0, "nothing was tried");
        Assert.Equal(0, rig.Loop.Faults.Total);
    }
}
