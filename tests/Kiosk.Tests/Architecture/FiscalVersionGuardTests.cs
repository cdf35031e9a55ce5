using Kiosk.Fiscal;
using Xunit;

namespace Kiosk.Tests.Architecture;

[Trait("Requirement", "R71")]
public class FiscalVersionGuardTests
{
    private static readonly (string Path, string Text)[] Offender =
        [("firmware/Fiscal/B.cs", "two\r\nlines"), ("firmware/Fiscal/A.cs", "one")];

    [Fact]
    public void The_fiscal_core_does_not_change_without_a_decision_on_its_version()
    {
        (string, string)[] sources =
        [
            .. Repository.Files(".cs").Where(f => f.StartsWith(FiscalVersionGuard.Folder, StringComparison.Ordinal))
                .Select(f => (f, Repository.Read(f))),
        ];
        Assert.True(sources.Length > 20, $"{sources.Length} sources");
        Complaints.None([.. FiscalVersionGuard.Complaints(sources, FiscalVersion.Text,
            FiscalVersion.Number, FiscalDigest.Version, FiscalDigest.Sha256)]);
    }

    [Fact]
    public void A_changed_source_a_forgotten_version_and_a_wrong_number_are_named()
    {
        string digest = FiscalVersionGuard.Digest(Offender);
        Assert.Equal(digest, FiscalVersionGuard.Digest(
            [("firmware/Fiscal/A.cs", "one"), ("firmware/Fiscal/B.cs", "two\nlines"),
                ("firmware/Fiscal/FiscalDigest.cs", "any")]));
        Assert.Empty(FiscalVersionGuard.Complaints(Offender, "2.1.0", 20100, "2.1.0", digest));
        Offender[1].Text = "one;";
        string said = Assert.Single(FiscalVersionGuard.Complaints(Offender, "2.1.0", 20100, "2.1.0", digest));
        Assert.Contains("Raise FiscalVersion", said, StringComparison.Ordinal);
        Assert.Contains(FiscalVersionGuard.Digest(Offender), said, StringComparison.Ordinal);
        digest = FiscalVersionGuard.Digest(Offender);
        Assert.Single(FiscalVersionGuard.Complaints(Offender, "2.2.0", 20200, "2.1.0", digest));
        Assert.Single(FiscalVersionGuard.Complaints(Offender, "2.1.0", 20101, "2.1.0", digest));
        Assert.Single(FiscalVersionGuard.Complaints(Offender, "2.1", 20100, "2.1", digest));
    }
}
