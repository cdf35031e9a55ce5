using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Kiosk.Gateway.Options;
using Microsoft.AspNetCore.RateLimiting;

namespace Kiosk.Gateway.Console;

/// <summary>
/// Limits of calls per second and address; bursts of two seconds are let through. Refusals are counted.
/// </summary>
public sealed class RateLimits
{
    /// <summary>Names of the two limits.</summary>
    public const string Admin = "admin", Public = "public";

    private long _refused;

    /// <summary>Calls refused since start.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Adds both limits.</summary>
    public static void Add(IServiceCollection services, GatewayOptions options)
    {
        var limits = new RateLimits();
        services.AddSingleton(limits);
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = limits.OnRejectedAsync;
            limiter.AddPolicy(Admin, http => Bucket(http, options.AdminCallsPerSecondMax));
            limiter.AddPolicy(Public, http => Bucket(http, options.PublicCallsPerSecondMax));
        });
    }

    private static RateLimitPartition<IPAddress> Bucket(HttpContext http, int perSecond) =>
        RateLimitPartition.GetTokenBucketLimiter(
            http.Connection.RemoteIpAddress ?? IPAddress.None,
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = 2 * perSecond,
                TokensPerPeriod = perSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            });

    private async ValueTask OnRejectedAsync(OnRejectedContext rejected, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _refused);
        rejected.HttpContext.Response.Headers.RetryAfter = 1.ToString(CultureInfo.InvariantCulture);
        IResult answer = Results.Problem(
            "Too many calls; wait a second.", statusCode: 429, title: "Too fast.", type: "urn:kiosk:problem:too-fast");
        await answer.ExecuteAsync(rejected.HttpContext);
    }
}
