using Kiosk.Protocol;

namespace Kiosk.Tests.Protocol;

public class BatchWriterTests
{
    private readonly BatchWriter _writer = new(new ManagedMac(), Frames.FrameKey, Frames.Device);
    private readonly byte[] _buffer = new byte[Limits.FrameBytesMax];

    [Fact]
    public void A_new_boot_a_clock_step_or_a_jump_of_the_sequence_begins_a_new_frame()
    {
        _writer.Begin(_buffer);
        Assert.True(_writer.TryAdd(Health(5, 1, 100, 1_800_000_100)));
        Assert.False(_writer.TryAdd(Health(6, 2, 110, 1_800_000_110)));
        Assert.False(_writer.TryAdd(Health(6, 1, 110, 1_800_000_111)));
        Assert.False(_writer.TryAdd(Health(6, 1, 110, 0)));
        Assert.False(_writer.TryAdd(Health(7, 1, 110, 1_800_000_110)));
        Assert.False(_writer.TryAdd(Health(5, 1, 110, 1_800_000_110)));
        Assert.Equal(1, _writer.Count);
        Assert.True(_writer.TryAdd(Health(6, 1, 110, 1_800_000_110)));
    }

    [Fact]
    public void A_gap_stands_for_its_whole_range()
    {
        _writer.Begin(_buffer);
        Assert.True(_writer.TryAdd(Health(5, 1, 100, 0)));
        Assert.False(_writer.TryAdd(Records.Make(RecordKind.Gap, 9, 1, 100, 0, [7, 3, 1])));
        Assert.True(_writer.TryAdd(Records.Make(RecordKind.Gap, 6, 1, 100, 0, [6, 3, 1])));
        Assert.False(_writer.TryAdd(Health(7, 1, 100, 0)));
        Assert.True(_writer.TryAdd(Health(9, 1, 100, 0)));
    }

    [Fact]
    public void A_frame_ends_at_its_most_events()
    {
        _writer.Begin(_buffer);
        for (int i = 0; i < Limits.FrameEventsMax; i++)
        {
            Assert.True(_writer.TryAdd(Health(1 + i, 1, 100, 0)));
        }

        Assert.False(_writer.TryAdd(Health(1 + Limits.FrameEventsMax, 1, 100, 0)));
        Assert.InRange(_writer.Finish(), 1, Limits.FrameBytesMax);
    }

    [Fact]
    public void A_frame_never_outgrows_its_bytes_and_a_record_that_did_not_fit_leaves_no_trace()
    {
        var wide = Records.Make(90, 1, 1, 5, 0, [.. Enumerable.Repeat(long.MaxValue, Limits.RecordValuesMax)]);
        var small = new byte[Limits.RecordValuesMax * 9 + 250];
        _writer.Begin(small);
        Assert.True(_writer.TryAdd(wide));
        wide.Sequence = 2;
        Assert.False(_writer.TryAdd(wide));
        Assert.True(_writer.TryAdd(Health(2, 1, 5, 0)));
        int length = _writer.Finish();
        Assert.InRange(length, 1, small.Length);

        wide.Sequence = 1;
        _writer.Begin(_buffer);
        Assert.True(_writer.TryAdd(wide) && _writer.TryAdd(Health(2, 1, 5, 0)));
        Assert.Equal(length, _writer.Finish());
        Assert.Equal(small.AsSpan(0, length), _buffer.AsSpan(0, length));
    }

    [Fact]
    public void Nothing_added_gives_no_frame_and_a_wrong_device_no_writer()
    {
        _writer.Begin(_buffer);
        Assert.Equal(0, _writer.Finish());
        Assert.Throws<ArgumentException>(() => new BatchWriter(new ManagedMac(), Frames.FrameKey, 0));
        Assert.Throws<ArgumentException>(() => new BatchWriter(new ManagedMac(), new byte[16], 1));
    }

    private static Record Health(long sequence, int boot, long mono, long wall) =>
        Records.Make(RecordKind.Health, sequence, boot, mono, wall, new long[HealthLayout.Count]);
}
