namespace Kiosk.Provision;

/// <summary>Exit codes of every command.</summary>
public static class ExitCodes
{
    /// <summary>
    /// Done; an archive is broken; wrong usage; gateway not reachable; gateway refused; a check failed.
    /// </summary>
    public const int Ok = 0, Broken = 1, Usage = 2, Unreachable = 3, Refused = 4, CheckFailed = 5;
}
