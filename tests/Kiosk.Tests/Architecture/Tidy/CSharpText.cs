using System.Text;

namespace Kiosk.Tests.Architecture.Tidy;

/// <summary>
/// C# source with comments and the contents of strings blanked out, line breaks kept, so that patterns match code only.
/// Knows verbatim, interpolated and raw strings; holes of interpolated strings are blanked with them.
/// </summary>
internal static class CSharpText
{
    public static string CodeOnly(string source)
    {
        var code = new StringBuilder(source.Length);
        for (int at = 0; at < source.Length;)
        {
            int end = EndOfComment(source, at);
            if (end == at)
            {
                end = EndOfLiteral(source, at);
            }

            if (end == at)
            {
                code.Append(source[at++]);
                continue;
            }

            for (; at < end; at++)
            {
                code.Append(source[at] == '\n' ? '\n' : ' ');
            }
        }

        return code.ToString();
    }

    private static int EndOfComment(string s, int at)
    {
        if (Starts(s, at, "//"))
        {
            int line = s.IndexOf('\n', at);
            return line < 0 ? s.Length : line;
        }

        if (Starts(s, at, "/*"))
        {
            int close = s.IndexOf("*/", at, StringComparison.Ordinal);
            return close < 0 ? s.Length : close + 2;
        }

        return at;
    }

    private static int EndOfLiteral(string s, int at)
    {
        if (s[at] == '\'')
        {
            return Quoted(s, at + 1, '\'', escapes: true);
        }

        int quote = at;
        while (quote < s.Length && s[quote] is '$' or '@')
        {
            quote++;
        }

        if (quote >= s.Length || s[quote] != '"')
        {
            return at;
        }

        int run = 0;
        while (quote + run < s.Length && s[quote + run] == '"')
        {
            run++;
        }

        string prefix = s[at..quote];
        if (run >= 3)
        {
            int close = s.IndexOf(new string('"', run), quote + run, StringComparison.Ordinal);
            return close < 0 ? s.Length : close + run;
        }

        return prefix.Contains('$') ? Interpolated(s, quote + 1, prefix.Contains('@'))
            : Quoted(s, quote + 1, '"', !prefix.Contains('@'));
    }

    private static int Quoted(string s, int at, char quote, bool escapes)
    {
        for (; at < s.Length; at++)
        {
            if (escapes && s[at] == '\\')
            {
                at++;
            }
            else if (s[at] == quote)
            {
                bool doubled = !escapes && at + 1 < s.Length && s[at + 1] == quote;
                if (!doubled)
                {
                    return at + 1;
                }

                at++;
            }
        }

        return s.Length;
    }

    private static int Interpolated(string s, int at, bool verbatim)
    {
        int depth = 0;
        while (at < s.Length)
        {
            char c = s[at];
            if (depth > 0 && (c is '"' or '\'' or '$' or '@') && EndOfLiteral(s, at) is var inner && inner > at)
            {
                at = inner;
                continue;
            }

            if (depth == 0 && c == '"')
            {
                return at + 1;
            }

            bool pair = at + 1 < s.Length && s[at + 1] == c;
            if (depth == 0 && ((c is '{' or '}' && pair) || (c == '\\' && !verbatim)))
            {
                at += 2;
                continue;
            }

            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            at++;
        }

        return s.Length;
    }

    private static bool Starts(string s, int at, string what) =>
        string.CompareOrdinal(s, at, what, 0, what.Length) == 0;
}
