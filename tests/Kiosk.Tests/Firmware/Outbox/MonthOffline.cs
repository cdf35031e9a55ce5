using Kiosk.Firmware.Parts;
using Kiosk.Protocol;
using Kiosk.Tests.Firmware.MainLoop;
using Xunit.Abstractions;

namespace Kiosk.Tests.Firmware.Outbox;

/// <summary>
/// Thirty days without network, then a slow line (a second until each answer) and a slow drive, in simulated time.
/// </summary>
[Trait("Requirement", "F-SYNC-3")]
public sealed class MonthOffline(ITestOutputHelper output)
{
    private const int RecordsPerSecondMin = 20, DelayMsMax = 100, SalesPerDay = 3;
    private const long HourMs = 3_600_000;
    private static readonly int[] Sale = [1, Key.DoubleZero, Key.Department1, Key.Cash];

    [Fact]
    public void The_backlog_leaves_at_twenty_records_a_second_and_a_sale_takes_as_long_as_alone()
    {
        LoopRig rig = new(segmentBytes: 16_384, segmentCount: 64, slowDrive: true);
        rig.Run(2_000);
        PushDepartment(rig);
        rig.Uplink.IsConnected = false;
        long alone = 0;
        for (int day = 0; day < 30; day++)
        {
            for (int n = 0; n < SalesPerDay; n++)
            {
                rig.Run(24 * HourMs / SalesPerDay);
                alone = Math.Max(alone, SellMs(rig));
            }
        }

        long backlog = rig.Loop.RecordsWaiting;
        Assert.True(backlog > 5_000, $"only {backlog} records wait");
        Assert.Equal(30 * SalesPerDay, rig.Loop.TicketsOfChain);

        rig.AnswerMs = 1_000;
        rig.LongestSendMs = 0;
        rig.Uplink.IsConnected = true;
        long began = rig.Clock.NowMs, held = rig.Held.Count, beside = 0;
        while (rig.Loop.RecordsWaiting > 2 * Limits.FrameEventsMax)
        {
            rig.Run(3_000);
            beside = Math.Max(beside, SellMs(rig));
        }

        double perSecond = (rig.Held.Count - held) * 1000.0 / (rig.Clock.NowMs - began);
        output.WriteLine($"{backlog} records, {perSecond:F1} per second; a sale alone {alone} ms, while the backlog "
            + $"leaves {beside} ms, after waiting for a frame of at most {rig.LongestSendMs} ms");
        Assert.True(perSecond >= RecordsPerSecondMin, $"{perSecond:F1} records a second");
        Assert.True(beside - alone <= DelayMsMax, $"{beside} ms beside the backlog, {alone} ms alone");
        Assert.InRange(rig.LongestSendMs, 1, DelayMsMax);
        Assert.Equal(0, rig.Loop.Faults.Total);
    }

    /// <summary>From the pressed keys, between two steps, to the sealed ticket, in ms of the slow drive.</summary>
    private static long SellMs(LoopRig rig)
    {
        long tickets = rig.Loop.TicketsOfChain, began = rig.Clock.NowMs;
        rig.Key(Sale);
        rig.Step();
        Assert.Equal(tickets + 1, rig.Loop.TicketsOfChain);
        return rig.Clock.NowMs - began;
    }

    private static void PushDepartment(LoopRig rig)
    {
        byte[] message = new byte[Limits.DownlinkBytesMax];
        Catalogue catalogue = new() { Version = 1, DepartmentCount = 1 };
        catalogue.DepartmentRate[0] = 550;
        rig.Uplink.Deliver(message, rig.Writer.WriteCatalogue(catalogue, message));
        rig.Run(5_000);
    }
}
