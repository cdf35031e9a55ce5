using System.Net;

namespace Kiosk.Gateway.Console;

/// <summary>A time to set, with its zone.</summary>
public sealed record ClockSetting(DateTimeOffset Utc);

/// <summary>
/// <c>POST /clock</c>, there only when the clock is driven (and then every listener is loopback, see the options).
/// JSON alone is taken, which a foreign web page cannot send here without being asked first.
/// </summary>
public static class ClockApi
{
    /// <summary>Maps the route, open on loopback and again under the administration API.</summary>
    public static void Map(IEndpointRouteBuilder routes, IEndpointRouteBuilder admin)
    {
        if (routes.ServiceProvider.GetRequiredService<TimeProvider>() is not DrivenClock clock)
        {
            return;
        }

        IResult Set(ClockSetting setting, HttpContext http)
        {
            if (http.Connection.RemoteIpAddress is not { } remote || !IPAddress.IsLoopback(remote))
            {
                return Problems.Forbidden("The clock is driven over loopback alone.");
            }

            clock.Set(setting.Utc);
            return Results.NoContent();
        }

        routes.MapPost("/clock", Set).ExcludeFromDescription();
        admin.MapPost("/clock", Set);
    }
}
