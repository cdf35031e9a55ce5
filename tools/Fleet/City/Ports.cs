using System.Net;
using System.Net.Sockets;

namespace Kiosk.Fleet.City;

/// <summary>Finds out whether a loopback port is free.</summary>
internal static class Ports
{
    /// <summary>The port when it is free, else 0 (the system chooses) after saying so.</summary>
    public static int FreeOr0(int port, TextWriter talk)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return port;
        }
        catch (SocketException)
        {
            talk.WriteLine($"port {port} is in use; taking another one");
            return 0;
        }
    }
}
