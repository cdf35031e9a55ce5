using System.Security.Cryptography;
using System.Text;
using Kiosk.Gateway.State;

namespace Kiosk.Gateway.Broker;

/// <summary>
/// Tokens for the loopback listener without TLS: a MAC of the device's number under a key of this gateway, so nothing
/// more need be stored. They open nothing on the TLS listener. Thread-safe.
/// </summary>
public sealed class PlainTokens
{
    private readonly byte[] _key;

    /// <summary>Takes the key from the state folder, made at first use.</summary>
    public PlainTokens(StateFolder state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _key = state.Secret("plain.key", 32);
    }

    /// <summary>Token of a device, 64 hexadecimal digits.</summary>
    public string Token(long device) =>
        Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(Topics.Up(device))));

    /// <summary>True when the password is the device's token; takes the same time wherever they differ.</summary>
    public bool Matches(long device, byte[]? password) =>
        password is not null
        && CryptographicOperations.FixedTimeEquals(password, Encoding.ASCII.GetBytes(Token(device)));
}
