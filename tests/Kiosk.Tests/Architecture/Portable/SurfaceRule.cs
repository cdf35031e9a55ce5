using Kiosk.Tests.Architecture.Il;

namespace Kiosk.Tests.Architecture.Portable;

/// <summary>
/// Portable code names no outside type or member but those of firmware/portable-surface.txt, and no generic one but
/// the byte[] conversions of bus calls.
/// </summary>
internal sealed class SurfaceRule(IlModel model, IReadOnlySet<string> listed)
{
    private const string Remedy =
        "Look it up in the public surface of the nanoFramework assemblies; only if it stands there add that line to "
        + "firmware/portable-surface.txt, else write it with what is listed.";

    private static readonly HashSet<string> Primitives =
    [
        "System.Void", "System.Boolean", "System.Char", "System.SByte", "System.Byte", "System.Int16", "System.UInt16",
        "System.Int32", "System.UInt32", "System.Int64", "System.UInt64", "System.Single", "System.Double",
        "System.IntPtr", "System.String", "System.Object",
    ];

    /// <summary>What the two compilers call differently for the same source: left here, right on the board.</summary>
    private static readonly Dictionary<string, string> SameSource = new(StringComparer.Ordinal)
    {
        ["M:System.Threading.Monitor.Enter(System.Object,System.Boolean@)"] =
            "M:System.Threading.Monitor.Enter(System.Object)",
        ["M:System.Exception.GetType()"] = "M:System.Object.GetType()",
    };

    private readonly List<string> _complaints = [];

    /// <summary>Listed lines that nothing uses; filled by <see cref="Check"/>.</summary>
    public HashSet<string> Unused { get; } = [.. listed];

    public IReadOnlyList<string> Check()
    {
        foreach (IlType type in model.Types)
        {
            CheckDeclaration(type);
            foreach (IlMethod method in type.Methods.Where(m => !IsRuntimeMade(m)))
            {
                CheckMethod(method);
            }
        }

        return [.. _complaints.Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>One complaint per listed line that nothing uses; after <see cref="Check"/>.</summary>
    public IReadOnlyList<string> Stale() => [.. Unused.Order().Select(line =>
        $"firmware/portable-surface.txt lists {line}, which nothing uses any more: remove the line.")];

    /// <summary>The lines of the list stand in ordinal order, each once; comments begin with '#'.</summary>
    public static IReadOnlyList<string> CheckOrder(IEnumerable<string> lines)
    {
        string[] entries = [.. lines.Where(l => l.Length > 0 && l[0] != '#')];
        return [.. entries.Zip(entries.Skip(1)).Where(p => string.CompareOrdinal(p.First, p.Second) >= 0)
            .Select(p => $"firmware/portable-surface.txt: {p.Second} is "
                + (p.First == p.Second ? "listed twice." : $"out of order after {p.First}."))];
    }

    /// <summary>The id as the board spells it: byte spans are SpanByte there.</summary>
    public static string OnBoard(string id)
    {
        string board = id
            .Replace("System.ReadOnlySpan{System.Byte}", "System.SpanByte", StringComparison.Ordinal)
            .Replace("System.Span{System.Byte}", "System.SpanByte", StringComparison.Ordinal);
        return SameSource.GetValueOrDefault(board, board);
    }

    private static bool IsRuntimeMade(IlMethod method) => method.Owner.Base == "System.MulticastDelegate";

    private static bool IsByteSpan(string type) =>
        type is "System.Span{System.Byte}" or "System.ReadOnlySpan{System.Byte}";

    private void CheckDeclaration(IlType type)
    {
        if (type.GenericParameters > 0)
        {
            _complaints.Add($"{type.Name}: generic type. No generics on the board: use byte[], arrays or ArrayList.");
        }

        string where = type.Name;
        foreach (string used in type.Interfaces.Append(type.Base).Where(n => n.Length > 0))
        {
            CheckType(where, used);
        }

        foreach (IlMember field in type.Fields)
        {
            CheckType(field.Full, field.Type);
        }
    }

    private void CheckMethod(IlMethod method)
    {
        string where = method.ToString();
        if (method.Member.IsGeneric)
        {
            _complaints.Add($"{where}: generic method. No generics on the board: write it for the type it serves.");
        }

        foreach (string type in method.Member.Parameters.Append(method.Member.Type).Concat(method.Locals)
            .Concat(method.Catches))
        {
            CheckType(where, type);
        }

        foreach (IlInstruction at in method.Body)
        {
            if (method.TypeAt(at) is { } type)
            {
                CheckType(where, type);
            }

            if (method.MemberAt(at) is { } member)
            {
                CheckMember(where, member);
            }
        }
    }

    private void CheckMember(string where, IlMember member)
    {
        bool spanConversion = IsByteSpan(member.Owner) && member.Name == "op_Implicit"
            && member.Parameters is ["`0[]"];
        if (member.IsGeneric || (member.Owner.Contains('{') && !spanConversion))
        {
            _complaints.Add(
                $"{where}: uses generic {member.Full}. No generics on the board: use byte[], arrays or ArrayList.");
            return;
        }

        string owner = IlNames.Bare(member.Owner);
        if (model.Find(owner) != null)
        {
            return;
        }

        if (owner != member.Owner && !spanConversion)
        {
            _complaints.Add($"{where}: uses {member.Full}. Multi-dimensional arrays do not load: use jagged ones.");
            return;
        }

        if (member.Name == ".ctor" && member.Parameters is ["System.Object", "System.IntPtr"])
        {
            // A delegate is listed as a type: every one is made in this way.
            Require(where, "T:" + owner);
            return;
        }

        Require(where, spanConversion ? "M:System.SpanByte.op_Implicit(System.Byte[])" : OnBoard(member.Id));
    }

    private void CheckType(string where, string type)
    {
        if (type.Contains('{') || type.Contains('`'))
        {
            _complaints.Add($"{where}: has generic {type}. No generics on the board: use byte[], arrays or ArrayList.");
        }
        else if (type.Contains("[0:", StringComparison.Ordinal))
        {
            _complaints.Add($"{where}: has {type}. Multi-dimensional arrays do not load: use jagged ones.");
        }
        else if (type.Contains('*') || type.Contains(' '))
        {
            _complaints.Add($"{where}: has {type}. No pointers, fixed or volatile on the board: use byte[] and lock.");
        }
        else if (!Primitives.Contains(IlNames.Bare(type)) && model.Find(IlNames.Bare(type)) == null)
        {
            Require(where, "T:" + IlNames.Bare(type));
        }
    }

    private void Require(string where, string id)
    {
        Unused.Remove(id);
        if (!listed.Contains(id))
        {
            _complaints.Add($"{where}: uses {id}. {Remedy}");
        }
    }
}
