using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kiosk.Provision;

/// <summary><c>kiosk settings|notice|catalogue push</c>.</summary>
public static class PushCommands
{
    /// <summary>Makes the three groups.</summary>
    public static IEnumerable<Command> Make(Context context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Words words = context.Words;
        yield return new Command("settings", words.Settings) { Settings(context) };
        yield return new Command("notice", words.Notice) { Notice(context) };
        yield return new Command("catalogue", words.Catalogue) { Catalogue(context) };
        yield return ManagerCode(context);
    }

    private static Command Settings(Context context)
    {
        var number = new Argument<long>("device") { Description = context.Words.Number };
        var file = new Argument<string>("file") { Description = context.Words.File };
        var command = new Command("push", context.Words.SettingsPush) { number, file };
        command.SetAction(context.Run(async (parsed, client, cancellation) =>
        {
            byte[] content = context.Read(parsed.GetRequiredValue(file));
            JsonNode? answer = await client.PostFileAsync(
                PathOf(parsed.GetValue(number), "settings"), content, "application/json", cancellation);
            Report(context, parsed, answer);
        }));
        return command;
    }

    private static Command ManagerCode(Context context)
    {
        var number = new Argument<long>("device") { Description = context.Words.Number };
        var command = new Command("manager-code", context.Words.ManagerCode) { number };
        command.SetAction(context.Run(async (parsed, client, cancellation) =>
        {
            JsonNode? answer = await client.PostAsync(
                PathOf(parsed.GetValue(number), "manager-code"), new JsonObject(), cancellation);
            string sentence = Words.Fill(context.Words.ManagerCodeIs, answer!["device"]!, answer["code"]!);
            context.Print(parsed, answer, sentence);
        }));
        return command;
    }

    private static Command Notice(Context context)
    {
        var number = new Argument<long>("device") { Description = context.Words.Number };
        var text = new Argument<string>("text") { Description = context.Words.NoticeText };
        var until = new Option<DateTimeOffset?>("--until") { Description = context.Words.Until };
        var page = new Option<string?>("--page") { Description = context.Words.NoticePage };
        var english = new Option<string?>("--english") { Description = context.Words.NoticeEnglish };
        var command = new Command("push", context.Words.NoticePush) { number, text, until, page, english };
        command.SetAction(context.Run(async (parsed, client, cancellation) =>
        {
            var body = new JsonObject
            {
                ["text"] = parsed.GetValue(text),
                ["validUntil"] = JsonSerializer.SerializeToNode(parsed.GetValue(until)),
                ["page"] = parsed.GetValue(page),
                ["english"] = parsed.GetValue(english),
            };
            Report(context, parsed,
                await client.PostAsync(PathOf(parsed.GetValue(number), "notice"), body, cancellation));
        }));
        return command;
    }

    private static Command Catalogue(Context context)
    {
        var number = new Argument<long>("device") { Description = context.Words.Number };
        var file = new Argument<string>("file") { Description = context.Words.CatalogueFile };
        var command = new Command("push", context.Words.CataloguePush) { number, file };
        command.SetAction(context.Run(async (parsed, client, cancellation) =>
        {
            string path = parsed.GetRequiredValue(file);
            bool isJson = path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
            JsonNode? answer = await client.PostFileAsync(
                PathOf(parsed.GetValue(number), "catalogue"), context.Read(path),
                isJson ? "application/json" : "text/csv; charset=utf-8", cancellation);
            Report(context, parsed, answer);
        }));
        return command;
    }

    private static string PathOf(long device, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"api/admin/devices/{device}/{what}");

    private static void Report(Context context, ParseResult parsed, JsonNode? answer)
    {
        bool sent = answer!["sent"]!.GetValue<bool>();
        string sentence = sent ? context.Words.SentNow : context.Words.SentLater;
        context.Print(parsed, answer, Words.Fill(sentence, answer["device"]!, answer["version"]!));
    }
}
