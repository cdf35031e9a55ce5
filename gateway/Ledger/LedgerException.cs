namespace Kiosk.Ledger;

/// <summary>
/// The ledger's store or its environment failed; the message says what and where. Nothing was acknowledged.
/// </summary>
public sealed class LedgerException : Exception
{
    /// <summary>Makes the exception with a message for the log.</summary>
    public LedgerException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with a message for the log and its cause.</summary>
    public LedgerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes the exception without a message.</summary>
    public LedgerException()
    {
    }
}
