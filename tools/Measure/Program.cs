using Kiosk.Measure;

return await BenchCommand.RunAsync(args, Console.Out, Console.Error, TimeProvider.System);
