using System.Net;
using Kiosk.Gateway.Options;
using Microsoft.AspNetCore.Connections;

namespace Kiosk.Gateway.Broker;

/// <summary>
/// Limits sockets open at one time, all together and from one address, before anything is read from them; what is over
/// is closed, counted and logged with its address. Thread-safe.
/// </summary>
public sealed partial class SocketGate(
    GatewayOptions options, BrokerCounters counters, ILogger<SocketGate> log, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly LogLimit _lines = new(time, log);
    private readonly Dictionary<IPAddress, int> _open = [];
    private int _all;

    /// <summary>Lets a connection through or closes it.</summary>
    public async Task PassAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(next);
        IPAddress from = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
        if (!TryEnter(from))
        {
            counters.Refuse(RefusalKind.TooManySockets);
            if (_lines.Allows())
            {
                LogTooMany(log, from, options.SocketsPerAddressMax, options.SocketsMax);
            }

            connection.Abort(new ConnectionAbortedException("too many sockets"));
            return;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            Leave(from);
        }
    }

    private bool TryEnter(IPAddress from)
    {
        lock (_gate)
        {
            int open = _open.GetValueOrDefault(from);
            if (_all >= options.SocketsMax || open >= options.SocketsPerAddressMax)
            {
                return false;
            }

            _open[from] = open + 1;
            _all++;
            return true;
        }
    }

    private void Leave(IPAddress from)
    {
        lock (_gate)
        {
            _all--;
            if (--_open[from] == 0)
            {
                _open.Remove(from);
            }
        }
    }

    [LoggerMessage(40, LogLevel.Warning,
        "Socket from {From} closed: over {PerAddress} from there (Sockets:PerAddressMax) or {All} (Sockets:Max)")]
    private static partial void LogTooMany(ILogger log, IPAddress from, int perAddress, int all);
}
