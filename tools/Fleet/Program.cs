using System.CommandLine;
using Kiosk.Fleet;
using Kiosk.Fleet.ShopYear;
using Kiosk.Fleet.Simulate;

// An interrupted demonstration still counts what it sold: it gets the time to settle.
var patience = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(3) };
return args switch
{
    ["simulate", .. var words] => SimulateCommand.Run(words),
    ["shop-year", .. var words] => ShopYearCommand.Run(words),
    _ => await Commands.Root().Parse(args).InvokeAsync(patience),
};
