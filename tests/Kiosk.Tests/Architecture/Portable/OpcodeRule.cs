using System.Reflection.Emit;
using Kiosk.Tests.Architecture.Il;

namespace Kiosk.Tests.Architecture.Portable;

/// <summary>Instructions that compile and convert, but fail or mean something else on the board.</summary>
internal static class OpcodeRule
{
    /// <summary>Types that may hold floating point; each is one file of its name.</summary>
    public static readonly string[] FloatTypes = [];

    public static IReadOnlyList<string> Check(IlModel model)
    {
        var complaints = new List<string>();
        foreach (IlType type in model.Types.Where(t => t.IsInterface))
        {
            complaints.AddRange(type.Methods.Where(m => m.Body.Count > 0 && m.Member.IsInstance).Select(m =>
                $"{m}: default interface method, throws when called on the board. Use an abstract class."));
        }

        foreach (IlMethod method in model.Methods)
        {
            complaints.AddRange(CheckBody(model, method));
        }

        foreach (IlMember field in model.Types.SelectMany(t => t.Fields).Where(f => IsFloat(f.Type)))
        {
            complaints.AddRange(Float(field.Owner, field.Full));
        }

        return [.. complaints.Distinct()];
    }

    private static IEnumerable<string> CheckBody(IlModel model, IlMethod method)
    {
        IlInstruction? before = null;
        foreach (IlInstruction at in method.Body)
        {
            string name = at.Op.Name ?? "";
            if (name.Contains(".ovf", StringComparison.Ordinal))
            {
                yield return $"{method}: {name}. Checked arithmetic does not check on the board: test the range first.";
            }
            else if (at.Is(OpCodes.Localloc, OpCodes.Calli, OpCodes.Arglist, OpCodes.Cpblk, OpCodes.Initblk))
            {
                yield return $"{method}: {name}. No stackalloc, no pointers: use a byte[] made at start.";
            }
            else if (at.Is(OpCodes.Box) && model.IsEnum(method.TypeAt(at) ?? ""))
            {
                yield return $"{method}: boxes {method.TypeAt(at)}. Enum text is its number on the board: "
                    + "switch over it.";
            }
            else if (before?.Op == OpCodes.Constrained && model.IsEnum(method.TypeAt(before) ?? ""))
            {
                yield return $"{method}: calls {method.MemberAt(at)?.Name} of {method.TypeAt(before)}. "
                    + "Enum text is its number on the board: switch over it.";
            }

            before = at;
        }

        bool inSignature = method.Member.Parameters.Append(method.Member.Type).Concat(method.Locals).Any(IsFloat);
        if (inSignature || method.Body.Any(i => IsFloatOp(i.Op.Name ?? "")))
        {
            foreach (string complaint in Float(method.Owner.Name, method.ToString()))
            {
                yield return complaint;
            }
        }
    }

    private static IEnumerable<string> Float(string owner, string where) =>
        FloatTypes.Contains(owner) ? []
            : [$"{where}: floating point. Text and NaN differ on the board: scaled integers."];

    private static bool IsFloat(string type) => IlNames.Bare(type) is "System.Single" or "System.Double";

    private static bool IsFloatOp(string name) =>
        name is "conv.r.un" || name.EndsWith(".r4", StringComparison.Ordinal)
            || name.EndsWith(".r8", StringComparison.Ordinal);
}
