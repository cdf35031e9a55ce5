using Kiosk.Fleet.Panel;

namespace Kiosk.Tests.Fleet;

public class PanelTextsTests
{
    [Fact]
    public void French_and_English_hold_the_same_keys_and_no_empty_word()
    {
        Assert.Equal(
            PanelTexts.French.Keys.Order(StringComparer.Ordinal),
            PanelTexts.English.Keys.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(PanelTexts.French.Values.Concat(PanelTexts.English.Values), string.IsNullOrWhiteSpace);
    }

    [Theory]
    [InlineData("fr", "façade")]
    [InlineData("en", "front panel")]
    [InlineData("de", "façade")]
    [InlineData(null, "façade")]
    public void An_unknown_language_is_French(string? language, string word) =>
        Assert.StartsWith(word, PanelTexts.Of(language)["title"], StringComparison.Ordinal);
}
