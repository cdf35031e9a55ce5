using System.Text.RegularExpressions;

namespace Kiosk.Tests.Architecture;

/// <summary>
/// The pages on the senses name the test that holds each rule, as `Class.Beginning_of_the_name_...` or `Class`: a test
/// that was renamed or removed must not leave a rule that only says it is held.
/// </summary>
public sealed partial class NamedTestTests
{
    private static readonly string[] Pages =
        ["firmware/Core/Climate/README.md", "firmware/Core/Footfall/README.md", "firmware/Pages/PAGES.md"];

    [Fact]
    public void Every_test_that_a_page_on_the_senses_names_is_there()
    {
        foreach (string page in Pages)
        {
            string text = Repository.Read(page);
            Assert.True(Names(text).Count() > 4, $"{page} names hardly a test.");
            Complaints.None([.. Missing(page, text)]);
        }
    }

    [Fact]
    public void A_test_that_is_not_there_is_named_with_its_page()
    {
        const string text =
            "| rule | `NamedTestTests.A_test_that_is_...`, `NamedTestTests.No_such_...` `Gone.A_b_...` |";
        Assert.Equal(
            ["page: there is no test NamedTestTests.No_such_", "page: there is no test Gone.A_b_"],
            Missing("page", text).Select(complaint => complaint.Split(';')[0]));
    }

    private static IEnumerable<(string Class, string Start)> Names(string text) =>
        Named().Matches(text).Select(match => (match.Groups[1].Value, match.Groups[2].Value));

    private static IEnumerable<string> Missing(string page, string text) =>
        from name in Names(text)
        where !typeof(NamedTestTests).Assembly.GetTypes().Any(type => type.Name == name.Class
            && type.GetMethods().Any(method => method.Name.StartsWith(name.Start, StringComparison.Ordinal)
                && method.GetCustomAttributes(typeof(FactAttribute), true).Length > 0))
        select $"{page}: there is no test {name.Class}.{name.Start}; name the one that holds the rule now.";

    [GeneratedRegex(@"`([A-Z]\w+)\.([A-Z][a-z0-9]*_\w*?)(?:\.\.\.)?`")]
    private static partial Regex Named();
}
