using System.Reflection;
using System.Text;

namespace Kiosk.Tests.Architecture;

/// <summary>
/// What other projects can reach of an assembly, as sorted text: one type per paragraph, one member per line.
/// </summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    public static string Of(IEnumerable<Type> types)
    {
        var text = new StringBuilder();
        foreach (Type type in types.OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(Name(type)).Append('\n');
            IEnumerable<string> members = type.GetMembers(Declared).Select(Member).OfType<string>();
            foreach (string member in members.Distinct().Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Kind(Type type) =>
        type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct"
        : type.IsAbstract && type.IsSealed ? "static class" : type.IsAbstract ? "abstract class"
        : type.IsSealed ? "sealed class" : "class";

    private static string? Member(MemberInfo member) => member switch
    {
        FieldInfo f when Visible(f.IsPublic, f.IsFamily) && f.IsLiteral =>
            $"const {Name(f.FieldType)} {f.Name} = {f.GetRawConstantValue()}",
        FieldInfo f when Visible(f.IsPublic, f.IsFamily) && !f.IsSpecialName =>
            $"{Static(f.IsStatic)}{(f.IsInitOnly ? "readonly " : "")}{Name(f.FieldType)} {f.Name}",
        PropertyInfo p when p.GetAccessors(true).Any(a => Visible(a.IsPublic, a.IsFamily)) => Property(p),
        MethodInfo m when Visible(m.IsPublic, m.IsFamily) && !m.IsSpecialName && !m.Name.Contains('<') =>
            $"{Static(m.IsStatic)}{Name(m.ReturnType)} {m.Name}({Parameters(m)})",
        ConstructorInfo c when Visible(c.IsPublic, c.IsFamily) && !c.IsStatic => $"new({Parameters(c)})",
        EventInfo e => $"event {Name(e.EventHandlerType!)} {e.Name}",
        _ => null,
    };

    private static string Property(PropertyInfo property)
    {
        string accessors = string.Concat(property.GetAccessors(true).Where(a => Visible(a.IsPublic, a.IsFamily))
            .Select(a => a.Name[..3] + "; ").Order(StringComparer.Ordinal));
        return $"{Static(property.GetAccessors(true)[0].IsStatic)}{Name(property.PropertyType)} {property.Name} "
            + $"{{ {accessors}}}";
    }

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(p =>
            $"{(p.IsOut ? "out " : p.ParameterType.IsByRef ? "ref " : "")}{Name(p.ParameterType)} {p.Name}"));

    private static string Name(Type type)
    {
        if (type.IsByRef || type.IsArray)
        {
            return Name(type.GetElementType()!) + (type.IsArray ? "[]" : "");
        }

        string plain = type.IsNested && !type.IsGenericParameter ? Name(type.DeclaringType!) + "." + type.Name
            : type.Name;
        return type.IsGenericType
            ? plain.Split('`')[0] + "<" + string.Join(", ", type.GetGenericArguments().Select(Name)) + ">"
            : plain;
    }

    private static bool Visible(bool isPublic, bool isFamily) => isPublic || isFamily;

    private static string Static(bool isStatic) => isStatic ? "static " : "";
}
