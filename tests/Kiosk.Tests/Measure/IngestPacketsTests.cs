using Kiosk.Measure;

namespace Kiosk.Tests.Measure;

/// <summary>Goal: the load generator sends what MQTT 3.1.1 says (chapter 3.3).</summary>
public class IngestPacketsTests
{
    [Fact]
    public void A_packet_is_a_publish_at_least_once_with_topic_number_and_payload()
    {
        var packets = new IngestPackets("k/7/e", [.. Enumerable.Range(0, 21).Select(i => new byte[] { (byte)i, 9 })]);
        Assert.Equal(21, packets.Count);
        Assert.Equal(
            "\x32\x0b\0\x05k/7/e\0\x03\x02\x09"u8.ToArray(), packets.Slice(2, 1).ToArray());
        Assert.Equal(3 * 13, packets.Slice(18, 3).Length);
    }

    [Fact]
    public void A_long_packet_has_a_length_of_two_bytes()
    {
        var packets = new IngestPackets("k/7/e", [.. Enumerable.Range(0, 21).Select(_ => new byte[250])]);
        byte[] bytes = packets.Slice(0, 1).ToArray();
        Assert.Equal(2 + 5 + 2 + 250, (bytes[1] & 127) + (bytes[2] << 7));
        Assert.Equal(3 + 2 + 5 + 2 + 250, bytes.Length);
    }

    [Fact]
    public void Fewer_packets_than_may_be_under_way_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new IngestPackets("k/7/e", new byte[20][]));
}
