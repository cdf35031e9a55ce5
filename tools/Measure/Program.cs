using Kiosk.Measure;

switch (args.Length > 0 ? args[0] : "")
{
    case "wire":
        return WireBench.Run(Console.Out);
    default:
        Console.Error.WriteLine("usage: bench wire | ingest | step");
        return 2;
}
