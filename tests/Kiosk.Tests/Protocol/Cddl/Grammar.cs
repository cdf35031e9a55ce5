using System.Globalization;
using System.Text.RegularExpressions;

namespace Kiosk.Tests.Protocol.Cddl;

/// <summary>Reads CDDL rules. What it does not know it refuses by name, so that no rule is passed over.</summary>
internal sealed partial class Grammar
{
    private readonly string[] _tokens;
    private int _at;

    private Grammar(string text)
    {
        string bare = Comment().Replace(text, "");
        _tokens = [.. Token().Matches(bare).Select(t => t.Value)];
        string rest = Token().Replace(bare, "").Trim();
        if (rest.Length > 0)
        {
            throw new FormatException($"CDDL: '{rest[..1]}' is not known here.");
        }
    }

    /// <summary>All rules by name.</summary>
    public static Dictionary<string, Node> Read(string text)
    {
        var grammar = new Grammar(text);
        var rules = new Dictionary<string, Node>(StringComparer.Ordinal);
        while (grammar._at < grammar._tokens.Length)
        {
            string name = grammar.Take();
            grammar.Take("=");
            rules.Add(name, grammar.Group());
        }

        return rules;
    }

    private bool IsEnd => _at == _tokens.Length || Peek() is ")" or "]" or "}" || Peek(1) == "=";

    private Node Group()
    {
        var ways = new List<Node>();
        var entries = new List<Node>();
        while (!IsEnd)
        {
            if (Peek() == "//")
            {
                Take();
                ways.Add(One(entries));
                entries = [];
                continue;
            }

            entries.Add(Entry());
            if (Peek() == ",")
            {
                Take();
            }
        }

        ways.Add(One(entries));
        return ways.Count == 1 ? ways[0] : new Choice(ways);
    }

    private static Node One(List<Node> entries) => entries.Count == 1 ? entries[0] : new Sequence(entries);

    private Node Entry()
    {
        if (Peek() == "?")
        {
            Take();
            return new Times(0, 1, Entry());
        }

        if (Peek() == "*" || (IsNumber(Peek()) && Peek(1) == "*"))
        {
            int least = Peek() == "*" ? 0 : (int)Number(Take());
            Take("*");
            int most = IsNumber(Peek()) && Peek(1) != ":" ? (int)Number(Take()) : int.MaxValue;
            return new Times(least, most, Entry());
        }

        if (Peek(1) == ":")
        {
            string key = Take();
            Take(":");
            return new Member(IsNumber(key) ? new Literal(Number(key)) : new Named(key, -1), Type());
        }

        Node type = Type();
        if (Peek() != "=>")
        {
            return type;
        }

        Take();
        return new Member(type, Type());
    }

    private Node Type()
    {
        var ways = new List<Node> { Single() };
        while (Peek() == "/")
        {
            Take();
            ways.Add(Single());
        }

        return ways.Count == 1 ? ways[0] : new Choice(ways);
    }

    private Node Single()
    {
        string token = Take();
        switch (token)
        {
            case "(":
                return Closed(")");
            case "[":
                return new Array(Closed("]"));
            case "{":
                return new Map(Closed("}"));
        }

        if (IsNumber(token))
        {
            Int128 low = Number(token);
            if (Peek() != "..")
            {
                return new Literal(low);
            }

            Take();
            return new Span(low, Number(Take()));
        }

        if (Peek() != ".size")
        {
            return char.IsAsciiLetter(token[0]) ? new Named(token, -1) : throw Unknown(token);
        }

        Take();
        return new Named(token, (int)Number(Take()));
    }

    private Node Closed(string end)
    {
        Node group = Group();
        Take(end);
        return group;
    }

    private string Peek(int ahead = 0) => _at + ahead < _tokens.Length ? _tokens[_at + ahead] : "";

    private string Take() => _at < _tokens.Length ? _tokens[_at++] : throw Unknown("the end");

    private void Take(string wanted)
    {
        string token = Take();
        if (token != wanted)
        {
            throw new FormatException($"CDDL: '{wanted}' expected, '{token}' found (token {_at}).");
        }
    }

    private static bool IsNumber(string token) => token.Length > 0 && (char.IsAsciiDigit(token[0]) || token[0] == '-');

    private static Int128 Number(string token) => Int128.Parse(token, CultureInfo.InvariantCulture);

    private static FormatException Unknown(string token) => new($"CDDL: '{token}' is not known here.");

    [GeneratedRegex(";[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"[A-Za-z][\w-]*|-?[0-9]+|\.\.|\.size|//|=>|[/=:,?*()\[\]{}]")]
    private static partial Regex Token();
}
