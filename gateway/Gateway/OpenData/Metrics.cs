using System.Globalization;
using System.Text;
using Kiosk.Gateway.Broker;
using Kiosk.Gateway.City;
using Kiosk.Gateway.Console;
using Kiosk.Gateway.Merchant;
using Kiosk.Ledger;

namespace Kiosk.Gateway.OpenData;

/// <summary>
/// <c>/metrics</c> in the text format of Prometheus: every counter of the ledger and of the broker, every refusal by
/// kind, also those that are 0. Counters that move with each sale (frames, commits, events, what tills told of) are
/// left out while too few kiosks have sold today, except for administration: in a fleet of one they would tell its
/// sales (R74, GRD-1). <c>/health</c> says whether the ledger answers and stored the last frame, and how many devices
/// are connected.
/// </summary>
public sealed class Metrics
{
    // Of trouble alone: whatever is added to the ledger's counters is taken to move with a sale until it stands here.
    private static readonly LedgerCounter[] Trouble =
    [
        LedgerCounter.Hellos, LedgerCounter.ChainBreaks, LedgerCounter.DeclaredLost, LedgerCounter.LossesFound,
        LedgerCounter.QuarantineEvicted, LedgerCounter.CommitFailures, LedgerCounter.FramesRefused,
    ];

    private readonly CityLedger _ledger;
    private readonly CityReader _city;
    private readonly BrokerCounters _broker;
    private readonly AdminAccess _admin;
    private readonly RateLimits _limits;
    private readonly LiveFeed _live;
    private readonly MerchantAccess _merchants;
    private readonly DailyProof _proof;
    private readonly AlarmLog _alarms;

    /// <summary>Makes the page.</summary>
    public Metrics(
        CityLedger ledger, CityReader city, BrokerCounters broker, AdminAccess admin, RateLimits limits, LiveFeed live,
        MerchantAccess merchants, DailyProof proof, AlarmLog alarms)
    {
        _ledger = ledger;
        _city = city;
        _broker = broker;
        _admin = admin;
        _limits = limits;
        _live = live;
        _merchants = merchants;
        _proof = proof;
        _alarms = alarms;
    }

    /// <summary>Maps <c>/metrics</c> and <c>/health</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/metrics", (Metrics metrics, HttpContext http) =>
            Results.Text(metrics.Page(metrics.MayTellSales(http)), "text/plain; version=0.0.4"))
            .ExcludeFromDescription();
        routes.MapGet("/health", (Metrics metrics) => metrics.Health()).ExcludeFromDescription();
    }

    /// <summary>The page; without the counters that move with sales unless told.</summary>
    public string Page(bool withSales)
    {
        var page = new StringBuilder();
        Broker(page, withSales);
        Ledger(page, withSales);
        Head(page, "kiosk_admin_refused_total", "counter", "Administration calls without the token or in clear.");
        Line(page, "kiosk_admin_refused_total", _admin.Refused);
        Head(page, "kiosk_merchant_refused_total", "counter", "Calls on a merchant's data refused.");
        Line(page, "kiosk_merchant_refused_total", _merchants.Refused);
        Head(page, "kiosk_proof_failures_total", "counter", "Daily runs of counter-seals and archives that failed.");
        Line(page, "kiosk_proof_failures_total", _proof.Failures);
        Head(page, "kiosk_alarm_log_failures_total", "counter", "Looks for new alarms and faults that failed.");
        Line(page, "kiosk_alarm_log_failures_total", _alarms.Failures);
        Head(page, "kiosk_http_too_fast_total", "counter", "Calls over the limit per second.");
        Line(page, "kiosk_http_too_fast_total", _limits.Refused);
        Head(page, "kiosk_live_streams", "gauge", "Pages that follow live.");
        Line(page, "kiosk_live_streams", _live.Streams);
        Head(page, "kiosk_process_resident_bytes", "gauge", "Resident memory of the process.");
        Line(page, "kiosk_process_resident_bytes", Environment.WorkingSet);
        return page.ToString();
    }

    private void Broker(StringBuilder page, bool withSales)
    {
        Head(page, "kiosk_broker_connected", "gauge", "Devices connected now.");
        Line(page, "kiosk_broker_connected", _broker.Connected);
        if (withSales)
        {
            Head(page, "kiosk_broker_frames_total", "counter", "Frames taken in and committed.");
            Line(page, "kiosk_broker_frames_total", _broker.FramesIn);
            Head(page, "kiosk_broker_acknowledgements_total", "counter", "Acknowledgements sent down.");
            Line(page, "kiosk_broker_acknowledgements_total", _broker.AcknowledgementsOut);
        }

        Head(page, "kiosk_broker_downlinks_total", "counter", "Settings, notices and catalogues sent down.");
        Line(page, "kiosk_broker_downlinks_total", _broker.DownlinksOut);
        Head(page, "kiosk_broker_renewals_total", "counter", "Certificates of devices renewed.");
        Line(page, "kiosk_broker_renewals_total", _broker.Renewals);
        Head(page, "kiosk_broker_refused_total", "counter", "What the broker refused, by kind.");
        foreach (RefusalKind kind in Enum.GetValues<RefusalKind>())
        {
            Line(page, $"kiosk_broker_refused_total{{kind=\"{BrokerCounters.Label(kind)}\"}}", _broker.Refusals(kind));
        }
    }

    private void Ledger(StringBuilder page, bool withSales)
    {
        LedgerCounters counters = _ledger.Counters;
        IEnumerable<KeyValuePair<string, long>> named = withSales ? counters.Named() : counters.Named(Trouble);
        foreach ((string name, long value) in named)
        {
            Head(page, $"kiosk_ledger_{name}_total", "counter", "Counter of the ledger since start.");
            Line(page, $"kiosk_ledger_{name}_total", value);
        }

        if (withSales)
        {
            Head(page, "kiosk_device_faults_total", "counter", "Faults and refusals that devices told of, by code.");
            foreach ((string name, long value) in counters.Faults.Named())
            {
                Line(page, $"kiosk_device_faults_total{{code=\"{name}\"}}", value);
            }
        }
    }

    private bool MayTellSales(HttpContext http) =>
        _city.SalesArePublic()
        || (AdminAccess.IsPrivate(http.Connection.RemoteIpAddress, http.Request.IsHttps)
            && _admin.IsToken(http.Request.Headers.Authorization.ToString()));

    private IResult Health()
    {
        try
        {
            if (_broker.StoreTrouble is { } trouble)
            {
                return Failing(trouble);
            }

            return Results.Ok(new { status = "ok", kiosks = _ledger.Kiosks().Count, connected = _broker.Connected });
        }
        catch (LedgerException error)
        {
            return Failing(error.Message);
        }
    }

    private static IResult Failing(string what) => Results.Json(new { status = "failing", what }, statusCode: 503);

    private static void Head(StringBuilder page, string name, string type, string help) =>
        page.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");

    private static void Line(StringBuilder page, string name, long value) =>
        page.Append(CultureInfo.InvariantCulture, $"{name} {value}\n");
}
