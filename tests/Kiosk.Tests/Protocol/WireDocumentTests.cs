using System.Text.RegularExpressions;
using Kiosk.Ledger;
using Kiosk.Protocol;

namespace Kiosk.Tests.Protocol;

/// <summary>
/// What WIRE.md shows is what the code reads and writes. When this fails, old kiosks and new gateways no longer
/// understand
/// each other: bring the bytes back, or raise the version of the format.
/// </summary>
public partial class WireDocumentTests : ICatalogueSource
{
    private static readonly byte[] FrameKey = Vectors.Parse(Vectors.FrameKey);
    private static readonly byte[] DownlinkKey = Vectors.Parse(Vectors.DownlinkKey);
    private readonly ManagedMac _mac = new();
    private readonly byte[] _buffer = new byte[Limits.FrameBytesMax];
    private readonly DecodedFrame _frame = new();

    public bool TryFind(long version, long article, out long priceCents, out long rate)
    {
        (priceCents, rate) = (Vectors.DayPrice, Vectors.DayRate);
        return version == Vectors.DayCatalogue && article == Vectors.DayArticle;
    }

    [Theory]
    [InlineData("frame-key", Vectors.FrameKey)]
    [InlineData("downlink-key", Vectors.DownlinkKey)]
    [InlineData("hello", Vectors.HelloFrame)]
    [InlineData("day", Vectors.DayFrame)]
    [InlineData("ack", Vectors.AckDownlink)]
    public void The_blocks_of_the_document_are_the_vectors_of_the_board(string name, string expected)
    {
        Assert.Equal(expected, Block(name));
    }

    [Fact]
    public void The_keys_follow_from_the_secret()
    {
        var key = new byte[KeyDerivation.KeyBytes];
        foreach ((string label, string expected) in new[]
        {
            (KeyDerivation.Frame, Vectors.FrameKey), (KeyDerivation.Seal, Vectors.SealKey),
                (KeyDerivation.Downlink, Vectors.DownlinkKey),
        })
        {
            KeyDerivation.Derive(_mac, Vectors.Parse(Vectors.Secret), label, key);
            Assert.Equal(expected, Convert.ToHexStringLower(key));
        }
    }

    [Fact]
    public void The_hello_is_read_and_written_again_byte_for_byte()
    {
        byte[] bytes = Convert.FromHexString(Block("hello"));
        Assert.Equal(FrameError.None, new FrameReader().Read(bytes, FrameKey, Vectors.Device, this, _frame));
        Assert.Equal((0, 3, 0L, 12L, 0L),
            (_frame.Count, _frame.Boot, _frame.NextSequence, _frame.BaseMono, _frame.BaseWall));
        int length = Writer().WriteHello(_buffer, _frame.Boot, _frame.NextSequence, _frame.BaseMono, _frame.BaseWall);
        Assert.Equal(bytes, _buffer.AsSpan(0, length));
    }

    [Fact]
    public void The_day_is_read_as_the_vectors_say_and_written_again_byte_for_byte()
    {
        byte[] bytes = Convert.FromHexString(Block("day"));
        Assert.Equal(FrameError.None, new FrameReader().Read(bytes, FrameKey, Vectors.Device, this, _frame));
        var records = new Record[Vectors.DayRecords];
        for (int i = 0; i < records.Length; i++)
        {
            records[i] = new Record();
        }

        Vectors.FillDay(records);
        Assert.Equal(records.Length, _frame.Count);
        Assert.Equal(268, _frame.NextSequence);
        BatchWriter writer = Writer();
        writer.Begin(_buffer);
        for (int i = 0; i < records.Length; i++)
        {
            Records.Equal(records[i], _frame.Records[i], withSeal: false);

            // What was read is written again, with the seal that only the journal has.
            records[i].Seal.CopyTo(_frame.Records[i].Seal, 0);
            Assert.True(writer.TryAdd(_frame.Records[i]));
        }

        Assert.Equal(records[7].Seal, _frame.HeadSeal);
        Assert.Equal(bytes, _buffer.AsSpan(0, writer.Finish()));
    }

    [Fact]
    [Trait("Requirement", "GRD-1")]
    public void Hours_of_stops_are_read_and_written_again_byte_for_byte()
    {
        byte[] bytes = Convert.FromHexString(Block("stops"));
        Assert.Equal(FrameError.None, new FrameReader().Read(bytes, FrameKey, Vectors.Device, this, _frame));
        long[][] hours = [[1_793_520_000, 14, 612, 30, CounterLayout.Partial], [0, 0, 0, 3_600, CounterLayout.Blocked]];
        Record[] records = [.. hours.Select((hour, i) => Records.Make(
            RecordKind.CounterSlot, 310 + i, 3, 3_605 + (3_600 * i), 1_793_523_605 + (3_600 * i), hour))];
        BatchWriter writer = Writer();
        writer.Begin(_buffer);
        Assert.Equal(records.Length, _frame.Count);
        for (int i = 0; i < records.Length; i++)
        {
            Records.Equal(records[i], _frame.Records[i]);
            Assert.True(writer.TryAdd(_frame.Records[i]));
        }

        Assert.False(_frame.HasHeadSeal);
        Assert.Equal(bytes, _buffer.AsSpan(0, writer.Finish()));
    }

    [Fact]
    public void The_acknowledgement_is_read_and_written_again_byte_for_byte()
    {
        byte[] bytes = Convert.FromHexString(Block("ack"));
        var reader = new DownlinkReader();
        var ack = new Acknowledgement();
        Assert.Equal(Downlink.Ack, reader.Open(_mac, DownlinkKey, Vectors.Device, bytes, bytes.Length));
        Assert.Equal(DownlinkError.None, reader.ReadAck(ack));
        Assert.Equal((257L, 260L, 262L, 1),
            (ack.Contiguous, ack.MissingFirst[0], ack.MissingLast[0], ack.MissingCount));
        int length = new DownlinkWriter(_mac, DownlinkKey, Vectors.Device).WriteAck(ack, _buffer);
        Assert.Equal(bytes, _buffer.AsSpan(0, length));
    }

    [Fact]
    [Trait("Requirement", "R28")]
    public void What_is_told_of_an_archive_is_read_and_written_again_byte_for_byte()
    {
        var note = new ArchiveNote { Number = 1, Code = ArchiveNote.MonthArchive, Argument1 = 202611, Argument2 = 3 };
        int length = new DownlinkWriter(_mac, DownlinkKey, Vectors.Device).WriteArchiveNote(note, _buffer);
        Assert.Equal(Block("archive"), Convert.ToHexStringLower(_buffer, 0, length));
        var reader = new DownlinkReader();
        Assert.Equal(Downlink.Archive, reader.Open(_mac, DownlinkKey, Vectors.Device, _buffer, length));
        Assert.Equal(DownlinkError.None, reader.ReadArchiveNote(note));
        Assert.Equal((1L, 0, 20, 202611L, 3L),
            (note.Number, note.Merchant, note.Code, note.Argument1, note.Argument2));
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void The_next_credentials_are_read_and_written_again_byte_for_byte()
    {
        Credentials next = Credentials.Of(
            [.. "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"u8],
            [.. "-----BEGIN PRIVATE KEY-----\nMIGH\n-----END PRIVATE KEY-----\n"u8]);
        int length = new DownlinkWriter(_mac, DownlinkKey, Vectors.Device).WriteCredentials(next, 2, _buffer);
        Assert.Equal(Block("credentials"), Convert.ToHexStringLower(_buffer, 0, length));
        var reader = new DownlinkReader();
        var read = new Credentials();
        Assert.Equal(Downlink.Credentials, reader.Open(_mac, DownlinkKey, Vectors.Device, _buffer, length));
        Assert.Equal(DownlinkError.None, reader.ReadCredentials(read));
        Assert.Equal(2, reader.Version);
        Assert.Equal(
            next.Buffer.AsSpan(0, next.KeyAt), _buffer.AsSpan(read.CertificateAt, read.CertificateLength));
        Assert.Equal(next.Buffer.AsSpan(next.KeyAt), _buffer.AsSpan(read.KeyAt, read.KeyLength));
    }

    [Fact]
    public void The_journal_vector_is_read_and_written_again_byte_for_byte()
    {
        byte[] bytes = Vectors.Parse(Vectors.JournalRecord);
        var record = new Record();
        Assert.Equal(bytes.Length, JournalCodec.Read(bytes, 0, bytes.Length, record));
        Assert.Equal(bytes.Length, JournalCodec.Write(record, _buffer, 0));
        Assert.Equal(bytes, _buffer.AsSpan(0, bytes.Length));
        byte[] digits = Vectors.Parse(Vectors.CrcData);
        Assert.Equal(Vectors.Crc, Crc32.Compute(digits, 0, digits.Length));
    }

    [Fact]
    public void The_numbers_of_kinds_in_the_document_are_those_of_the_code()
    {
        string[] names =
        [
            "ticket", "line group", "total", "technical event", "cash movement", "footfall slot", "climate reading",
            "health", "gap", "ticket detail", "duplicate", "provisional note", "closing", "training", "archive",
            "counter slot",
        ];
        Assert.Equal(RecordKind.Last, names.Length);
        Assert.All(names, (name, i) => Assert.Contains($"| {i + 1} | {name} |", Document(), StringComparison.Ordinal));
    }

    private BatchWriter Writer() => new(_mac, FrameKey, Vectors.Device);

    internal static string Block(string name)
    {
        Match block = HexBlock().Matches(Document()).Single(match => match.Groups[1].Value == name);
        return block.Groups[2].Value.ReplaceLineEndings("");
    }

    private static string Document()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder != null && !File.Exists(Path.Combine(folder, "Kiosk.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return File.ReadAllText(Path.Combine(folder ?? "", "firmware", "Protocol", "WIRE.md"));
    }

    [GeneratedRegex("```hex ([a-z-]+)\n([0-9a-f\n]+)```")]
    private static partial Regex HexBlock();
}
