using System.Security.Cryptography;
using Kiosk.Protocol;

namespace Kiosk.Tests.Protocol;

/// <summary>Authentic downlinks of kinds that nothing here writes.</summary>
internal static class Downlinks
{
    /// <summary>An envelope whose body is one number.</summary>
    public static byte[] Craft(int kind, int version, byte[] key, long device) =>
        Craft(kind, version, cbor => cbor.WriteInt64(0), key, device);

    /// <summary>Settings with one value, also one that the writer refuses to write.</summary>
    public static byte[] CraftSettings(int version, int setting, long value, byte[] key, long device) =>
        Craft(Downlink.Settings, version, cbor =>
        {
            cbor.WriteStartMap(1);
            cbor.WriteInt64(setting);
            cbor.WriteInt64(value);
            cbor.WriteEndMap();
        }, key, device);

    private static byte[] Craft(
        int kind, int version, Action<System.Formats.Cbor.CborWriter> body, byte[] key, long device)
    {
        var cbor = new System.Formats.Cbor.CborWriter(System.Formats.Cbor.CborConformanceMode.Strict);
        cbor.WriteStartArray(Downlink.EnvelopeItems + 1);
        foreach (long item in (ReadOnlySpan<long>)[Downlink.Version, device, kind, version])
        {
            cbor.WriteInt64(item);
        }

        body(cbor);

        // What is authenticated is all before the MAC item: its head byte and 16 bytes are the last ones.
        cbor.WriteByteString(new byte[Limits.MacBytes]);
        cbor.WriteEndArray();
        byte[] bytes = cbor.Encode();
        byte[] mac = HMACSHA256.HashData(key, bytes.AsSpan(0, bytes.Length - Limits.MacBytes - 1));
        mac.AsSpan(0, Limits.MacBytes).CopyTo(bytes.AsSpan(bytes.Length - Limits.MacBytes));
        return bytes;
    }
}
