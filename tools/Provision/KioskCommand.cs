using System.CommandLine;

namespace Kiosk.Provision;

/// <summary>The command line of <c>kiosk</c>, callable in-process by tests.</summary>
public static class KioskCommand
{
    /// <summary>Runs one call and returns its exit code.</summary>
    public static async Task<int> RunAsync(string[] args, Words words, TextWriter data, TextWriter talk)
    {
        ArgumentNullException.ThrowIfNull(words);
        var context = new Context(words, data, talk);
        var root = new RootCommand(words.About + Environment.NewLine + Environment.NewLine + words.Examples)
        {
            context.Gateway, context.TokenFile, context.Json, DeviceCommands.Make(context),
            AlarmsCommand.Make(context),
        };
        foreach (Command push in PushCommands.Make(context))
        {
            root.Subcommands.Add(push);
        }

        foreach (Command merchant in MerchantCommands.Make(context))
        {
            root.Subcommands.Add(merchant);
        }

        foreach (Command proof in ProofCommands.Make(context))
        {
            root.Subcommands.Add(proof);
        }

        root.Subcommands.Add(VerifyCommand.Make(context, words, data, talk));
        root.Subcommands.Add(ControlCommand.Make(context, words, data, talk));
        root.Subcommands.Add(Hardware.HardwareCommand.Make(words, data, talk));
        ParseResult parsed = root.Parse(args);
        var output = new InvocationConfiguration { Output = data, Error = talk };
        int code = await parsed.InvokeAsync(output);
        return parsed.Errors.Count > 0 ? ExitCodes.Usage : code;
    }
}
