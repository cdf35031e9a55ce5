using System.Globalization;
using System.Net;

namespace Kiosk.Gateway.Options;

/// <summary>
/// Turns configuration (file, then environment <c>KIOSK__</c>, then command line) into <see cref="GatewayOptions"/>.
/// Goes through every option before it complains, so that an operator sees all mistakes at once.
/// </summary>
public sealed class OptionReader
{
    private readonly IConfiguration _configuration;
    private readonly List<string> _errors = [];

    // Of the platform, not of ours.
    private static readonly string[] Foreign =
    [
        "Logging", "Urls", "AllowedHosts", "Kestrel", "Environment", "ContentRoot", "ApplicationName",
    ];

    private OptionReader(IConfiguration configuration) => _configuration = configuration;

    /// <summary>Reads and checks all options.</summary>
    /// <param name="configuration">Where values are taken from.</param>
    /// <param name="said">
    /// The part of it that was written for this program, in which every key must be known; null = none.
    /// </param>
    /// <exception cref="OptionException">One or more options are wrong; the message has one line per key.</exception>
    public static GatewayOptions Read(IConfiguration configuration, IConfiguration? said = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var reader = new OptionReader(configuration);
        if (said is not null)
        {
            reader.RefuseUnknownKeys(said);
        }

        GatewayOptions options = reader.ReadAll();
        return reader._errors.Count == 0 ? options : throw new OptionException(reader._errors);
    }

    private GatewayOptions ReadAll()
    {
        (IPEndPoint http, bool tls) = ReadHttp();
        var options = new GatewayOptions
        {
            State = Text("State"),
            Http = http,
            HttpTls = tls,
            MqttTls = new IPEndPoint(Address("Mqtt:Address"), Number("Mqtt:TlsPort", 0, 65535)),
            MqttPlainPort = Text("Mqtt:PlainPort").Length == 0 ? null : Number("Mqtt:PlainPort", 0, 65535),
            MqttPacketBytesMax = Number("Mqtt:PacketBytesMax", 4224, 1_048_576),
            MqttConnectionsMax = Number("Mqtt:ConnectionsMax", 1, 100_000),
            SocketsMax = Number("Sockets:Max", 16, 200_000),
            SocketsPerAddressMax = Number("Sockets:PerAddressMax", 4, 200_000),
            MqttPublicHost = Text("Mqtt:PublicHost"),
            CertificateNames = Text("Certificates:Names").Split(
                ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            AdminCallsPerSecondMax = Number("Admin:CallsPerSecondMax", 1, 10_000),
            AdminBodyBytesMax = Number("Admin:BodyBytesMax", 1024, 16_777_216),
            PublicCallsPerSecondMax = Number("Public:CallsPerSecondMax", 1, 10_000),
            LiveStreamsMax = Number("Live:StreamsMax", 1, 10_000),
            LivePauseMs = Number("Live:PauseMs", 200, 60_000),
            SilentMinutes = Number("City:SilentMinutes", 1, 1440),
            Editor = new(Text("Editor:Name"), Text("Editor:Siren"), Text("Editor:Address")),
            ClockDriven = Flag("Clock:Driven"),
            ClockStart = Instant("Clock:Start"),
        };
        CheckTogether(options);
        return options;
    }

    private void CheckTogether(GatewayOptions options)
    {
        if (options.State.Length == 0)
        {
            _errors.Add("State: is empty; give a folder");
        }

        if (options.SocketsMax <= options.MqttConnectionsMax + options.LiveStreamsMax)
        {
            _errors.Add(
                $"Sockets:Max: {options.SocketsMax} must be above Mqtt:ConnectionsMax and Live:StreamsMax together");
        }

        foreach (string name in options.CertificateNames)
        {
            if (Uri.CheckHostName(name) == UriHostNameType.Unknown)
            {
                _errors.Add($"Certificates:Names: '{name}' is neither a host name nor an address");
            }
        }

        if (Uri.CheckHostName(options.MqttPublicHost) == UriHostNameType.Unknown)
        {
            _errors.Add($"Mqtt:PublicHost: '{options.MqttPublicHost}' is neither a host name nor an address");
        }

        if (options.ClockDriven)
        {
            RefuseOffLoopback("Http:Address", options.Http.Address);
            RefuseOffLoopback("Mqtt:Address", options.MqttTls.Address);
        }

        if (options.ClockStart is not null && !options.ClockDriven)
        {
            _errors.Add("Clock:Start: has a meaning only with Clock:Driven=true");
        }

        RefuseSamePort(options);
    }

    private void RefuseOffLoopback(string key, IPAddress address)
    {
        if (!IPAddress.IsLoopback(address))
        {
            _errors.Add($"{key}: {address} is not loopback, and Clock:Driven=true is allowed on loopback alone");
        }
    }

    private void RefuseSamePort(GatewayOptions options)
    {
        int[] ports = [options.Http.Port, options.MqttTls.Port, options.MqttPlainPort ?? 0];
        if (ports.Where(port => port != 0).GroupBy(port => port).Any(group => group.Count() > 1))
        {
            _errors.Add("Http:Port, Mqtt:TlsPort, Mqtt:PlainPort: two of them are the same port");
        }
    }

    // "--urls http://127.0.0.1:5080" is what every ASP.NET tool passes; it stands for the three Http keys.
    private (IPEndPoint Http, bool Tls) ReadHttp()
    {
        string urls = _configuration["Urls"] ?? "";
        if (urls.Length == 0)
        {
            return (new IPEndPoint(Address("Http:Address"), Number("Http:Port", 0, 65535)), Flag("Http:Tls"));
        }

        if (Uri.TryCreate(urls, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https")
        {
            string host = url.Host == "localhost" ? "127.0.0.1" : url.Host.Trim('[', ']');
            if (IPAddress.TryParse(host, out IPAddress? address))
            {
                return (new IPEndPoint(address, url.Port), url.Scheme == "https");
            }
        }

        _errors.Add($"Urls: '{urls}' is not one address like http://127.0.0.1:5080");
        return (new IPEndPoint(IPAddress.Loopback, 0), false);
    }

    private void RefuseUnknownKeys(IConfiguration said)
    {
        var known = OptionCatalogue.Lines.Select(line => line.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (IConfigurationSection top in said.GetChildren())
        {
            if (!Foreign.Contains(top.Key, StringComparer.OrdinalIgnoreCase))
            {
                RefuseUnknownKeys(top, known);
            }
        }
    }

    private void RefuseUnknownKeys(IConfigurationSection section, HashSet<string> known)
    {
        if (section.Value is not null && !known.Contains(section.Path))
        {
            _errors.Add($"{section.Path}: there is no such option");
        }

        foreach (IConfigurationSection child in section.GetChildren())
        {
            RefuseUnknownKeys(child, known);
        }
    }

    private string Text(string key) =>
        _configuration[key] ?? OptionCatalogue.Lines.First(line => line.Key == key).Default;

    private int Number(string key, int least, int most)
    {
        string text = Text(key);
        bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        if (isNumber && number >= least && number <= most)
        {
            return number;
        }

        _errors.Add($"{key}: '{text}' is not a whole number from {least} to {most}");
        return least;
    }

    private bool Flag(string key)
    {
        if (bool.TryParse(Text(key), out bool value))
        {
            return value;
        }

        _errors.Add($"{key}: '{Text(key)}' is neither true nor false");
        return false;
    }

    private DateTimeOffset? Instant(string key)
    {
        string text = Text(key);
        if (text.Length == 0)
        {
            return null;
        }

        // Without a zone the text would be read in the zone of the machine.
        bool hasZone = text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10;
        if (hasZone && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out DateTimeOffset instant))
        {
            return instant;
        }

        _errors.Add($"{key}: '{text}' is not a time like 2026-03-02T08:00:00Z");
        return null;
    }

    private IPAddress Address(string key)
    {
        string text = Text(key) == "localhost" ? "127.0.0.1" : Text(key);
        if (IPAddress.TryParse(text, out IPAddress? address))
        {
            return address;
        }

        _errors.Add($"{key}: '{text}' is not an IP address");
        return IPAddress.Loopback;
    }
}
