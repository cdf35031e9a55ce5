namespace Kiosk.Gateway.Options;

/// <summary>One option: key, default as text, and what it means in one line with its unit and range.</summary>
public sealed record OptionLine(string Key, string Default, string Meaning);

/// <summary>
/// The list of all options. <c>--help</c> prints it, the reader takes the defaults from it and refuses any key
/// of ours that it does not hold, and a test compares it with appsettings.json.
/// </summary>
public static class OptionCatalogue
{
    /// <summary>All options, in the order of the file.</summary>
    public static IReadOnlyList<OptionLine> Lines { get; } =
    [
        new("State", "state", "folder of the database, the authority, the keys and the token; made when absent"),
        new("Http:Address", "127.0.0.1", "address of pages and APIs"),
        new("Http:Port", "5080", "port of pages and APIs, 0 to 65535; 0 = chosen by the system"),
        new("Http:Tls", "false", "true = pages and APIs over TLS with the gateway's own certificate"),
        new("Mqtt:Address", "127.0.0.1", "address of the broker for devices (TLS)"),
        new("Mqtt:TlsPort", "8883", "port of the broker for devices, 0 to 65535; 0 = chosen by the system"),
        new("Mqtt:PlainPort", "", "loopback port without TLS for benches, 0 to 65535; empty = none"),
        new("Mqtt:PacketBytesMax", "8192", "longest packet from a device in bytes, 4224 to 1048576"),
        new("Mqtt:ConnectionsMax", "2000", "devices connected at one time, 1 to 100000"),
        new("Sockets:PerAddressMax", "1000", "sockets open at one time from one address, 4 to 200000"),
        new("Sockets:Max", "4000", "sockets open at one time, pages and devices, also before CONNECT, 16 to 200000"),
        new("Mqtt:PublicHost", "127.0.0.1", "host name written into the bundle of a device"),
        new("Certificates:Names", "", "further names of the server's certificate, separated by commas"),
        new("Admin:CallsPerSecondMax", "200", "administration calls per second and address, 1 to 10000"),
        new("Admin:BodyBytesMax", "262144", "longest body of an administration call in bytes, 1024 to 16777216"),
        new("Public:CallsPerSecondMax", "50", "public calls per second and address, 1 to 10000"),
        new("Live:StreamsMax", "200", "open live streams, 1 to 10000"),
        new("Live:PauseMs", "2000", "shortest time between two live events in ms, 200 to 60000"),
        new("City:SilentMinutes", "60", "minutes without link and measurement, then a kiosk is silent, 1 to 1440"),
        new("Editor:Name", "", "publisher who signs the self-attestation; empty = none is given"),
        new("Editor:Siren", "", "SIREN of the publisher, 9 digits"),
        new("Editor:Address", "", "address of the publisher"),
        new("Clock:Driven", "false", "true = time is set by POST /clock; refused off loopback"),
        new("Clock:Start", "", "first time of a driven clock, ISO 8601 with zone; empty = now"),
    ];
}
