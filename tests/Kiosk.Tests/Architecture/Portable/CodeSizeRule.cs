using System.Reflection.Emit;
using Kiosk.Tests.Architecture.Il;

namespace Kiosk.Tests.Architecture.Portable;

/// <summary>
/// Byte code of an assembly as a board has it: addressed by 16 bits, so one assembly holds 65,535 bytes of it and the
/// converter refuses more. There a token and a long branch take 2 bytes, not 4. The budget leaves room for exception
/// tables.
/// </summary>
internal static class CodeSizeRule
{
    public const int Budget = 60_000, BiggestNamed = 8;

    public static int Bytes(IlModel model) => model.Methods.Sum(Bytes);

    public static IReadOnlyList<string> Check(string assembly, IlModel model, int budget)
    {
        int bytes = Bytes(model);
        if (bytes <= budget)
        {
            return [];
        }

        IEnumerable<string> biggest = model.Types
            .Select(t => (t.Name, Bytes: t.Methods.Sum(Bytes)))
            .OrderByDescending(t => t.Bytes).Take(BiggestNamed)
            .Select(t => $"{t.Name} {t.Bytes}");
        return [$"{assembly}: {bytes} bytes of byte code, {budget} allowed (16-bit addresses on the board). "
            + $"Biggest: {string.Join(", ", biggest)}. Shorten it, or move a layer into an assembly of its own."];
    }

    private static int Bytes(IlMethod method) => method.Body.Sum(Bytes);

    private static int Bytes(IlInstruction at) => at.Next - at.Offset - at.Op.OperandType switch
    {
        OperandType.InlineBrTarget or OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineSig
            or OperandType.InlineString or OperandType.InlineTok or OperandType.InlineType => 2,
        OperandType.InlineSwitch => 3 + (2 * at.Targets.Length),
        _ => 0,
    };
}
