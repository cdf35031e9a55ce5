using System.CommandLine;
using System.Globalization;
using Kiosk.Fleet.City;
using Kiosk.Fleet.Demo;
using Kiosk.Fleet.Footfall;
using Kiosk.Fleet.Pages;
using Kiosk.Fleet.Replay;
using Kiosk.Fleet.ShopYear;
using Kiosk.Fleet.Simulate;
using Kiosk.Ledger;

namespace Kiosk.Fleet;

/// <summary>The commands of this tool. Data on stdout (the last line is one JSON object), talk on stderr.</summary>
internal static class Commands
{
    private const int PortMax = 65_535, SecondsMax = 1_000_000;

    public static RootCommand Root() => new("Virtual city of Marseille: 53 kiosks with the real firmware.")
    {
        Demo(), Replay(), SelfTest(), SimulateCommand.Make(), ShopYearCommand.Make(), FootfallCommand.Make(),
        PagesCommand.Make(),
    };

    private static Command Demo()
    {
        var seconds = Number("--for", "real seconds to run; 0 = until interrupted", 0, 0, SecondsMax);
        var factor = Number("--factor", "calendar seconds per second, 1 to 120", 20, 1, 120);
        var seed = Number("--seed", "seed of customers and weather", 1);
        var panel = Number("--panel-port", "port of the front panels, 0 = any", 5081, 0, PortMax);
        var city = Number("--city-port", "port of the city's pages, 0 = any", 5080, 0, PortMax);
        var state = State();
        var command = new Command("demo", "53 kiosks sell, count and measure; front panels in the browser")
        {
            seconds, factor, seed, panel, city, state,
        };
        command.SetAction((parsed, stop) => GuardAsync(async () =>
        {
            var options = new DemoOptions
            {
                ForSeconds = parsed.GetValue(seconds), Factor = parsed.GetValue(factor),
                Seed = parsed.GetValue(seed), PanelPort = parsed.GetValue(panel), CityPort = parsed.GetValue(city),
                State = parsed.GetValue(state),
            };
            var result = await new DemoRun(options, Console.Error).RunAsync(stop);
            await Console.Out.WriteLineAsync(result.ToJson());
            return result.Sound;
        }));
        return command;
    }

    private static Command Replay()
    {
        var baskets = new Option<string>("--baskets") { Description = "file date,time,basket,item", Required = true };
        var footfall = new Option<string>("--footfall")
        {
            Description = "file hour_start_local,sensor_id,pedestrians", Required = true,
        };
        var catalogue = new Option<string?>("--catalogue")
        {
            Description = "file item,cents,vat_class instead of the built-in one",
        };
        var share = new Option<double>("--share")
        {
            Description = "percent of the pedestrians that pass a kiosk", DefaultValueFactory = _ => 5,
        };
        var kill = Number(
            "--kill-gateway-every", "kill the gateway hard every so many seconds, 0 = never", 0, 0, SecondsMax);
        var cut = new Option<bool>("--cut-power") { Description = "cut the power of kiosks at random" };
        var seed = Number("--seed", "seed of walkers and faults", 1);
        var state = State();
        var command = new Command("replay", "replays real baskets and real footfall through the kiosks")
        {
            baskets, footfall, catalogue, share, kill, cut, seed, state,
        };
        command.SetAction((parsed, stop) => GuardAsync(async () =>
        {
            var percent = parsed.GetValue(share);
            if (percent is not (> 0 and <= 100))
            {
                throw new FleetException("--share must be above 0 and at most 100");
            }

            var options = new ReplayOptions
            {
                Baskets = parsed.GetRequiredValue(baskets), Footfall = parsed.GetRequiredValue(footfall),
                Catalogue = parsed.GetValue(catalogue), SharePercent = percent,
                KillGatewayEverySeconds = parsed.GetValue(kill), CutPower = parsed.GetValue(cut),
                Seed = parsed.GetValue(seed), State = parsed.GetValue(state),
            };
            var result = await new ReplayRun(options, Console.Error).RunAsync(stop);
            await Console.Out.WriteLineAsync(result.ToJson());
            return result.Sound;
        }));
        return command;
    }

    private static Command SelfTest()
    {
        var command = new Command(
            "selftest", "golden vectors and a scripted day, as the board runs them in the factory");
        command.SetAction(_ => Firmware.SelfTest.SelfTest.Run() == 0 ? 0 : 5);
        return command;
    }

    /// <summary>An option that takes a number.</summary>
    public static Option<int> Number(string name, string description, int otherwise) =>
        new(name) { Description = description, DefaultValueFactory = _ => otherwise };

    /// <summary>An option that takes a number of a range; another one is refused before anything runs.</summary>
    private static Option<int> Number(string name, string description, int otherwise, int min, int max)
    {
        var option = Number(name, description, otherwise);
        option.Validators.Add(result =>
        {
            var typed = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
            if (int.TryParse(typed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                && (value < min || value > max))
            {
                result.AddError($"{name} {value}: must be {min} to {max}");
            }
        });
        return option;
    }

    private static Option<string?> State() =>
        new("--state") { Description = "folder of the gateway's state; default a temporary one" };

    /// <summary>
    /// Runs a command: 0 when it was sound, 5 when not, 4 with its message when it could not go on, 130 when stopped.
    /// </summary>
    public static async Task<int> GuardAsync(Func<Task<bool>> run)
    {
        try
        {
            return await run() ? 0 : 5;
        }
        catch (Exception e) when (e is FleetException or LedgerException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 4;
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
    }
}
