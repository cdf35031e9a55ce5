using System.CommandLine;
using Kiosk.Fleet;

// An interrupted demonstration still counts what it sold: it gets the time to settle.
var patience = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(3) };
return await Commands.Root().Parse(args).InvokeAsync(patience);
