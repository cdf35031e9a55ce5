using System.Globalization;
using System.Text;
using Kiosk.Gateway.Broker;
using Kiosk.Gateway.Console;
using Kiosk.Gateway.Options;
using Kiosk.Ledger;

namespace Kiosk.Gateway.Merchant;

/// <summary>The copy of an archive that somebody verified.</summary>
public sealed record Confirmation(string? Sha256);

/// <summary>The code that the city gave the merchant.</summary>
public sealed record ClaimCode(string? Code);

/// <summary>What a printed Z says: its number J and the four characters of its seal.</summary>
public sealed record PrintedZ(long Closing, string? Extract);

/// <summary>
/// A merchant's fiscal documents: archives, e-report, accounting, attestation, comparison of the printed Z; codes for
/// the catalogue. See <see cref="MerchantAccess"/> for who may.
/// </summary>
public static class MerchantApi
{
    /// <summary>Maps <c>/api/merchant/{terminal}</c> and the giving of tokens.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        MerchantAccess access = routes.ServiceProvider.GetRequiredService<MerchantAccess>();
        RouteGroupBuilder group = routes.MapGroup("/api/merchant/{terminal}")
            .AddEndpointFilter(AdminApi.RefuseWhenStoreFails).AddEndpointFilter(access)
            .RequireRateLimiting(RateLimits.Admin).ExcludeFromDescription();
        group.MapGet("/archives", (string terminal, CityLedger ledger) =>
            ledger.Archives.List(terminal).Select(Document));
        group.MapPost("/archives", Make);
        group.MapGet("/notes", (string terminal, CityLedger ledger) => ledger.Archives.Notes(terminal));
        group.MapGet("/archives/{number:long}", Download);
        group.MapPost("/archives/{number:long}/confirm", Confirm).WithMetadata(new MerchantAlone());
        group.MapPost("/archives/{number:long}/purge", Purge).WithMetadata(new CityAlone());
        group.MapGet("/ereport", Report);
        group.MapGet("/ereport/period", (string terminal, string? regime, CityLedger ledger) =>
            ledger.Archives.EReportPeriod(regime ?? ""));
        group.MapGet("/ereport/handed", (string terminal, CityLedger ledger) => ledger.Archives.EReports(terminal));
        group.MapGet("/accounting", Accounting);
        group.MapGet("/attestation", (string terminal, CityLedger ledger, GatewayOptions options) => Results.Text(
            ledger.Archives.Attest(terminal, options.Editor), "text/plain", Encoding.UTF8));
        group.MapPost("/z", Compare);
        group.MapGet("/review", (string terminal, bool? all, CityLedger ledger) =>
            ledger.Archives.Review(terminal, all ?? false));
        group.MapGet("/stops", (string terminal, int from, int to, CityLedger ledger) =>
            ledger.Archives.Stops(terminal, from, to));
        group.MapGet("/stops/days", (string terminal, int from, int to, CityLedger ledger) =>
            ledger.Archives.StopDays(terminal, from, to));
        group.MapPost("/review/{code:long}/dismiss", Dismiss);
        routes.MapPost("/api/claim/{terminal}", Claim).AddEndpointFilter(AdminApi.RefuseWhenStoreFails)
            .RequireRateLimiting(RateLimits.Admin).ExcludeFromDescription();
        group.MapGet("/access", (string terminal, CityLedger ledger) => ledger.Archives.Accesses(terminal));
    }

    /// <summary>Maps the administration's part: giving a merchant the code for a token.</summary>
    public static void MapAdmin(IEndpointRouteBuilder admin)
    {
        ArgumentNullException.ThrowIfNull(admin);
        admin.MapPost("/merchants/{terminal}/code", (string terminal, HttpRequest request, CityLedger ledger) =>
            MerchantAccess.ReasonOf(request) is { } reason
                ? Results.Ok(new { terminal, code = ledger.Archives.NewMerchantClaim(terminal, reason) })
                : MerchantAccess.RefuseWithoutReason());
        admin.MapPost("/signing-key/rotate", (CityLedger ledger) => Results.Ok(ledger.Archives.RotateKey()));
    }

    // Without the digest: only who holds the file can say that they verified it.
    private static object Document(ArchiveInfo info) => new
    {
        info.Terminal, info.Number, Level = info.Level.ToString(), info.Period, File = Path.GetFileName(info.File),
        info.Bytes, info.Records, info.Breaks, info.MadeAt, info.VerifiedAt, info.PurgedAt,
    };

    private static IResult Download(string terminal, long number, CityLedger ledger)
    {
        ArchiveInfo? info = ledger.Archives.List(terminal).FirstOrDefault(archive => archive.Number == number);
        return info is not null && File.Exists(info.File)
            ? Results.File(info.File, "application/zip", Path.GetFileName(info.File))
            : Problems.NotFound($"Terminal {terminal} has no archive {number} here.");
    }

    private static object[] Make(string terminal, int? month, CityLedger ledger, DownlinkSender downlinks)
    {
        IReadOnlyList<ArchiveInfo> made = month is { } wanted
            ? [ledger.Archives.MakeMonth(terminal, wanted)]
            : ledger.Archives.MakeDue(terminal);
        downlinks.SendNotes(ledger.Archives.DeviceOf(terminal));
        return [.. made.Select(Document)];
    }

    private static IResult Purge(string terminal, long number, CityLedger ledger, DownlinkSender downlinks)
    {
        string record = ledger.Archives.Purge(terminal, number);
        downlinks.SendNotes(ledger.Archives.DeviceOf(terminal));
        return Results.Ok(new { record });
    }

    private static IResult Confirm(string terminal, long number, Confirmation body, CityLedger ledger)
    {
        ledger.Archives.Confirm(terminal, number, body.Sha256 ?? "");
        return Results.Ok(new { terminal, number });
    }

    private static IResult Report(
        string terminal, int from, int to, string? platform, string? platformName, CityLedger ledger)
    {
        if (!IsDay(from) || !IsDay(to) || from >= to)
        {
            return Problems.Invalid("from", "and 'to' are two business days like 20260302, in order");
        }

        if (platform is not null && (platform.Length != 4 || !platform.All(char.IsAsciiDigit)
            || platformName is not { Length: > 0 and <= 99 }))
        {
            return Problems.Invalid("platform", "is the platform's number of 4 digits, together with 'platformName'");
        }

        EReport report = ledger.Archives.EReport(
            terminal, from, to, platform is null ? null : new ApprovedPlatform(platform, platformName!));
        return Results.Text(report.Xml, "application/xml", Encoding.UTF8);
    }

    private static IResult Accounting(string terminal, int month, CityLedger ledger) =>
        month is > 202000 and < 220000 && month % 100 is >= 1 and <= 12
            ? Results.Text(ledger.Archives.Accounting(terminal, month), "text/csv", Encoding.UTF8)
            : Problems.Invalid("month", "is a month like 202603");

    private static IResult Compare(string terminal, PrintedZ z, CityLedger ledger) => Results.Ok(
        ledger.Archives.ComparePaper(terminal, z.Closing, z.Extract ?? ""));

    private static IResult Dismiss(string terminal, long code, CityLedger ledger)
    {
        ledger.Archives.Dismiss(terminal, code);
        return Results.Ok(new { terminal, code });
    }

    // Open to who holds the code alone: the city that gave it holds it too, but the first use is the last, and is told.
    private static IResult Claim(string terminal, ClaimCode body, HttpContext http, CityLedger ledger) =>
        !AdminAccess.IsPrivate(http.Connection.RemoteIpAddress, http.Request.IsHttps)
            ? Problems.Forbidden("A merchant's data is served over loopback or TLS alone; set Http:Tls=true.")
            : !ledger.Archives.Terminals().Contains(terminal) ? Problems.NotFound($"There is no terminal '{terminal}'.")
            : Results.Ok(new { terminal, token = ledger.Archives.Claim(terminal, body.Code ?? "") });

    private static bool IsDay(int day) =>
        day is > 20200000 and < 22000000 && DateOnly.TryParseExact(
            day.ToString(CultureInfo.InvariantCulture), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out DateOnly _);
}
