using System.CommandLine;
using System.Text.Json;

namespace Kiosk.Provision;

/// <summary><c>kiosk control</c>: reads what a till exported for an inspector, offline.</summary>
public static class ControlCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Context context, Words words, TextWriter data, TextWriter talk)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(words);
        var files = new Argument<string[]>("files")
        {
            Description = words.ControlFiles, Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("control", words.Control) { files };
        command.SetAction(parsed =>
        {
            try
            {
                byte[][] contents = [.. parsed.GetRequiredValue(files).Select(context.Read)];
                return Report(ControlFile.Read(contents), data);
            }
            catch (CommandException error)
            {
                talk.WriteLine("kiosk: " + error.Message);
                return error.ExitCode;
            }
        });
        return command;
    }

    private static int Report(ControlFile file, TextWriter data)
    {
        foreach (string line in file.Head.Concat(file.Faults).Append(file.Note).Where(line => line.Length > 0))
        {
            data.WriteLine(line);
        }

        data.WriteLine(JsonSerializer.Serialize(new
        {
            records = file.Records, tickets = file.Tickets, whole = file.IsWhole, breaks = file.Faults.Count,
        }));
        return file.Faults.Count == 0 ? ExitCodes.Ok : ExitCodes.Broken;
    }
}
