using Kiosk.Gateway.Console;
using Kiosk.Gateway.Options;

namespace Kiosk.Gateway;

/// <summary>All routes and their services, one line per group: the table of contents of the web side.</summary>
public static class GatewayRoutes
{
    /// <summary>Adds what the routes need.</summary>
    public static void AddServices(IServiceCollection services, GatewayOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddProblemDetails();
        services.AddSingleton<AdminAccess>();
        services.AddSingleton<DevicesApi>();
        RateLimits.Add(services, options);
    }

    /// <summary>Maps the routes.</summary>
    public static void Map(WebApplication web)
    {
        ArgumentNullException.ThrowIfNull(web);
        web.UseExceptionHandler();
        web.UseStatusCodePages();
        web.UseRateLimiter();
        AdminApi.Map(web);
    }
}
