using System.Buffers;
using System.IO.Pipelines;
using Kiosk.Gateway.Broker;
using Xunit;

namespace Kiosk.Tests.Gateway;

public sealed class PacketLimitReaderTests
{
    [Theory]
    [InlineData("30", 0)]
    [InlineData("C000", 2)]
    [InlineData("307F", 129)]
    [InlineData("308001", 131)]
    [InlineData("30FFFF7F", 2_097_155)]
    [InlineData("30FFFFFF7F", 268_435_460)]
    [InlineData("30FFFFFFFF", -1)]
    [InlineData("3080", 0)]
    public void The_length_of_a_packet_is_read_from_its_first_bytes(string hex, long length)
    {
        var buffer = new ReadOnlySequence<byte>(Convert.FromHexString(hex));
        Assert.Equal(length, PacketLimitReader.AnnouncedLength(buffer));
    }

    [Fact]
    public async Task A_publish_of_one_megabyte_is_refused_before_its_body_comes()
    {
        var pipe = new Pipe();
        int refused = 0;
        var reader = new PacketLimitReader(pipe.Reader, 8192, () => refused++);
        await pipe.Writer.WriteAsync(Convert.FromHexString("3280803D0006"));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await reader.ReadAsync());
        Assert.Equal(1, refused);
    }

    [Fact]
    public async Task A_packet_within_the_limit_passes_whole()
    {
        var pipe = new Pipe();
        var reader = new PacketLimitReader(pipe.Reader, 8192, () => Assert.Fail("refused"));
        await pipe.Writer.WriteAsync(new byte[] { 0xC0, 0x00 });
        ReadResult result = await reader.ReadAsync();
        Assert.Equal(2, result.Buffer.Length);
    }

    [Theory]
    [InlineData("1007", true)]
    [InlineData("01007", false)]
    [InlineData("+7", false)]
    [InlineData("0", false)]
    [InlineData("2147483648", false)]
    [InlineData("@gateway", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_client_id_is_a_device_number_written_in_one_way(string? text, bool isDevice)
    {
        Assert.Equal(isDevice, Topics.TryDevice(text, out _));
    }

    [Fact]
    public void Every_refusal_kind_has_its_own_label_in_metrics()
    {
        string[] labels = [.. Enum.GetValues<RefusalKind>().Select(BrokerCounters.Label)];
        Assert.Equal(labels.Length, labels.Distinct().Count());
        Assert.Contains("foreign_topic", labels);
        Assert.Contains("oversized_packet", labels);
    }
}
