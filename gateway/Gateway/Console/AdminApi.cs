using Kiosk.Gateway.Merchant;
using Kiosk.Gateway.Options;
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
        admin.MapGet("/audit", (CityLedger ledger, GatewayOptions options) => Audit(ledger.Audit(), options));
        admin.MapGet("/alarms", (CityLedger ledger) => Alarms(ledger));
        admin.MapGet("/faults", (CityLedger ledger) => Faults(ledger));
        admin.MapGet("/quarantine", (CityLedger ledger) => ledger.Quarantine(rowsMax: 200).Select(frame => new
        {
            frame.Device, Reason = frame.Reason.ToString(), frame.FirstAt, frame.LastAt, frame.Times, frame.Length,
        }));
        admin.MapGet("/devices/{device:long}/gaps", (long device, CityLedger ledger) => ledger.Gaps(device));
        MerchantApi.MapAdmin(admin);
        ClockApi.Map(routes, admin);
    }

    // A hole in the sequences is over once it is filled; of the others nobody but staff can say so.
    private static IEnumerable<object> Alarms(CityLedger ledger)
    {
        Dictionary<long, string> kiosks = KioskNames.Of(ledger);
        return ledger.Alarms().Select(alarm => new
        {
            alarm.Device, Kiosk = kiosks.GetValueOrDefault(alarm.Device, ""), Kind = alarm.Kind.ToString(),
            IsOpen = alarm.Kind != AlarmKind.Gap || ledger.Gaps(alarm.Device).Any(gap => gap.DeclaredReason == 0),
            alarm.FirstAt, alarm.LastAt, alarm.Count, alarm.Detail,
        });
    }

    private static IEnumerable<object> Faults(CityLedger ledger)
    {
        Dictionary<long, string> kiosks = KioskNames.Of(ledger);
        return ledger.Faults().Select(fault => new
        {
            fault.Device, Kiosk = kiosks.GetValueOrDefault(fault.Device, ""), fault.Code, fault.Name, fault.Count,
            fault.LastAt,
        });
    }

    // Staff of the city have no business with takings: the totals of a fleet of one are a merchant's (R74). Only when
    // the clock is driven (demonstration and replay, loopback alone) do the tools compare tickets and cents.
    private static IResult Audit(AuditTotals found, GatewayOptions options) => options.ClockDriven
        ? Results.Ok(found)
        : Results.Ok(new
        {
            found.FootfallSlots, found.Passages, found.People, found.ClimateReadings, found.Missing, found.DeclaredLost,
            found.ChainBreaks, found.DayClosingsDifferent, found.StoredTwice, found.Unreadable, found.Duplicates,
        });

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
