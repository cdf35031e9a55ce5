using System.CommandLine;
using Kiosk.Fleet;

return await Commands.Root().Parse(args).InvokeAsync();
