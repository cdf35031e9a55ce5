using System.Formats.Cbor;
using System.Text.RegularExpressions;
using CsCheck;
using Kiosk.Protocol;
using Kiosk.Tests.Architecture;
using Xunit;
using CborWriter = System.Formats.Cbor.CborWriter;

namespace Kiosk.Tests.Protocol.Cddl;

/// <summary>
/// The schema of WIRE.md is what the code writes. When this fails, either the schema or the writer says something new:
/// make them say the same, and mind the boards that are out there.
/// </summary>
public partial class CddlTests
{
    private static readonly string[] Rules = ["frame", "ack", "settings", "notice", "catalogue", "command", "archive",
        "credentials"];
    private static readonly byte[] Key = Records.Key(90);
    private static readonly Matcher Schema = new(Grammar.Read(SchemaBlock().Match(Document()).Groups[1].Value));
    private readonly byte[] _buffer = new byte[Limits.DownlinkBytesMax];
    private readonly DownlinkWriter _writer = new(new ManagedMac(), Key, 1007);

    [Fact]
    public void Every_name_of_the_schema_is_defined() => Assert.Empty(Schema.Undefined());

    [Theory]
    [InlineData("hello", "frame")]
    [InlineData("day", "frame")]
    [InlineData("ack", "ack")]
    [InlineData("archive", "archive")]
    [InlineData("credentials", "credentials")]
    public void The_golden_messages_are_of_their_rule_and_of_no_other(string name, string rule)
    {
        byte[] bytes = Golden(name);
        Assert.True(Schema.Matches("message", bytes));
        Assert.Equal(
            [rule], Rules.Where(r => Schema.Matches(r, bytes)));
    }

    [Fact]
    public void A_command_is_of_its_rule_and_of_no_other()
    {
        byte[] command = Downlinks.Craft(Downlink.Command, 3, Key, 1007);
        Assert.Equal(["command"], Rules.Where(rule => Schema.Matches(rule, command)));
        Assert.True(Schema.Matches("message", command));
        Assert.False(Schema.Matches("message", Downlinks.Craft(200, 3, Key, 1007)));
    }

    [Fact]
    public void Any_frame_of_the_device_is_of_the_schema() => Frames.Sequence.Sample(records =>
    {
        byte[] frame = Frames.Write(records, out _);
        Assert.True(Schema.Matches("frame", frame), Convert.ToHexStringLower(frame));
    });

    [Fact]
    public void Settings_notices_and_catalogues_are_of_the_schema()
    {
        var settings = new Settings { Version = 3, PrinterColumns = 48, PrinterCodePage = 16 };
        Assert.True(Schema.Matches("settings", Written(_writer.WriteSettings(settings, _buffer))));
        Assert.True(Schema.Matches(
            "notice", Written(_writer.WriteNotice(new Notice { Version = 1, TextLength = 9 }, _buffer))));
        Gen.Select(Gen.Int[0, 40], Gen.Int[1, 8], Gen.Int[1, 1000]).Sample((articles, departments, seed) =>
        {
            Catalogue catalogue = Catalogues.Make(articles, departments, seed);
            byte[] bytes = Written(_writer.WriteCatalogue(catalogue, _buffer));
            Assert.True(Schema.Matches("catalogue", bytes), Convert.ToHexStringLower(bytes));
        }, threads: 1);
    }

    // Each offender is the hello with one item changed: items are version, device, boot, first sequence, mono, wall,
    // events, head seal, MAC.
    [Theory]
    [InlineData(0, 2L)]
    [InlineData(1, 0L)]
    [InlineData(1, 2147483648L)]
    [InlineData(2, 65536L)]
    [InlineData(2, -1L)]
    [InlineData(3, "1")]
    [InlineData(5, null)]
    [InlineData(6, 0L)]
    [InlineData(7, "00000000000000")]
    [InlineData(8, "000000000000000000000000000000")]
    public void A_frame_with_one_wrong_item_is_refused(int item, object? value)
    {
        Assert.True(Schema.Matches("frame", Hello(-1, null, 9)));
        Assert.False(Schema.Matches("frame", Hello(item, value, 9)));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(10)]
    public void A_frame_with_an_item_too_many_or_too_few_is_refused(int items) =>
        Assert.False(Schema.Matches("frame", Hello(-1, null, items)));

    // One event alone: a ticket without what paid it and with it; text in the place of the lateness; a footfall slot
    // with 6, 7 and 8 values and with a null amid them; a gap in absolute form; kinds 10 (no lateness) and 16.
    [Theory]
    [InlineData("8121", false)]
    [InlineData("822101", true)]
    [InlineData("83016001", false)]
    [InlineData("8726010203040506", true)]
    [InlineData("882601020304050607", true)]
    [InlineData("8c260102030405060708090a0b", false)]
    [InlineData("872601020304f605", false)]
    [InlineData("8229f6", true)]
    [InlineData("810a", false)]
    [InlineData("8218100a", true)]
    [InlineData("8239ffff00", false)]
    public void Events_are_judged_alone(string hex, bool isEvent) =>
        Assert.Equal(isEvent, Schema.Matches("event", Convert.FromHexString(hex)));

    [Theory]
    [InlineData("a = [b: int")]
    [InlineData("a = int .regexp 1")]
    [InlineData("a = \"text\"")]
    [InlineData("a = #6.1(int)")]
    public void What_the_reader_of_the_schema_does_not_know_it_refuses(string text) =>
        Assert.Throws<FormatException>(() => Grammar.Read(text));

    [Fact]
    public void A_name_that_nothing_defines_is_found() =>
        Assert.Equal(["c"], new Matcher(Grammar.Read("a = [* b]\nb = int / c")).Undefined());

    private static byte[] Hello(int changed, object? value, int items)
    {
        object?[] hello = [1L, 1007L, 3L, 0L, 12L, 0L, System.Array.Empty<long>(), null, new string('0', 32), 1L];
        var writer = new CborWriter();
        writer.WriteStartArray(items);
        for (int i = 0; i < items; i++)
        {
            Write(writer, i == changed ? value : hello[i]);
        }

        writer.WriteEndArray();
        return writer.Encode();
    }

    private static void Write(CborWriter writer, object? value)
    {
        switch (value)
        {
            case long number:
                writer.WriteInt64(number);
                break;
            case string hex when hex.Length > 1:
                writer.WriteByteString(Convert.FromHexString(hex));
                break;
            case string text:
                writer.WriteTextString(text);
                break;
            case null:
                writer.WriteNull();
                break;
            default:
                writer.WriteStartArray(0);
                writer.WriteEndArray();
                break;
        }
    }

    private byte[] Written(int length)
    {
        Assert.True(length > 0, $"not written: {length}");
        return _buffer[..length];
    }

    private static byte[] Golden(string name) => Convert.FromHexString(
        Regex.Match(Document(), "```hex " + name + "\n([0-9a-f\n]+)```").Groups[1].Value.ReplaceLineEndings(""));

    private static string Document() => Repository.Read("firmware/Protocol/WIRE.md");

    [GeneratedRegex("```cddl\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex SchemaBlock();
}
