using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Kiosk.Measure;

/// <summary>
/// Bytes of byte code of an assembly as a board has it: there a token and a long branch take 2 bytes, not 4.
/// </summary>
internal static class ByteCode
{
    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!)
        .ToDictionary(o => o.Value & 0xFFFF, o => o.OperandType);

    /// <summary>Bytes of all method bodies of a file.</summary>
    public static int Of(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();
        return metadata.MethodDefinitions
            .Select(handle => metadata.GetMethodDefinition(handle).RelativeVirtualAddress)
            .Where(address => address != 0)
            .Sum(address => Of(file.GetMethodBody(address).GetILBytes() ?? []));
    }

    /// <summary>Bytes of one body.</summary>
    public static int Of(byte[] body)
    {
        int bytes = 0;
        for (int at = 0; at < body.Length;)
        {
            int start = at;
            int code = body[at] == 0xFE ? 0xFE00 | body[at + 1] : body[at];
            at += code > 0xFF ? 2 : 1;
            OperandType operand = Operands[code];
            int targets = operand == OperandType.InlineSwitch ? BitConverter.ToInt32(body, at) : 0;
            at += Length(operand, targets);
            bytes += at - start - Saved(operand, targets);
        }

        return bytes;
    }

    private static int Length(OperandType operand, int targets) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * targets),
        _ => 4,
    };

    private static int Saved(OperandType operand, int targets) => operand switch
    {
        OperandType.InlineBrTarget or OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineSig
            or OperandType.InlineString or OperandType.InlineTok or OperandType.InlineType => 2,
        OperandType.InlineSwitch => 3 + (2 * targets),
        _ => 0,
    };
}
