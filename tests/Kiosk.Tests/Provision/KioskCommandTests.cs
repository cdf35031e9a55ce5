using Kiosk.Provision;
using Xunit;

namespace Kiosk.Tests.Provision;

public sealed class KioskCommandTests
{
    [Theory]
    [InlineData("device add")]
    [InlineData("device revoke")]
    [InlineData("device revoke seven")]
    [InlineData("settings push 7")]
    [InlineData("nonsense")]
    [InlineData("device list --gateway nowhere")]
    [InlineData("ereport --terminal K07")]
    [InlineData("ereport --terminal K07 --from 20260901")]
    [InlineData("ereport --terminal K07 --regime franchise --to 20261031")]
    public async Task Wrong_usage_ends_with_code_2(string line)
    {
        (int code, _, string talk) = await RunAsync(line.Split(' '));
        Assert.Equal(ExitCodes.Usage, code);
        Assert.NotEmpty(talk);
    }

    [Fact]
    [Trait("Requirement", "R56")]
    public async Task An_ereport_without_days_or_regime_says_what_to_give()
    {
        (_, _, string talk) = await RunAsync("ereport", "--terminal", "K07", "--to", "20261031");
        Assert.Contains(Words.English.RegimeOrDays, talk, StringComparison.Ordinal);
        var period = new System.Text.Json.Nodes.JsonObject
        {
            ["regime"] = "franchise", ["firstDay"] = 20260901, ["lastDay"] = 20261031, ["opens"] = 20261125,
            ["due"] = 20261130,
        };
        Assert.Equal("franchise : journées du 20260901 au 20261031, à transmettre du 20261125 au 20261130",
            MerchantCommands.PeriodLine(period, Words.French));
    }

    [Fact]
    public async Task A_token_that_cannot_be_read_is_named_with_the_option_to_give()
    {
        (int code, _, string talk) = await RunAsync("device", "list", "--token-file", "/nowhere/admin.token");
        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains("--token-file", talk, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "Examples:")]
    [InlineData(true, "Exemples :")]
    public async Task Help_opens_with_three_examples_in_the_language_of_the_caller(bool isFrench, string title)
    {
        var data = new StringWriter();
        int code = await KioskCommand.RunAsync(
            ["--help"], isFrench ? Words.French : Words.English, data, TextWriter.Null);
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains(title, data.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, data.ToString().Split('\n').Count(line =>
            line.TrimStart().StartsWith("kiosk ", StringComparison.Ordinal)
            && line.Contains(" push", StringComparison.Ordinal) | line.Contains(" add", StringComparison.Ordinal)));
    }

    [Fact]
    public void Both_languages_have_every_sentence()
    {
        var missing = typeof(Words).GetProperties().Where(property =>
            property.PropertyType == typeof(string)).Where(property =>
            string.IsNullOrWhiteSpace((string?)property.GetValue(Words.French))
            || (string?)property.GetValue(Words.French) == (string?)property.GetValue(Words.English));
        Assert.Empty(missing);
    }

    private static async Task<(int Code, string Data, string Talk)> RunAsync(params string[] args)
    {
        var data = new StringWriter();
        var talk = new StringWriter();
        int code = await KioskCommand.RunAsync(args, Words.English, data, talk);
        return (code, data.ToString(), talk.ToString() + data);
    }
}
