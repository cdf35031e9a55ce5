using System.Text.RegularExpressions;
using Kiosk.Provision;
using Kiosk.Tests.Architecture;

namespace Kiosk.Tests.Provision;

/// <summary>Goal: city staff read what an alarm says in French.</summary>
public sealed partial class AlarmFrenchTests
{
    // Where alarms are worded; RefundSums, Resales, CounterSlots and TerminalChain give theirs to the ingestor.
    private static readonly string[] Sources =
    [
        "Ingest/Ingestor.cs", "Ingest/Losses.cs", "Ingest/TerminalChain.cs", "Ingest/RefundSums.cs",
        "Ingest/Resales.cs", "Ingest/CounterSlots.cs",
    ];

    [Fact]
    public void Every_sentence_of_an_alarm_has_its_French()
    {
        string[] sentences = [.. Sources
            .SelectMany(source => File.ReadLines(Repository.Path("gateway/Ledger/" + source)))
            .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
                && !line.Contains("Exception(", StringComparison.Ordinal))
            .SelectMany(line => Literal().Matches(line).Select(match => match.Groups[1].Value))
            .Where(text => Words().IsMatch(text))
            .Select(text => Hole().Replace(text, "7"))];
        Assert.True(sentences.Length >= 12, $"{sentences.Length} sentences");
        Assert.DoesNotContain(sentences, sentence => AlarmFrench.Of(sentence) == null);
    }

    [Theory]
    [InlineData("site counted: beamFactor 1090, beamFactorError 50 (in+out 40+38); in force once the settings hold it",
        "site compté : beamFactor 1090, beamFactorError 50 (entrées+sorties 40+38) ; "
        + "en vigueur une fois mis dans les réglages")]
    [InlineData("K07-E-000012: the board reports a break of integrity, n=4",
        "K07-E-000012 : la carte signale une rupture d'intégrité, n=4")]
    [InlineData("K07: the board's head is ticket 9, ours 8, n=1 at sequence 77",
        "K07 : la tête de la carte est le ticket 9, la nôtre 8, n=1 à la séquence 77")]
    [InlineData("K07-J-000006: printed, the gateway's last is 4: n=2 missing",
        "K07-J-000006 : imprimé, le dernier de la passerelle est 4 : n=2 manquants")]
    [InlineData("K07-J-000002: paper says ABCD, the gateway EFGH; n=0, the content differs",
        "K07-J-000002 : le papier dit ABCD, la passerelle EFGH ; n=0, le contenu diffère")]
    public void What_a_sentence_names_stands_in_the_French_too(string english, string french) =>
        Assert.Equal(french, AlarmFrench.Of(english));

    [Fact]
    public void What_is_none_of_its_sentences_has_no_French() => Assert.Null(AlarmFrench.Of("the moon is full"));

    [GeneratedRegex("\\$\"((?:[^\"{]|\\{[^}]*\\})*)\"")]
    private static partial Regex Literal();

    [GeneratedRegex("[a-z]+,? [a-z]+")]
    private static partial Regex Words();

    [GeneratedRegex("\\{[^}]*\\}")]
    private static partial Regex Hole();
}
