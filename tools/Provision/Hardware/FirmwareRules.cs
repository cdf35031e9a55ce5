using System.Text.RegularExpressions;

namespace Kiosk.Provision.Hardware;

/// <summary>What is made from the data is up to date.</summary>
internal static partial class FirmwareRules
{
    /// <summary>Every constant of the firmware's Pins.cs is the one of pins.json, line by line (H-1).</summary>
    public static void Constants(HardwareData data, RuleRun run)
    {
        if (data.Firmware == null)
        {
            return;
        }

        string[] real = data.Firmware.GetValueOrDefault(PinsSource.FileName, "").Split('\n');
        string[] wanted = PinsSource.Write(data).Split('\n');
        for (int i = 0; i < Math.Max(real.Length, wanted.Length); i++)
        {
            string found = i < real.Length ? real[i].Trim() : "";
            string due = i < wanted.Length ? wanted[i].Trim() : "";
            if (due.Contains(" = ", StringComparison.Ordinal) || found != due)
            {
                run.Hold(
                    found == due, $"{PinsSource.FileName}:{i + 1}",
                    $"« {found} » au lieu de « {due} ». Lancer « kiosk hardware pins ».",
                    $"'{found}' where pins.json gives '{due}'. Run 'kiosk hardware pins'.");
            }
        }

        foreach ((string file, string source) in data.Firmware)
        {
            run.Hold(
                !Bare().IsMatch(source), file,
                "Une broche y est un nombre. Employer une constante de Pins.",
                "A pin is a number there. Use a constant of Pins.");
        }
    }

    [GeneratedRegex(@"(?:OpenPin|SetPinFunction)\(\s*[0-9]")]
    private static partial Regex Bare();

    /// <summary>The drawings in the folder are those that the data give.</summary>
    public static void Drawings(HardwareData data, RuleRun run)
    {
        foreach (BoardBuild build in data.Pins.Builds)
        {
            string path = Path.Combine(data.Folder, WiringDrawing.FileName(build));
            run.Hold(
                File.Exists(path) && File.ReadAllText(path) == WiringDrawing.Draw(data, build),
                WiringDrawing.FileName(build),
                "Le dessin n'est pas celui des données. Lancer « kiosk hardware diagram ».",
                "The drawing is not the one of the data. Run 'kiosk hardware diagram'.");
        }
    }
}
