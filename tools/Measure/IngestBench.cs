using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kiosk.Ledger;
using Kiosk.Protocol;

namespace Kiosk.Measure;

/// <summary>
/// Events per second from publisher to durable acknowledgement through the real gateway process, beside the raw insert
/// rate and Mosquitto's bare QoS 1 rate, in interleaved rounds with the same generator and the same packets on the same
/// cores. Mosquitto is measured before and after ours in each round. Every round has sequences of its own; what was
/// stored is counted in the store.
/// </summary>
public static class IngestBench
{
    private const int Rounds = 5, Clients = 50, EventsPerBatch = 20, Batches = 100;
    private const int WarmBatches = 100, MosquittoMessages = 1000;

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
        Load[] loads = Enroll(folder, time);
        using IngestServer mosquitto = await IngestServer.MosquittoAsync(folder, IngestServer.FreePort(), time);
        IngestServer gateway = await IngestServer.GatewayAsync(folder, IngestServer.FreePort(), time);
        var rounds = new List<IngestRound>();
        double rss;
        using (gateway)
        {
            var bench = new Bench(folder, plainKey, gateway.Port, mosquitto.Port, time);
            await bench.WarmAsync(loads);
            Header(output, mosquitto.Port);
            while (rounds.Count < Rounds)
            {
                rounds.Add(await bench.RoundAsync(loads));
                Row(output, rounds.Count, rounds[^1]);
            }

            rss = gateway.PeakMb();
        }

        long stored = Stored(folder, time);
        long due = (long)Clients * EventsPerBatch * (WarmBatches + (rounds.Count * Batches));
        if (stored != due)
        {
            throw new LedgerException($"The store holds {stored} events of {due} acknowledged ones.");
        }

        await output.WriteLineAsync(
            IngestFigures.Json(rounds, EventsPerBatch, new IngestEnd(rss, stored)).ToJsonString());
    }

    private static Load[] Enroll(string folder, TimeProvider time)
    {
        using CityLedger ledger = CityLedger.Open(new LedgerOptions { Folder = folder }, time);
        long start = time.GetUtcNow().AddDays(-60).ToUnixTimeSeconds();
        return [.. Enumerable.Range(1, Clients).Select(n => Enroll(ledger, n, start))];
    }

    private static Load Enroll(CityLedger ledger, int number, long start)
    {
        string id = "B" + number.ToString(CultureInfo.InvariantCulture);
        ledger.Registry.PutKiosk(new KioskPlace(id, id, "", 0, true, true, "bench"));
        DeviceEnrolment device = ledger.Registry.AddDevice(id, 1000 + number);
        Catalogue catalogue = SyntheticKiosk.MakeCatalogue(Limits.CatalogueArticlesMax, 0);
        var settings = new Settings();
        ledger.Registry.PushCatalogue(device.Number, catalogue);
        ledger.Registry.PushSettings(device.Number, settings);
        return new Load(new SyntheticKiosk(
            device.Number, id, device.Secret, catalogue, settings, start, seed: number));
    }

    private static long Stored(string folder, TimeProvider time)
    {
        using CityLedger ledger = CityLedger.Open(new LedgerOptions { Folder = folder }, time);
        AuditTotals audit = ledger.Audit();
        return audit.ChainBreaks == 0 ? audit.Events : throw new LedgerException("The bench broke a fiscal chain.");
    }

    private static void Header(TextWriter output, int port)
    {
        output.WriteLine($"{Clients} publishers, window {IngestPublisher.Window}, QoS 1");
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

    private sealed class Bench(string folder, byte[] plainKey, int gateway, int mosquitto, TimeProvider time)
    {
        public async Task WarmAsync(Load[] loads)
        {
            Array.ForEach(loads, load => load.Next(WarmBatches, EventsPerBatch));
            await PublishAsync(gateway, loads, plainKey, WarmBatches);
            await PublishAsync(mosquitto, loads, null, WarmBatches);
        }

        public async Task<IngestRound> RoundAsync(Load[] loads)
        {
            Array.ForEach(loads, load => load.Next(Batches, EventsPerBatch));
            double raw = IngestRaw.Run(folder, [.. loads.SelectMany(load => load.Inbound)], time) * EventsPerBatch;
            double before = await PublishAsync(mosquitto, loads, null, MosquittoMessages);
            double ours = await PublishAsync(gateway, loads, plainKey, Batches);
            double after = await PublishAsync(mosquitto, loads, null, MosquittoMessages);
            double messages = loads.Length;
            return new(messages * Batches * EventsPerBatch / ours,
                2 * messages * MosquittoMessages / (before + after), raw);
        }

        // Seconds until the last message is acknowledged.
        private async Task<double> PublishAsync(int port, Load[] loads, byte[]? key, int messages)
        {
            IngestPublisher[] clients = [.. loads.Select(l =>
                new IngestPublisher(port, l.Client, key == null ? null : Token(key, l.Topic)))];
            try
            {
                await Task.WhenAll(clients.Select(client => client.ConnectAsync()));
                long start = time.GetTimestamp();
                await Task.WhenAll(clients.Select((client, i) =>
                    Task.Run(() => client.PublishAsync(loads[i].Packets, messages))));
                return time.GetElapsedTime(start).TotalSeconds;
            }
            finally
            {
                Array.ForEach(clients, client => client.Dispose());
            }
        }

        // The gateway's rule for the plain loopback listener: a MAC of the topic under a key of its state folder.
        private static string Token(byte[] key, string topic) =>
            Convert.ToHexString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(topic)));
    }

    // One kiosk and the batches of its current round, assembled before the clock starts.
    private sealed class Load(SyntheticKiosk kiosk)
    {
        private IReadOnlyList<byte[]> _frames = [];

        public string Client { get; } = kiosk.Device.ToString(CultureInfo.InvariantCulture);

        public string Topic => $"k/{Client}/e";

        public IngestPackets Packets { get; private set; } = null!;

        public IEnumerable<InboundFrame> Inbound => _frames.Select(frame => new InboundFrame(kiosk.Device, frame));

        public void Next(int batches, int events)
        {
            _frames = [.. Enumerable.Range(0, batches).Select(_ => kiosk.NextMixed(events))];
            Packets = new IngestPackets(Topic, _frames);
        }
    }
}
