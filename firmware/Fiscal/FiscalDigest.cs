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
    public const string Sha256 = "a4361b52d3e0a86b68bf2468ef105014ae3f19e8fa4ed2322e5e79d4047af60e";
}
