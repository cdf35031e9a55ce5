using System.CommandLine;
using System.Globalization;

namespace Kiosk.Fleet.ShopYear;

/// <summary>
/// The command <c>shop-year --seed 7 --out DIR</c>: a table of what happened on stderr, the result as the last line of
/// stdout.
/// </summary>
internal static class ShopYearCommand
{
    /// <summary>
    /// Makes the command; it ends with 0 for a sound year, 4 when the run stopped, 5 when sums differ.
    /// </summary>
    public static Command Make()
    {
        var seed = Commands.Number("--seed", "seed of customers, errands and faults", 1);
        var months = Commands.Number("--months", "civil months from January 2026, 1 to 12", 12);
        var folder = new Option<string>("--out") { Description = "folder for the archives", Required = true };
        var command = new Command("shop-year", "a merchant's civil year, from the first key to verified archives")
        {
            seed, folder, months,
        };
        command.SetAction((parsed, _) => Commands.GuardAsync(() =>
        {
            var options = new ShopYearOptions
            {
                Seed = parsed.GetValue(seed), Out = parsed.GetRequiredValue(folder), Months = parsed.GetValue(months),
            };
            var result = new ShopYearRun(options, TimeProvider.System).Run();
            Print(result);
            return Task.FromResult(result.Sound);
        }));
        return command;
    }

    private static void Print(ShopYearResult result)
    {
        foreach (var (name, count) in result.Events)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count,8}  {name}"));
        }

        foreach (var finding in result.Findings)
        {
            Console.Error.WriteLine(finding);
        }

        Console.Out.WriteLine(result.ToJson());
    }
}
