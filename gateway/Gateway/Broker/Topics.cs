using System.Globalization;

namespace Kiosk.Gateway.Broker;

/// <summary>The two topics of a device: <c>k/&lt;device&gt;/e</c> up, <c>k/&lt;device&gt;/d</c> down.</summary>
public static class Topics
{
    /// <summary>Topic the device publishes its frames to.</summary>
    public static string Up(long device) => string.Create(CultureInfo.InvariantCulture, $"k/{device}/e");

    /// <summary>Topic the device subscribes to.</summary>
    public static string Down(long device) => string.Create(CultureInfo.InvariantCulture, $"k/{device}/d");

    /// <summary>
    /// Reads a device number 1..2147483647 written in the one canonical way (no sign, no leading zero).
    /// </summary>
    public static bool TryDevice(string? text, out long device)
    {
        bool isNumber = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out device);
        return isNumber && device is >= 1 and <= int.MaxValue
            && device.ToString(CultureInfo.InvariantCulture) == text;
    }
}
