using Kiosk.Gateway;
using Kiosk.Gateway.Options;
using Kiosk.Gateway.State;
using Kiosk.Ledger;
using Microsoft.AspNetCore.Connections;

if (args.Contains("--help") || args.Contains("-h"))
{
    System.Console.WriteLine("Kiosk gateway. Options: --Key value, or KIOSK__Section__Key=value, or appsettings.json.");
    foreach (OptionLine line in OptionCatalogue.Lines)
    {
        string value = line.Default.Length == 0 ? "none" : line.Default;
        System.Console.WriteLine($"  --{line.Key,-26} {line.Meaning} (default {value})");
    }

    return 0;
}

try
{
    await using GatewayApp app = GatewayApp.Build(args);
    await app.StartAsync();
    await app.WaitForShutdownAsync();
    return app.Fault is { } fault ? Fail(StartException.FaultExit, $"ended by a fault of its own: {fault}") : 0;
}
catch (OptionException error)
{
    return Fail(StartException.OptionsExit, error.Message);
}
catch (StartException error)
{
    return Fail(error.ExitCode, error.Message);
}
catch (LedgerException error)
{
    return Fail(StartException.DatabaseExit, error.Message);
}
catch (IOException error) when (error.InnerException is AddressInUseException)
{
    return Fail(StartException.PortExit, $"{error.Message} Choose another with Http:Port or Mqtt:TlsPort (0 = any).");
}
catch (System.Net.Sockets.SocketException error)
{
    return Fail(StartException.PortExit,
        $"cannot listen: {error.Message} (Http:Address, Http:Port, Mqtt:Address, Mqtt:TlsPort)");
}

static int Fail(int exitCode, string message)
{
    System.Console.Error.WriteLine("gateway: " + message);
    return exitCode;
}
