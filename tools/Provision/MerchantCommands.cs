using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Kiosk.Provision.Verify;

namespace Kiosk.Provision;

/// <summary>
/// <c>kiosk archive|ereport|accounting|attest|merchant</c>: a merchant's fiscal documents, with the merchant's own
/// token or, for the city, on a legal request that is logged.
/// </summary>
public static class MerchantCommands
{
    /// <summary>Makes the groups.</summary>
    public static IEnumerable<Command> Make(Context context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var shared = new Shared(context);
        yield return new Command("archive", context.Words.Archive)
        {
            List(shared), MakeDue(shared), Get(shared), Confirm(shared), Purge(shared), Notes(shared),
        };
        yield return EReport(shared);
        yield return Accounting(shared);
        yield return Attest(shared);
        yield return new Command("merchant", context.Words.Merchant)
        {
            Code(shared), Claim(shared), Access(shared), PrintedZ(shared), Reports(shared),
            Review(shared), Dismiss(shared), Stops(shared),
        };
    }

    private static Command List(Shared shared) => shared.Command(
        "list", shared.Words.ArchiveList, async (parsed, client, cancellation) =>
    {
        JsonNode? archives = await client.GetAsync(shared.Path(parsed, "archives"), cancellation);
        shared.Print(parsed, archives, string.Join('\n', archives!.AsArray().Select(Line)));
    });

    private static Command MakeDue(Shared shared)
    {
        var month = new Option<int?>("--month") { Description = shared.Words.ArchiveMonth };
        Command command = shared.Command("make", shared.Words.ArchiveMake, async (parsed, client, cancellation) =>
        {
            string query = parsed.GetValue(month) is { } wanted ? Of($"?month={wanted}") : "";
            JsonNode? made = await client.PostAsync(shared.Path(parsed, "archives" + query), null, cancellation);
            shared.Print(parsed, made, string.Join('\n', made!.AsArray().Select(Line)));
        });
        command.Add(month);
        return command;
    }

    private static Command Get(Shared shared)
    {
        Argument<long> number = Number(shared);
        Option<string?> output = Output(shared);
        Command command = shared.Command("get", shared.Words.ArchiveGet, async (parsed, client, cancellation) =>
        {
            long wanted = parsed.GetValue(number);
            byte[] zip = await client.GetBytesAsync(shared.Path(parsed, Of($"archives/{wanted}")), cancellation);
            JsonNode? archives = await client.GetAsync(shared.Path(parsed, "archives"), cancellation);
            string path = parsed.GetValue(output) ?? Path.GetFileName(archives!.AsArray().First(
                archive => archive!["number"]!.GetValue<long>() == wanted)!["file"]!.ToString());
            Shared.Write(path, zip);
            shared.Print(parsed, new JsonObject { ["file"] = path, ["bytes"] = zip.Length }, path);
        });
        command.Add(number);
        command.Add(output);
        return command;
    }

    // Verified here, by whoever holds the copy; the gateway learns the digest of what was verified.
    private static Command Confirm(Shared shared)
    {
        Argument<long> number = Number(shared);
        var file = new Argument<string>("file") { Description = shared.Words.ArchiveFiles };
        Option<string[]> keys = VerifyCommand.Key(shared.Words);
        Command command = shared.Command("confirm", shared.Words.ArchiveConfirm, async (parsed, client, cancellation) =>
        {
            string path = parsed.GetRequiredValue(file);
            byte[] zip = shared.Context.Read(path);
            using ArchiveVerifier verifier = VerifyCommand.Open(parsed.GetRequiredValue(keys), shared.Words);
            verifier.Add(Path.GetFileName(path), zip);
            verifier.Finish();
            if (verifier.Findings.Count > 0)
            {
                throw new CommandException(ExitCodes.Broken, string.Join(
                    '\n', verifier.Findings.Select(finding => VerifyCommand.Say(finding, shared.Words))));
            }

            var body = new JsonObject { ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(zip)) };
            JsonNode? answer = await client.PostAsync(
                shared.Path(parsed, Of($"archives/{parsed.GetValue(number)}/confirm")), body, cancellation);
            shared.Print(parsed, answer, VerifyCommand.Sound(verifier, shared.Words));
        });
        command.Add(number);
        command.Add(file);
        command.Add(keys);
        return command;
    }

    private static Command Purge(Shared shared)
    {
        Argument<long> number = Number(shared);
        Command command = shared.Command("purge", shared.Words.ArchivePurge, async (parsed, client, cancellation) =>
        {
            JsonNode? answer = await client.PostAsync(
                shared.Path(parsed, Of($"archives/{parsed.GetValue(number)}/purge")), null, cancellation);
            shared.Print(parsed, answer, answer!["record"]!.ToString());
        });
        command.Add(number);
        return command;
    }

    private static Command Notes(Shared shared) => shared.Command(
        "notes", shared.Words.ArchiveNotes, async (parsed, client, cancellation) =>
    {
        JsonNode? notes = await client.GetAsync(shared.Path(parsed, "notes"), cancellation);
        shared.Print(parsed, notes, string.Join('\n', notes!.AsArray().Select(note =>
            $"{note!["number"],4}  {note["code"],4}  {note["argument1"]}  {note["argument2"]}  {note["at"]}  "
            + (note["isSealed"]!.GetValue<bool>() ? shared.Words.NoteSealed : shared.Words.NoteWaits))));
    });

    private static Command EReport(Shared shared)
    {
        var regime = new Option<string?>("--regime") { Description = shared.Words.Regime };
        var from = new Option<int?>("--from") { Description = shared.Words.FromDay };
        var to = new Option<int?>("--to") { Description = shared.Words.ToDay };
        var platform = new Option<string?>("--platform") { Description = shared.Words.Platform };
        var platformName = new Option<string?>("--platform-name") { Description = shared.Words.PlatformName };
        Option<string?> output = Output(shared);
        Command command = shared.Command("ereport", shared.Words.EReport, async (parsed, client, cancellation) =>
        {
            (int first, int last) = await DaysAsync(
                shared, parsed, client, parsed.GetValue(regime), parsed.GetValue(from), parsed.GetValue(to),
                cancellation);
            string query = Of($"ereport?from={first}&to={last}");
            query += parsed.GetValue(platform) is not { } number ? "" : "&platform=" + Uri.EscapeDataString(number)
                + "&platformName=" + Uri.EscapeDataString(parsed.GetValue(platformName) ?? "");
            byte[] xml = await client.GetBytesAsync(shared.Path(parsed, query), cancellation);
            shared.Deliver(parsed, parsed.GetValue(output), xml);
        });
        command.Validators.Add(result =>
        {
            int days = (result.GetValue(from) is null ? 0 : 1) + (result.GetValue(to) is null ? 0 : 1);
            if (days != (result.GetValue(regime) is null ? 2 : 0))
            {
                result.AddError(shared.Words.RegimeOrDays);
            }
        });
        command.Add(regime);
        command.Add(from);
        command.Add(to);
        command.Add(platform);
        command.Add(platformName);
        command.Add(output);
        return command;
    }

    /// <summary>A period of the e-report and the days to send it on, as one line.</summary>
    public static string PeriodLine(JsonNode period, Words words)
    {
        ArgumentNullException.ThrowIfNull(period);
        ArgumentNullException.ThrowIfNull(words);
        string[] parts = ["regime", "firstDay", "lastDay", "opens", "due"];
        return Words.Fill(words.ReportPeriod, [.. parts.Select(part => (object)period[part]!.ToString())]);
    }

    // The days asked for, or those of the regime's last period, which is then told with the days to send it on.
    private static async Task<(int First, int Last)> DaysAsync(
        Shared shared, ParseResult parsed, AdminClient client, string? regime, int? from, int? to,
        CancellationToken cancellation)
    {
        if (regime is null)
        {
            return (from!.Value, to!.Value);
        }

        JsonNode period = (await client.GetAsync(
            shared.Path(parsed, "ereport/period?regime=" + Uri.EscapeDataString(regime)), cancellation))!;
        shared.Context.Say(PeriodLine(period, shared.Words));
        return (period["firstDay"]!.GetValue<int>(), period["lastDay"]!.GetValue<int>());
    }

    private static Command Accounting(Shared shared)
    {
        var month = new Option<int>("--month") { Description = shared.Words.ArchiveMonth, Required = true };
        Option<string?> output = Output(shared);
        Command command = shared.Command("accounting", shared.Words.Accounting, async (parsed, client, cancellation) =>
        {
            byte[] csv = await client.GetBytesAsync(
                shared.Path(parsed, Of($"accounting?month={parsed.GetValue(month)}")), cancellation);
            shared.Deliver(parsed, parsed.GetValue(output), csv);
        });
        command.Add(month);
        command.Add(output);
        return command;
    }

    private static Command Attest(Shared shared)
    {
        Option<string?> output = Output(shared);
        Command command = shared.Command("attest", shared.Words.Attest, async (parsed, client, cancellation) =>
            shared.Deliver(parsed, parsed.GetValue(output),
                await client.GetBytesAsync(shared.Path(parsed, "attestation"), cancellation)));
        command.Add(output);
        return command;
    }

    private static Command Code(Shared shared)
    {
        var output = new Option<string>("--out") { Description = shared.Words.CodeOut, Required = true };
        Command command = shared.Command("code", shared.Words.MerchantCode, async (parsed, client, cancellation) =>
        {
            string terminal = shared.TerminalOf(parsed);
            using BundleFile file = BundleFile.Open(parsed.GetRequiredValue(output), shared.Words);
            JsonNode? answer = await client.PostAsync(
                Of($"api/admin/merchants/{terminal}/code"), null, cancellation);
            string path = file.Keep(answer!["code"]!.ToString());
            shared.Print(parsed, new JsonObject { ["terminal"] = terminal, ["file"] = path }, path);
        });
        command.Add(output);
        return command;
    }

    // Of the merchant, who has no token yet.
    private static Command Claim(Shared shared)
    {
        var code = new Argument<string>("code") { Description = shared.Words.ClaimCode };
        var terminal = new Option<string>("--terminal") { Description = shared.Words.Terminal, Required = true };
        var output = new Option<string>("--out") { Description = shared.Words.TokenOut, Required = true };
        var command = new Command("claim", shared.Words.MerchantClaim) { code, terminal, output };
        command.SetAction(shared.Context.RunOpen(async (parsed, client, cancellation) =>
        {
            string place = parsed.GetRequiredValue(terminal);
            using BundleFile file = BundleFile.Open(parsed.GetRequiredValue(output), shared.Words);
            var body = new JsonObject { ["code"] = parsed.GetRequiredValue(code) };
            JsonNode? answer = await client.PostAsync(
                "api/claim/" + Uri.EscapeDataString(place), body, cancellation);
            string path = file.Keep(answer!["token"]!.ToString());
            shared.Print(parsed, new JsonObject { ["terminal"] = place, ["file"] = path }, path);
        }));
        return command;
    }

    private static Command Access(Shared shared) => shared.Command("access", shared.Words.MerchantLog, async (parsed,
        client, cancellation) =>
    {
        JsonNode? log = await client.GetAsync(shared.Path(parsed, "access"), cancellation);
        shared.Print(parsed, log, string.Join('\n', log!.AsArray().Select(entry =>
            $"{entry!["at"]}  {entry["who"],-8}  {entry["what"]}  {entry["reason"]}")));
    });

    private static Command PrintedZ(Shared shared)
    {
        var closing = new Argument<long>("number") { Description = shared.Words.ZNumber };
        var extract = new Argument<string>("extract") { Description = shared.Words.ZExtract };
        Command command = shared.Command("z", shared.Words.MerchantZ, async (parsed, client, cancellation) =>
        {
            var body = new JsonObject
            {
                ["closing"] = parsed.GetValue(closing), ["extract"] = parsed.GetRequiredValue(extract),
            };
            JsonNode? answer = await client.PostAsync(shared.Path(parsed, "z"), body, cancellation);
            shared.Print(parsed, answer, answer!["sentence"]!.ToString());
            if (!answer["matches"]!.GetValue<bool>())
            {
                throw new CommandException(ExitCodes.Broken, answer["sentence"]!.ToString());
            }
        });
        command.Add(closing);
        command.Add(extract);
        return command;
    }

    // Exit 1 when a report that was handed out must be replaced, so that a timer can ask.
    private static Command Reports(Shared shared) => shared.Command(
        "reports", shared.Words.ReportsHanded, async (parsed, client, cancellation) =>
    {
        JsonNode? reports = await client.GetAsync(shared.Path(parsed, "ereport/handed"), cancellation);
        string[] lines = [.. reports!.AsArray().Select(report =>
            $"{report!["firstDay"]}  {report["lastDay"]}  {report["at"]}"
            + (report["needsCorrection"]!.GetValue<bool>() ? "  " + shared.Words.ReportChanged : ""))];
        shared.Print(parsed, reports, string.Join('\n', lines));
        if (reports.AsArray().Any(report => report!["needsCorrection"]!.GetValue<bool>()))
        {
            throw new CommandException(ExitCodes.Broken, shared.Words.ReportChanged);
        }
    });

    private static Command Review(Shared shared)
    {
        var all = new Option<bool>("--all") { Description = shared.Words.Review.All };
        var csv = new Option<bool>("--csv") { Description = shared.Words.Review.Csv };
        Command command = shared.Command("review", shared.Words.Review.About, async (parsed, client, cancellation) =>
        {
            string query = parsed.GetValue(all) ? "review?all=true" : "review";
            JsonNode list = (await client.GetAsync(shared.Path(parsed, query), cancellation))!;
            if (parsed.GetValue(csv))
            {
                shared.Print(parsed, list, ReviewTable(list["codes"]!));
                return;
            }

            string[] lines = [.. list["codes"]!.AsArray().Select(code => ReviewLine(code!, shared.Words))];
            long dropped = list["dropped"]!.GetValue<long>();
            string end = dropped == 0 ? "" : "\n" + Words.Fill(shared.Words.Review.Dropped, dropped);
            shared.Print(
                parsed, list, (lines.Length == 0 ? shared.Words.Review.Empty : string.Join('\n', lines)) + end);
        });
        command.Add(all);
        command.Add(csv);
        return command;
    }

    private static Command Dismiss(Shared shared)
    {
        var code = new Argument<long>("code") { Description = shared.Words.Review.Code };
        Command command = shared.Command("dismiss", shared.Words.Dismiss, async (parsed, client, cancellation) =>
        {
            long wanted = parsed.GetValue(code);
            JsonNode? answer = await client.PostAsync(
                shared.Path(parsed, Of($"review/{wanted}/dismiss")), null, cancellation);
            shared.Print(parsed, answer, Words.Fill(shared.Words.Dismissed, wanted));
        });
        command.Add(code);
        return command;
    }

    private static Command Stops(Shared shared)
    {
        var from = new Option<int>("--from") { Description = shared.Words.Stops.From, Required = true };
        var to = new Option<int>("--to") { Description = shared.Words.Stops.To, Required = true };
        var byDay = new Option<bool>("--by-day") { Description = shared.Words.Stops.ByDay };
        Command command = shared.Command("stops", shared.Words.Stops.About, async (parsed, client, cancellation) =>
        {
            bool days = parsed.GetValue(byDay);
            string query = (days ? "stops/days" : "stops")
                + Of($"?from={parsed.GetValue(from)}&to={parsed.GetValue(to)}");
            JsonNode? rows = await client.GetAsync(shared.Path(parsed, query), cancellation);
            string[] lines = [.. rows!.AsArray().Select(row =>
                days ? StopDayLine(row!, shared.Words.Stops) : StopsLine(row!, shared.Words))];
            shared.Print(parsed, rows, lines.Length == 0 ? shared.Words.Stops.None : string.Join('\n', lines));
        });
        command.Add(from);
        command.Add(to);
        command.Add(byDay);
        return command;
    }

    /// <summary>An hour of stops at the counter as one line: start in UTC, stops, seconds, what weakens it.</summary>
    public static string StopsLine(JsonNode hour, Words words)
    {
        ArgumentNullException.ThrowIfNull(hour);
        ArgumentNullException.ThrowIfNull(words);
        string weak = (hour["partial"]!.GetValue<bool>() ? "  " + words.Stops.Partial : "")
            + (hour["blocked"]!.GetValue<bool>() ? "  " + words.Stops.Blocked : "")
            + (hour["overfull"]!.GetValue<bool>() ? "  " + words.Stops.Overfull : "");
        return hour["start"]!.ToString()[..16] + "Z  " + Words.Fill(
            words.Stops.Hour, hour["stops"]!.GetValue<int>(), hour["occupiedSeconds"]!.GetValue<int>(),
            hour["blindSeconds"]!.GetValue<int>()) + weak;
    }

    /// <summary>
    /// A day of stops at the counter as one line: sums, what of them is not sure, share of passers-by.
    /// </summary>
    public static string StopDayLine(JsonNode day, StopsWords words)
    {
        ArgumentNullException.ThrowIfNull(day);
        ArgumentNullException.ThrowIfNull(words);
        int number = day["day"]!.GetValue<int>(), unsure = day["unsureHours"]!.GetValue<int>();
        return Of($"{number / 10_000}-{number / 100 % 100:00}-{number % 100:00}  ")
            + Words.Fill(words.Day, day["stops"]!.GetValue<int>(), day["hours"]!.GetValue<int>(),
                day["occupiedSeconds"]!.GetValue<int>())
            + (unsure == 0 ? "" : " " + Words.Fill(words.Unsure, unsure)) + "  "
            + (day["sharePercent"] is { } share
                ? Words.Fill(words.Share, share.GetValue<int>(), day["comparedHours"]!.GetValue<int>())
                : words.NoShare);
    }

    /// <summary>A code of the review list as one line: code, days, last day, price and department.</summary>
    public static string ReviewLine(JsonNode code, Words words)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(words);
        int cents = code["cents"]!.GetValue<int>();
        string price = cents == 0 ? words.Review.Unsold : Words.Fill(
            words.Review.Sold, Of($"{cents / 100},{cents % 100:00}"), code["department"]!.GetValue<int>());
        string known = code["inCatalogue"]!.GetValue<bool>() ? "  " + words.Review.Known
            : code["dismissed"]!.GetValue<bool>() ? "  " + words.Review.Dismissed : "";
        return Of($"{code["code"]!.GetValue<long>(),14}  {code["times"],4} x  {code["lastSeen"]!.ToString()[..10]}  ")
            + price + known;
    }

    /// <summary>
    /// Codes of the review list as the table that <c>kiosk catalogue push</c> reads, label and vat still empty. All
    /// cells are digits: no spreadsheet takes one for a formula.
    /// </summary>
    public static string ReviewTable(JsonNode codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        return string.Join('\n', codes.AsArray().Select(code => Row(code!)).Prepend("ean;label;cents;vat;department"));
    }

    // A code came as a number: one of a shop's UPC has lost the zero that the catalogue wants.
    private static string Row(JsonNode code)
    {
        long digits = code["code"]!.GetValue<long>();
        int cents = code["cents"]!.GetValue<int>(), department = code["department"]!.GetValue<int>();
        string ean = digits.ToString(digits < 100_000_000 ? "D8" : "D13", CultureInfo.InvariantCulture);
        return ean + ";;" + (cents == 0 ? "" : Of($"{cents}")) + ";;" + (department == 0 ? "" : Of($"{department}"));
    }

    private static Argument<long> Number(Shared shared) => new("number") { Description = shared.Words.ArchiveNumber };

    private static Option<string?> Output(Shared shared) => new("--out") { Description = shared.Words.FileOut };

    private static string Line(JsonNode? archive) =>
        $"R{archive!["number"]}  {archive["level"]} {archive["period"]}  {archive["records"]}  {archive["file"]}";

    private static string Of(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
