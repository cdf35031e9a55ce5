using CsCheck;
using Kiosk.Ledger;
using Kiosk.Protocol;

namespace Kiosk.Tests.Protocol;

/// <summary>Frames of two merchants who share a kiosk: told apart, never mixed, as safe as any other frame.</summary>
[Trait("Requirement", "R64")]
public class MerchantFrameTests
{
    private static readonly Gen<Record[]> OfAMerchant =
        Gen.Select(Frames.Sequence, Gen.Int[0, Limits.MerchantsMax], Given);

    private readonly Frames _catalogues = new();
    private readonly FrameReader _reader = new();
    private readonly DecodedFrame _frame = new();

    [Fact]
    public void A_frame_tells_whose_its_records_are_and_says_nothing_for_the_only_merchant()
    {
        OfAMerchant.Sample(records =>
        {
            byte[] bytes = Frames.Write(records, out int taken);
            Assert.Equal(FrameError.None, Read(bytes));
            int merchant = records.Take(taken).Max(record => record.Merchant);
            Assert.Equal(merchant, _frame.Merchant);
            Assert.Equal(merchant > 0 ? 0x8A : 0x89, bytes[0]);
            Assert.Equal(records.Take(taken).Select(r => r.Merchant),
                _frame.Records.Take(taken).Select(r => r.Merchant));
        }, iter: 300, threads: 1);
    }

    [Fact]
    public void Records_of_two_merchants_never_stand_in_one_frame_and_telemetry_goes_with_any()
    {
        Record first = Event(5, 1), second = Event(7, 2);
        Record health = Records.Make(RecordKind.Health, 6, 1, 10, 0, new long[HealthLayout.Count]);
        Frames.Write([first, health, second], out int taken);
        Assert.Equal(2, taken);
    }

    [Fact]
    public void Any_flipped_bit_and_any_cut_of_a_frame_with_a_merchant_is_refused()
    {
        OfAMerchant.Sample(records =>
        {
            byte[] bytes = Frames.Write(records[..Math.Min(records.Length, 3)], out _);
            for (int bit = 0; bit < bytes.Length * 8; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.Equal(FrameError.BadMac, Read(bytes));
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }

            for (int length = 0; length < bytes.Length; length++)
            {
                Assert.NotEqual(FrameError.None, Read(bytes[..length]));
            }
        }, iter: 10, threads: 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(0x20)]
    public void A_merchant_that_there_cannot_be_is_refused(byte item)
    {
        byte[] bytes = Frames.Write([Event(5, 2)], out _);
        byte[] content = bytes[..^FrameShape.MacItemBytes];
        content[^1] = item;
        Assert.Equal(FrameError.BadHeader, Read(FrameCrafting.Sign(content)));
    }

    [Fact]
    public void A_record_keeps_its_merchant_in_the_journal_and_one_of_no_chain_has_none()
    {
        var buffer = new byte[Limits.RecordBytesMax];
        var read = new Record();
        foreach (int merchant in new[] { 0, 1, 2 })
        {
            int length = JournalCodec.Write(Event(5, merchant), buffer, 0);
            Assert.Equal(length, JournalCodec.Read(buffer, 0, length, read));
            Assert.Equal(merchant, read.Merchant);
        }

        Record health = Records.Make(RecordKind.Health, 6, 1, 10, 0, new long[HealthLayout.Count]);
        health.Merchant = 1;
        Assert.Equal(-1, JournalCodec.Write(health, buffer, 0));
        Assert.Equal(-1, JournalCodec.Write(Event(5, 3), buffer, 0));
    }

    [Fact]
    public void The_frame_of_the_document_is_read_and_written_again_byte_for_byte()
    {
        byte[] bytes = Convert.FromHexString(WireDocumentTests.Block("shift"));
        byte[] key = Vectors.Parse(Vectors.FrameKey);
        Assert.Equal(FrameError.None, _reader.Read(bytes, key, Vectors.Device, _catalogues, _frame));
        Record begin = _frame.Records[0];
        Assert.Equal((2, 2, 963L, 2L), (_frame.Merchant, begin.Merchant, begin.Values[EventLayout.Code],
            begin.Values[EventLayout.Argument1]));
        _frame.HeadSeal.CopyTo(begin.Seal, 0);
        var writer = new BatchWriter(new ManagedMac(), key, Vectors.Device);
        var buffer = new byte[Limits.FrameBytesMax];
        writer.Begin(buffer);
        Assert.True(writer.TryAdd(begin));
        Assert.Equal(bytes, buffer[..writer.Finish()]);
    }

    [Fact]
    public void Settings_with_two_merchants_come_through_and_show_either()
    {
        var settings = new Settings { Version = 3, CardRegister = 4, OtherDrawer = 0 };
        settings.MerchantLength = "Presse"u8.Length;
        "Presse"u8.CopyTo(settings.Merchant);
        settings.OtherMerchantLength = "Jus"u8.Length;
        "Jus"u8.CopyTo(settings.OtherMerchant);
        byte[] key = Vectors.Parse(Vectors.DownlinkKey), buffer = new byte[Limits.DownlinkBytesMax];
        int length = new DownlinkWriter(new ManagedMac(), key, 1007).WriteSettings(settings, buffer);
        var reader = new DownlinkReader();
        var read = new Settings();
        Assert.Equal(Downlink.Settings, reader.Open(new ManagedMac(), key, 1007, buffer, length));
        Assert.Equal(DownlinkError.None, reader.ReadSettings(read));
        Assert.True(read.HasTwoMerchants);
        Assert.Equal((4, 2, 0, 0), (read.CardRegister, read.OtherCardRegister, read.Drawer, read.OtherDrawer));
        read.Show(2);
        Assert.Equal("Jus"u8.ToArray(), read.Merchant[..read.MerchantLength]);
        Assert.Equal((2, true), (read.CardRegister, read.HasTwoMerchants));
        read.Show(1);
        Assert.Equal("Presse"u8.ToArray(), read.Merchant[..read.MerchantLength]);
    }

    private static Record[] Given(Record[] records, int merchant)
    {
        foreach (Record record in records)
        {
            record.Merchant = RecordKind.IsOfChain(record.Kind) ? merchant : 0;
        }

        return records;
    }

    private static Record Event(long sequence, int merchant)
    {
        Record record = Records.Make(RecordKind.TechnicalEvent, sequence, 1, 10, 0, [1, 963, 0, 2, 1]);
        record.Merchant = merchant;
        return record;
    }

    private FrameError Read(byte[] bytes) =>
        _reader.Read(bytes, Frames.FrameKey, Frames.Device, _catalogues, _frame);
}
