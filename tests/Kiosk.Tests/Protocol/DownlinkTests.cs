using System.Formats.Cbor;
using System.Text;
using CsCheck;
using Kiosk.Protocol;
using CborWriter = System.Formats.Cbor.CborWriter;

namespace Kiosk.Tests.Protocol;

public class DownlinkTests
{
    private const long Device = 1007;
    private static readonly byte[] Key = Records.Key(90);
    private readonly ManagedMac _mac = new();
    private readonly byte[] _buffer = new byte[Limits.DownlinkBytesMax];
    private readonly DownlinkWriter _writer = new(new ManagedMac(), Key, Device);
    private readonly DownlinkReader _reader = new();
    private readonly Acknowledgement _ack = new();
    private readonly Settings _settings = new();
    private readonly Notice _notice = new();
    private readonly Catalogue _catalogue = new();
    private readonly ArchiveNote _note = new();
    private readonly Credentials _credentials = new();
    private static readonly int[] ArchiveCodes =
        [ArchiveNote.MonthArchive, ArchiveNote.YearArchive, ArchiveNote.Purge, ArchiveNote.Restore];

    private static Gen<long> U32 => Gen.OneOf(Gen.Long[0, 9], Gen.Long[0, Bytes.U32Max]);

    [Fact]
    [Trait("Requirement", "F-SYNC-2")]
    public void An_acknowledgement_comes_back_as_it_was_written()
    {
        Gen.Select(U32.Array[7], Gen.Select(Gen.Long[1, 90_000], Gen.Long[0, 500]).Array[0, Limits.MissingRangesMax])
            .Sample((numbers, missing) =>
            {
                Acknowledgement sent = MakeAck(numbers, missing);
                int length = _writer.WriteAck(sent, _buffer);
                Assert.Equal(Downlink.Ack, Open(length));
                Assert.Equal(DownlinkError.None, _reader.ReadAck(_ack));
                Assert.Equal(Fields(sent), Fields(_ack));
                Assert.Equal(sent.MissingFirst.AsSpan(0, sent.MissingCount),
                    _ack.MissingFirst.AsSpan(0, _ack.MissingCount));
                Assert.Equal(sent.MissingLast.AsSpan(0, sent.MissingCount),
                    _ack.MissingLast.AsSpan(0, _ack.MissingCount));
            }, threads: 1);
    }

    [Fact]
    [Trait("Requirement", "F-CFG-2")]
    public void Settings_come_back_as_they_were_written()
    {
        Gen.Select(Gen.Byte.Array[0, 14], Gen.Int[60, 3600], Gen.Int[300, 86400], Gen.Int[1, 900], Gen.Bool)
            .Sample((text, climate, health, flush, sells) =>
            {
                Settings sent = MakeSettings(text);
                sent.ClimateSeconds = climate;
                sent.HealthSeconds = health;
                sent.FlushSeconds = flush;
                sent.Sells = sells;
                Assert.Equal(Downlink.Settings, Open(_writer.WriteSettings(sent, _buffer)));
                Assert.Equal(DownlinkError.None, _reader.ReadSettings(_settings));
                Assert.Equal(Describe(sent), Describe(_settings));
            }, threads: 1);
    }

    [Fact]
    [Trait("Requirement", "F-CFG-2")]
    public void Unknown_settings_are_passed_over_and_missing_ones_get_their_default()
    {
        var body = new CborWriter();
        body.WriteStartArray(Downlink.EnvelopeItems + 1);
        foreach (long head in new[] { Downlink.Version, Device, Downlink.Settings, 9 })
        {
            body.WriteInt64(head);
        }

        body.WriteStartMap(3);
        body.WriteInt32(900);
        body.WriteStartArray(2);
        body.WriteTextString("plus tard");
        body.WriteTag((CborTag)70);
        body.WriteStartMap(1);
        body.WriteInt32(1);
        body.WriteDouble(1.5);
        body.WriteEndMap();
        body.WriteEndArray();
        body.WriteInt32(SettingsKey.FlushSeconds);
        body.WriteInt32(20);
        body.WriteInt32(SettingsKey.Merchant);
        body.WriteTextString("Café de l’été"[..4]);
        body.WriteEndMap();
        Assert.Equal(Downlink.Settings, Open(FrameCrafting.Sign(body, Key)));
        _settings.ClimateSeconds = 60;
        Assert.Equal(DownlinkError.None, _reader.ReadSettings(_settings));
        Assert.Equal((9, 20, 300), (_settings.Version, _settings.FlushSeconds, _settings.ClimateSeconds));
        Assert.Equal("Café", Encoding.Latin1.GetString(_settings.Merchant, 0, _settings.MerchantLength));
    }

    [Fact]
    [Trait("Requirement", "F-CFG-2")]
    public void Settings_out_of_their_range_are_refused_by_name_on_both_sides()
    {
        Settings sent = MakeSettings([65]);
        sent.FlushSeconds = 901;
        Assert.Equal(-1, _writer.WriteSettings(sent, _buffer));
        sent.FlushSeconds = 899;
        int length = _writer.WriteSettings(sent, _buffer);

        // 899 (19 03 83) stands last before the MAC; 911 is out of range.
        Assert.Equal(0x83, _buffer[length - FrameShape.MacItemBytes - 1]);
        _buffer[length - FrameShape.MacItemBytes - 1] = 0x8f;
        Assert.Equal(Downlink.Settings, Open(FrameCrafting.Sign(_buffer[..(length - FrameShape.MacItemBytes)], Key)));
        Assert.Equal(DownlinkError.OutOfRange, _reader.ReadSettings(_settings));
        Assert.Equal(SettingsKey.FlushSeconds, _reader.ErrorField);
    }

    [Fact]
    [Trait("Requirement", "F-DSP-4")]
    public void Every_text_for_residents_has_a_kind_of_its_own_and_comes_back_in_two_languages()
    {
        for (int slot = 0; slot < NoticeSlot.Count; slot++)
        {
            var sent = new Notice { Version = 2, Slot = slot, ValidUntil = 77, TextLength = 3, SecondLength = 2 };
            "abc"u8.CopyTo(sent.Text);
            "de"u8.CopyTo(sent.Second);
            Assert.Equal(Downlink.KindOf(slot), Open(_writer.WriteNotice(sent, _buffer)));
            Assert.Equal(DownlinkError.None, _reader.ReadNotice(_notice));
            Assert.Equal((slot, 3, 2), (_notice.Slot, _notice.TextLength, _notice.SecondLength));
            Assert.Equal("de"u8.ToArray(), _notice.Second[..2]);
            Assert.Equal(slot, Downlink.SlotOf(Downlink.KindOf(slot)));
        }

        Assert.Equal(-1, Downlink.SlotOf(Downlink.Command));
        Assert.Equal(-1, Downlink.SlotOf(Downlink.Settings));
        Assert.Equal(-1, Downlink.SlotOf(Downlink.Credentials));
    }

    [Fact]
    public void A_notice_comes_back_with_every_character_the_device_has()
    {
        Gen.Select(Gen.Byte.Array[0, Limits.NoticeBytesMax], U32).Sample((text, until) =>
        {
            var sent = new Notice { Version = 4, ValidUntil = until, TextLength = text.Length };
            text.CopyTo(sent.Text, 0);
            Assert.Equal(Downlink.Notice, Open(_writer.WriteNotice(sent, _buffer)));
            Assert.Equal(DownlinkError.None, _reader.ReadNotice(_notice));
            Assert.Equal((4, until), (_notice.Version, _notice.ValidUntil));
            Assert.Equal(text, _notice.Text.AsSpan(0, _notice.TextLength));
        }, threads: 1);
    }

    [Fact]
    [Trait("Requirement", "R30")]
    public void What_is_told_of_archives_comes_back_as_it_was_written()
    {
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, Limits.MerchantsMax], U32, U32, U32).Sample((code, merchant, n, a, b) =>
        {
            var sent = new ArchiveNote
            {
                Number = Math.Max(1, n), Merchant = merchant, Code = ArchiveCodes[code], Argument1 = a, Argument2 = b,
            };
            Assert.Equal(Downlink.Archive, Open(_writer.WriteArchiveNote(sent, _buffer)));
            Assert.Equal(DownlinkError.None, _reader.ReadArchiveNote(_note));
            Assert.Equal((sent.Number, merchant, ArchiveCodes[code], a, b),
                (_note.Number, _note.Merchant, _note.Code, _note.Argument1, _note.Argument2));
        }, threads: 1);
    }

    [Theory]
    [Trait("Requirement", "R30")]
    [InlineData(0, 0, 20, 0)]
    [InlineData(1, 3, 20, 0)]
    [InlineData(1, 0, 60, 0)]
    [InlineData(1, 0, 20, -1)]
    [InlineData(1, 0, 20, 4_294_967_296)]
    public void What_is_told_of_archives_without_number_merchant_or_code_is_not_sent(
        long number, int merchant, int code, long argument) =>
        Assert.Equal(-1, _writer.WriteArchiveNote(new ArchiveNote
        {
            Number = number, Merchant = merchant, Code = code, Argument2 = argument,
        }, _buffer));

    [Fact]
    [Trait("Requirement", "R30")]
    public void An_event_that_the_city_may_not_tell_is_refused_although_authentic()
    {
        byte[] closing = [0x89, 0x01, 0x19, 0x03, 0xef, 0x06, 0x01, 0x00, 0x18, 0x32, 0x00, 0x00];
        Assert.Equal(Downlink.Archive, Open(FrameCrafting.Sign(closing, Key)));
        Assert.Equal(DownlinkError.OutOfRange, _reader.ReadArchiveNote(_note));
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void The_next_credentials_come_back_as_they_were_written_and_stay_in_the_message()
    {
        Gen<string> text = Gen.String[Gen.Char[' ', '~'], 0, 1900];
        Gen.Select(text, text, Gen.Int[1, int.MaxValue]).Sample((certificate, key, number) =>
        {
            Credentials sent = Pem(certificate, key);
            Assert.Equal(Downlink.Credentials, Open(_writer.WriteCredentials(sent, number, _buffer)));
            Assert.Equal(DownlinkError.None, _reader.ReadCredentials(_credentials));
            Assert.Equal(number, _reader.Version);
            Assert.Same(_buffer, _credentials.Buffer);
            Assert.Equal(sent.Buffer.AsSpan(0, sent.CertificateLength),
                _buffer.AsSpan(_credentials.CertificateAt, _credentials.CertificateLength));
            Assert.Equal(sent.Buffer.AsSpan(sent.KeyAt, sent.KeyLength),
                _buffer.AsSpan(_credentials.KeyAt, _credentials.KeyLength));
        }, iter: 300, threads: 1);
    }

    [Theory]
    [Trait("Requirement", "F-CRED-2")]
    [InlineData("", "-----BEGIN PRIVATE KEY-----\n")]
    [InlineData("-----BEGIN CERTIFICATE-----\n", "")]
    [InlineData("-----BEGIN ", "-----BEGIN PRIVATE KEY-----\n")]
    [InlineData("MIIB", "-----BEGIN PRIVATE KEY-----\n")]
    [InlineData("-----BEGIN CERTIFICATE-----\0", "-----BEGIN PRIVATE KEY-----\n")]
    [InlineData("-----BEGIN CERTIFICATE-----\n", "-----BEGIN PRIVATE KEY-----\u0085")]
    public void What_is_no_pem_text_is_not_sent_and_refused_although_authentic(string certificate, string key)
    {
        byte[] first = Encoding.Latin1.GetBytes(certificate), second = Encoding.Latin1.GetBytes(key);
        Assert.Equal(-1, _writer.WriteCredentials(Credentials.Of(first, second), 1, _buffer));
        Assert.Equal(-1, _writer.WriteCredentials(Pem("MIIB", "MIGH"), 0, _buffer));
        var body = new CborWriter();
        body.WriteStartArray(Downlink.EnvelopeItems + 2);
        foreach (long head in new[] { Downlink.Version, Device, Downlink.Credentials, 9 })
        {
            body.WriteInt64(head);
        }

        body.WriteByteString(first);
        body.WriteByteString(second);
        Assert.Equal(Downlink.Credentials, Open(FrameCrafting.Sign(body, Key)));
        Assert.Equal(DownlinkError.OutOfRange, _reader.ReadCredentials(_credentials));
    }

    [Fact]
    public void A_catalogue_comes_back_as_it_was_written()
    {
        Gen.Select(Gen.Int[0, Limits.CatalogueArticlesMax], Gen.Int[0, Limits.DepartmentsMax], Gen.Int[0, 9999])
            .Sample((articles, departments, seed) =>
            {
                Catalogue sent = Catalogues.Make(articles, departments, seed);
                Assert.Equal(Downlink.Catalogue, Open(_writer.WriteCatalogue(sent, _buffer)));
                Assert.Equal(DownlinkError.None, _reader.ReadCatalogue(_catalogue));
                Catalogues.Equal(sent, _catalogue);
            }, iter: 60, threads: 1);
    }

    [Fact]
    [Trait("Requirement", "F-CFG-4")]
    public void Any_single_flipped_bit_is_refused()
    {
        foreach (int length in EachKind())
        {
            for (int bit = 0; bit < length * 8; bit++)
            {
                _buffer[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.Equal(DownlinkError.BadMac, _reader.Open(_mac, Key, Device, _buffer, length));
                _buffer[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }

    [Fact]
    public void Every_cut_length_is_refused()
    {
        foreach (int length in EachKind())
        {
            for (int cut = 0; cut < length; cut++)
            {
                Assert.True(_reader.Open(_mac, Key, Device, _buffer, cut) is DownlinkError.TooShort
                    or DownlinkError.BadMac);
            }
        }
    }

    [Fact]
    [Trait("Requirement", "F-CFG-4")]
    public void Any_bytes_under_a_right_mac_are_read_without_a_throw()
    {
        Gen.Select(Gen.Int[1, 12],
            Gen.OneOf(Gen.Byte, Gen.Byte[0, 0x23], Gen.Byte[0x80, 0xa5]).Array[0, 100]).Sample((kind, body) =>
        {
            byte[] content = [0x86, 0x01, 0x19, 0x03, 0xef, (byte)kind, 0x07, .. body];
            if (Open(FrameCrafting.Sign(content, Key)) > 0)
            {
                ReadAll();
            }
        }, iter: 5000, threads: 1);
    }

    [Fact]
    [Trait("Requirement", "F-CFG-4")]
    public void A_right_message_with_one_changed_byte_and_a_new_mac_never_throws()
    {
        var random = new Random(4);
        foreach (int length in EachKind())
        {
            byte[] content = _buffer[..(length - FrameShape.MacItemBytes)];
            for (int i = 0; i < 1000; i++)
            {
                byte[] changed = [.. content];
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
                if (Open(FrameCrafting.Sign(changed, Key)) > 0)
                {
                    ReadAll();
                }
            }
        }
    }

    [Fact]
    public void A_message_under_another_key_or_for_another_device_is_refused()
    {
        int length = _writer.WriteAck(_ack, _buffer);
        Assert.Equal(DownlinkError.BadMac, _reader.Open(_mac, Frames.FrameKey, Device, _buffer, length));
        Assert.Equal(DownlinkError.WrongDevice, _reader.Open(_mac, Key, Device + 1, _buffer, length));
        Assert.Equal(DownlinkError.BadBody, _reader.ReadAck(_ack));
        Assert.Equal(Downlink.Ack, Open(length));
        Assert.Equal(DownlinkError.BadBody, _reader.ReadNotice(_notice));
    }

    private int Open(int length) => _reader.Open(_mac, Key, Device, _buffer, length);

    private int Open(byte[] message)
    {
        message.CopyTo(_buffer, 0);
        return Open(message.Length);
    }

    private void ReadAll()
    {
        Assert.InRange(_reader.ReadAck(_ack), DownlinkError.OutOfRange, DownlinkError.None);
        Assert.InRange(_reader.ReadSettings(_settings), DownlinkError.OutOfRange, DownlinkError.None);
        Assert.InRange(_reader.ReadNotice(_notice), DownlinkError.OutOfRange, DownlinkError.None);
        Assert.InRange(_reader.ReadCatalogue(_catalogue), DownlinkError.OutOfRange, DownlinkError.None);
        Assert.InRange(_reader.ReadArchiveNote(_note), DownlinkError.OutOfRange, DownlinkError.None);
        int outcome = _reader.ReadCredentials(_credentials);
        Assert.InRange(outcome, DownlinkError.OutOfRange, DownlinkError.None);
        Assert.True(outcome != DownlinkError.None || _credentials.AreTexts());
    }

    private IEnumerable<int> EachKind()
    {
        yield return _writer.WriteAck(MakeAck([1, 2, 3, 4, 5, 6, 7], [(9, 2)]), _buffer);
        yield return _writer.WriteSettings(MakeSettings([0x80, 0xe9]), _buffer);
        yield return _writer.WriteNotice(new Notice { Version = 1, TextLength = 9 }, _buffer);
        yield return _writer.WriteCatalogue(Catalogues.Make(3, 2, 1), _buffer);
        yield return _writer.WriteArchiveNote(
            new ArchiveNote { Number = 7, Merchant = 2, Code = 948, Argument1 = 90_000, Argument2 = 3 }, _buffer);
        yield return _writer.WriteCredentials(Pem("MIIB", "MIGH"), 3, _buffer);
    }

    private static Acknowledgement MakeAck(long[] numbers, (long First, long More)[] missing)
    {
        var ack = new Acknowledgement
        {
            Counter = numbers[0],
            Contiguous = numbers[1],
            Window = (int)(numbers[2] & int.MaxValue),
            UtcSeconds = numbers[3],
            NextSequence = numbers[4],
            EchoBoot = numbers[5] & 0xffff,
            EchoFirstSequence = numbers[6],
        };
        foreach ((long first, long more) in missing)
        {
            Assert.True(ack.AddMissing(first, first + more));
        }

        return ack;
    }

    private static (long, long, int, long, long, long, long, int) Fields(Acknowledgement a) =>
        (a.Counter, a.Contiguous, a.Window, a.UtcSeconds, a.NextSequence, a.EchoBoot, a.EchoFirstSequence,
            a.MissingCount);

    private static Credentials Pem(string certificate, string key) => Credentials.Of(
        Encoding.ASCII.GetBytes("-----BEGIN CERTIFICATE-----\n" + certificate),
        Encoding.ASCII.GetBytes("-----BEGIN PRIVATE KEY-----\n" + key));

    private static Settings MakeSettings(byte[] text)
    {
        var settings = new Settings { Version = 3, PrinterColumns = 48, PrinterCodePage = 16 };
        text.CopyTo(settings.Merchant, 0);
        text.CopyTo(settings.Address, 0);
        text.CopyTo(settings.VatMention, 0);
        Encoding.ASCII.GetBytes("12345678901234").CopyTo(settings.Siret, 0);
        settings.MerchantLength = settings.AddressLength = settings.VatMentionLength = text.Length;
        settings.SiretLength = text.Length % 2 == 0 ? 14 : 0;
        return settings;
    }

    private static string Describe(Settings s) => string.Join(
        '|',
        s.Version, s.PrinterColumns, s.PrinterCodePage, s.Sells, s.ClimateSeconds, s.HealthSeconds, s.FlushSeconds,
        Convert.ToHexString(s.Merchant, 0, s.MerchantLength), Convert.ToHexString(s.Address, 0, s.AddressLength),
        Convert.ToHexString(s.Siret, 0, s.SiretLength), Convert.ToHexString(s.VatMention, 0, s.VatMentionLength));
}
