using Kiosk.Gateway.Broker;
using Kiosk.Gateway.Options;
using Kiosk.Ledger;

namespace Kiosk.Gateway.Console;

/// <summary>
/// What is needed to enrol a device: the kiosk it stands in, and optionally its number (0 = next free one).
/// </summary>
public sealed record Enrolment(
    string? Kiosk, string? Name, string? Address, int Arrondissement, string? Trade, bool Occupied = true,
    bool Invented = false, long Device = 0, double? Latitude = null, double? Longitude = null);

/// <summary>
/// All a device needs to work, shown once: identity, secret, certificate, where to connect. <c>MqttToken</c> and
/// <c>PlainPort</c> serve the loopback listener without TLS and are null when there is none.
/// </summary>
public sealed record Bundle(
    long Device, string Kiosk, string Terminal, byte[] Secret, string ClientCertPem, string ClientKeyPem, string CaPem,
    string Host, int Port, long FirstSequence, string? MqttToken, int? PlainPort);

/// <summary>For how many days a device is let in again whose certificate is out of date.</summary>
public sealed record Readmission(int Days);

/// <summary>Enrolment, list, readmission and revocation of devices.</summary>
public sealed class DevicesApi
{
    private readonly CityLedger _ledger;
    private readonly CertificateAuthority _authority;
    private readonly GatewayOptions _options;
    private readonly GatewayPorts _ports;
    private readonly PlainTokens _tokens;
    private readonly BrokerService _broker;

    /// <summary>Makes the handlers.</summary>
    public DevicesApi(
        CityLedger ledger, CertificateAuthority authority, GatewayOptions options, GatewayPorts ports,
            PlainTokens tokens,
        BrokerService broker)
    {
        _ledger = ledger;
        _authority = authority;
        _options = options;
        _ports = ports;
        _tokens = tokens;
        _broker = broker;
    }

    /// <summary>Maps <c>/devices</c>.</summary>
    public static void Map(IEndpointRouteBuilder admin)
    {
        ArgumentNullException.ThrowIfNull(admin);
        admin.MapPost("/devices", (Enrolment enrolment, DevicesApi api) => api.Add(enrolment));
        admin.MapGet("/devices", (CityLedger ledger) => ledger.Registry.List());
        admin.MapPost(
            "/devices/{device:long}/readmit",
            (long device, Readmission readmission, DevicesApi api) => api.Readmit(device, readmission));
        admin.MapPost("/devices/{device:long}/revoke", (long device, DevicesApi api) => api.RevokeAsync(device));
    }

    private IResult Add(Enrolment enrolment)
    {
        if (Check(enrolment) is { Count: > 0 } errors)
        {
            return Problems.Invalid(errors);
        }

        string kiosk = enrolment.Kiosk!;
        KioskPlace? known = _ledger.Kiosks().FirstOrDefault(view => view.Place.KioskId == kiosk)?.Place;
        if (known is null || enrolment.Name is not null || enrolment.Address is not null)
        {
            _ledger.Registry.PutKiosk(Place(enrolment, kiosk));
        }

        DeviceEnrolment device = _ledger.Registry.AddDevice(kiosk, enrolment.Device);
        IssuedCertificate certificate = _authority.Issue(device.Number);
        _ledger.Credentials.Bind(device.Number, certificate);
        int? plain = _ports.MqttPlain;
        return Results.Ok(new Bundle(
            device.Number, kiosk, device.KioskId, device.Secret, certificate.CertificatePem, certificate.KeyPem,
            _authority.RootPem, _options.MqttPublicHost, _ports.MqttTls, FirstSequence: 1,
            plain is null ? null : _tokens.Token(device.Number), plain));
    }

    private IResult Readmit(long device, Readmission readmission)
    {
        if (readmission.Days is < 1 or > CredentialRegister.ReadmitDaysMax)
        {
            return Problems.Invalid("days", $"must be 1 to {CredentialRegister.ReadmitDaysMax}");
        }

        DateTimeOffset now = _authority.Now, until = now.AddDays(readmission.Days);
        return _ledger.Credentials.Readmit(device, now, until) ? Results.Ok(new { device, until })
            : Problems.NotFound($"No device {device} in service has one; list them with 'kiosk device list'.");
    }

    private async Task<IResult> RevokeAsync(long device)
    {
        if (!_ledger.Registry.Revoke(device))
        {
            return Problems.NotFound($"No device {device} is registered; list them with 'kiosk device list'.");
        }

        await _broker.DisconnectAsync(device);
        return Results.NoContent();
    }

    private static KioskPlace Place(Enrolment enrolment, string kiosk) => new(
        kiosk, enrolment.Name ?? kiosk, enrolment.Address ?? "",
        enrolment.Arrondissement is > 13000 and <= 13016 ? enrolment.Arrondissement - 13000 : enrolment.Arrondissement,
        enrolment.Occupied, enrolment.Invented, enrolment.Trade ?? "", enrolment.Latitude, enrolment.Longitude);

    private static Dictionary<string, string[]> Check(Enrolment enrolment)
    {
        var errors = new Dictionary<string, string[]>();
        string kiosk = enrolment.Kiosk ?? "";
        if (kiosk.Length is < 1 or > 8 || !kiosk.All(c => c is (>= 'A' and <= 'Z') or (>= '0' and <= '9')))
        {
            errors["kiosk"] = ["must be 1 to 8 characters A-Z and 0-9, for example K07"];
        }

        if (enrolment.Device is < 0 or > int.MaxValue)
        {
            errors["device"] = ["must be 1 to 2147483647, or 0 for the next free number"];
        }

        if (enrolment.Arrondissement is not ((>= 0 and <= 16) or (> 13000 and <= 13016)))
        {
            errors["arrondissement"] = ["must be 1 to 16 (or 13001 to 13016), or 0 when unknown"];
        }

        if ((enrolment.Latitude is null) != (enrolment.Longitude is null)
            || enrolment.Latitude is not (null or (>= -90 and <= 90))
            || enrolment.Longitude is not (null or (>= -180 and <= 180)))
        {
            errors["latitude"] = ["must be -90 to 90 degrees north, together with a longitude of -180 to 180 east"];
        }

        Text(errors, "name", enrolment.Name, 80);
        Text(errors, "address", enrolment.Address, 120);
        Text(errors, "trade", enrolment.Trade, 40);
        return errors;
    }

    private static void Text(Dictionary<string, string[]> errors, string field, string? text, int lengthMax)
    {
        if (text is not null && DeviceText.Fault(text, lengthMax) is { } fault)
        {
            errors[field] = [fault];
        }
    }
}
