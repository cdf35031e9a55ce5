namespace Kiosk.Gateway.State;

/// <summary>
/// The gateway cannot start for a reason outside itself. The message says what, where and what to do.
/// </summary>
public sealed class StartException : Exception
{
    /// <summary>Exit codes: wrong options, port taken, state folder, database, ended by a fault while it ran.</summary>
    public const int OptionsExit = 2, PortExit = 3, StateExit = 4, DatabaseExit = 5, FaultExit = 6;

    /// <summary>Makes the exception.</summary>
    public StartException(int exitCode, string message, Exception? inner = null)
        : base(message, inner)
    {
        ExitCode = exitCode;
    }

    /// <summary>Exit code of the process.</summary>
    public int ExitCode { get; }
}
