using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kiosk.Provision;

/// <summary>
/// <c>kiosk keys</c> and <c>kiosk witness</c>: what anyone keeps to check archives with later (pos.md R9, R29). Public,
/// no token; <c>kiosk verify</c> takes both files.
/// </summary>
public static class ProofCommands
{
    private const string Day = "list", Entry = "jws";
    private const int PagesMax = 100;

    /// <summary>Makes the commands.</summary>
    public static IEnumerable<Command> Make(Context context)
    {
        ArgumentNullException.ThrowIfNull(context);
        yield return Keys(context);
        yield return Witness(context);
    }

    /// <summary>
    /// Adds to a list that was kept the entries that follow its last one; <paramref name="page"/> begins with the
    /// gateway's entry of that day. Returns how many came, or -1 when that entry is not the one kept: what was
    /// published was made anew.
    /// </summary>
    public static int Add(JsonArray kept, JsonArray page)
    {
        ArgumentNullException.ThrowIfNull(kept);
        ArgumentNullException.ThrowIfNull(page);
        int same = kept.Count > 0 ? 1 : 0;
        if (same > 0 && (page.Count == 0 || Text(page[0], Entry) != Text(kept[^1], Entry)))
        {
            return -1;
        }

        foreach (JsonNode? entry in page.Skip(same))
        {
            kept.Add(new JsonObject { [Day] = Text(entry, Day), [Entry] = Text(entry, Entry) });
        }

        return page.Count - same;
    }

    private static Command Keys(Context context)
    {
        Argument<string> file = FileOf(context);
        var command = new Command("keys", context.Words.KeysKept) { file };
        command.SetAction(context.RunOpen(async (parsed, client, cancellation) =>
        {
            string path = parsed.GetRequiredValue(file);
            Shared.Write(path, await client.GetBytesAsync("api/v1/keys", cancellation));
            context.Print(parsed, new JsonObject { ["file"] = path }, path);
        }));
        return command;
    }

    private static Command Witness(Context context)
    {
        Argument<string> file = FileOf(context);
        var command = new Command("witness", context.Words.WitnessKept) { file };
        command.SetAction(context.RunOpen(async (parsed, client, cancellation) =>
        {
            string path = parsed.GetRequiredValue(file);
            JsonArray kept = Read(context, path);
            int before = kept.Count;
            for (int page = 0, added = 1; page < PagesMax && added > 0; page++)
            {
                string from = kept.Count > 0 ? Text(kept[^1], Day) : "";
                JsonNode? entries = await client.GetAsync(
                    "api/v1/witness?from=" + Uri.EscapeDataString(from), cancellation);
                added = Add(kept, entries as JsonArray ?? []);
                if (added < 0)
                {
                    throw new CommandException(
                        ExitCodes.Broken, Words.Fill(context.Words.WitnessRewritten, from, path));
                }
            }

            Save(path, kept);
            var said = new JsonObject { ["file"] = path, ["entries"] = kept.Count, ["added"] = kept.Count - before };
            context.Print(parsed, said, Words.Fill(context.Words.WitnessSaved, path, kept.Count, kept.Count - before));
        }));
        return command;
    }

    private static JsonArray Read(Context context, string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            return JsonNode.Parse(context.Read(path)) is JsonArray list && list.All(e => Text(e, Entry).Length > 0)
                ? list : throw new JsonException("no list");
        }
        catch (JsonException error)
        {
            throw new CommandException(ExitCodes.Usage, Words.Fill(context.Words.WitnessNone, path), error);
        }
    }

    // Beside it first: a cut never costs what was kept.
    private static void Save(string path, JsonArray kept)
    {
        try
        {
            File.WriteAllBytes(path + ".new", Encoding.UTF8.GetBytes(kept.ToJsonString()));
            File.Move(path + ".new", path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCodes.CheckFailed, $"{path}: {error.Message}", error);
        }
    }

    private static Argument<string> FileOf(Context context) => new("file") { Description = context.Words.ProofFile };

    private static string Text(JsonNode? node, string name) =>
        node is JsonObject entry && entry[name] is JsonValue value && value.TryGetValue(out string? text) ? text : "";
}
