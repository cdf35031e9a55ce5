using Kiosk.Fleet;

namespace Kiosk.Tests.Fleet;

/// <summary>An option out of its range is refused by its name before anything runs, not bent.</summary>
public class CommandOptionTests
{
    [Theory]
    [InlineData("--for -1: must be 0 to 1000000", "demo", "--for", "-1")]
    [InlineData("--factor 500: must be 1 to 120", "demo", "--factor", "500")]
    [InlineData("--factor 0: must be 1 to 120", "demo", "--factor", "0")]
    [InlineData("--city-port 65536: must be 0 to 65535", "demo", "--city-port", "65536")]
    [InlineData("--kill-gateway-every -5: must be 0 to 1000000", "replay", "--baskets", "b", "--footfall", "f",
        "--kill-gateway-every", "-5")]
    public void Out_of_range_is_refused_by_name(string message, params string[] arguments)
    {
        Assert.Equal([message], Commands.Root().Parse(arguments).Errors.Select(e => e.Message));
    }

    [Theory]
    [InlineData("demo", "--for", "30", "--factor", "120", "--panel-port", "0", "--city-port", "65535")]
    [InlineData("replay", "--baskets", "b", "--footfall", "f", "--kill-gateway-every", "5")]
    public void In_range_is_taken(params string[] arguments) => Assert.Empty(Commands.Root().Parse(arguments).Errors);
}
