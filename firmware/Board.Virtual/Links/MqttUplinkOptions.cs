using System.Security.Cryptography.X509Certificates;
using Kiosk.Firmware.Identities;

namespace Kiosk.Board.Virtual.Links;

/// <summary>Where and as whom a kiosk connects.</summary>
public sealed class MqttUplinkOptions
{
    /// <summary>Device number; client id, certificate name and topic space follow from it.</summary>
    public required long Device { get; init; }

    /// <summary>Host of the gateway.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Port, 1..65535; 8883 is TLS.</summary>
    public int Port { get; init; } = 8883;

    /// <summary>The device's certificate with its private key; null connects without TLS (loopback only).</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>
    /// The slots that say which certificate each connection is made with (F-CRED-2), in the place of
    /// <see cref="Certificate"/>.
    /// </summary>
    public CredentialSlots? Slots { get; init; }

    /// <summary>The gateway's own authority, the only one that is trusted; needed with a certificate.</summary>
    public X509Certificate2? Authority { get; init; }

    /// <summary>Shortest and longest wait between two connection attempts; +/-20 % at random.</summary>
    public TimeSpan BackOffMin { get; init; } = TimeSpan.FromSeconds(1);

    /// <inheritdoc cref="BackOffMin"/>
    public TimeSpan BackOffMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Frames that wait for sending at most, and downlinks for the loop.</summary>
    public int FramesMax { get; init; } = 8;

    /// <inheritdoc cref="FramesMax"/>
    public int DownlinksMax { get; init; } = 64;

    /// <summary>
    /// Asked before each attempt, on any thread: false while there is nobody to knock at, then none is made and none
    /// is counted. Default always true.
    /// </summary>
    public Func<bool> Reachable { get; init; } = () => true;
}
