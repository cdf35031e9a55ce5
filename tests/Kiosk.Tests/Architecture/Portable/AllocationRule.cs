using System.Reflection.Emit;
using Kiosk.Tests.Architecture.Il;

namespace Kiosk.Tests.Architecture.Portable;

/// <summary>
/// What runs after start: everything that the loop's Step may call, through every override, and every method that is
/// handed out as a callback. Finds what allocates there and which outside members are called.
/// </summary>
internal sealed class AllocationRule
{
    private static readonly OpCode[] Calls = [OpCodes.Call, OpCodes.Callvirt, OpCodes.Newobj];

    private readonly IlModel _model;
    private readonly ILookup<string, IlMethod> _bySlot;
    private readonly HashSet<IlMethod> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<IlMethod> _waiting = new();

    public AllocationRule(IlModel model, string rootType, string rootMethod)
    {
        _model = model;
        _bySlot = model.Methods.Where(m => m.Member.IsInstance).ToLookup(m => m.Member.Slot);
        foreach (IlMethod root in model.Find(rootType)?.Methods.Where(m => m.Member.Name == rootMethod) ?? [])
        {
            Reach(root);
        }

        foreach (IlMethod method in model.Methods)
        {
            foreach (IlInstruction at in method.Body.Where(i => i.Is(OpCodes.Ldftn, OpCodes.Ldvirtftn)))
            {
                ReachAll(method.MemberAt(at)!, at);
            }
        }

        while (_waiting.TryDequeue(out IlMethod? method))
        {
            Walk(method);
        }
    }

    /// <summary>"method: new Type" and the like, sorted.</summary>
    public SortedSet<string> Sites { get; } = new(StringComparer.Ordinal);

    /// <summary>Outside members called after start, as listed for the board.</summary>
    public SortedSet<string> Outside { get; } = new(StringComparer.Ordinal);

    public int MethodsReached => _seen.Count;

    private void Walk(IlMethod method)
    {
        foreach (IlInstruction at in method.Body)
        {
            if (at.Is(OpCodes.Newarr))
            {
                Sites.Add($"{method}: new {method.TypeAt(at)}[]");
            }
            else if (at.Is(OpCodes.Box))
            {
                Sites.Add($"{method}: boxes {method.TypeAt(at)}");
            }
            else if (Calls.Contains(at.Op))
            {
                Call(method, at, method.MemberAt(at)!);
            }
        }
    }

    private void Call(IlMethod method, IlInstruction at, IlMember called)
    {
        if (at.Op == OpCodes.Newobj && !IsStruct(called.Owner))
        {
            Sites.Add($"{method}: new {called.Owner}");
        }

        if (_model.Find(IlNames.Bare(called.Owner)) != null)
        {
            ReachAll(called, at);
            return;
        }

        Outside.Add(SurfaceRule.OnBoard(called.Id));
        if (called.Type is "System.String" || called.Type.EndsWith("[]", StringComparison.Ordinal))
        {
            Sites.Add($"{method}: {called.Owner}.{called.Name} makes a {called.Type}");
        }

        ReachAll(called, at);
    }

    private bool IsStruct(string type) =>
        _model.Find(type) is { } ours
            ? ours.Base == "System.ValueType"
            : AppDomain.CurrentDomain.GetAssemblies().Any(a =>
                a.GetType(type, throwOnError: false)?.IsValueType == true);

    /// <summary>The method named, and for a virtual call everything that may stand in for it.</summary>
    private void ReachAll(IlMember member, IlInstruction at)
    {
        if (_model.Find(member) is { } named)
        {
            Reach(named);
        }

        if (at.Is(OpCodes.Callvirt, OpCodes.Ldvirtftn))
        {
            foreach (IlMethod other in _bySlot[member.Slot].Where(o => _model.DerivesFrom(o.Owner, member.Owner)))
            {
                Reach(other);
            }
        }
    }

    private void Reach(IlMethod method)
    {
        if (_seen.Add(method))
        {
            _waiting.Enqueue(method);
        }
    }
}
