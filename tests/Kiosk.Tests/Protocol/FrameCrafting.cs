using System.Security.Cryptography;
using Kiosk.Protocol;
using CborWriter = System.Formats.Cbor.CborWriter;

namespace Kiosk.Tests.Protocol;

/// <summary>Frames and downlinks made by hand, with a MAC computed apart from the product's writers.</summary>
internal static class FrameCrafting
{
    /// <summary>The content with the MAC item that belongs to it under the frame key.</summary>
    public static byte[] Sign(byte[] content) => Sign(content, Frames.FrameKey);

    /// <summary>The content with the MAC item that belongs to it.</summary>
    public static byte[] Sign(byte[] content, byte[] key)
    {
        byte[] mac = HMACSHA256.HashData(key, content);
        return [.. content, FrameShape.MacItemHead, .. mac.AsSpan(0, Limits.MacBytes)];
    }

    /// <summary>Closes an array that still lacks its last item, the MAC, and puts the right one there.</summary>
    public static byte[] Sign(CborWriter open, byte[] key)
    {
        open.WriteByteString(new byte[Limits.MacBytes]);
        open.WriteEndArray();
        return Sign(open.Encode()[..^FrameShape.MacItemBytes], key);
    }
}
