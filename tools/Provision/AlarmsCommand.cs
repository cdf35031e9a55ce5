using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Kiosk.Provision;

/// <summary><c>kiosk alarms</c>: what the gateway found wrong, and what devices told of their faults.</summary>
public static class AlarmsCommand
{
    private const int DaysDefault = 30, DaysMax = 36_500;

    /// <summary>Makes the command.</summary>
    public static Command Make(Context context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Words words = context.Words;
        var days = new Option<int>("--days")
        {
            Description = words.AlarmDays, DefaultValueFactory = _ => DaysDefault,
        };
        days.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0
                && !(int.TryParse(
                    result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int wanted)
                    && wanted is >= 1 and <= DaysMax))
            {
                result.AddError(words.AlarmDaysWrong);
            }
        });
        var command = new Command("alarms", words.AlarmList) { days };
        command.SetAction(context.Run(async (parsed, client, cancellation) =>
        {
            JsonNode? alarms = await client.GetAsync("api/admin/alarms", cancellation);
            JsonNode? faults = await client.GetAsync("api/admin/faults", cancellation);
            DateTimeOffset since = TimeProvider.System.GetUtcNow().AddDays(-parsed.GetValue(days));
            JsonObject open = Open(alarms!, faults!, since);
            context.Print(parsed, open, Table(open, words));
        }));
        return command;
    }

    /// <summary>What is open and was last seen since an instant; faults of which nobody knows when stay.</summary>
    public static JsonObject Open(JsonNode alarms, JsonNode faults, DateTimeOffset since)
    {
        ArgumentNullException.ThrowIfNull(alarms);
        ArgumentNullException.ThrowIfNull(faults);
        bool IsRecent(JsonNode? row) => row!["lastAt"] is not { } at || at.GetValue<DateTimeOffset>() >= since;
        return new JsonObject
        {
            ["alarms"] = new JsonArray([.. alarms.AsArray()
                .Where(row => row!["isOpen"]!.GetValue<bool>() && IsRecent(row)).Select(row => row!.DeepClone())]),
            ["faults"] = new JsonArray([.. faults.AsArray().Where(IsRecent).Select(row => row!.DeepClone())]),
        };
    }

    /// <summary>One line per alarm, its detail below it, and one per fault.</summary>
    public static string Table(JsonObject open, Words words)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(words);
        var table = new StringBuilder();
        foreach (JsonNode? alarm in open["alarms"]!.AsArray())
        {
            string kind = alarm!["kind"]!.ToString();
            Line(table, alarm, words, words.Alarms.GetValueOrDefault(kind, kind));
            table.AppendLine(CultureInfo.InvariantCulture, $"    {words.AlarmDetail(alarm["detail"]!.ToString())}");
        }

        foreach (JsonNode? fault in open["faults"]!.AsArray())
        {
            int code = fault!["code"]!.GetValue<int>();
            string name = words.Faults.GetValueOrDefault(code, fault["name"]!.ToString());
            Line(table, fault, words, string.Create(CultureInfo.InvariantCulture, $"E{code:000} {name}"));
        }

        return table.Length == 0 ? words.AlarmNone : table.ToString().TrimEnd();
    }

    private static void Line(StringBuilder table, JsonNode row, Words words, string what)
    {
        string at = row["lastAt"] is { } last
            ? last.GetValue<DateTimeOffset>().ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) : "-";
        string kiosk = row["kiosk"]!.ToString() is { Length: > 0 } id ? id : "-";
        table.AppendLine(CultureInfo.InvariantCulture,
            $"{at,-17}  {kiosk,-8}  {row["device"],10}  {what}, {Words.Fill(words.AlarmTimes, row["count"]!)}");
    }
}
