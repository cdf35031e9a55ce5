using System.Reflection.Emit;
using Kiosk.Tests.Architecture.Il;

namespace Kiosk.Tests.Architecture.Portable;

/// <summary>
/// On the board (int)someUint keeps behaving as unsigned when its top bit is set, until it is stored in a field or an
/// array element. A cast leaves no instruction, so this follows where 32- and 64-bit unsigned values go and complains
/// where a signed operation takes one whose top bit may be set. An approximation: a value that reaches a join of two
/// branches counts as unsigned when it is so on the first branch read; loops are read once.
/// </summary>
internal static class UnsignedRule
{
    public static IReadOnlyList<string> Check(IlModel model) =>
        [.. model.Methods.Where(m => m.Body.Count > 0).SelectMany(m => new UnsignedWalk(m).Complaints()).Distinct()];
}

/// <summary>The walk through one method: a stack of what each value is.</summary>
internal sealed class UnsignedWalk(IlMethod method)
{
    private static readonly Value Plain = new(Unsigned.No, null);

    private readonly Dictionary<int, Value[]> _joins = [];
    private readonly List<string> _complaints = [];
    private Stack<Value> _stack = new();

    private enum Unsigned
    {
        No,
        Int32,
        Int64,
    }

    public IReadOnlyList<string> Complaints()
    {
        bool falls = true;
        foreach (IlInstruction at in method.Body)
        {
            if (!falls || _joins.ContainsKey(at.Offset))
            {
                _stack = new Stack<Value>((_joins.GetValueOrDefault(at.Offset) ?? []).Reverse());
            }

            Step(at);
            foreach (int target in at.Targets.Where(t => t > at.Offset))
            {
                _joins.TryAdd(target, [.. _stack]);
            }

            falls = at.Op.FlowControl is not (FlowControl.Branch or FlowControl.Return or FlowControl.Throw);
        }

        return _complaints;
    }

    private static Unsigned Of(string type) => type switch
    {
        "System.UInt32" => Unsigned.Int32,
        "System.UInt64" => Unsigned.Int64,
        _ => Unsigned.No,
    };

    private static bool IsSignedOfSize(string type, Unsigned value) =>
        (type == "System.Int32" && value == Unsigned.Int32) || (type == "System.Int64" && value == Unsigned.Int64);

    private void Step(IlInstruction at)
    {
        string name = at.Op.Name ?? "";
        if (at.Is(OpCodes.Call, OpCodes.Callvirt, OpCodes.Newobj))
        {
            Call(at);
        }
        else if (at.Is(OpCodes.Ret))
        {
            Move(method.Member.Type, "returned as " + method.Member.Type);
        }
        else if (LocalOf(at, name) is { } local)
        {
            LoadOrStore(name, local, "kept in a local " + local);
        }
        else if (ArgumentOf(at, name) is { } argument)
        {
            LoadOrStore(name, argument, "kept in an argument " + argument);
        }
        else if (name.StartsWith("ldc.i", StringComparison.Ordinal))
        {
            _stack.Push(new Value(Unsigned.No, ConstantOf(at, name)));
        }
        else if (at.Is(OpCodes.Dup))
        {
            Value top = Pop();
            _stack.Push(top);
            _stack.Push(top);
        }
        else if (IsBinary(name))
        {
            Binary(name);
        }
        else
        {
            Other(at, name);
        }
    }

    private void Call(IlInstruction at)
    {
        IlMember called = method.MemberAt(at)!;
        foreach (string parameter in called.Parameters.Reverse())
        {
            Move(parameter, $"passed as {parameter} to {called.Full}");
        }

        if (called.IsInstance && at.Op != OpCodes.Newobj)
        {
            Pop();
        }

        if (at.Op == OpCodes.Newobj || called.Type != "System.Void")
        {
            _stack.Push(at.Op == OpCodes.Newobj ? Plain : new Value(Of(called.Type), null));
        }
    }

    private void LoadOrStore(string name, string type, string where)
    {
        if (name.StartsWith("st", StringComparison.Ordinal))
        {
            Move(type, where);
        }
        else
        {
            _stack.Push(name.EndsWith("a.s", StringComparison.Ordinal) || name.EndsWith('a')
                ? Plain
                : new Value(Of(type), null));
        }
    }

    private void Move(string type, string where)
    {
        if (method.Member.Type == "System.Void" && where.StartsWith("returned", StringComparison.Ordinal))
        {
            return;
        }

        if (IsSignedOfSize(type, Pop().Kind))
        {
            Complain(where);
        }
    }

    private void Binary(string name)
    {
        Value right = Pop();
        Value left = Pop();
        Unsigned kind = left.Kind != Unsigned.No ? left.Kind : right.Kind;
        bool signed = name is "div" or "rem" or "shr" or "clt" or "cgt";
        Unsigned taken = name == "shr" ? left.Kind : kind;
        if (signed && taken != Unsigned.No && name is not ("clt" or "cgt"))
        {
            Complain(name == "shr" ? "shifted right as signed" : "divided as signed");
        }

        bool topCleared = name switch
        {
            "and" => right.Constant is >= 0 and <= int.MaxValue || left.Constant is >= 0 and <= int.MaxValue,
            "shr.un" or "div.un" => right.Constant is > 0,
            "rem.un" => right.Constant is > 0 and <= int.MaxValue,
            _ => name.StartsWith('c'),
        };
        Unsigned result = name is "shl" or "shr.un" ? left.Kind : kind;
        _stack.Push(new Value(topCleared ? Unsigned.No : result, null));
    }

    private void Other(IlInstruction at, string name)
    {
        Value first = _stack.Count > 0 ? _stack.Peek() : Plain;
        for (int i = 0; i < StackEffect.Pops(at.Op); i++)
        {
            Pop();
        }

        if (name == "conv.i8" && first.Kind == Unsigned.Int32)
        {
            Complain("widened as signed");
        }

        Unsigned pushed = name switch
        {
            "ldelem.u4" or "ldind.u4" or "conv.u4" => Unsigned.Int32,
            "ldfld" or "ldsfld" => Of(method.MemberAt(at)!.Type),
            "not" or "neg" => first.Kind,
            _ => Unsigned.No,
        };
        for (int i = 0; i < StackEffect.Pushes(at.Op); i++)
        {
            _stack.Push(new Value(pushed, null));
        }
    }

    private string? LocalOf(IlInstruction at, string name) =>
        name.Contains("loc", StringComparison.Ordinal) && name != "localloc"
            ? method.Locals[Index(at, name)]
            : null;

    private string? ArgumentOf(IlInstruction at, string name)
    {
        if (!name.Contains("arg", StringComparison.Ordinal) || name == "arglist")
        {
            return null;
        }

        int index = Index(at, name) - (method.Member.IsInstance ? 1 : 0);
        return index < 0 ? method.Owner.Name : method.Member.Parameters[index];
    }

    private static int Index(IlInstruction at, string name) =>
        char.IsAsciiDigit(name[^1]) ? name[^1] - '0' : (int)at.Operand;

    private static long ConstantOf(IlInstruction at, string name) =>
        name == "ldc.i4.m1" ? -1 : char.IsAsciiDigit(name[^1]) && name.Length == 8 ? name[^1] - '0' : at.Operand;

    private static bool IsBinary(string name) =>
        name is "add" or "sub" or "mul" or "div" or "div.un" or "rem" or "rem.un"
        or "and" or "or" or "xor" or "shl" or "shr" or "shr.un" or "ceq" or "cgt" or "cgt.un" or "clt" or "clt.un";

    private Value Pop() => _stack.Count > 0 ? _stack.Pop() : Plain;

    private void Complain(string what) => _complaints.Add(
        $"{method}: an unsigned value whose top bit may be set is {what}. On the board it goes on behaving as "
            + "unsigned: "
        + "keep it in a long, or mask it with 0x7fffffff first.");

    private readonly record struct Value(Unsigned Kind, long? Constant);
}
