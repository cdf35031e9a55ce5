using System.Reflection.Emit;
using Kiosk.Tests.Architecture.Il;

namespace Kiosk.Tests.Architecture.Portable;

/// <summary>
/// On the board all static constructors run at start in the order of type names: one that reads a static of another
/// type may see nothing. Followed through every method of ours that it calls.
/// </summary>
internal static class StaticsRule
{
    private static readonly string[] Harmless =
    [
        "System.Runtime.CompilerServices.RuntimeHelpers.InitializeArray(System.Array,System.RuntimeFieldHandle)",
        "System.Object..ctor()",
    ];

    public static IReadOnlyList<string> Check(IlModel model)
    {
        var complaints = new List<string>();
        foreach (IlMethod constructor in model.Methods.Where(m => m.IsStaticConstructor))
        {
            string own = constructor.Owner.Name;
            foreach ((IlMethod method, IlInstruction at, IlMember member) in Reached(model, constructor))
            {
                if (at.Is(OpCodes.Ldsfld, OpCodes.Ldsflda) && member.Owner != own)
                {
                    complaints.Add($"{own}: its static initialiser reads {member.Full} (in {method}), which may not be "
                        + "set yet on the board. Use a constant, or build it in Main and pass it in.");
                }
                else if (at.Is(OpCodes.Call, OpCodes.Callvirt) && model.Find(IlNames.Bare(member.Owner)) == null
                    && !Harmless.Contains(member.Full))
                {
                    complaints.Add($"{own}: its static initialiser calls {member.Full} (in {method}). On the "
                        + "board that "
                        + "runs before Main on its own thread: build it in Main and pass it in.");
                }
            }
        }

        return [.. complaints.Distinct()];
    }

    private static IEnumerable<(IlMethod Method, IlInstruction At, IlMember Member)> Reached(IlModel model,
        IlMethod start)
    {
        var seen = new HashSet<IlMethod>(ReferenceEqualityComparer.Instance) { start };
        var waiting = new Queue<IlMethod>(seen);
        while (waiting.TryDequeue(out IlMethod? method))
        {
            foreach (IlInstruction at in method.Body)
            {
                if (method.MemberAt(at) is not { } member)
                {
                    continue;
                }

                yield return (method, at, member);
                if (!member.IsField && model.Find(member) is { } called && seen.Add(called))
                {
                    waiting.Enqueue(called);
                }
            }
        }
    }
}
