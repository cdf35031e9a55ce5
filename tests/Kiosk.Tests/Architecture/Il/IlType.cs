using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Kiosk.Tests.Architecture.Il;

/// <summary>A type of the assemblies under watch.</summary>
internal sealed record IlType(
    MetadataReader Reader, string Name, string Base, ImmutableArray<string> Interfaces, bool IsInterface,
    int GenericParameters)
{
    public bool IsEnum => Base == "System.Enum";

    public List<IlMethod> Methods { get; } = [];

    public List<IlMember> Fields { get; } = [];
}
