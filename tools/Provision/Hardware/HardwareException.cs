namespace Kiosk.Provision.Hardware;

/// <summary>A file of the hardware folder cannot be used; the message names file, place and cause.</summary>
public sealed class HardwareException : Exception
{
    /// <summary>Makes the exception.</summary>
    public HardwareException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
