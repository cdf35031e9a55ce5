using System.Formats.Cbor;
using CsCheck;
using Kiosk.Ledger;
using Kiosk.Protocol;
using Kiosk.Tests.Measure;

namespace Kiosk.Tests.Protocol;

public class FrameReaderTests
{
    private readonly Frames _catalogues = new();
    private readonly FrameReader _reader = new();
    private readonly DecodedFrame _frame = new();

    [Fact]
    [Trait("Requirement", "F-SYNC-1")]
    public void A_frame_gives_back_every_record_as_the_kiosk_wrote_it()
    {
        Frames.Sequence.Sample(records =>
        {
            byte[] bytes = Frames.Write(records, out int taken);
            Assert.True(taken > 0);
            Assert.Equal((FrameError.None, ""),
                (Read(bytes), _frame.Error == FrameError.None ? "" : _frame.Describe()));
            Assert.Equal(taken, _frame.Count);
            Assert.Equal(Frames.Device, _frame.Device);
            Assert.Equal(BatchWriter.FirstSequence(records[0]), _frame.FirstSequence);
            Assert.Equal(bytes.Length, _frame.ErrorOffset);
            for (int i = 0; i < taken; i++)
            {
                SameEvent(records[i], i);
            }
        }, iter: 300, threads: 1);
    }

    [Fact]
    public void Any_CBOR_tool_reads_the_frame_and_the_writer_uses_preferred_forms()
    {
        Frames.Sequence.Sample(records =>
        {
            byte[] bytes = Frames.Write(records, out _);
            var reader = new CborReader(bytes, CborConformanceMode.Ctap2Canonical);
            Assert.Equal(FrameShape.FrameItems, reader.ReadStartArray());
            reader.SkipToParent();
            Assert.Equal(CborReaderState.Finished, reader.PeekState());
        }, iter: 200, threads: 1);
    }

    [Fact]
    public void A_resend_is_byte_identical_and_the_writer_allocates_nothing()
    {
        Record[] records = Frames.Sequence.Single(records => records.Length > 8, "0000000000003");
        var writer = new BatchWriter(new ManagedMac(), Frames.FrameKey, Frames.Device);
        byte[] once = new byte[Limits.FrameBytesMax], again = new byte[Limits.FrameBytesMax];
        int length = WriteAll(writer, records, once);
        int lengthAgain = 0;
        Assert.Equal(0, Allocated.Always(() => Allocated.By(() => lengthAgain = WriteAll(writer, records, again))));
        Assert.Equal(length, lengthAgain);
        Assert.Equal(once, again);
    }

    [Fact]
    [Trait("Requirement", "F-SYNC-2")]
    public void Any_single_flipped_bit_is_refused()
    {
        Frames.Sequence.Sample(records =>
        {
            byte[] bytes = Frames.Write(records[..Math.Min(records.Length, 4)], out _);
            for (int bit = 0; bit < bytes.Length * 8; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.Equal(FrameError.BadMac, Read(bytes));
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }, iter: 10, threads: 1);
    }

    [Fact]
    public void Every_cut_length_and_every_added_byte_is_refused()
    {
        Frames.Sequence.Sample(records =>
        {
            byte[] bytes = Frames.Write(records, out _);
            for (int length = 0; length < bytes.Length; length++)
            {
                Assert.Contains(Read(bytes.AsMemory(0, length)), new[] { FrameError.TooShort, FrameError.BadMac });
            }

            Assert.Equal(FrameError.BadMac, Read((byte[])[.. bytes, 0]));
        }, iter: 10, threads: 1);
    }

    [Fact]
    public void Any_bytes_under_a_right_mac_are_read_without_a_throw()
    {
        Gen.OneOf(Gen.Byte, Gen.OneOf(Gen.Byte[0, 0x23], Gen.Byte[0x80, 0x86])).Array[0, 200].Sample(content =>
        {
            byte[] bytes = FrameCrafting.Sign([0x89, 0x01, 0x19, 0x03, 0xef, .. content]);
            FrameError error = Read(bytes);
            Assert.True(error == FrameError.None
                || _frame.Describe().Contains(error.ToString(), StringComparison.Ordinal));
        }, iter: 5000, threads: 1);
    }

    [Fact]
    public void A_right_frame_with_one_changed_byte_and_a_new_mac_never_throws()
    {
        Gen.Select(Frames.Sequence, Gen.Int[0, 4000], Gen.Byte).Sample((records, at, value) =>
        {
            byte[] bytes = Frames.Write(records, out _);
            byte[] content = bytes[..^FrameShape.MacItemBytes];
            content[at % content.Length] = value;
            Read(FrameCrafting.Sign(content));
            Assert.True(_frame.Count <= Limits.FrameEventsMax);
        }, iter: 400, threads: 1);
    }

    [Fact]
    public void A_frame_with_a_wrong_key_or_of_another_device_is_refused_before_it_is_read()
    {
        byte[] bytes =
            Frames.Write([Records.Make(RecordKind.Health, 5, 1, 10, 0, new long[HealthLayout.Count])], out _);
        Assert.Equal(FrameError.BadMac, _reader.Read(bytes, Records.Key(1), Frames.Device, _catalogues, _frame));
        Assert.Equal(0, _frame.FirstSequence);
        Assert.Equal(FrameError.WrongDevice, _reader.Read(bytes, Frames.FrameKey, 1008, _catalogues, _frame));
    }

    [Fact]
    public void A_hello_carries_times_and_the_next_sequence_and_no_event()
    {
        var writer = new BatchWriter(new ManagedMac(), Frames.FrameKey, Frames.Device);
        var buffer = new byte[64];
        int length = writer.WriteHello(buffer, 3, 0, 12, 1_800_000_000);
        Assert.Equal(FrameError.None, Read(buffer.AsMemory(0, length)));
        Assert.Equal((0, 3, 0L, 12L, 1_800_000_000L),
            (_frame.Count, _frame.Boot, _frame.FirstSequence, _frame.BaseMono, _frame.BaseWall));
        Assert.False(_frame.HasHeadSeal);
    }

    [Fact]
    public void The_head_seal_is_that_of_the_last_sealed_record()
    {
        byte[] seal = [1, 2, 3, 4, 5, 6, 7, 8];
        Record ticket = Records.Make(RecordKind.TechnicalEvent, 7, 1, 9, 0, [1, 40, 0, 0, 0], null, seal);
        Record health = Records.Make(RecordKind.Health, 8, 1, 9, 0, new long[HealthLayout.Count]);
        Assert.Equal(FrameError.None, Read(Frames.Write([ticket, health], out _)));
        Assert.True(_frame.HasHeadSeal);
        Assert.Equal(seal, _frame.HeadSeal);
        Assert.True(_frame.Records[0].Sealed);
        Assert.False(_frame.Records[1].Sealed);
    }

    private FrameError Read(ReadOnlyMemory<byte> bytes) =>
        _reader.Read(bytes, Frames.FrameKey, Frames.Device, _catalogues, _frame);

    private static int WriteAll(BatchWriter writer, Record[] records, byte[] buffer)
    {
        writer.Begin(buffer);
        foreach (Record record in records)
        {
            if (!writer.TryAdd(record))
            {
                break;
            }
        }

        return writer.Finish();
    }

    private void SameEvent(Record expected, int index)
    {
        Record actual = _frame.Records[index];
        if (_frame.IsKnown(index))
        {
            Records.Equal(expected, actual, withSeal: false);
            var payload = new byte[Limits.RecordBytesMax];
            int length = JournalCodec.WritePayload(expected, payload, 0);
            Assert.Equal(payload.AsSpan(0, length), _frame.Payload(index));
            return;
        }

        Assert.Equal((expected.Kind, expected.Sequence), (actual.Kind, actual.Sequence));
        Assert.Equal((expected.MonoSeconds, expected.WallSeconds), (actual.MonoSeconds, actual.WallSeconds));
        var raw = new CborReader(_frame.Payload(index).ToArray());
        Assert.Equal(actual.Kind, raw.ReadStartArray() is > 0 ? Kind(raw.ReadInt32()) : 0);
    }

    private static int Kind(int head) => head < 0 ? ~head : head;
}
