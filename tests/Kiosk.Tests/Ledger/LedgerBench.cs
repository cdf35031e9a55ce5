using Kiosk.Ledger;
using Kiosk.Measure;
using Kiosk.Protocol;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Kiosk.Tests.Ledger;

/// <summary>
/// A ledger on a real file in a folder of its own, a clock the test owns, and kiosks that write frames for it.
/// </summary>
internal sealed class LedgerBench : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 6, 10, 8, 0, 0, TimeSpan.Zero);

    private readonly bool _ownsFolder;

    public LedgerBench(string? folder = null, Action<LedgerOptions>? change = null, DateTimeOffset? at = null)
    {
        _ownsFolder = folder == null;
        Options = new LedgerOptions
        {
            Folder = folder ?? Directory.CreateTempSubdirectory("ledger-").FullName, BusySecondsMax = 0,
        };
        change?.Invoke(Options);
        Clock = new FakeTimeProvider(at ?? Start);
        Ledger = CityLedger.Open(Options, Clock);
    }

    public LedgerOptions Options { get; }

    public FakeTimeProvider Clock { get; }

    public CityLedger Ledger { get; private set; }

    public SyntheticKiosk Kiosk(int number = 7, int seed = 1)
    {
        string id = $"K{number:00}";
        Ledger.Registry.PutKiosk(new KioskPlace(id, "Kiosque " + id, "rue", 1, true, true, "fleurs"));
        DeviceEnrolment device = Ledger.Registry.AddDevice(id, 1000 + number);
        Catalogue catalogue = SyntheticKiosk.MakeCatalogue(40, 0);
        var settings = new Settings();
        Ledger.Registry.PushCatalogue(device.Number, catalogue);
        Ledger.Registry.PushSettings(device.Number, settings);
        long now = Clock.GetUtcNow().ToUnixTimeSeconds();
        return new SyntheticKiosk(device.Number, id, device.Secret, catalogue, settings, now, seed);
    }

    public IngestResult Submit(SyntheticKiosk kiosk, byte[] frame) => Submit(kiosk.Device, frame);

    public IngestResult Submit(long device, byte[] frame) => Ledger.SubmitNow([new(device, frame)])[0];

    public void Reopen()
    {
        Ledger.Dispose();
        Ledger = CityLedger.Open(Options, Clock);
    }

    /// <summary>Takes over the registry and the master key of another ledger, without its events.</summary>
    public void Adopt(LedgerBench other)
    {
        Ledger.Dispose();
        File.Delete(Path.Combine(Options.Folder, Options.DatabaseFile));
        string from = Path.Combine(other.Options.Folder, Options.DatabaseFile);
        string to = Path.Combine(Options.Folder, Options.DatabaseFile);
        File.Copy(Path.Combine(other.Options.Folder, Options.MasterKeyFile),
            Path.Combine(Options.Folder, Options.MasterKeyFile), overwrite: true);
        using (var connection = new SqliteConnection("Pooling=false;Data Source=" + from))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = $"VACUUM INTO '{to}'";
            command.ExecuteNonQuery();
        }

        using (var connection = new SqliteConnection("Pooling=false;Data Source=" + to))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = """
                DELETE FROM frame; DELETE FROM footfall; DELETE FROM climate; DELETE FROM ticket; DELETE FROM alarm;
                DELETE FROM declared_loss; DELETE FROM device_fault; DELETE FROM quarantine;
                UPDATE progress SET contiguous=0, highest=0, ranges=x'', contiguous_wall=0, chain_seq=0, chain=x'',
                    chain_broken=0, last_seen=0, duplicates=0
                """;
            command.ExecuteNonQuery();
        }

        Ledger = CityLedger.Open(Options, Clock);
    }

    /// <summary>Everything a page or the operator can ask for, as one text to compare ledgers by.</summary>
    public string Picture(params SyntheticKiosk[] kiosks)
    {
        DateTimeOffset from = Start.AddDays(-3), to = Start.AddDays(12);
        var text = new System.Text.StringBuilder();
        foreach (AggregateStep step in Enum.GetValues<AggregateStep>())
        {
            foreach (SyntheticKiosk kiosk in kiosks)
            {
                string id = $"K{kiosk.Device - 1000:00}";
                text.AppendJoin('\n', Ledger.Footfall(id, step, from, to).Where(p => p.Measured)).AppendLine();
                text.AppendJoin('\n', Ledger.Climate(id, step, from, to).Where(p => p.Channels[0].Count > 0)
                    .Select(p => $"{p.Start:o} {string.Join(' ', p.Channels)}")).AppendLine();
            }

            text.AppendJoin('\n', Ledger.FleetTickets(step, from, to).Where(p => p.Tickets > 0)).AppendLine();
        }

        return text.Append(Ledger.Audit() with { Duplicates = 0, Frames = 0 }).ToString();
    }

    public void Dispose()
    {
        Ledger.Dispose();
        if (_ownsFolder)
        {
            Directory.Delete(Options.Folder, recursive: true);
        }
    }
}
