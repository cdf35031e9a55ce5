using Kiosk.Gateway.Console;
using Kiosk.Ledger;

namespace Kiosk.Gateway.Merchant;

/// <summary>Marks a call that the merchant's own token does not open: what it does cannot be undone.</summary>
public sealed class CityAlone;

/// <summary>Marks a call that the city makes on no request: it says that the merchant did something.</summary>
public sealed class MerchantAlone;

/// <summary>
/// Lets a call on a merchant's fiscal data through (pos.md R74): with the merchant's own token of that terminal, or
/// with the administration's token and a legal request, which is logged before anything is shown. Over loopback or TLS
/// alone. Thread-safe.
/// </summary>
public sealed class MerchantAccess(CityLedger ledger, AdminAccess admin) : IEndpointFilter
{
    /// <summary>Header in which the city names the legal request (reference of the letter).</summary>
    public const string LegalRequest = "X-Legal-Request";

    private const int ReasonMax = 200;
    private long _refused;

    /// <summary>Calls refused since start.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>
    /// The legal request that a call names, percent-encoded where it is not ASCII (RFC 9110 5.5); null when there is
    /// none, or it is longer than 200 characters.
    /// </summary>
    public static string? ReasonOf(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        string reason = Uri.UnescapeDataString(request.Headers[LegalRequest].ToString()).Trim();
        return reason.Length is 0 or > ReasonMax ? null : reason;
    }

    /// <summary>The answer to a call of the city that names none.</summary>
    public static IResult RefuseWithoutReason() => Problems.Forbidden(
        $"The city sees a merchant's data on legal request only: name it in '{LegalRequest}' (it is logged).");

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        HttpContext http = context.HttpContext;
        string terminal = (string?)http.Request.RouteValues["terminal"] ?? "";
        if (!AdminAccess.IsPrivate(http.Connection.RemoteIpAddress, http.Request.IsHttps))
        {
            Interlocked.Increment(ref _refused);
            return Problems.Forbidden("A merchant's data is served over loopback or TLS alone; set Http:Tls=true.");
        }

        if (!ledger.Archives.Terminals().Contains(terminal))
        {
            return Problems.NotFound($"There is no terminal '{terminal}'.");
        }

        string header = http.Request.Headers.Authorization.ToString();
        string what = http.Request.Method + " " + http.Request.Path + http.Request.QueryString;
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            && ledger.Archives.IsMerchant(terminal, header["Bearer ".Length..].Trim()))
        {
            if (http.GetEndpoint()?.Metadata.GetMetadata<CityAlone>() is not null)
            {
                Interlocked.Increment(ref _refused);
                return Problems.Forbidden("Only the administration does this, on a legal request; ask the city.");
            }

            ledger.Archives.Log(terminal, "merchant", what, "");
            return await next(context);
        }

        if (!admin.IsToken(header))
        {
            Interlocked.Increment(ref _refused);
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return Problems.Unauthorized("Give 'Authorization: Bearer <token>' with the merchant's token.");
        }

        if (http.GetEndpoint()?.Metadata.GetMetadata<MerchantAlone>() is not null)
        {
            Interlocked.Increment(ref _refused);
            return Problems.Forbidden("Only the merchant says this, with the merchant's token.");
        }

        if (ReasonOf(http.Request) is not { } reason)
        {
            Interlocked.Increment(ref _refused);
            return RefuseWithoutReason();
        }

        ledger.Archives.Log(terminal, "city", what, reason);
        return await next(context);
    }
}
