using Kiosk.Ledger;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Architecture;

/// <summary>
/// The public surface of Protocol and Ledger is reviewed as a difference of text. For Ledger it is the privacy
/// boundary:
/// what is not in the text cannot be reached by the web project.
/// </summary>
public class PublicApiTests
{
    [Theory]
    [InlineData("Protocol", typeof(RecordKind))]
    [InlineData("Ledger", typeof(CityLedger))]
    public void The_public_surface_is_the_approved_one(string name, Type anyType)
    {
        string approved = $"tests/Kiosk.Tests/Architecture/{name}.approved.txt";
        string real = PublicApi.Of(anyType.Assembly.GetExportedTypes());
        string before = File.Exists(Repository.Path(approved)) ? Repository.Read(approved).ReplaceLineEndings("\n")
            : "";
        if (real == before)
        {
            return;
        }

        string received = $"artifacts/{name}.received.txt";
        Directory.CreateDirectory(Repository.Path("artifacts"));
        File.WriteAllText(Repository.Path(received), real);
        string[] old = before.Split('\n'), now = real.Split('\n');
        Assert.Fail($"The public surface of {name} changed. If that is meant, and for Ledger shows no merchant's sale: "
            + $"cp {received} {approved}\n"
            + string.Join('\n', [.. old.Except(now).Select(l => "- " + l), .. now.Except(old).Select(l => "+ " + l)]));
    }

    [Fact]
    public void A_member_that_appears_changes_the_text()
    {
        string one = PublicApi.Of([typeof(One)]), two = PublicApi.Of([typeof(One), typeof(Two)]);
        Assert.DoesNotContain("TakeCents", one, StringComparison.Ordinal);
        Assert.Contains("    static Int64 TakeCents(String kiosk, out Int32 count)", two, StringComparison.Ordinal);
        Assert.DoesNotContain("Hidden", two, StringComparison.Ordinal);
    }

    internal sealed class One
    {
        public int Count { get; init; }
    }

    internal sealed class Two
    {
        internal static string Hidden => Secret();

        public static long TakeCents(string kiosk, out int count) => count = kiosk.Length;

        private static string Secret() => "";
    }
}
