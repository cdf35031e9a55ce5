using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;

namespace Kiosk.Provision;

/// <summary>What the commands on a merchant's documents share: terminal, legal request, where files go.</summary>
internal sealed class Shared(Context context)
{
    private readonly Option<string> _terminal = new("--terminal")
    {
        Description = context.Words.Terminal, Required = true,
    };

    private readonly Option<string?> _legal = new("--legal-request") { Description = context.Words.LegalRequest };

    public Context Context => context;

    public Words Words => context.Words;

    /// <summary>A command with the shared options; its action runs with a client.</summary>
    public Command Command(
        string name, string description, Func<ParseResult, AdminClient, CancellationToken, Task> body)
    {
        var command = new Command(name, description) { _terminal, _legal };
        command.SetAction(context.Run(async (parsed, client, cancellation) =>
        {
            client.LegalRequest = parsed.GetValue(_legal);
            await body(parsed, client, cancellation);
        }));
        return command;
    }

    public string TerminalOf(ParseResult parsed) => parsed.GetRequiredValue(_terminal);

    public string Path(ParseResult parsed, string what) =>
        $"api/merchant/{Uri.EscapeDataString(TerminalOf(parsed))}/{what}";

    public void Print(ParseResult parsed, JsonNode? document, string sentence) =>
        context.Print(parsed, document, sentence);

    /// <summary>Puts a document into a file, or on the output.</summary>
    public void Deliver(ParseResult parsed, string? path, byte[] content)
    {
        if (path == null)
        {
            context.Print(parsed, JsonValue.Create(Encoding.UTF8.GetString(content)), Encoding.UTF8.GetString(content));
            return;
        }

        Write(path, content);
        context.Print(parsed, new JsonObject { ["file"] = path, ["bytes"] = content.Length }, path);
    }

    /// <summary>Writes a file that must be new.</summary>
    /// <exception cref="CommandException">It exists or cannot be written.</exception>
    public static void Write(string path, byte[] content)
    {
        try
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            file.Write(content);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCodes.CheckFailed, $"{path}: {error.Message}", error);
        }
    }
}
