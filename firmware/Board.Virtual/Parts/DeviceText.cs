using System.Text;

namespace Kiosk.Board.Virtual.Parts;

/// <summary>Text as the device holds it: Latin-1, with the euro sign at 0x80.</summary>
public static class DeviceText
{
    /// <summary>Device bytes as text.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes) =>
        Encoding.Latin1.GetString(bytes).Replace('\u0080', '€').Replace('\0', ' ');
}
