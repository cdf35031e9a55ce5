using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Kiosk.Tests.Architecture.Il;

/// <summary>
/// Spells types as documentation ids do: <c>System.Byte[]</c>, <c>System.Span{System.Byte}</c>, <c>``0</c>.
/// </summary>
internal sealed class IlNames : ISignatureTypeProvider<string, object?>
{
    public static string Of(MetadataReader reader, EntityHandle handle) => handle.IsNil ? "" : handle.Kind switch
    {
        HandleKind.TypeDefinition => OfDefinition(reader, (TypeDefinitionHandle)handle),
        HandleKind.TypeReference => OfReference(reader, (TypeReferenceHandle)handle),
        HandleKind.TypeSpecification => reader.GetTypeSpecification((TypeSpecificationHandle)handle)
            .DecodeSignature(new IlNames(), null),
        _ => "",
    };

    /// <summary>Name without array, by-reference and pointer marks.</summary>
    public static string Bare(string name)
    {
        int end = name.IndexOfAny(['[', '@', '*', ' ']);
        return end < 0 ? name : name[..end];
    }

    public string GetArrayType(string elementType, ArrayShape shape) =>
        elementType + "[" + string.Join(',', Enumerable.Repeat("0:", shape.Rank)) + "]";

    public string GetByReferenceType(string elementType) => elementType + "@";

    public string GetFunctionPointerType(MethodSignature<string> signature) => "method*";

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) =>
        genericType.Split('`')[0] + "{" + string.Join(',', typeArguments) + "}";

    public string GetGenericMethodParameter(object? genericContext, int index) => "``" + index;

    public string GetGenericTypeParameter(object? genericContext, int index) => "`" + index;

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) =>
        modifier == "System.Runtime.CompilerServices.IsVolatile" ? unmodifiedType + " volatile" : unmodifiedType;

    public string GetPinnedType(string elementType) => elementType + " pinned";

    public string GetPointerType(string elementType) => elementType + "*";

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => "System." + typeCode;

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        OfDefinition(reader, handle);

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        OfReference(reader, handle);

    public string GetTypeFromSpecification(
        MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    private static string OfDefinition(MetadataReader reader, TypeDefinitionHandle handle)
    {
        TypeDefinition type = reader.GetTypeDefinition(handle);
        string name = reader.GetString(type.Name);
        return type.IsNested
            ? OfDefinition(reader, type.GetDeclaringType()) + "." + name
            : Join(reader.GetString(type.Namespace), name);
    }

    private static string OfReference(MetadataReader reader, TypeReferenceHandle handle)
    {
        TypeReference type = reader.GetTypeReference(handle);
        string name = reader.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? OfReference(reader, (TypeReferenceHandle)type.ResolutionScope) + "." + name
            : Join(reader.GetString(type.Namespace), name);
    }

    private static string Join(string space, string name) => space.Length == 0 ? name : space + "." + name;
}
