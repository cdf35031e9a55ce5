using System.Reflection;
using Xunit;

namespace Kiosk.Tests.Architecture;

/// <summary>The published vectors of pos.md section 4 stand in tests under their numbers.</summary>
public sealed class VectorIndexTests
{
    // Crypto, canonical texts, EAN, VAT, discounts, card terminals, ESC/POS, scale, e-report, customer display.
    private const int First = 1, Last = 10;

    private static readonly ILookup<string, string> Tests = Traits("Vector")
        .ToLookup(pair => pair.Value, pair => pair.Test);

    [Fact]
    public void Every_vector_has_tests_under_its_number() =>
        Complaints.None(Missing(Enumerable.Range(First, Last).Select(n => $"4.{n}")));

    [Fact]
    public void A_vector_without_a_test_is_named() => Assert.Equal(
        ["pos.md 4.11 has no test with [Trait(\"Vector\", \"4.11\")]"], Missing(["4.1", "4.11"]));

    // A test that bears a vector in its name is found under its number too.
    [Fact]
    public void A_test_named_after_a_vector_bears_its_number() => Complaints.None(
        [.. from method in Methods()
            let parts = method.Name.Split('_')
            where parts is ["Vector", "4", ..]
            let number = "4." + parts[2]
            where !Tests[number].Contains(NameOf(method))
            select $"{NameOf(method)} has no [Trait(\"Vector\", \"{number}\")]"]);

    internal static string NameOf(MethodInfo method) => method.DeclaringType!.Name + "." + method.Name;

    /// <summary>Every method that is a test.</summary>
    internal static IEnumerable<MethodInfo> Methods() =>
        from type in typeof(VectorIndexTests).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where method.GetCustomAttributes<FactAttribute>().Any()
        select method;

    private static List<string> Missing(IEnumerable<string> numbers) =>
        [.. numbers.Where(number => !Tests[number].Any())
            .Select(number => $"pos.md {number} has no test with [Trait(\"Vector\", \"{number}\")]")];

    private static IEnumerable<(string Value, string Test)> Traits(string name) =>
        from method in Methods()
        from trait in method.GetCustomAttributesData().Concat(method.DeclaringType!.GetCustomAttributesData())
        where trait.AttributeType == typeof(TraitAttribute) && trait.ConstructorArguments[0].Value is string key
            && key == name
        select ((string)trait.ConstructorArguments[1].Value!, NameOf(method));
}
