using System.Text.RegularExpressions;

namespace Kiosk.Tests.Architecture.Tidy;

/// <summary>Finds member bodies (a block directly inside a type) and counts the lines between their braces.</summary>
internal static partial class MethodLengths
{
    public static IEnumerable<(int Line, int Length)> Of(string code)
    {
        var open = new Stack<(bool Member, int Line)>();
        int members = 0, line = 1, headerStart = 0;
        for (int at = 0; at < code.Length; at++)
        {
            char c = code[at];
            if (c == '\n')
            {
                line++;
            }
            else if (c == '{')
            {
                string header = code[headerStart..at];
                bool member = members == 0 && !Type().IsMatch(header) && !Initialiser().IsMatch(header);
                open.Push((member, line));
                members += member ? 1 : 0;
                headerStart = at + 1;
            }
            else if (c == '}' && open.TryPop(out (bool Member, int Line) block))
            {
                if (block.Member)
                {
                    members--;
                    yield return (block.Line, line - block.Line - 1);
                }

                headerStart = at + 1;
            }
            else if (c == ';')
            {
                headerStart = at + 1;
            }
        }
    }

    /// <summary>Data given to a field or property: a table may be as long as its rows.</summary>
    [GeneratedRegex(@"=\s*new\b[^;>]*$")]
    private static partial Regex Initialiser();

    [GeneratedRegex(@"\b(class|struct|interface|record|enum|namespace|extension)\b")]
    private static partial Regex Type();
}
