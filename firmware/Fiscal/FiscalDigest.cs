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
    public const string Sha256 = "08f1472a479c1bf650e97c862b3d392a87056a43660b871b98a104b6b149679f";
}
