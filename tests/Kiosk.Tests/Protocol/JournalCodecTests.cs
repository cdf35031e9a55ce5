using CsCheck;
using Kiosk.Protocol;

namespace Kiosk.Tests.Protocol;

public class JournalCodecTests
{
    private readonly byte[] _buffer = new byte[Limits.RecordBytesMax + 7];
    private readonly Record _back = new();

    [Fact]
    [Trait("Requirement", "F-JRN-1")]
    public void A_record_comes_back_as_it_was_written()
    {
        Records.Any.Sample(record =>
        {
            int length = JournalCodec.Write(record, _buffer, 5);
            Assert.InRange(length, JournalCodec.RecordBytesMin, Limits.RecordBytesMax);
            Assert.Equal(length, JournalCodec.Read(_buffer, 5, length, _back));
            Records.Equal(record, _back);
        }, threads: 1);
    }

    [Fact]
    [Trait("Requirement", "F-JRN-1")]
    public void Any_single_flipped_bit_is_refused()
    {
        Records.Any.Sample(record =>
        {
            int length = JournalCodec.Write(record, _buffer, 0);
            for (int bit = 0; bit < length * 8; bit++)
            {
                _buffer[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.True(JournalCodec.Read(_buffer, 0, length, _back) <= 0, $"bit {bit} of {length * 8}");
                _buffer[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }, iter: 20, threads: 1);
    }

    [Fact]
    [Trait("Requirement", "F-JRN-3")]
    public void Every_cut_length_asks_for_more_and_never_yields_a_record()
    {
        Records.Any.Sample(record =>
        {
            int length = JournalCodec.Write(record, _buffer, 0);
            for (int cut = 0; cut < length; cut++)
            {
                Assert.Equal(0, JournalCodec.Read(_buffer, 0, cut, _back));
            }
        }, iter: 50, threads: 1);
    }

    [Fact]
    public void Any_bytes_are_read_without_a_throw_even_under_a_right_crc()
    {
        Gen.Select(Gen.Byte.Array[JournalCodec.RecordBytesMin, 120], Gen.Bool).Sample((bytes, repaired) =>
        {
            if (repaired)
            {
                Bytes.PutU16(bytes, 0, bytes.Length);
                bytes[3] &= 1;
                bytes[2] = (byte)RecordKind.ClassOf(bytes[JournalCodec.HeaderBytes]);
                bytes[JournalCodec.HeaderBytes + 1] &= 0x1f;
                Bytes.PutU32(bytes, bytes.Length - 4, Crc32.Compute(bytes, 0, bytes.Length - 4));
            }

            int length = JournalCodec.Read(bytes, 0, bytes.Length, _back);
            if (length > 0)
            {
                Assert.Equal(length, JournalCodec.Write(_back, _buffer, 0));
                Assert.Equal(bytes.AsSpan(0, length), _buffer.AsSpan(0, length));
            }
        }, threads: 1);
    }

    [Fact]
    public void A_record_that_does_not_fit_is_refused_and_nothing_is_written_past_the_end()
    {
        Records.Any.Sample(record =>
        {
            int length = JournalCodec.Write(record, _buffer, 0);
            var small = new byte[length - 1];
            Assert.Equal(-1, JournalCodec.Write(record, small, 0));
            var exact = new byte[length];
            Assert.Equal(length, JournalCodec.Write(record, exact, 0));
        }, threads: 1);
    }

    [Fact]
    public void A_record_out_of_its_ranges_is_refused()
    {
        Record record = Records.Make(RecordKind.Health, 0, 1, 1, 1, []);
        Assert.Equal(-1, JournalCodec.Write(record, _buffer, 0));
        record.Sequence = Bytes.U32Max + 1;
        Assert.Equal(-1, JournalCodec.Write(record, _buffer, 0));
        record = Records.Make(RecordKind.Health, 1, 65536, 1, 1, []);
        Assert.Equal(-1, JournalCodec.Write(record, _buffer, 0));
        record = Records.Make(0, 1, 1, 1, 1, []);
        Assert.Equal(-1, JournalCodec.Write(record, _buffer, 0));
    }

    [Fact]
    public void The_payload_alone_is_the_middle_of_the_record_and_ignores_the_seal()
    {
        Record record =
            Records.Make(RecordKind.TechnicalEvent, 9, 1, 2, 3, [1, 40, 0, -5, 6], [0x80, 0xe9], new byte[8]);
        var payload = new byte[64];
        int length = JournalCodec.WritePayload(record, payload, 0);
        int whole = JournalCodec.Write(record, _buffer, 0);
        Assert.Equal("040280E90502500009" + "0C", Convert.ToHexString(payload, 0, length));
        Assert.Equal(payload.AsSpan(0, length), _buffer.AsSpan(JournalCodec.HeaderBytes, length));
        Assert.Equal(whole, JournalCodec.HeaderBytes + length + Limits.HeadSealBytes + 4);
    }

    [Theory]
    [InlineData(RecordKind.FootfallSlot, "1799999100 12 800 5 6 0 0",
        "25000200020100000300E803000000D2496B060007F8B9CEB40D18C00C0A0C0000")]
    [InlineData(RecordKind.CounterSlot, "1799996400 14 612 30 1",
        "23000200020100000300E803000000D2496B100005E08FCEB40D1CC8093C02")]
    public void The_bytes_of_a_known_record_stay_frozen(int kind, string values, string bytes)
    {
        Record record = Records.Make(kind, 258, 3, 1000, 1_800_000_000, [.. values.Split(' ').Select(
            value => long.Parse(value, System.Globalization.CultureInfo.InvariantCulture))]);
        int length = JournalCodec.Write(record, _buffer, 0);
        Assert.Equal(bytes, Convert.ToHexString(_buffer, 0, length - 4));
        Assert.Equal(length, JournalCodec.Read(_buffer, 0, _buffer.Length, _back));
        Records.Equal(record, _back);
    }
}
