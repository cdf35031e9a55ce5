namespace Kiosk.Provision;

/// <summary>
/// A command cannot go on. The message names the cause and the next command; the code is one of <see
/// cref="ExitCodes"/>.
/// </summary>
public sealed class CommandException : Exception
{
    /// <summary>Makes the exception.</summary>
    public CommandException(int exitCode, string message, Exception? inner = null)
        : base(message, inner)
    {
        ExitCode = exitCode;
    }

    /// <summary>Exit code of the process.</summary>
    public int ExitCode { get; }
}
