using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kiosk.Provision;

/// <summary>What all commands share: the gateway options, where to print, how a failure ends.</summary>
public sealed class Context
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly TextWriter _data;
    private readonly TextWriter _talk;

    /// <summary>Makes the context; data goes to one writer, talk and errors to the other.</summary>
    public Context(Words words, TextWriter data, TextWriter talk)
    {
        ArgumentNullException.ThrowIfNull(words);
        Words = words;
        _data = data;
        _talk = talk;
        Gateway = new Option<Uri>("--gateway")
        {
            Description = words.Gateway, DefaultValueFactory = _ => new Uri("http://127.0.0.1:5080"), Recursive = true,
            CustomParser = ParseAddress,
        };
        TokenFile = new Option<string>("--token-file")
        {
            Description = words.TokenFile,
            DefaultValueFactory = _ => Path.Combine("state", "admin.token"),
            Recursive = true,
        };
        Json = new Option<bool>("--json") { Description = words.Json, Recursive = true };
    }

    /// <summary>Texts.</summary>
    public Words Words { get; }

    /// <summary>Options of all commands.</summary>
    public Option<Uri> Gateway { get; }

    /// <inheritdoc cref="Gateway"/>
    public Option<string> TokenFile { get; }

    /// <inheritdoc cref="Gateway"/>
    public Option<bool> Json { get; }

    /// <summary>Makes an action that runs with a client and turns failures into exit codes.</summary>
    public Func<ParseResult, CancellationToken, Task<int>> Run(
        Func<ParseResult, AdminClient, CancellationToken, Task> body) =>
        Run(parsed => parsed.GetRequiredValue(TokenFile), body);

    /// <summary>The same for what is public: no token is read or sent.</summary>
    public Func<ParseResult, CancellationToken, Task<int>> RunOpen(
        Func<ParseResult, AdminClient, CancellationToken, Task> body) => Run(_ => null, body);

    private Func<ParseResult, CancellationToken, Task<int>> Run(
        Func<ParseResult, string?> token, Func<ParseResult, AdminClient, CancellationToken, Task> body)
    {
        return async (parsed, cancellation) =>
        {
            try
            {
                using var client = new AdminClient(parsed.GetRequiredValue(Gateway), token(parsed), Words);
                await body(parsed, client, cancellation);
                return ExitCodes.Ok;
            }
            catch (CommandException error)
            {
                await _talk.WriteLineAsync("kiosk: " + error.Message);
                return error.ExitCode;
            }
        };
    }

    private Uri? ParseAddress(ArgumentResult argument)
    {
        string text = argument.Tokens[0].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https")
        {
            return address;
        }

        argument.AddError(Words.Fill(Words.NoAddress, text));
        return null;
    }

    /// <summary>Prints the document with --json, else the sentence.</summary>
    public void Print(ParseResult parsed, JsonNode? document, string sentence)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        _data.WriteLine(parsed.GetValue(Json) ? document?.ToJsonString(Indented) ?? "{}" : sentence);
    }

    /// <summary>Tells the caller something beside the data.</summary>
    public void Say(string sentence) => _talk.WriteLine(sentence);

    /// <summary>A document as indented text.</summary>
    public static string Text(JsonNode? document) => document?.ToJsonString(Indented) ?? "{}";

    /// <summary>Bytes of a file the caller named.</summary>
    /// <exception cref="CommandException">It cannot be read.</exception>
    public byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCodes.Usage, Words.Fill(Words.NoFile, path), error);
        }
    }
}
