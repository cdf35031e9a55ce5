using System.Text.RegularExpressions;

namespace Kiosk.Tests.Architecture.Tidy;

/// <summary>
/// A breach: which rule, where, and the remedy. <see cref="Rule"/> and path are what tidy-allowed.txt names.
/// </summary>
internal sealed record Breach(string Rule, string Path, int Line, string Remedy)
{
    public string Key => Rule + " " + Path;

    public override string ToString() => $"{Path}:{Line}: {Rule}. {Remedy}";
}

/// <summary>The house rules that text can show (CONTRIBUTING.md).</summary>
internal static partial class TidyGuard
{
    public const int LineMax = 120, MethodMax = 70, FileMax = 500, ProgramMax = 80, ReadmeMax = 120,
        ContributingMax = 80;

    private static readonly (string Rule, Regex Pattern, Func<string, bool> Applies, string Remedy)[] CodePatterns =
    [
        ("region", Region(), _ => true, "A file that needs folding needs splitting."),
        ("pragma", Pragma(), _ => true, "Fix the cause, or switch the rule off in .editorconfig with its reason."),
        ("suppression", Suppression(), _ =>
            true, "Fix the cause, or switch the rule off in .editorconfig with its reason."),
        ("sleep", Sleep(), IsTest, "A test owns its clock: advance it, or wait for the event itself with a limit."),
        ("wall-clock", WallClock(), p => !IsTest(p), "Take a TimeProvider (host) or a Clock (device)."),
        ("blocked-task", BlockedTask(), _ => true, "Await it: a thread that waits for a task may wait for itself."),
        ("culture", Culture(), p => !IsNano(p),
            "Name CultureInfo.InvariantCulture: a file or message reads the same on every machine."),
        ("catch-all", CatchAll(), _ => true, "Name the exceptions; only the loop tops listed may catch all."),
    ];

    public static IEnumerable<Breach> CheckCode(string path, string source)
    {
        string[] lines = source.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].TrimEnd('\r').Length > LineMax)
            {
                yield return new("line-length", path, i + 1, $"At most {LineMax} columns.");
            }
        }

        int fileMax = Path.GetFileName(path) == "Program.cs" ? ProgramMax : FileMax;
        if (lines.Length - 1 > fileMax)
        {
            yield return new("file-length", path, fileMax, $"{lines.Length - 1} lines, at most {fileMax}: split it.");
        }

        foreach (Breach breach in CheckLeftover(path, source))
        {
            yield return breach;
        }

        string code = CSharpText.CodeOnly(source);
        foreach ((int line, int length) in MethodLengths.Of(code).Where(m => m.Length > MethodMax))
        {
            yield return new("method-length", path, line, $"{length} lines, at most {MethodMax}: split it.");
        }

        foreach ((string rule, Regex pattern, _, string remedy) in CodePatterns.Where(p => p.Applies(path)))
        {
            foreach (Match match in pattern.Matches(code))
            {
                yield return new(rule, path, LineOf(code, match.Index), remedy);
            }
        }
    }

    public static IEnumerable<Breach> CheckMarkdown(string path, string text)
    {
        bool fenced = false;
        int titles = 0;
        string[] lines = text.Split('\n');
        foreach (string line in lines)
        {
            fenced ^= line.StartsWith("```", StringComparison.Ordinal);
            titles += !fenced && line.StartsWith("# ", StringComparison.Ordinal) ? 1 : 0;
        }

        if (titles != 1)
        {
            yield return new("title", path, 1, $"{titles} titles: exactly one line starts with '# '.");
        }

        int max = path switch { "README.md" => ReadmeMax, "CONTRIBUTING.md" => ContributingMax, _ => int.MaxValue };
        if (lines.Length - 1 > max)
        {
            yield return new("document-length", path, max, $"{lines.Length - 1} lines, at most {max}.");
        }

        foreach (Breach breach in CheckLeftover(path, text))
        {
            yield return breach;
        }
    }

    /// <summary>Allowed lines that no longer stand for a breach: the list may only shrink.</summary>
    public static IEnumerable<string> Stale(IEnumerable<string> allowed, IEnumerable<Breach> breaches)
    {
        HashSet<string> real = [.. breaches.Select(b => b.Key)];
        return allowed.Where(a => !real.Contains(a))
            .Select(a => $"tidy-allowed.txt: '{a}' no longer offends. Remove the line.");
    }

    private static IEnumerable<Breach> CheckLeftover(string path, string text) =>
        Leftover().Matches(text).Select(m => new Breach(
            m.Value[0] == '/' ? "machine-path" : "leftover", path, LineOf(text, m.Index),
            m.Value[0] == '/' ? "Nothing names one machine's folders."
                : "Do it or drop it; plans live in the issues."));

    private static int LineOf(string text, int index) => text.AsSpan(0, index).Count('\n') + 1;

    private static bool IsTest(string path) => path.StartsWith("tests/", StringComparison.Ordinal);

    // The board's Parse knows no culture.
    private static bool IsNano(string path) =>
        path.StartsWith("firmware/Board.Esp32/", StringComparison.Ordinal);

    [GeneratedRegex(@"\.GetAwaiter\(\)\s*\.GetResult\(\)|(\)|[Tt]ask|Async)\s*\.Result\b|"
        + @"\b\w*[Tt]ask\s*\.(Wait|WaitAll|WaitAny)\s*\(")]
    private static partial Regex BlockedTask();

    // Up to two levels of brackets inside the call.
    [GeneratedRegex(@"\b(s?byte|u?short|u?int|u?long|decimal|double|float|DateTime(Offset)?|DateOnly|TimeOnly|TimeSpan)"
        + @"\s*\.(Try)?Parse(Exact)?\s*\((?!([^()]|\(([^()]|\([^()]*\))*\))*\b(Culture|Invariant))")]
    private static partial Regex Culture();

    [GeneratedRegex(@"^\s*#region", RegexOptions.Multiline)]
    private static partial Regex Region();

    [GeneratedRegex(@"^\s*#pragma\s+warning", RegexOptions.Multiline)]
    private static partial Regex Pragma();

    [GeneratedRegex(@"\bSuppressMessage\b")]
    private static partial Regex Suppression();

    [GeneratedRegex(@"\b(Thread\.Sleep|Task\.Delay)\s*\(")]
    private static partial Regex Sleep();

    [GeneratedRegex(
        @"\b(DateTime(Offset)?\.(Now|UtcNow|Today)|TimeProvider\.System|Stopwatch\b|Environment\.TickCount)")]
    private static partial Regex WallClock();

    [GeneratedRegex(@"\bcatch\s*(\{|\(\s*(System\.)?Exception\b[^)]*\)(?!\s*when\b))")]
    private static partial Regex CatchAll();

    [GeneratedRegex(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK)\b|/(home|ro" + @"ot|wo" + @"rk)/\w")]
    private static partial Regex Leftover();
}
