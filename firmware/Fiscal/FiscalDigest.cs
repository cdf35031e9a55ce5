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
    public const string Sha256 = "584d3a2f9616522ec5bdf25906077dc5ad0444de4646684d67bcf72ce56014b5";
}
