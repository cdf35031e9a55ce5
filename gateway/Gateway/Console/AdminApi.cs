using Kiosk.Gateway.Merchant;
using Kiosk.Ledger;

namespace Kiosk.Gateway.Console;

/// <summary>The administration API: enrolment, what is pushed to devices, audit totals, alarms.</summary>
public static class AdminApi
{
    /// <summary>Maps <c>/api/admin</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        AdminAccess access = routes.ServiceProvider.GetRequiredService<AdminAccess>();
        RouteGroupBuilder admin = routes.MapGroup("/api/admin")
            .AddEndpointFilter(access)
            .AddEndpointFilter(RefuseWhenStoreFails)
            .RequireRateLimiting(RateLimits.Admin)
            .ExcludeFromDescription();
        DevicesApi.Map(admin);
        PushApi.Map(admin);
        admin.MapGet("/audit", (CityLedger ledger) => ledger.Audit());
        admin.MapGet("/alarms", (CityLedger ledger) => ledger.Alarms().Select(alarm => new
        {
            alarm.Device, Kind = alarm.Kind.ToString(), alarm.FirstAt, alarm.LastAt, alarm.Count, alarm.Detail,
        }));
        admin.MapGet("/quarantine", (CityLedger ledger) => ledger.Quarantine(rowsMax: 200).Select(frame => new
        {
            frame.Device, Reason = frame.Reason.ToString(), frame.FirstAt, frame.LastAt, frame.Times, frame.Length,
        }));
        admin.MapGet("/devices/{device:long}/gaps", (long device, CityLedger ledger) => ledger.Gaps(device));
        MerchantApi.MapAdmin(admin);
        ClockApi.Map(routes, admin);
    }

    // The ledger's own sentence says what and where (unknown kiosk, number in use, disk full).
    internal static async ValueTask<object?> RefuseWhenStoreFails(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (LedgerException error)
        {
            return Problems.Conflict(error.Message);
        }
    }
}
