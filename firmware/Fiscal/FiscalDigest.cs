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
    public const string Sha256 = "7133d6a89a9857222fc54a45adb4aadf2938f3326384a3164166e5fea5b16dd2";
}
