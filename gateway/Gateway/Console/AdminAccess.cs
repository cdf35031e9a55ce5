using System.Net;
using System.Security.Cryptography;
using System.Text;
using Kiosk.Gateway.State;

namespace Kiosk.Gateway.Console;

/// <summary>
/// Lets an administration call through when it carries the token of <c>admin.token</c> and came over loopback or TLS,
/// so that the token never crosses a network in clear. Thread-safe.
/// </summary>
public sealed class AdminAccess : IEndpointFilter
{
    /// <summary>Name of the token file in the state folder.</summary>
    public const string TokenFile = "admin.token";

    private readonly byte[] _token;
    private long _refused;

    /// <summary>Reads the token, made at first start.</summary>
    public AdminAccess(StateFolder state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _token = Encoding.UTF8.GetBytes(state.SecretText(TokenFile));
    }

    /// <summary>Calls refused since start.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        HttpContext http = context.HttpContext;
        if (!IsPrivate(http.Connection.RemoteIpAddress, http.Request.IsHttps))
        {
            Interlocked.Increment(ref _refused);
            return Problems.Forbidden("Administration is served over loopback or TLS alone; set Http:Tls=true.");
        }

        if (!IsToken(http.Request.Headers.Authorization.ToString()))
        {
            Interlocked.Increment(ref _refused);
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return Problems.Unauthorized(
                "Give 'Authorization: Bearer <token>'; the token stands in state/admin.token.");
        }

        return await next(context);
    }

    /// <summary>True when nobody can listen in.</summary>
    public static bool IsPrivate(IPAddress? remote, bool isHttps) =>
        isHttps || (remote is not null && IPAddress.IsLoopback(remote));

    /// <summary>True when the header carries our token; compared in constant time.</summary>
    public bool IsToken(string header)
    {
        const string Scheme = "Bearer ";
        ArgumentNullException.ThrowIfNull(header);
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header[Scheme.Length..].Trim()), _token);
    }
}
