using System.Globalization;
using Kiosk.Gateway.Broker;
using Kiosk.Ledger;

namespace Kiosk.Gateway.Console;

/// <summary>What a push led to: the version stored, and whether the device was connected to take it at once.</summary>
public sealed record Pushed(long Device, int Version, bool Sent);

/// <summary>The one-time code of a till's first manager, told once, and the push that carries its digest.</summary>
public sealed record ManagerCode(long Device, int Version, bool Sent, string Code);

/// <summary>
/// Settings, notices and catalogues pushed to a device: stored first, then sent; a device that is away gets them on
/// return.
/// </summary>
public static class PushApi
{
    /// <summary>Maps the pushes under <c>/devices/{device}</c>.</summary>
    public static void Map(IEndpointRouteBuilder admin)
    {
        admin.MapPost("/devices/{device:long}/settings", PushSettings);
        admin.MapPost("/devices/{device:long}/notice", PushNotice);
        admin.MapPost("/devices/{device:long}/catalogue", PushCatalogueAsync);
        admin.MapPost("/devices/{device:long}/manager-code", PushManagerCode);
        admin.MapPost("/devices/{device:long}/seal-key", RotateSealKey);
    }

    private static IResult PushSettings(
        long device, SettingsForm form, CityLedger ledger, DownlinkSender downlinks)
    {
        Protocol.Settings settings = form.ToSettings(out Dictionary<string, string[]> errors);
        return errors.Count > 0
            ? Problems.Invalid(errors)
            : Send(ledger.Registry.PushSettings(device, settings), downlinks);
    }

    private static IResult PushNotice(
        long device, NoticeForm form, CityLedger ledger, DownlinkSender downlinks)
    {
        Protocol.Notice notice = form.ToNotice(out Dictionary<string, string[]> errors);
        return errors.Count > 0
            ? Problems.Invalid(errors)
            : Send(ledger.Registry.PushNotice(device, notice), downlinks);
    }

    private static async Task<IResult> PushCatalogueAsync(
        long device, HttpRequest request, CityLedger ledger, DownlinkSender downlinks, TimeProvider time)
    {
        Dictionary<string, string[]> errors = [];
        VatFamilies law = VatFamilies.Shipped();
        int day = Today(time);
        CatalogueForm? form;
        if (request.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) == true)
        {
            using var body = new StreamReader(request.Body);
            string table = await body.ReadToEndAsync(request.HttpContext.RequestAborted);
            form = CatalogueCsv.Read(table, law, day, out errors);
        }
        else
        {
            form = await request.ReadFromJsonAsync<CatalogueForm>(request.HttpContext.RequestAborted);
        }

        if (form is null)
        {
            return Problems.Invalid("body", "is empty");
        }

        Protocol.Catalogue? catalogue = errors.Count > 0 ? null : form.ToCatalogue(law, day, out errors);
        if (catalogue is null || errors.Count > 0)
        {
            return Problems.Invalid(errors);
        }

        int bytes = CatalogueSize.Measure(catalogue, device, catalogue.Version == 0 ? int.MaxValue : catalogue.Version);
        const int bytesMax = Protocol.Limits.DownlinkBytesMax;
        return bytes > bytesMax
            ? Problems.TooLarge(
                $"The catalogue takes {bytes} bytes and one message to a kiosk holds {bytesMax}: "
                + "shorten labels (a letter with an accent counts two bytes), leave out EANs that are not scanned, or "
                + $"send fewer than its {catalogue.ArticleCount} articles.")
            : Send(ledger.Registry.PushCatalogue(device, catalogue), downlinks);
    }

    // The city's civil day: a rate that changes tonight is the till's to change, by the day that the family carries.
    private static int Today(TimeProvider time)
    {
        DateTimeOffset now = City.CivilTime.Local(time.GetUtcNow());
        return (now.Year * 10_000) + (now.Month * 100) + now.Day;
    }

    private static IResult PushManagerCode(long device, CityLedger ledger, DownlinkSender downlinks)
    {
        DownlinkMessage message = ledger.Registry.PushManagerCode(device, out int code);
        bool sent = downlinks.Send(message);
        string digits = code.ToString("D6", CultureInfo.InvariantCulture);
        return Results.Ok(new ManagerCode(message.Device, message.Version, sent, digits));
    }

    private static IResult RotateSealKey(long device, CityLedger ledger, DownlinkSender downlinks)
    {
        IReadOnlyList<CityNote> notes = ledger.Archives.RotateSealKey(device);
        downlinks.SendNotes(device);
        return Results.Ok(notes.Select(note => new { note.Terminal, Key = note.Argument1, Sealed = note.IsSealed }));
    }

    private static IResult Send(DownlinkMessage message, DownlinkSender downlinks) =>
        Results.Ok(new Pushed(message.Device, message.Version, downlinks.Send(message)));
}
