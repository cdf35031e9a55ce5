using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Kiosk.Tests.Architecture.Il;

/// <summary>A method with its body (none when abstract).</summary>
internal sealed record IlMethod(
    IlType Owner, IlMember Member, MethodAttributes Attributes, IReadOnlyList<IlInstruction> Body,
    ImmutableArray<string> Locals, ImmutableArray<string> Catches)
{
    public bool IsStaticConstructor => Member.Name == ".cctor";

    /// <summary>The member an instruction names (call, field access, ldtoken), or null.</summary>
    public IlMember? MemberAt(IlInstruction at)
    {
        if (at.Op.OperandType is not (OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineTok))
        {
            return null;
        }

        EntityHandle handle = MetadataTokens.EntityHandle((int)at.Operand);
        return IsType(handle) ? null : IlMember.Of(Owner.Reader, handle);
    }

    /// <summary>The type an instruction names (newarr, box, castclass, ...), or null.</summary>
    public string? TypeAt(IlInstruction at)
    {
        if (at.Op.OperandType is not (OperandType.InlineType or OperandType.InlineTok))
        {
            return null;
        }

        EntityHandle handle = MetadataTokens.EntityHandle((int)at.Operand);
        return IsType(handle) ? IlNames.Of(Owner.Reader, handle) : null;
    }

    public override string ToString() => Member.Full;

    private static bool IsType(EntityHandle handle) =>
        handle.Kind is HandleKind.TypeDefinition or HandleKind.TypeReference or HandleKind.TypeSpecification;
}
