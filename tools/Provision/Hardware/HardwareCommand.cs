using System.CommandLine;
using System.Text.Json;

namespace Kiosk.Provision.Hardware;

/// <summary><c>kiosk hardware</c>: checks the hardware folder and makes what is made from its data.</summary>
public static class HardwareCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Make(Words words, TextWriter data, TextWriter talk)
    {
        ArgumentNullException.ThrowIfNull(words);
        var folder = new Option<string?>("--folder") { Description = words.HardwareFolder, Recursive = true };
        var pins = new Option<string?>("--pins") { Description = words.HardwarePinFile };
        var check = new Command("check", words.HardwareCheck) { pins };
        check.SetAction(parsed => Try(words, talk, () =>
            Report(HardwareData.Read(Find(parsed.GetValue(folder)), parsed.GetValue(pins)), words, data, talk)));
        var diagram = new Command("diagram", words.HardwareDiagram);
        diagram.SetAction(parsed => Try(words, talk, () => Diagrams(Find(parsed.GetValue(folder)), data)));
        var source = new Command("pins", words.HardwarePins);
        source.SetAction(parsed => Try(words, talk, () => Source(Find(parsed.GetValue(folder)), data)));
        return new Command("hardware", words.Hardware) { folder, check, diagram, source };
    }

    /// <summary>Prints every rule with its count, then what it found; last one line of JSON.</summary>
    public static int Report(HardwareData hardware, Words words, TextWriter data, TextWriter talk)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(talk);
        IReadOnlyList<RuleRun> runs = Checkup.Run(hardware);
        foreach (RuleRun run in runs)
        {
            string verdict = run.Errors == 0 ? "ok" : Words.Fill(words.HardwareErrors, run.Errors);
            data.WriteLine($"{run.Id,-26}{run.Checks,5}  {verdict}");
            foreach (HardwareFinding finding in run.Findings)
            {
                string sign = finding.IsError ? "!" : "-";
                data.WriteLine($"  {sign} {finding.Rule}: {finding.Where}: {finding.Remedy.In(words == Words.French)}");
            }
        }

        int errors = runs.Sum(r => r.Errors);
        talk.WriteLine(errors == 0 ? words.HardwareSound : words.HardwareBroken);
        data.WriteLine(JsonSerializer.Serialize(new
        {
            rules = runs.Count, checks = runs.Sum(r => r.Checks), errors,
            warnings = runs.Sum(r => r.Findings.Count) - errors, to_confirm = SourceRules.ToConfirm(hardware),
        }));
        return errors == 0 ? ExitCodes.Ok : ExitCodes.Broken;
    }

    private static int Diagrams(string folder, TextWriter data)
    {
        var hardware = HardwareData.Read(folder);
        foreach (BoardBuild build in hardware.Pins.Builds)
        {
            string path = Path.Combine(folder, WiringDrawing.FileName(build));
            File.WriteAllText(path, WiringDrawing.Draw(hardware, build));
            data.WriteLine(path);
        }

        return ExitCodes.Ok;
    }

    private static int Source(string folder, TextWriter data)
    {
        string path = Path.Combine(folder, "..", "firmware", "Board.Esp32", PinsSource.FileName);
        File.WriteAllText(path, PinsSource.Write(HardwareData.Read(folder)));
        data.WriteLine(Path.GetFullPath(path));
        return ExitCodes.Ok;
    }

    /// <summary>The folder given, or the first "hardware" with a pins.json from here upwards.</summary>
    private static string Find(string? given)
    {
        for (DirectoryInfo? d = new(Environment.CurrentDirectory); given == null && d != null; d = d.Parent)
        {
            string folder = Path.Combine(d.FullName, "hardware");
            if (File.Exists(Path.Combine(folder, "pins.json")))
            {
                return folder;
            }
        }

        return given ?? throw new HardwareException("hardware/pins.json: not found from here upwards. Give --folder.");
    }

    private static int Try(Words words, TextWriter talk, Func<int> body)
    {
        try
        {
            return body();
        }
        catch (HardwareException error)
        {
            talk.WriteLine(Words.Fill(words.HardwareUnreadable, error.Message));
            return ExitCodes.Broken;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            talk.WriteLine(Words.Fill(words.HardwareUnreadable, error.Message));
            return ExitCodes.Usage;
        }
    }
}
