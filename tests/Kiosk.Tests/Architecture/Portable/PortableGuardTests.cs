using Kiosk.Tests.Architecture.Il;
using Xunit;

namespace Kiosk.Tests.Architecture.Portable;

/// <summary>The portable assemblies stay inside the nano dialect; each rule is shown an offender first.</summary>
public class PortableGuardTests
{
    private const string Home = "Kiosk.Tests.Architecture.Portable.Offenders.";

    private static readonly IlModel Bad =
        IlModel.Load(n => n.StartsWith(Home, StringComparison.Ordinal), "Kiosk.Tests");

    private static readonly HashSet<string> Listed = Lines("firmware/portable-surface.txt");

    [Fact]
    public void Portable_code_uses_only_listed_members_and_no_generics() =>
        Complaints.None(new SurfaceRule(IlModel.Portable(), Listed).Check());

    [Fact]
    public void Every_listed_member_is_used()
    {
        var rule = new SurfaceRule(IlModel.Portable(), Listed);
        rule.Check();
        Complaints.None(rule.Stale());
    }

    [Fact]
    public void A_listed_member_that_nothing_uses_is_named()
    {
        var rule = new SurfaceRule(Bad, new HashSet<string> { "M:System.Gone.Nothing()" });
        rule.Check();
        Assert.Contains("M:System.Gone.Nothing()", Assert.Single(rule.Stale()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_of_members_is_sorted_without_repeats() => Complaints.None(
        SurfaceRule.CheckOrder(File.ReadAllLines(Repository.Path("firmware/portable-surface.txt"))));

    [Theory]
    [InlineData("M:B", "M:A", "out of order")]
    [InlineData("M:A", "M:A", "twice")]
    public void A_line_out_of_order_or_listed_twice_is_named(string first, string second, string complaint) =>
        Assert.Contains(complaint, Assert.Single(SurfaceRule.CheckOrder(["# title", first, second])));

    [Fact]
    public void Portable_code_has_no_instruction_that_fails_on_the_board() =>
        Complaints.None(OpcodeRule.Check(IlModel.Portable()));

    [Fact]
    public void Static_initialisers_read_no_other_type() => Complaints.None(StaticsRule.Check(IlModel.Portable()));

    [Fact]
    public void No_unsigned_value_is_taken_for_a_signed_one() =>
        Complaints.None(UnsignedRule.Check(IlModel.Portable()));

    [Theory]
    [InlineData("Traps.GenericType(", "uses generic")]
    [InlineData("Traps.GenericMethod(", "uses generic")]
    [InlineData("Traps.GenericOwn(", "generic method")]
    [InlineData("Traps.Grid(", "Multi-dimensional")]
    [InlineData("Traps.Unlisted(", "M:System.String.Replace(System.Char,System.Char)")]
    [InlineData("Traps.MaybeInt(", "has generic System.Nullable{System.Int32}")]
    [InlineData("Traps.Stack(", "has generic System.ReadOnlySpan{System.Byte}")]
    [InlineData("GenericHolder", "generic type")]
    [InlineData("Fields.Shared", "No pointers, fixed or volatile")]
    public void The_surface_rule_names_the_offender(string where, string what) =>
        Contains(new SurfaceRule(Bad, new HashSet<string>()).Check(), where, what);

    [Theory]
    [InlineData("Traps.Checked(", "add.ovf")]
    [InlineData("Traps.EnumText(", "ToString")]
    [InlineData("Traps.EnumBox(", "boxes")]
    [InlineData("Traps.Float(", "floating point")]
    [InlineData("Traps.Stack(", "localloc")]
    [InlineData("Fields.Ratio", "floating point")]
    [InlineData("IHasDefault.Twice(", "default interface method")]
    public void The_instruction_rule_names_the_offender(string where, string what) =>
        Contains(OpcodeRule.Check(Bad), where, what);

    [Theory]
    [InlineData("ReadsOtherStatic", "LaterName.Start")]
    [InlineData("LaterName", "System.Int32.Parse")]
    public void The_statics_rule_names_the_offender(string where, string what) =>
        Contains(StaticsRule.Check(Bad), where, what);

    [Theory]
    [InlineData("Traps.CastShift(", "shifted right as signed")]
    [InlineData("Traps.CastWiden(", "widened as signed")]
    [InlineData("Traps.CastReturn(", "returned as System.Int32")]
    [InlineData("Traps.CastPass(", "passed as System.Int32")]
    [InlineData("Traps.CastLong(", "shifted right as signed")]
    public void The_unsigned_rule_names_the_offender(string where, string what) =>
        Contains(UnsignedRule.Check(Bad), where, what);

    [Fact]
    public void Sound_code_is_left_alone()
    {
        string[] all = [.. OpcodeRule.Check(Bad), .. StaticsRule.Check(Bad), .. UnsignedRule.Check(Bad)];
        Assert.DoesNotContain(all, c => c.Contains("Sound.", StringComparison.Ordinal));
    }

    internal static HashSet<string> Lines(string file) =>
        [.. File.ReadAllLines(Repository.Path(file)).Where(l => l.Length > 0 && l[0] != '#')];

    private static void Contains(IReadOnlyList<string> complaints, string where, string what) =>
        Assert.Contains(complaints, c => c.StartsWith(Home + where, StringComparison.Ordinal)
            && c.Contains(what, StringComparison.Ordinal));
}
