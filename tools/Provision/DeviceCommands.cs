using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Kiosk.Provision;

/// <summary><c>kiosk device add|list|rotate|readmit|revoke</c>.</summary>
public static class DeviceCommands
{
    /// <summary>Makes the group.</summary>
    public static Command Make(Context context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new Command("device", context.Words.Device)
        {
            Add(context), List(context), Rotate(context), Readmit(context), Revoke(context),
        };
    }

    private static Command Add(Context context)
    {
        Words words = context.Words;
        var kiosk = new Option<string>("--kiosk") { Description = words.Kiosk, Required = true };
        var name = new Option<string?>("--name") { Description = words.Name };
        var address = new Option<string?>("--address") { Description = words.Address };
        var district = new Option<int>("--arrondissement") { Description = words.District };
        var trade = new Option<string?>("--trade") { Description = words.Trade };
        var vacant = new Option<bool>("--vacant") { Description = words.Vacant };
        var invented = new Option<bool>("--invented") { Description = words.Invented };
        var latitude = new Option<double?>("--lat") { Description = words.Latitude };
        var longitude = new Option<double?>("--lon") { Description = words.Longitude };
        var number = new Option<long>("--device") { Description = words.NumberWanted };
        var output = new Option<string?>("--out") { Description = words.Out };
        var command = new Command("add", words.DeviceAdd)
        {
            kiosk, name, address, district, trade, latitude, longitude, vacant, invented, number, output,
        };
        command.SetAction(context.Run(async (parsed, client, cancellation) =>
        {
            var body = new JsonObject
            {
                ["kiosk"] = parsed.GetValue(kiosk), ["name"] = parsed.GetValue(name),
                    ["address"] = parsed.GetValue(address),
                ["arrondissement"] = parsed.GetValue(district), ["trade"] = parsed.GetValue(trade),
                ["occupied"] = !parsed.GetValue(vacant), ["invented"] = parsed.GetValue(invented),
                ["device"] = parsed.GetValue(number),
                ["latitude"] = parsed.GetValue(latitude), ["longitude"] = parsed.GetValue(longitude),
            };
            string? wanted = parsed.GetValue(output);
            using BundleFile file = BundleFile.Open(wanted ?? $"device-{Guid.NewGuid():N}.json", words);
            JsonNode bundle = (await client.PostAsync("api/admin/devices", body, cancellation))!;
            string path = file.Keep(
                Context.Text(bundle), wanted is null ? $"device-{bundle["device"]}.json" : null);
            var told = new JsonObject
            {
                ["device"] = bundle["device"]!.DeepClone(), ["kiosk"] = bundle["kiosk"]!.DeepClone(), ["bundle"] = path,
            };
            context.Print(parsed, told, Words.Fill(words.Added, bundle["device"]!, bundle["kiosk"]!, path));
        }));
        return command;
    }

    private static Command List(Context context)
    {
        var command = new Command("list", context.Words.DeviceList);
        command.SetAction(context.Run(async (parsed, client, cancellation) =>
        {
            JsonNode? devices = await client.GetAsync("api/admin/devices", cancellation);
            context.Print(parsed, devices, Table(devices!.AsArray(), context.Words));
        }));
        return command;
    }

    private static Command Rotate(Context context)
    {
        Words words = context.Words;
        Argument<long> number = Number(words);
        var command = new Command("rotate", words.DeviceRotate) { number };
        command.SetAction(context.Run(async (parsed, client, cancellation) =>
        {
            string path = string.Create(
                CultureInfo.InvariantCulture, $"api/admin/devices/{parsed.GetValue(number)}/seal-key");
            JsonNode? notes = await client.PostAsync(path, null, cancellation);
            context.Print(parsed, notes, string.Join('\n', notes!.AsArray().Select(note =>
                Words.Fill(words.Rotated, note!["terminal"]!, note["key"]!))));
        }));
        return command;
    }

    private static Command Readmit(Context context)
    {
        Words words = context.Words;
        Argument<long> number = Number(words);
        var days = new Option<int>("--days") { Description = words.ReadmitDays, DefaultValueFactory = _ => 3 };
        var command = new Command("readmit", words.DeviceReadmit) { number, days };
        command.SetAction(context.Run(async (parsed, client, cancellation) =>
        {
            string path = string.Create(
                CultureInfo.InvariantCulture, $"api/admin/devices/{parsed.GetValue(number)}/readmit");
            JsonNode told = (await client.PostAsync(
                path, new JsonObject { ["days"] = parsed.GetValue(days) }, cancellation))!;
            context.Print(parsed, told, Words.Fill(words.Readmitted, told["device"]!, told["until"]!));
        }));
        return command;
    }

    private static Command Revoke(Context context)
    {
        Words words = context.Words;
        Argument<long> number = Number(words);
        var yes = new Option<bool>("--yes") { Description = words.Yes };
        var command = new Command("revoke", words.DeviceRevoke) { number, yes };
        command.SetAction(context.Run(async (parsed, client, cancellation) =>
        {
            long device = parsed.GetValue(number);
            if (!parsed.GetValue(yes))
            {
                throw new CommandException(ExitCodes.CheckFailed, Words.Fill(words.ConfirmRevoke, device));
            }

            await client.PostAsync(
                string.Create(CultureInfo.InvariantCulture, $"api/admin/devices/{device}/revoke"), null, cancellation);
            context.Print(parsed, new JsonObject { ["device"] = device }, Words.Fill(words.Revoked, device));
        }));
        return command;
    }

    private static Argument<long> Number(Words words) => new("device")
    {
        Description = words.Number,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (LabelNumber.Read(text) is { } device)
            {
                return device;
            }

            result.AddError(Words.Fill(words.NoDeviceNumber, text));
            return 0;
        },
    };

    private static string Label(JsonNode? device) =>
        device!["number"] is { } number && number.GetValue<long>() <= LabelNumber.Max
            ? LabelNumber.Of(number.GetValue<long>()) : "-";

    // What is known of its certificate: its end, and what waits for the device.
    private static string Certificate(JsonNode device, Words words)
    {
        (string Field, string Words)[] parts =
        [
            ("certificateUntil", words.CertificateUntil), ("certificateOfferedAt", words.CertificateOffered),
            ("readmittedUntil", words.ReadmittedUntil),
        ];
        return string.Concat(parts.Where(part => device[part.Field] is not null)
            .Select(part => ", " + Words.Fill(part.Words, device[part.Field]!.ToString()[..10])));
    }

    /// <summary>One line per device: number, the same as on its label, kiosk, state.</summary>
    public static string Table(JsonArray devices, Words words)
    {
        if (devices.Count == 0)
        {
            return words.NoDevices;
        }

        var table = new StringBuilder();
        foreach (JsonNode? device in devices)
        {
            string state = device!["revokedAt"] is { } revoked ? Words.Fill(words.RevokedAt, revoked)
                : Words.Fill(words.SeenAt, device["lastSeen"]?.ToString() ?? "-") + Certificate(device, words);
            table.AppendLine(CultureInfo.InvariantCulture,
                $"{device["number"],10}  {Label(device),-9}  {device["kioskId"],-8}  {state}");
        }

        return table.ToString().TrimEnd();
    }
}
