using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Kiosk.Tests.Architecture.Il;

/// <summary>Types and methods of some assemblies, read from metadata alone (nothing is loaded or run).</summary>
internal sealed class IlModel
{
    /// <summary>Kept for the life of the tests: the readers point into them.</summary>
    private static readonly ConcurrentDictionary<string, PEReader> Images = new(StringComparer.Ordinal);

    private readonly Dictionary<string, IlType> _types = new(StringComparer.Ordinal);

    public IEnumerable<IlType> Types => _types.Values;

    public IEnumerable<IlMethod> Methods => _types.Values.SelectMany(t => t.Methods);

    /// <summary>Reads assemblies beside the tests, keeping the types that <paramref name="keep"/> admits.</summary>
    public static IlModel Load(Func<string, bool> keep, params string[] assemblies)
    {
        var model = new IlModel();
        foreach (string assembly in assemblies)
        {
            string path = Path.Combine(AppContext.BaseDirectory, assembly + ".dll");
            PEReader pe = Images.GetOrAdd(path, p => new PEReader(ImmutableArray.Create(File.ReadAllBytes(p))));
            MetadataReader reader = pe.GetMetadataReader();
            foreach (TypeDefinitionHandle handle in reader.TypeDefinitions)
            {
                if (keep(IlNames.Of(reader, handle)))
                {
                    model.Add(pe, reader, handle);
                }
            }
        }

        return model;
    }

    public static IlModel Portable() =>
        Load(
            name => name != "<Module>", "Kiosk.Protocol", "Kiosk.Fiscal", "Kiosk.Core", "Kiosk.Till",
            "Kiosk.Pages", "Kiosk.Firmware", "Kiosk.Drivers");

    public IlType? Find(string name) => _types.GetValueOrDefault(name);

    /// <summary>The method itself, or the nearest one that the owner inherits; null when it is not ours.</summary>
    public IlMethod? Find(IlMember member)
    {
        for (IlType? type = Find(member.Owner); type != null; type = Find(type.Base))
        {
            IlMethod? found = type.Methods.Find(m => m.Member.Slot == member.Slot);
            if (found != null)
            {
                return found;
            }
        }

        return null;
    }

    public bool DerivesFrom(IlType type, string ancestor)
    {
        for (IlType? t = type; t != null; t = Find(t.Base))
        {
            if (t.Name == ancestor || t.Base == ancestor || t.Interfaces.Contains(ancestor))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An enum of ours, or one of the platform (looked up in the running one).</summary>
    public bool IsEnum(string name) =>
        Find(name)?.IsEnum
        ?? AppDomain.CurrentDomain.GetAssemblies().Any(a => a.GetType(name, throwOnError: false)?.IsEnum == true);

    private void Add(PEReader pe, MetadataReader reader, TypeDefinitionHandle handle)
    {
        TypeDefinition definition = reader.GetTypeDefinition(handle);
        var interfaces = definition.GetInterfaceImplementations()
            .Select(i => IlNames.Of(reader, reader.GetInterfaceImplementation(i).Interface));
        var type = new IlType(
            reader, IlNames.Of(reader, handle), IlNames.Of(reader, definition.BaseType), [.. interfaces],
            definition.Attributes.HasFlag(TypeAttributes.Interface), definition.GetGenericParameters().Count);
        _types[type.Name] = type;
        type.Fields.AddRange(definition.GetFields().Select(f => IlMember.Of(reader, f)));
        foreach (MethodDefinitionHandle method in definition.GetMethods())
        {
            type.Methods.Add(Method(pe, reader, type, method));
        }
    }

    private static IlMethod Method(PEReader pe, MetadataReader reader, IlType type, MethodDefinitionHandle handle)
    {
        MethodDefinition method = reader.GetMethodDefinition(handle);
        IlMember member = IlMember.Of(reader, handle);
        if (method.RelativeVirtualAddress == 0)
        {
            return new(type, member, method.Attributes, [], [], []);
        }

        MethodBodyBlock body = pe.GetMethodBody(method.RelativeVirtualAddress);
        ImmutableArray<string> locals = body.LocalSignature.IsNil
            ? []
            : reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(new IlNames(), null);
        var catches = body.ExceptionRegions.Where(r => !r.CatchType.IsNil).Select(r => IlNames.Of(reader, r.CatchType));
        return new(type, member, method.Attributes, IlBody.Read(body.GetILBytes() ?? []), locals, [.. catches]);
    }
}
