using System.CommandLine;
using System.Text.Json;
using Kiosk.Provision.Verify;

namespace Kiosk.Provision;

/// <summary><c>kiosk verify</c>: archives checked offline, with public keys only.</summary>
public static class VerifyCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Context context, Words words, TextWriter data, TextWriter talk)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(words);
        var files = new Argument<string[]>("files")
        {
            Description = words.ArchiveFiles, Arity = ArgumentArity.OneOrMore,
        };
        Option<string[]> keys = Key(words);
        var witness = new Option<string?>("--witness") { Description = words.VerifyWitness };
        var command = new Command("verify", words.Verify) { files, keys, witness };
        command.SetAction(parsed =>
        {
            try
            {
                using ArchiveVerifier verifier = Open(parsed.GetRequiredValue(keys), words);
                foreach (string file in parsed.GetRequiredValue(files).Order(StringComparer.Ordinal))
                {
                    verifier.Add(Path.GetFileName(file), context.Read(file));
                }

                verifier.Finish();
                if (parsed.GetValue(witness) is { } list)
                {
                    (int entries, int compared, int beyond) =
                        verifier.Witness(Path.GetFileName(list), context.Read(list));
                    talk.WriteLine(Words.Fill(words.VerifyWitnessed, entries, compared, beyond));
                }

                return Report(verifier, words, data, talk);
            }
            catch (CommandException error)
            {
                talk.WriteLine("kiosk: " + error.Message);
                return error.ExitCode;
            }
        });
        return command;
    }

    /// <summary>The option for trusted keys.</summary>
    internal static Option<string[]> Key(Words words) =>
        new("--key") { Description = words.VerifyKey, DefaultValueFactory = _ => [] };

    // A mistyped path must not become a key that nobody has: all archives would seem broken.
    internal static ArchiveVerifier Open(string[] pins, Words words) =>
        Array.Find(pins, pin => !KeySet.IsPin(pin)) is { } unknown
            ? throw new CommandException(ExitCodes.Usage, Words.Fill(words.PinUnknown, unknown))
            : new ArchiveVerifier(pins);

    /// <summary>A finding as one line in the language of the words.</summary>
    internal static string Say(Finding finding, Words words) =>
        (finding with { Sentence = words.Finding(finding.Sentence) }).ToString();

    /// <summary>What a sound verification establishes: nothing final while no key is pinned.</summary>
    public static string Sound(ArchiveVerifier verifier, Words words)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        ArgumentNullException.ThrowIfNull(words);
        return verifier.IsPinned ? words.VerifySound
            : Words.Fill(words.VerifyUnpinned, string.Join(", ", verifier.Keys)) + " " + words.VerifySoundUnpinned;
    }

    /// <summary>Prints findings, what was trusted, and last one line of JSON; returns the exit code.</summary>
    public static int Report(ArchiveVerifier verifier, Words words, TextWriter data, TextWriter talk)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(talk);
        foreach (Finding finding in verifier.Findings)
        {
            data.WriteLine(Say(finding, words));
        }

        if (!verifier.IsPinned)
        {
            talk.WriteLine(Words.Fill(words.VerifyUnpinned, string.Join(", ", verifier.Keys)));
        }

        talk.WriteLine(verifier is { IsPinned: true, IsForeignAlone: true } ? words.VerifyForeign
            : verifier.Findings.Count > 0 ? words.VerifyBroken
            : verifier.IsPinned ? words.VerifySound : words.VerifySoundUnpinned);
        data.WriteLine(JsonSerializer.Serialize(new
        {
            archives = verifier.Archives, records = verifier.Records, breaks = verifier.Findings.Count,
        }));
        return verifier.Findings.Count == 0 ? ExitCodes.Ok : ExitCodes.Broken;
    }
}
