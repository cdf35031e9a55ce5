using Kiosk.Firmware;
using Kiosk.Firmware.Outbox;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;
using Kiosk.Tests.Firmware.MainLoop;

namespace Kiosk.Tests.Firmware.Outbox;

public class OutboxTests
{
    [Fact]
    [Trait("Requirement", "F-SYNC-4")]
    public void Without_an_answer_the_same_bytes_go_out_again_after_thirty_seconds()
    {
        LoopRig rig = new(sells: false) { Answers = false };
        rig.Run(2_000);
        Assert.Single(rig.Frames);
        rig.Run(27_000);
        Assert.Single(rig.Frames);
        rig.Run(3_000);
        Assert.Equal(2, rig.Frames.Count);
        Assert.Equal(rig.Frames[0], rig.Frames[1]);
        rig.Run(3_600_000);
        Assert.InRange(rig.Frames.Count, 12, 25);
        Assert.All(rig.Frames, frame => Assert.Equal(rig.Frames[0], frame));
    }

    [Fact]
    [Trait("Requirement", "F-SYNC-2")]
    public void An_old_duplicate_or_foreign_acknowledgement_clears_nothing()
    {
        LoopRig rig = new(sells: false);
        rig.Run(3_600_000);
        long acknowledged = rig.Loop.AcknowledgedThrough;
        Assert.True(acknowledged > 3);
        Acknowledgement old = rig.Ack(1, 1);
        old.Contiguous = 1;

        // The event that tells of them would be acknowledged rightly.
        rig.Answers = false;
        rig.Send(old);
        rig.Send(old);
        rig.Run(1_000);
        Assert.Equal(acknowledged, rig.Loop.AcknowledgedThrough);
        Assert.Equal(2, rig.Loop.Outbox!.Ignored);
        Assert.Equal(1, rig.Parts.Faults.Of(FaultCode.AnswerIgnored));
        byte[] message = new byte[Limits.DownlinkBytesMax];
        Acknowledgement ahead = rig.Ack(1, 1);
        ahead.Contiguous = 1_000_000;
        int length = rig.Writer.WriteAck(ahead, message);
        for (int cut = 0; cut < length; cut++)
        {
            Assert.True(rig.Uplink.Deliver(message, Math.Max(1, cut)));
            rig.Loop.Step(rig.Clock.NowMs);
        }

        Assert.Equal(length, rig.Loop.Inbox!.Refused);
        Assert.Equal(acknowledged, rig.Loop.AcknowledgedThrough);
    }

    [Fact]
    [Trait("Requirement", "F-SYNC-3")]
    public void A_sale_jumps_the_backlog_and_the_backlog_follows_without_repeats()
    {
        // No probes: values that stand still are a fault, and faults jump the backlog too.
        LoopRig rig = new();
        rig.Parts.Probes = null;
        rig.Boot();
        rig.Run(2_000);
        rig.PushDepartment();
        rig.Uplink.IsConnected = false;
        rig.Run(96L * 3_600_000);
        Assert.True(rig.Loop.RecordsWaiting > 3 * Limits.FrameEventsMax);
        rig.Answers = false;
        rig.Uplink.IsConnected = true;
        rig.Run(3_000);
        rig.Key(1, Key.DoubleZero, Key.Department1, Key.Cash);
        rig.Run(5_000);
        long sale = rig.Loop.Till!.LastTicketSequence;
        rig.Answers = true;
        rig.Frames.Clear();
        rig.Run(40_000);
        List<(long Boot, long First, long Count)> frames = [.. rig.Frames.Select(LoopRig.Read)];
        int at = frames.FindIndex(f => sale >= f.First && sale < f.First + f.Count);
        Assert.InRange(at, 0, 3);
        Assert.True(frames[at].First > frames[at - 1].First + frames[at - 1].Count);
        rig.Run(120_000);
        Assert.Equal(0, rig.Loop.RecordsWaiting);
        List<long> sequences = [.. rig.Frames.Select(LoopRig.Read)
            .SelectMany(f => Enumerable.Range(0, (int)f.Count).Select(i => f.First + i))];
        Assert.Equal(sequences.Count, sequences.Distinct().Count());
    }

    [Fact]
    [Trait("Requirement", "F-SYNC-4")]
    public void A_window_of_zero_pauses_and_the_device_asks_again_after_a_minute()
    {
        LoopRig rig = new(sells: false) { Window = 0 };
        rig.Run(30_000);
        int frames = rig.Frames.Count;
        Assert.Equal(1, frames);
        rig.Run(29_000);
        Assert.Equal(frames, rig.Frames.Count);
        rig.Window = 1;
        rig.Run(60_000);
        rig.Run(120_000);
        Assert.True(rig.Held.Count > 0);
    }

    [Fact]
    [Trait("Requirement", "F-SYNC-5")]
    public void A_gateway_that_lost_records_gets_again_what_is_still_held()
    {
        LoopRig rig = new(sells: false);
        rig.Run(24L * 3_600_000);
        long before = rig.Loop.AcknowledgedThrough;
        Assert.True(before > 250);
        rig.Held.Clear();
        rig.Held.Add(1);
        rig.Run(3_600_000);
        Assert.Equal(0, rig.Loop.Journal!.Reader.Gaps);
        Assert.InRange(rig.Loop.RecordsWaiting, 0, 5);
        Assert.Equal(rig.Held.Max, rig.Held.Count);
        Assert.True(rig.Loop.AcknowledgedThrough > before);
    }

    [Fact]
    [Trait("Requirement", "F-SYNC-5")]
    public void A_gateway_that_lost_records_gets_a_gap_for_what_is_no_longer_held()
    {
        LoopRig rig = new(sells: false, segmentBytes: 2048);
        rig.Run(3 * 24L * 3_600_000);
        long before = rig.Loop.AcknowledgedThrough;
        Assert.True(rig.Loop.Journal!.OldestSequence > 20);
        rig.Held.Clear();
        rig.Held.Add(1);
        rig.Run(6 * 3_600_000);
        Assert.True(rig.Loop.Journal!.Reader.Gaps > 0);
        Assert.InRange(rig.Loop.RecordsWaiting, 0, 5);
        Assert.Equal(rig.Held.Max, rig.Held.Count);
        Assert.True(rig.Loop.AcknowledgedThrough > before);
    }

    [Fact]
    [Trait("Requirement", "F-SYNC-2")]
    public void A_blank_drive_of_a_known_device_asks_for_its_next_sequence()
    {
        LoopRig rig = new(sells: false, firstSequence: 0);
        for (long sequence = 1; sequence <= 500; sequence++)
        {
            rig.Held.Add(sequence);
        }

        rig.Run(5_000);
        Assert.Equal(0, LoopRig.Read(rig.Frames[0]).First);
        Assert.Equal(BootRecord.StorageLost, rig.Loop.BootReason);
        rig.Run(120_000);
        Assert.True(rig.Loop.AcknowledgedThrough > 500);
        Assert.Equal(rig.Held.Max, rig.Held.Count);
    }

    [Fact]
    public void A_record_that_the_city_refuses_holds_up_no_other_and_is_told()
    {
        LoopRig rig = new() { Poison = 40 };
        rig.Run(2_000);
        rig.Uplink.IsConnected = false;
        rig.Run(8L * 3_600_000);
        Assert.True(rig.Loop.Journal!.NextSequence > 70);
        rig.Uplink.IsConnected = true;
        rig.Run(900_000);
        Assert.Equal(40, rig.Loop.Outbox!.RefusedSequence);
        Assert.Equal(39, rig.Loop.AcknowledgedThrough);
        Assert.DoesNotContain(40, rig.Held);
        Assert.InRange(rig.Loop.Journal.NextSequence - rig.Held.Max, 1, 20);
        Assert.Equal(rig.Held.Max - 1, rig.Held.Count);
        Assert.Equal(1, rig.Parts.Faults.Of(FaultCode.RecordRefused));
        rig.Poison = 0;
        rig.Run(2L * 3_600_000);
        Assert.Equal(0, rig.Loop.Outbox.RefusedSequence);
        Assert.InRange(rig.Loop.RecordsWaiting, 0, 20);
        Assert.Equal(rig.Held.Max, rig.Held.Count);
    }

    [Fact]
    public void Records_refused_in_several_places_are_each_passed_over()
    {
        LoopRig rig = new() { Poison = 30, OtherPoison = 33 };
        rig.Run(12L * 3_600_000);
        Assert.Equal(29, rig.Loop.AcknowledgedThrough);
        Assert.InRange(rig.Loop.Journal!.NextSequence - rig.Held.Max, 1, 20);
        Assert.Equal(rig.Held.Max - 2, rig.Held.Count);
        Assert.InRange(rig.Frames.Count, 20, 1_000);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "F-SYNC-6")]
    public void A_week_without_network_or_answer_asks_for_no_restart_and_the_till_sells_on(bool connected)
    {
        LoopRig rig = new();
        rig.Run(2_000);
        rig.PushDepartment();
        rig.Uplink.IsConnected = connected;
        rig.Answers = false;
        for (int day = 1; day <= 7; day++)
        {
            rig.Run(24L * 3_600_000);
            rig.Key(1, Key.DoubleZero, Key.Department1, Key.Cash);
            rig.Run(5_000);
            Assert.Equal(day, rig.Loop.TicketsOfChain);
            Assert.Equal(0, rig.Loop.RebootCode);
        }

        Assert.Equal(1, rig.Loop.BootNumber);
        Assert.Equal(0, rig.Loop.Faults.Total);
        rig.Uplink.IsConnected = true;
        rig.Answers = true;
        rig.Run(3_600_000);
        Assert.InRange(rig.Loop.RecordsWaiting, 0, 20);
    }

    [Fact]
    [Trait("Requirement", "F-JRN-4")]
    public void Power_cuts_at_any_moment_lose_nothing_that_was_acknowledged()
    {
        for (int cut = 1; cut < 120; cut++)
        {
            LoopRig rig = new(sells: false);
            rig.Drive.CutAt = rig.Drive.Operations + cut;
            rig.Drive.Tear = cut % 4;
            for (int i = 0; i < 400 && !rig.Drive.Dead; i++)
            {
                rig.Run(30_000);
            }

            Assert.True(rig.Drive.Dead);
            rig.Uplink.FrameLength = 0;
            rig.Drive.PowerUp();
            rig.Boot();
            rig.Run(4L * 3_600_000);
            Assert.True(rig.Loop.RecordsWaiting <= 20, $"cut {cut}");
            Assert.Equal(rig.Held.Max, rig.Held.Count);
            Assert.Equal(0, rig.Loop.Journal!.Recovery.Problem);
        }
    }

    [Fact]
    [Trait("Requirement", "F-SYNC-3")]
    public void Back_off_doubles_to_five_minutes_with_a_fifth_of_jitter_that_differs_by_device()
    {
        List<int>[] runs = [.. Enumerable.Range(1001, 53).Select(device =>
        {
            BackOff backOff = new(device, 1_000, 300_000);
            return Enumerable.Range(0, 12).Select(_ => backOff.Next()).ToList();
        })];
        Assert.All(runs, run => Assert.All(run.Select((wait, i) => (wait, middle: Math.Min(1_000L << i, 300_000))),
            w => Assert.InRange(w.wait, w.middle * 8 / 10, w.middle * 12 / 10)));
        Assert.True(runs.Select(r => r[8]).Distinct().Count() > 20);
    }
}
