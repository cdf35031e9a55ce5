using System.CommandLine;
using Kiosk.Fleet.City;

namespace Kiosk.Fleet.Footfall;

/// <summary>
/// The command <c>footfall --seed 3 [--hours 100]</c>: how well the firmware counts invented walkers. A table, then the
/// result as the last line of stdout.
/// </summary>
public static class FootfallCommand
{
    private const int HoursMax = 1000;

    private static readonly Outside Abreast = new("abreast 10 %") { Abreast = 0.10 };

    private static readonly Outside ManyAbreast = new("abreast 30 %") { Abreast = 0.30 };

    private static readonly Outside Street = new("all of these")
    {
        Abreast = 0.05, Pushchairs = 0.03, Laden = 0.10, Bicycles = 0.03, Platoons = 0.03,
    };

    private static readonly Crowd[] Crowds =
    [
        new(2, 0, 0), new(5, 0, 0), new(15, 0, 0), new(30, 0, 0),
        new(2, 0.10, 0.05), new(5, 0.15, 0.05), new(15, 0.20, 0.05), new(30, 0.25, 0.05),
        new(15, 0, 0, Abreast), new(15, 0, 0, Abreast, Calibrated: true),
        new(15, 0, 0, ManyAbreast), new(15, 0, 0, ManyAbreast, Calibrated: true),
        new(15, 0, 0, new("pushchairs 5 %") { Pushchairs = 0.05 }),
        new(15, 0, 0, new("laden 20 %") { Laden = 0.20 }),
        new(15, 0, 0, new("bicycles 10 %") { Bicycles = 0.10 }),
        new(15, 0, 0, new("platoons 10 %") { Platoons = 0.10 }),
        new(15, 0.10, 0.05, Street), new(15, 0.10, 0.05, Street, Calibrated: true),
    ];

    /// <summary>Makes the command; it ends with 0 when every row is sound, 5 otherwise.</summary>
    public static Command Make()
    {
        var seed = Commands.Number("--seed", "seed of the walkers", 1);
        var hours = Commands.Number("--hours", $"hours per crowd, 1 to {HoursMax}", 100);
        var command = new Command("footfall", "how well the firmware counts invented walkers") { seed, hours };
        command.SetAction((parsed, _) => Commands.GuardAsync(() => Task.FromResult(
            Print(parsed.GetValue(seed), Rows(parsed.GetValue(seed), parsed.GetValue(hours))))));
        return command;
    }

    /// <summary>The rows of a seed; the same seed gives the same rows.</summary>
    /// <exception cref="FleetException">Hours out of range.</exception>
    public static IReadOnlyList<FootfallRow> Rows(int seed, int hours)
    {
        if (hours is < 1 or > HoursMax)
        {
            throw new FleetException($"--hours must be 1 to {HoursMax}");
        }

        var rows = new FootfallRow[Crowds.Length];
        Parallel.For(0, Crowds.Length, row =>
        {
            var pavement = new FootfallHours(unchecked((seed * 1009) + row));
            var figures = new HourFigure[hours];
            for (var hour = 0; hour < hours; hour++)
            {
                figures[hour] = pavement.Next(Crowds[row]);
            }

            rows[row] = FootfallRow.Of(Crowds[row], figures);
        });
        return rows;
    }

    private static bool Print(int seed, IReadOnlyList<FootfallRow> rows)
    {
        Console.Out.WriteLine(FootfallRow.Head);
        foreach (var row in rows.Where(row => row.Outside is null))
        {
            Console.Out.WriteLine(row);
        }

        Console.Out.WriteLine("outside the model: no limit on the error; \"published\" has to hold it");
        foreach (var row in rows.Where(row => row.Outside is not null))
        {
            Console.Out.WriteLine(row);
        }

        var sound = rows.All(row => row.Sound);
        // What the estimate was not made for stands apart: its rows have figures and no limit on the error.
        Console.Out.WriteLine(ResultLine.Of(new
        {
            Seed = seed,
            Sound = sound,
            Rows = rows.Where(row => row.Outside is null),
            OutsideModel = rows.Where(row => row.Outside is not null),
        }));
        return sound;
    }
}
