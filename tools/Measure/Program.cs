using Kiosk.Measure;

switch (args.Length > 0 ? args[0] : "")
{
    case "wire":
        return WireBench.Run(Console.Out);
    case "ingest":
        return await IngestBench.RunAsync(Console.Out, TimeProvider.System);
    case "step":
        return StepBench.Run(Console.Out, TimeProvider.System);
    default:
        Console.Error.WriteLine("usage: bench wire | ingest | step");
        return 2;
}
