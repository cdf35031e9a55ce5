using System.Text.Json.Nodes;
using Kiosk.Ledger;
using Kiosk.Protocol;
using Kiosk.Provision;
using Xunit;

namespace Kiosk.Tests.Provision;

/// <summary>What <c>kiosk alarms</c> shows, in both languages.</summary>
public sealed class AlarmsCommandTests
{
    private static readonly DateTimeOffset Since = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly JsonNode Alarms = JsonNode.Parse("""
        [{"device":1007,"kiosk":"K07","kind":"ChainBreak","isOpen":true,"firstAt":"2026-06-02T08:00:00+00:00",
          "lastAt":"2026-06-10T08:05:00+00:00","count":2,"detail":"sequence 12 is not what was sealed"},
         {"device":1008,"kiosk":"K08","kind":"Gap","isOpen":false,"firstAt":"2026-06-10T08:00:00+00:00",
          "lastAt":"2026-06-10T08:00:00+00:00","count":1,"detail":"filled"},
         {"device":0,"kiosk":"","kind":"UnknownDevice","isOpen":true,"firstAt":"2026-05-10T08:00:00+00:00",
          "lastAt":"2026-05-10T08:00:00+00:00","count":9,"detail":"old"}]
        """)!;

    private static readonly JsonNode Faults = JsonNode.Parse("""
        [{"device":1007,"kiosk":"K07","code":33,"name":"segment_corrupt","count":3,
          "lastAt":"2026-06-10T09:00:00+00:00"},
         {"device":1009,"kiosk":"K09","code":20,"name":"printer_paper_out","count":1,"lastAt":null}]
        """)!;

    [Fact]
    public void Each_line_says_when_where_and_what_in_the_language_of_the_caller()
    {
        JsonObject open = AlarmsCommand.Open(Alarms, Faults, Since);
        string[] english = AlarmsCommand.Table(open, Words.English).Split(Environment.NewLine);
        Assert.Equal(
            [
                "2026-06-10 08:05Z  K07             1007  chain of seals broken, times: 2",
                "    sequence 12 is not what was sealed",
                "2026-06-10 09:00Z  K07             1007  E033 journal segment damaged, times: 3",
                "-                  K09             1009  E020 printer out of paper, times: 1",
            ],
            english);
        string french = AlarmsCommand.Table(open, Words.French);
        Assert.Contains("chaîne des scellements rompue, nombre : 2", french, StringComparison.Ordinal);
        Assert.Contains("E033 segment du journal abîmé, nombre : 3", french, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_over_or_old_is_left_out_and_nothing_left_is_said()
    {
        JsonObject open = AlarmsCommand.Open(Alarms, Faults, Since);
        Assert.Equal("ChainBreak", Assert.Single(open["alarms"]!.AsArray())!["kind"]!.ToString());
        JsonObject none = AlarmsCommand.Open(new JsonArray(), new JsonArray(), Since);
        Assert.Equal(Words.French.AlarmNone, AlarmsCommand.Table(none, Words.French));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("many")]
    public async Task A_wrong_number_of_days_is_wrong_usage(string days)
    {
        var talk = new StringWriter();
        int code = await KioskCommand.RunAsync(["alarms", "--days", days], Words.English, TextWriter.Null, talk);
        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains("--days", talk.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_alarm_and_every_fault_has_a_name_in_both_languages()
    {
        int[] codes = [1, .. typeof(FaultCode).GetFields().Select(field => (int)field.GetRawConstantValue()!)
            .Where(code => code != FaultCode.None)];
        foreach (Words words in new[] { Words.English, Words.French })
        {
            Assert.Equal(Enum.GetNames<AlarmKind>().Order(), words.Alarms.Keys.Order());
            Assert.Empty(codes.Except(words.Faults.Keys));
        }
    }

    [Fact]
    public void The_list_of_devices_speaks_the_language_of_the_caller()
    {
        JsonArray devices = JsonNode.Parse("""
            [{"number":1007,"kioskId":"K07","lastSeen":"2026-06-10T08:05:00+00:00","revokedAt":null},
             {"number":1008,"kioskId":"K08","lastSeen":null,"revokedAt":"2026-06-11T08:05:00+00:00"}]
            """)!.AsArray();
        string french = DeviceCommands.Table(devices, Words.French);
        Assert.Contains("vu 2026-06-10", french, StringComparison.Ordinal);
        Assert.Contains("révoqué 2026-06-11", french, StringComparison.Ordinal);
        Assert.DoesNotContain("seen", french, StringComparison.Ordinal);
        Assert.DoesNotContain("dossier", Words.French.Added + Words.French.DeviceAdd, StringComparison.Ordinal);
    }
}
