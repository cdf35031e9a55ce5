namespace Kiosk.Fiscal;

/// <summary>
/// SHA-256 of the sources of the fiscal core (pos.md R71), as printed on X, Z, archives and the about screen. Tests
/// fail when the sources, the version and this file do not belong together, and say what to write here.
/// </summary>
public static class FiscalDigest
{
    /// <summary>Version (<see cref="FiscalVersion.Text"/>) whose sources have this digest.</summary>
    public const string Version = "1.0.0";

    /// <summary>The digest, lower-case hexadecimal.</summary>
    public const string Sha256 = "fb15c016ea37dd372ef493fc000d935e709f46d594e994f3038a4422ef67edbe";
}
