using Kiosk.Fiscal;

namespace Kiosk.Tests.Architecture;

[Trait("Requirement", "R71")]
public class FiscalReleaseGuardTests
{
    // The lines of releases.csv as they were when they were added. A release adds one here; none is ever changed.
    private static readonly string[] Frozen = [];

    private const string Changelog = "# Changelog\n\n## 0.2.0, not yet released\n\n## 0.1.0, 2027-01-15\n";
    private static readonly string One = new('1', 64), Two = new('2', 64);
    private static readonly string[] Released = [$"0.1.0;1.0.0;{One}"];

    [Fact]
    public void What_was_released_keeps_its_version_and_its_digest() =>
        Complaints.None([.. FiscalReleaseGuard.Complaints(
            FiscalReleaseGuard.Lines(Repository.Read(FiscalReleaseGuard.List)), Frozen,
            Repository.Read("CHANGELOG.md"), FiscalVersion.Text, FiscalDigest.Sha256)]);

    [Fact]
    public void The_released_core_and_a_changed_one_under_a_new_version_pass()
    {
        Assert.Empty(Judge(Released, Released, "1.0.0", One));
        Assert.Empty(Judge(Released, Released, "1.1.0", Two));
    }

    [Fact]
    public void A_core_changed_after_a_release_under_the_old_version_is_named_although_its_digest_was_pinned() =>
        Assert.Contains("Raise FiscalVersion", Assert.Single(Judge(Released, Released, "1.0.0", Two)),
            StringComparison.Ordinal);

    [Fact]
    public void A_line_changed_removed_or_not_frozen_is_named()
    {
        string[] forged = [$"0.1.0;1.0.0;{Two}"];
        Assert.Contains("only added to", Assert.Single(Judge(forged, Released, "1.0.0", Two)),
            StringComparison.Ordinal);
        Assert.Equal(2, Judge([], Released, "1.0.0", Two).Length);
        Assert.Single(Judge(Released, [], "1.0.0", One));
    }

    [Fact]
    public void A_release_without_a_line_a_version_that_falls_and_a_torn_line_are_named()
    {
        Assert.Contains($"0.1.0;1.0.0;{One}", Assert.Single(Judge([], [], "1.0.0", One)), StringComparison.Ordinal);
        string[] falling = [Released[0].Replace("1.0.0", "1.1.0", StringComparison.Ordinal), $"0.2.0;1.0.0;{Two}"];
        Assert.Equal(2, Judge(falling, falling, "1.0.0", Two).Length);
        Assert.Single(Judge(["0.1.0;1.0.0"], ["0.1.0;1.0.0"], "1.0.0", One));
    }

    private static string[] Judge(string[] lines, string[] frozen, string version, string digest) =>
        [.. FiscalReleaseGuard.Complaints(lines, frozen, Changelog, version, digest)];
}
