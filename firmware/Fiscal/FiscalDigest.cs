namespace Kiosk.Fiscal;

/// <summary>
/// SHA-256 of the sources of the fiscal core (pos.md R71), as printed on X, Z, archives and the about screen. Tests
/// fail when the sources, the version and this file do not belong together, and say what to write here.
/// </summary>
public static class FiscalDigest
{
    /// <summary>Version (<see cref="FiscalVersion.Text"/>) whose sources have this digest.</summary>
    public const string Version = "2.0.0";

    /// <summary>The digest, lower-case hexadecimal.</summary>
    public const string Sha256 = "114a553dc76181e9d9168bd523941e22b50c8b3a5c308a7c12e66649f827a3cc";
}
