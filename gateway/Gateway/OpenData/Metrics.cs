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
/// kind, also those that are 0. <c>/health</c> says whether the ledger answers and stored
/// the last frame, and how many devices are connected.
/// </summary>
public sealed class Metrics
{
    private readonly CityLedger _ledger;
    private readonly BrokerCounters _broker;
    private readonly AdminAccess _admin;
    private readonly RateLimits _limits;
    private readonly LiveFeed _live;
    private readonly MerchantAccess _merchants;
    private readonly DailyProof _proof;

    /// <summary>Makes the page.</summary>
    public Metrics(
        CityLedger ledger, BrokerCounters broker, AdminAccess admin, RateLimits limits, LiveFeed live,
        MerchantAccess merchants, DailyProof proof)
    {
        _ledger = ledger;
        _broker = broker;
        _admin = admin;
        _limits = limits;
        _live = live;
        _merchants = merchants;
        _proof = proof;
    }

    /// <summary>Maps <c>/metrics</c> and <c>/health</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/metrics", (Metrics metrics) => Results.Text(metrics.Page(), "text/plain; version=0.0.4"))
            .ExcludeFromDescription();
        routes.MapGet("/health", (Metrics metrics) => metrics.Health()).ExcludeFromDescription();
    }

    /// <summary>The whole page.</summary>
    public string Page()
    {
        var page = new StringBuilder();
        Head(page, "kiosk_broker_connected", "gauge", "Devices connected now.");
        Line(page, "kiosk_broker_connected", _broker.Connected);
        Head(page, "kiosk_broker_frames_total", "counter", "Frames taken in and committed.");
        Line(page, "kiosk_broker_frames_total", _broker.FramesIn);
        Head(page, "kiosk_broker_acknowledgements_total", "counter", "Acknowledgements sent down.");
        Line(page, "kiosk_broker_acknowledgements_total", _broker.AcknowledgementsOut);
        Head(page, "kiosk_broker_downlinks_total", "counter", "Settings, notices and catalogues sent down.");
        Line(page, "kiosk_broker_downlinks_total", _broker.DownlinksOut);
        Head(page, "kiosk_broker_refused_total", "counter", "What the broker refused, by kind.");
        foreach (RefusalKind kind in Enum.GetValues<RefusalKind>())
        {
            Line(page, $"kiosk_broker_refused_total{{kind=\"{BrokerCounters.Label(kind)}\"}}", _broker.Refusals(kind));
        }

        foreach ((string name, long value) in _ledger.Counters.Named())
        {
            Head(page, $"kiosk_ledger_{name}_total", "counter", "Counter of the ledger since start.");
            Line(page, $"kiosk_ledger_{name}_total", value);
        }

        Head(page, "kiosk_device_faults_total", "counter", "Faults and refusals that devices told of, by code.");
        foreach ((string name, long value) in _ledger.Counters.Faults.Named())
        {
            Line(page, $"kiosk_device_faults_total{{code=\"{name}\"}}", value);
        }

        Head(page, "kiosk_admin_refused_total", "counter", "Administration calls without the token or in clear.");
        Line(page, "kiosk_admin_refused_total", _admin.Refused);
        Head(page, "kiosk_merchant_refused_total", "counter", "Calls on a merchant's data refused.");
        Line(page, "kiosk_merchant_refused_total", _merchants.Refused);
        Head(page, "kiosk_proof_failures_total", "counter", "Daily runs of counter-seals and archives that failed.");
        Line(page, "kiosk_proof_failures_total", _proof.Failures);
        Head(page, "kiosk_http_too_fast_total", "counter", "Calls over the limit per second.");
        Line(page, "kiosk_http_too_fast_total", _limits.Refused);
        Head(page, "kiosk_live_streams", "gauge", "Pages that follow live.");
        Line(page, "kiosk_live_streams", _live.Streams);
        Head(page, "kiosk_process_resident_bytes", "gauge", "Resident memory of the process.");
        Line(page, "kiosk_process_resident_bytes", Environment.WorkingSet);
        return page.ToString();
    }

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
