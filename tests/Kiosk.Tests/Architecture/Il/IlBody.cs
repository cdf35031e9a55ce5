using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace Kiosk.Tests.Architecture.Il;

/// <summary>One instruction; the operand is a token, a number, a variable index or a branch target (offset).</summary>
internal sealed record IlInstruction(int Offset, int Next, OpCode Op, long Operand, int[] Targets)
{
    public bool Is(params OpCode[] any) => any.Contains(Op);
}

/// <summary>Splits method bodies into instructions (ECMA-335 III).</summary>
internal static class IlBody
{
    private static readonly Dictionary<short, OpCode> ByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!)
        .ToDictionary(o => o.Value);

    public static IReadOnlyList<IlInstruction> Read(byte[] il)
    {
        var list = new List<IlInstruction>();
        for (int at = 0; at < il.Length;)
        {
            IlInstruction one = ReadOne(il, at);
            list.Add(one);
            at = one.Next;
        }

        return list;
    }

    private static IlInstruction ReadOne(byte[] il, int offset)
    {
        int at = offset;
        short value = il[at++];
        if (value == 0xFE)
        {
            value = unchecked((short)(0xFE00 | il[at++]));
        }

        OpCode op = ByValue[value];
        ReadOnlySpan<byte> rest = il.AsSpan(at);
        switch (op.OperandType)
        {
            case OperandType.InlineNone:
                return new(offset, at, op, 0, []);
            case OperandType.ShortInlineBrTarget:
                return Branch(offset, at + 1, op, unchecked((sbyte)rest[0]));
            case OperandType.InlineBrTarget:
                return Branch(offset, at + 4, op, BinaryPrimitives.ReadInt32LittleEndian(rest));
            case OperandType.ShortInlineI:
                return new(offset, at + 1, op, unchecked((sbyte)rest[0]), []);
            case OperandType.ShortInlineVar:
                return new(offset, at + 1, op, rest[0], []);
            case OperandType.InlineVar:
                return new(offset, at + 2, op, BinaryPrimitives.ReadUInt16LittleEndian(rest), []);
            case OperandType.InlineI8 or OperandType.InlineR:
                return new(offset, at + 8, op, BinaryPrimitives.ReadInt64LittleEndian(rest), []);
            case OperandType.InlineSwitch:
                return Switch(offset, at, op, rest);
            default:
                return new(offset, at + 4, op, BinaryPrimitives.ReadInt32LittleEndian(rest), []);
        }
    }

    private static IlInstruction Branch(int offset, int next, OpCode op, int delta) =>
        new(offset, next, op, next + delta, [next + delta]);

    private static IlInstruction Switch(int offset, int at, OpCode op, ReadOnlySpan<byte> rest)
    {
        int count = BinaryPrimitives.ReadInt32LittleEndian(rest);
        int next = at + 4 + (4 * count);
        var targets = new int[count];
        for (int i = 0; i < count; i++)
        {
            targets[i] = next + BinaryPrimitives.ReadInt32LittleEndian(rest[(4 + (4 * i))..]);
        }

        return new(offset, next, op, count, targets);
    }
}
