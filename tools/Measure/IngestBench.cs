using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kiosk.Ledger;
using Kiosk.Protocol;

namespace Kiosk.Measure;

/// <summary>
/// Events per second from publisher to durable acknowledgement through the real gateway process, beside the raw insert
/// rate and Mosquitto's bare QoS 1 rate, in interleaved rounds with the same generator on the same cores. Every round
/// has devices, keys and sequences of its own; what was stored is counted in the store.
/// </summary>
public static class IngestBench
{
    private const int Rounds = 3, Clients = 50, EventsPerBatch = 20, Batches = 150;
    private const int WarmBatches = 30, MosquittoMessages = 2000;

    /// <summary>Runs the bench; the last line written is one JSON object. Returns the exit code.</summary>
    public static async Task<int> RunAsync(TextWriter output, TimeProvider time)
    {
        string folder = Directory.CreateTempSubdirectory("kiosk-bench-").FullName;
        try
        {
            await MeasureAsync(folder, output, time);
            return 0;
        }
        catch (Exception e) when (e is IOException or LedgerException or System.ComponentModel.Win32Exception)
        {
            await Console.Error.WriteLineAsync("bench ingest: " + e.Message);
            return 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(string folder, TextWriter output, TimeProvider time)
    {
        byte[] plainKey = RandomNumberGenerator.GetBytes(32);
        await File.WriteAllBytesAsync(Path.Combine(folder, "plain.key"), plainKey);
        Load[][] loads = Enroll(folder, time);
        using IngestServer mosquitto = await IngestServer.MosquittoAsync(folder, IngestServer.FreePort(), time);
        IngestServer gateway = await IngestServer.GatewayAsync(folder, IngestServer.FreePort(), time);
        var rounds = new List<IngestRound>();
        double rss;
        using (gateway)
        {
            await PublishAsync(gateway.Port, loads[0], plainKey, WarmBatches, time);
            await PublishAsync(mosquitto.Port, loads[0], null, WarmBatches, time);
            Header(output, mosquitto.Port);
            for (int round = 1; round <= Rounds; round++)
            {
                rounds.Add(await RoundAsync(folder, loads[round], (gateway.Port, mosquitto.Port), plainKey, time));
                Row(output, round, rounds[^1]);
            }

            rss = gateway.PeakMb();
        }

        long stored = Stored(folder, time);
        long due = (long)Clients * EventsPerBatch * (WarmBatches + (Rounds * Batches));
        if (stored != due)
        {
            throw new LedgerException($"The store holds {stored} events of {due} acknowledged ones.");
        }

        await output.WriteLineAsync(IngestFigures.Json(rounds, EventsPerBatch, rss, stored).ToJsonString());
    }

    private static async Task<IngestRound> RoundAsync(
        string folder, Load[] load, (int Gateway, int Mosquitto) ports, byte[] plainKey, TimeProvider time)
    {
        InboundFrame[] all = [.. load.SelectMany(l => l.Frames.Select(frame => new InboundFrame(l.Device, frame)))];
        double raw = IngestRaw.Run(folder, all, time) * EventsPerBatch;
        double mosquitto = await PublishAsync(ports.Mosquitto, load, null, MosquittoMessages, time);
        double ours = await PublishAsync(ports.Gateway, load, plainKey, Batches, time) * EventsPerBatch;
        return new(ours, mosquitto, raw);
    }

    private static async Task<double> PublishAsync(
        int port, Load[] load, byte[]? plainKey, int messages, TimeProvider time)
    {
        IngestPublisher[] clients = [.. load.Select(l => new IngestPublisher(
            port, l.Device.ToString(CultureInfo.InvariantCulture),
            plainKey == null ? null : Token(plainKey, l.Topic)))];
        try
        {
            await Task.WhenAll(clients.Select(client => client.ConnectAsync()));
            long start = time.GetTimestamp();
            await Task.WhenAll(clients.Select((client, i) =>
                Task.Run(() => client.PublishAsync(load[i].Topic, load[i].Frames, messages))));
            return clients.Length * (double)messages / time.GetElapsedTime(start).TotalSeconds;
        }
        finally
        {
            Array.ForEach(clients, client => client.Dispose());
        }
    }

    // The gateway's rule for the plain loopback listener: a MAC of the topic under a key of its state folder.
    private static string Token(byte[] key, string topic) =>
        Convert.ToHexString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(topic)));

    private static Load[][] Enroll(string folder, TimeProvider time)
    {
        using CityLedger ledger = CityLedger.Open(new LedgerOptions { Folder = folder }, time);
        long start = time.GetUtcNow().AddDays(-6).ToUnixTimeSeconds();
        var loads = new Load[Rounds + 1][];
        for (int round = 0; round < loads.Length; round++)
        {
            int batches = round == 0 ? WarmBatches : Batches;
            int first = (round * 100) + 1;
            loads[round] = [.. Enumerable.Range(first, Clients).Select(n => Enroll(ledger, n, start, batches))];
        }

        return loads;
    }

    private static Load Enroll(CityLedger ledger, int number, long start, int batches)
    {
        string id = "B" + number.ToString(CultureInfo.InvariantCulture);
        ledger.Registry.PutKiosk(new KioskPlace(id, id, "", 0, true, true, "bench"));
        DeviceEnrolment device = ledger.Registry.AddDevice(id, 1000 + number);
        Catalogue catalogue = SyntheticKiosk.MakeCatalogue(Limits.CatalogueArticlesMax, 0);
        var settings = new Settings();
        ledger.Registry.PushCatalogue(device.Number, catalogue);
        ledger.Registry.PushSettings(device.Number, settings);
        var kiosk = new SyntheticKiosk(device.Number, id, device.Secret, catalogue, settings, start, seed: number);
        return new Load(device.Number, [.. Enumerable.Range(0, batches).Select(_ => kiosk.NextMixed(EventsPerBatch))]);
    }

    private static long Stored(string folder, TimeProvider time)
    {
        using CityLedger ledger = CityLedger.Open(new LedgerOptions { Folder = folder }, time);
        AuditTotals audit = ledger.Audit();
        return audit.ChainBreaks == 0 ? audit.Events : throw new LedgerException("The bench broke a fiscal chain.");
    }

    private static void Header(TextWriter output, int port)
    {
        output.WriteLine($"{Clients} publishers, window 20, QoS 1");
        output.WriteLine($"ours: {Batches} batches of {EventsPerBatch} events each, commit before PUBACK");
        output.WriteLine("Mosquitto: the same batches as bare messages; configuration: "
            + IngestServer.Configuration(port).ReplaceLineEndings("; "));
        output.WriteLine("round   ours events/s   ours messages/s   Mosquitto messages/s   raw insert events/s");
    }

    private static void Row(TextWriter output, int number, IngestRound round)
    {
        double messages = round.Events / EventsPerBatch;
        string ours = FormattableString.Invariant($"{number,5}{round.Events,16:0}{messages,18:0}");
        output.WriteLine(ours + FormattableString.Invariant($"{round.Mosquitto,23:0}{round.Raw,22:0}"));
    }

    private sealed record Load(long Device, IReadOnlyList<byte[]> Frames)
    {
        public string Topic { get; } = string.Create(CultureInfo.InvariantCulture, $"k/{Device}/e");
    }
}
