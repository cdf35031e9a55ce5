namespace Kiosk.Board.Virtual;

/// <summary>
/// The power of a virtual kiosk was cut in the middle of a drive operation; only <see cref="VirtualKiosk.Restart"/>
/// helps.
/// </summary>
public sealed class PowerCutException : Exception
{
    /// <summary>Makes one without a message.</summary>
    public PowerCutException()
    {
    }

    /// <summary>Makes one that names the operation.</summary>
    public PowerCutException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a cause.</summary>
    public PowerCutException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
