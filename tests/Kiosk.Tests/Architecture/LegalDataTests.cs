using System.Security.Cryptography;
using Xunit;

namespace Kiosk.Tests.Architecture;

/// <summary>
/// What the law says is data with days of effect, carried inside the program (pos.md 5.10). A change of such a file is
/// a change of what the program claims: it is approved here, by its digest, after whoever made it read the law again.
/// </summary>
public sealed class LegalDataTests
{
    private static readonly (string Path, string Sha256)[] Approved =
    [
        ("gateway/Ledger/Archive/legal-references.csv",
            "b5676d58d908e3bc0d525bd2a85761a1f29c9391d916015e4dc33b5a1020f850"),
        ("gateway/Ledger/Archive/ereport-rhythms.csv",
            "d3513991ddb841bc2c5fdd0f19967d366005722a7b4150d4f11d7052923ad108"),
        ("gateway/Gateway/Console/vat-families.csv",
            "b719d385835b136c90592687bd6af6aed593af4d4cbf9fe7d721df3c37aae99e"),
    ];

    // Not law: what measurements of our own say.
    private static readonly string[] Measured = ["gateway/Ledger/Aggregate/footfall-model.csv"];

    [Fact]
    public void Each_file_of_law_is_the_one_that_was_read_and_approved() => Complaints.None(Check(Approved));

    [Fact]
    public void A_file_that_was_changed_is_named_with_its_new_digest()
    {
        string complaint = Assert.Single(Check([(Approved[0].Path, new string('0', 64))]));
        Assert.StartsWith(Approved[0].Path, complaint, StringComparison.Ordinal);
        Assert.Contains(Approved[0].Sha256, complaint, StringComparison.Ordinal);
    }

    // A second way for law to enter the program: a data file that nobody listed here.
    [Fact]
    public void No_other_data_file_of_the_gateway_is_compiled_in() => Assert.Equal(
        Approved.Select(file => file.Path).Concat(Measured).Order(StringComparer.Ordinal),
        Repository.Files(".csv").Where(file => file.StartsWith("gateway/", StringComparison.Ordinal)));

    private static List<string> Check(IEnumerable<(string Path, string Sha256)> files) =>
        [.. from file in files
            let found = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Repository.Path(file.Path))))
            where found != file.Sha256
            select $"{file.Path}: its content has SHA-256 {found}. Read the law again, then approve it here."];
}
