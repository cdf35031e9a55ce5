using System.CommandLine;
using System.Globalization;

namespace Kiosk.Fleet.Simulate;

/// <summary>
/// The command <c>simulate --seed 1 --kiosks 20 --days 30 --faults all</c>: talk on stderr, the result as the last
/// line of stdout.
/// </summary>
public static class SimulateCommand
{
    /// <summary>Makes the command; it ends with 0 when nothing was lost, doubled or broken, 5 otherwise.</summary>
    public static Command Make()
    {
        var seed = Commands.Number("--seed", "seed of everything", 1);
        var kiosks = Commands.Number("--kiosks", "number of kiosks", 20);
        var days = Commands.Number("--days", "days to live", 30);
        var faults = new Option<string>("--faults")
        {
            Description = "none, all, or names separated by commas", DefaultValueFactory = _ => "all",
        };
        var command = new Command("simulate", "kiosks and ledger on one calendar, from one seed, with faults")
        {
            seed, kiosks, days, faults,
        };
        command.SetAction((parsed, _) => Commands.GuardAsync(() => Task.FromResult(Run(
            new SimulateOptions
            {
                Seed = parsed.GetValue(seed), Kiosks = parsed.GetValue(kiosks), Days = parsed.GetValue(days),
                Faults = FaultSet.Parse(parsed.GetRequiredValue(faults)),
            },
            TimeProvider.System) == 0)));
        return command;
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
}
