namespace Kiosk.Fleet.City;

/// <summary>Something the user of this tool can put right; the message says what and where.</summary>
public sealed class FleetException : Exception
{
    /// <summary>Makes one without a message.</summary>
    public FleetException()
    {
    }

    /// <summary>Makes one with a message.</summary>
    public FleetException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a message and a cause.</summary>
    public FleetException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
