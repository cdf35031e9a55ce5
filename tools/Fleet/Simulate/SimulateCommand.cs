using System.Globalization;
using Kiosk.Fleet.City;

namespace Kiosk.Fleet.Simulate;

/// <summary>
/// The command <c>simulate --seed 1 --kiosks 20 --days 30 --faults all</c>: talk on stderr, the result as the last
/// line of stdout.
/// </summary>
public static class SimulateCommand
{
    /// <summary>
    /// Runs the command with the words after its name; 0 when nothing was lost, doubled or broken, 2 for bad words,
    /// 5 otherwise.
    /// </summary>
    public static int Run(IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        try
        {
            return Run(Parse(words), TimeProvider.System);
        }
        catch (FleetException e)
        {
            Console.Error.WriteLine(e.Message);
            return 2;
        }
    }

    /// <summary>Runs a simulation and prints it; 0 when it was sound, else 5.</summary>
    public static int Run(SimulateOptions options, TimeProvider realTime)
    {
        var result = new Simulation(options, realTime).Run();
        foreach (var (kind, count) in result.FaultsByKind)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind,-12} {count}"));
        }

        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Tickets} tickets, {result.Cents} cents, {result.Declared} declared lost"));
        foreach (var finding in result.Findings)
        {
            Console.Error.WriteLine(finding);
        }

        Console.Out.WriteLine(result.ToJson());
        return result.Sound ? 0 : 5;
    }

    /// <summary>Reads the words of the command line.</summary>
    /// <exception cref="FleetException">An unknown word or a value that is no number.</exception>
    public static SimulateOptions Parse(IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var values = new Dictionary<string, string>
        {
            ["--seed"] = "1", ["--kiosks"] = "20", ["--days"] = "30", ["--faults"] = "all",
        };
        for (var i = 0; i < words.Count; i += 2)
        {
            if (!values.ContainsKey(words[i]) || i + 1 == words.Count)
            {
                throw new FleetException(
                    $"simulate: '{words[i]}' is not understood; "
                    + "it takes --seed N --kiosks N --days N --faults none|all|name,name");
            }

            values[words[i]] = words[i + 1];
        }

        return new SimulateOptions
        {
            Seed = Number("--seed", values), Kiosks = Number("--kiosks", values), Days = Number("--days", values),
            Faults = FaultSet.Parse(values["--faults"]),
        };
    }

    private static int Number(string name, Dictionary<string, string> values) =>
        int.TryParse(values[name], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FleetException($"simulate: {name} '{values[name]}' is not a number");
}
