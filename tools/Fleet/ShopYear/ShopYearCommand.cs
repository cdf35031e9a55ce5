using System.Globalization;
using Kiosk.Fleet.City;
using Kiosk.Ledger;

namespace Kiosk.Fleet.ShopYear;

/// <summary>
/// The command <c>shop-year --seed 7 --out DIR</c>: talk on stderr, the result as the last line of stdout.
/// </summary>
public static class ShopYearCommand
{
    /// <summary>
    /// Runs the command with the words after its name; 0 for a sound year, 2 for bad words, 4 when the run stopped, 5
    /// when something broke or sums differ.
    /// </summary>
    public static int Run(IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        ShopYearRun run;
        try
        {
            run = new ShopYearRun(Parse(words), TimeProvider.System);
        }
        catch (FleetException e)
        {
            Console.Error.WriteLine(e.Message);
            return 2;
        }

        try
        {
            return Print(run.Run());
        }
        catch (Exception e) when (e is FleetException or LedgerException)
        {
            Console.Error.WriteLine(e.Message);
            return 4;
        }
    }

    /// <summary>Reads the words of the command line.</summary>
    /// <exception cref="FleetException">An unknown word, a value that is no number, or no folder.</exception>
    public static ShopYearOptions Parse(IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var values = new Dictionary<string, string> { ["--seed"] = "1", ["--out"] = "", ["--months"] = "12" };
        for (var i = 0; i < words.Count; i += 2)
        {
            if (!values.ContainsKey(words[i]) || i + 1 == words.Count)
            {
                throw new FleetException(
                    $"shop-year: '{words[i]}' is not understood; it takes --seed N --out DIR [--months N]");
            }

            values[words[i]] = words[i + 1];
        }

        return values["--out"].Length == 0
            ? throw new FleetException("shop-year: --out DIR is missing: the folder for the archives")
            : new ShopYearOptions
            {
                Seed = Number("--seed", values), Out = values["--out"], Months = Number("--months", values),
            };
    }

    private static int Print(ShopYearResult result)
    {
        foreach (var (name, count) in result.Events)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-26} {count}"));
        }

        foreach (var finding in result.Findings)
        {
            Console.Error.WriteLine(finding);
        }

        Console.Out.WriteLine(result.ToJson());
        return result.Sound ? 0 : 5;
    }

    private static int Number(string name, Dictionary<string, string> values) =>
        int.TryParse(values[name], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FleetException($"shop-year: {name} '{values[name]}' is not a number");
}
