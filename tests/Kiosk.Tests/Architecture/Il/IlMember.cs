using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Kiosk.Tests.Architecture.Il;

/// <summary>
/// A field or method as a body names it. <see cref="Id"/> is its documentation id, accessors as P: or E:.
/// </summary>
internal sealed record IlMember(
    string Owner, string Name, bool IsField, bool IsGeneric, bool IsInstance, ImmutableArray<string> Parameters,
    string Type)
{
    /// <summary>Name and parameters: what an override repeats.</summary>
    public string Slot => Name + "(" + string.Join(',', Parameters) + ")";

    public string Full => Owner + "." + (IsField ? Name : Slot);

    public string Id
    {
        get
        {
            if (IsField)
            {
                return $"F:{Owner}.{Name}";
            }

            if (Name.StartsWith("get_", StringComparison.Ordinal) || Name.StartsWith("set_", StringComparison.Ordinal))
            {
                return Accessor(Name[0] == 'g' ? Parameters.Length : Parameters.Length - 1);
            }

            if (Name.StartsWith("add_", StringComparison.Ordinal))
            {
                return $"E:{Owner}.{Name[4..]}";
            }

            return Name.StartsWith("remove_", StringComparison.Ordinal)
                ? $"E:{Owner}.{Name[7..]}"
                : $"M:{Owner}.{Name.Replace('.', '#')}({string.Join(',', Parameters)})";
        }
    }

    public static IlMember Of(MetadataReader reader, EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.MethodDefinition:
                return OfMethod(reader, (MethodDefinitionHandle)handle);
            case HandleKind.FieldDefinition:
                FieldDefinition field = reader.GetFieldDefinition((FieldDefinitionHandle)handle);
                return new(
                    IlNames.Of(reader, field.GetDeclaringType()), reader.GetString(field.Name), true, false, false, [],
                    field.DecodeSignature(new IlNames(), null));
            case HandleKind.MethodSpecification:
                return Of(reader, reader.GetMethodSpecification((MethodSpecificationHandle)handle).Method) with
                {
                    IsGeneric = true,
                };
            default:
                return OfReference(reader, reader.GetMemberReference((MemberReferenceHandle)handle));
        }
    }

    private static IlMember OfMethod(MetadataReader reader, MethodDefinitionHandle handle)
    {
        MethodDefinition method = reader.GetMethodDefinition(handle);
        MethodSignature<string> signature = method.DecodeSignature(new IlNames(), null);
        return new(
            IlNames.Of(reader, method.GetDeclaringType()), reader.GetString(method.Name), false,
            signature.GenericParameterCount > 0, signature.Header.IsInstance, signature.ParameterTypes,
            signature.ReturnType);
    }

    private static IlMember OfReference(MetadataReader reader, MemberReference member)
    {
        string owner = IlNames.Of(reader, member.Parent);
        string name = reader.GetString(member.Name);
        if (member.GetKind() == MemberReferenceKind.Field)
        {
            return new(owner, name, true, false, false, [], member.DecodeFieldSignature(new IlNames(), null));
        }

        MethodSignature<string> signature = member.DecodeMethodSignature(new IlNames(), null);
        return new(
            owner, name, false, signature.GenericParameterCount > 0, signature.Header.IsInstance,
            signature.ParameterTypes, signature.ReturnType);
    }

    private string Accessor(int indexes) =>
        indexes == 0
            ? $"P:{Owner}.{Name[4..]}"
            : $"P:{Owner}.{Name[4..]}({string.Join(',', Parameters.Take(indexes))})";
}
