using Xunit;

namespace Kiosk.Tests.Architecture.Tidy;

/// <summary>
/// The house rules hold in every file; the exceptions are named in tidy-allowed.txt with their reasons.
/// </summary>
public class TidyGuardTests
{
    private const string List = "tests/Kiosk.Tests/Architecture/Tidy/tidy-allowed.txt";

    [Fact]
    public void Every_file_keeps_the_house_rules()
    {
        string[] allowed = Allowed();
        Breach[] breaches =
        [
            .. Repository.Files(".cs").SelectMany(f => TidyGuard.CheckCode(f, Repository.Read(f))),
            .. Repository.Files(".md").SelectMany(f => TidyGuard.CheckMarkdown(f, Repository.Read(f))),
        ];
        Complaints.None(
        [
            .. breaches.Where(b => !allowed.Contains(b.Key)).Select(b => b.ToString()),
            .. TidyGuard.Stale(allowed, breaches),
        ]);
    }

    [Fact]
    public void Every_exception_has_a_reason() =>
        Assert.All(Lines(), l => Assert.Matches(@"^[a-z-]+ \S+ # \S+ \S+", l));

    [Fact]
    public void Every_document_is_linked_from_another() =>
        Complaints.None(Unlinked(Repository.Files(".md").ToDictionary(f => f, Repository.Read)));

    [Fact]
    public void A_document_that_no_other_links_is_named()
    {
        var texts = new Dictionary<string, string>
        {
            ["README.md"] = "[seen](docs/SEEN.md)", ["docs/SEEN.md"] = "# Seen", ["docs/LOST.md"] = "[me](LOST.md)",
        };
        Assert.StartsWith("docs/LOST.md: ", Assert.Single(Unlinked(texts)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("src/A.cs", "#region X\n#endregion\n", "region")]
    [InlineData("src/A.cs", "#pragma warning disable CA1\n", "pragma")]
    [InlineData("src/A.cs", "[SuppressMessage(\"a\", \"b\")] class A;\n", "suppression")]
    [InlineData("tests/A.cs", "class A { void B() { Thread.Sleep(1); } }\n", "sleep")]
    [InlineData("src/A.cs", "class A { object B() { return DateTimeOffset.UtcNow; } }\n", "wall-clock")]
    [InlineData("src/A.cs", "class A { string B() => $\"{1}{\"a\"}\"; object C = TimeProvider.System; }\n",
        "wall-clock")]
    [InlineData("src/A.cs", "class A { void B() { try { } catch (Exception e) { } } }\n", "catch-all")]
    [InlineData("src/A.cs", "class A { void B() { try { } catch\n { } } }\n", "catch-all")]
    [InlineData("src/A.cs", "class A { int B(Task<int> task) => task.Result; }\n", "blocked-task")]
    [InlineData("src/A.cs", "class A { int B() => C().Result; }\n", "blocked-task")]
    [InlineData("src/A.cs", "class A { int B() => C().GetAwaiter().GetResult(); }\n", "blocked-task")]
    [InlineData("src/A.cs", "class A { void B(Task task) { task.Wait(); Task.WaitAll(task); } }\n", "blocked-task")]
    [InlineData("src/A.cs", "class A { int B(string c) => int.Parse(c); }\n", "culture")]
    [InlineData("src/A.cs", "class A { int B(string c) => int.Parse(c, null); }\n", "culture")]
    [InlineData("src/A.cs", "class A { bool B(string c) => DateTime.TryParse(D(c), out _); }\n", "culture")]
    [InlineData("src/A.cs", "// TO" + "DO later\n", "leftover")]
    [InlineData("src/A.cs", "// see /wo" + "rk/notes\n", "machine-path")]
    public void A_breach_in_code_is_named(string path, string source, string rule) =>
        Assert.Contains(TidyGuard.CheckCode(path, source), b => b.Rule == rule && b.Path == path);

    [Theory]
    [InlineData("src/A.cs", "class A { string B() { return \"Thread.Sleep(1) // TimeProvider.System\"; } }\n")]
    [InlineData("src/A.cs", "class A { void B() { try { } catch (Exception e) when (e is IOException) { } } }\n")]
    [InlineData("src/A.cs", "class A { int B(string c) => int.Parse(D(c), Invariant) + F.Result; }\n")]
    [InlineData("src/A.cs", "/* DateTime.UtcNow */ class A { char c = '\"'; string s = @\"\\\"; object o = 1; }\n")]
    public void Sound_code_is_left_alone(string path, string source) => Assert.Empty(TidyGuard.CheckCode(path, source));

    [Fact]
    public void Long_lines_methods_and_files_are_named()
    {
        string body = string.Concat(Enumerable.Repeat("        a++;\n", TidyGuard.MethodMax + 1));
        string method = "class A\n{\n    void B()\n    {\n" + body + "    }\n}\n";
        Assert.Contains(TidyGuard.CheckCode("A.cs", method), b => b.Rule == "method-length" && b.Line == 4);
        Assert.Contains(TidyGuard.CheckCode("A.cs", new string('x', 121)), b => b.Rule == "line-length");
        Assert.Contains(TidyGuard.CheckCode("A.cs", new string('\n', 501)), b => b.Rule == "file-length");
        Assert.Contains(TidyGuard.CheckCode("x/Program.cs", new string('\n', 81)), b => b.Rule == "file-length");
    }

    [Fact]
    public void Documents_without_one_title_or_too_long_are_named()
    {
        Assert.Contains(TidyGuard.CheckMarkdown("a.md", "# One\n# Two\n"), b => b.Rule == "title");
        Assert.Contains(TidyGuard.CheckMarkdown("a.md", "```\n# not a title\n```\n"), b => b.Rule == "title");
        Assert.Contains(TidyGuard.CheckMarkdown("README.md", "# A" + new string('\n', 121)), b =>
            b.Rule == "document-length");
    }

    [Fact]
    public void An_exception_that_nothing_needs_any_more_is_named() =>
        Assert.Single(TidyGuard.Stale(["sleep tests/Gone.cs"], []));

    private static string[] Allowed() => [.. Lines().Select(l => l.Split(" # ")[0])];

    private static IEnumerable<string> Lines() =>
        Repository.Read(List).Split('\n').Where(l => l.Length > 0 && l[0] != '#');

    private static IReadOnlyList<string> Unlinked(Dictionary<string, string> texts) => [.. texts.Keys
        .Where(f => f != "README.md" && !texts.Any(t => t.Key != f && Links(t.Key, t.Value, f)))
        .Select(f => $"{f}: no other document links to it. Link it where a reader looks for it, or drop it.")];

    private static bool Links(string from, string text, string to)
    {
        string folder = Path.GetDirectoryName(from) ?? "";
        string relative = Path.GetRelativePath(folder.Length == 0 ? "." : folder, to).Replace('\\', '/');
        return text.Contains($"]({relative}", StringComparison.Ordinal);
    }
}
