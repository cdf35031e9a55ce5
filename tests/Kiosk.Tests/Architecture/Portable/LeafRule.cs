using System.Text.RegularExpressions;
using Kiosk.Tests.Architecture.Tidy;

namespace Kiosk.Tests.Architecture.Portable;

/// <summary>
/// What the board's own parts make and call after start, read from their source because nothing here compiles it:
/// every <c>new</c> and every call in an override, in what is handed out as a callback or thread, in what those call of
/// their own class, and in the loop of Main. A getter of the platform that allocates would go unseen.
/// </summary>
internal sealed partial class LeafRule
{
    /// <summary>Called by the main loop; not an override.</summary>
    private const string Feed = "Watchdog.Feed";

    /// <summary>What the board does until its next restart; Main only guards it.</summary>
    private const string MainLoop = "BoardRun.Loop";

    /// <summary>The one override that is called before the loop starts, and never again (PartsFitter).</summary>
    private const string BeforeStart = "BoardParts.Fit";

    public LeafRule(IEnumerable<string> sources)
    {
        foreach (string source in sources)
        {
            string code = CSharpText.CodeOnly(source);
            Match type = Type().Match(code);
            if (type.Success)
            {
                Walk(type.Groups[1].Value, Members(code), code);
            }
        }
    }

    /// <summary>"Class.Member: new Type" and "Class.Member: calls receiver.Name", sorted.</summary>
    public SortedSet<string> Sites { get; } = new(StringComparer.Ordinal);

    private void Walk(string type, Dictionary<string, (string Header, string Body)> members, string code)
    {
        var waiting = new Queue<string>(members.Where(m =>
            (m.Value.Header.Contains(" override ") && $"{type}.{m.Key}" != BeforeStart) ||
            $"{type}.{m.Key}" is Feed or MainLoop ||
            HandedOut().Matches(code).Any(h => h.Groups[1].Value == m.Key)).Select(m => m.Key));
        if (members.TryGetValue("Main", out var main) && main.Body.IndexOf("while (", StringComparison.Ordinal) is > 0
            and int loop)
        {
            Note($"{type}.Main", main.Body[loop..], members);
        }

        var seen = new HashSet<string>();
        while (waiting.TryDequeue(out string? name))
        {
            if (!seen.Add(name))
            {
                continue;
            }

            string body = members[name].Body;
            Note($"{type}.{name}", body, members);
            foreach (string other in members.Keys.Where(o => Regex.IsMatch(body, $@"(?<!\.)\b{o}\b")))
            {
                waiting.Enqueue(other);
            }
        }
    }

    private void Note(string member, string body, Dictionary<string, (string Header, string Body)> members)
    {
        foreach (Match made in Made().Matches(body))
        {
            Sites.Add($"{member}: new {made.Groups[1].Value}{(made.Groups[2].Value == "[" ? "[]" : "")}");
        }

        foreach (Match call in Call().Matches(body).Where(c => !members.ContainsKey(c.Groups[1].Value)))
        {
            Sites.Add($"{member}: calls {call.Groups[1].Value}");
        }
    }

    /// <summary>
    /// Methods and properties with a body, as the house writes them: header, brace alone, brace alone.
    /// </summary>
    private static Dictionary<string, (string Header, string Body)> Members(string code) =>
        Member().Matches(code).ToDictionary(m => m.Groups[2].Value, m => (m.Groups[1].Value, m.Groups[3].Value));

    [GeneratedRegex(@"\bclass (\w+)")]
    private static partial Regex Type();

    [GeneratedRegex(
        @"^ {8}((?:public|private|protected|internal) [^\n;=(]*?\b(\w+)(?:\([^)]*\))?)\n {8}\{\n(.*?)^ {8}\}",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Member();

    [GeneratedRegex(@"(?:new Thread\(|\+= )(\w+)\b")]
    private static partial Regex HandedOut();

    [GeneratedRegex(@"\bnew ([A-Za-z_][\w.]*)\s*([\[({])")]
    private static partial Regex Made();

    [GeneratedRegex(@"(?<!\bnew )(?<![\w.])((?:[A-Za-z_]\w*\.)+[A-Za-z_]\w*)\s*\(")]
    private static partial Regex Call();
}
