using Kiosk.Ledger;
using Kiosk.Protocol;
using Microsoft.Data.Sqlite;

namespace Kiosk.Tests.Ledger;

public class ManagerCodeTests
{
    [Fact]
    public void The_first_manager_s_code_leaves_as_a_digest_in_the_settings_that_were_in_force()
    {
        using LedgerBench bench = new();
        bench.Ledger.Registry.PutKiosk(new KioskPlace("K07", "Kiosque K07", "rue", 1, true, true, "fleurs"));
        DeviceEnrolment device = bench.Ledger.Registry.AddDevice("K07", 1007);
        bench.Ledger.Registry.PushSettings(1007, new Settings { FlushSeconds = 5 });
        DownlinkMessage message = bench.Ledger.Registry.PushManagerCode(1007, out int code);
        var mac = new ManagedMac();
        byte[] downlink = Key(mac, device, KeyDerivation.Downlink);
        var reader = new DownlinkReader();
        var settings = new Settings();
        Assert.Equal(Downlink.Settings, reader.Open(mac, downlink, 1007, message.Bytes, message.Bytes.Length));
        Assert.Equal(DownlinkError.None, reader.ReadSettings(settings));
        byte[] pin = Key(mac, device, SetupCode.KeyLabel);
        Assert.Equal(SetupCode.Digest(mac, pin, code, new byte[6], new byte[32]), settings.SetupDigest);
        Assert.Equal(5, settings.FlushSeconds);
        Assert.Equal(2, settings.Version);
        Assert.InRange(code, 1, 999_999);
    }

    // Staff push settings while another asks for a code: the code goes into the settings that stand at that moment.
    [Fact]
    public void A_code_asked_for_while_settings_are_pushed_undoes_none_of_them()
    {
        const int Pushes = 120;
        using LedgerBench bench = new(change: options => options.BusySecondsMax = 30);
        bench.Ledger.Registry.PutKiosk(new KioskPlace("K07", "Kiosque K07", "rue", 1, true, true, "fleurs"));
        DeviceEnrolment device = bench.Ledger.Registry.AddDevice("K07", 1007);
        bench.Ledger.Registry.PushSettings(1007, new Settings { FlushSeconds = 5 });
        var staff = new Thread(() =>
        {
            for (int i = 0; i < Pushes; i++)
            {
                bench.Ledger.Registry.PushSettings(1007, new Settings { FlushSeconds = 6 + i });
            }
        });
        staff.Start();
        for (int i = 0; i < Pushes; i++)
        {
            bench.Ledger.Registry.PushManagerCode(1007, out _);
        }

        staff.Join();
        int before = 5, codes = 0;
        foreach (Settings pushed in Pushed(bench, device))
        {
            codes += pushed.SetupDigest != 0 && pushed.FlushSeconds == before ? 1 : 0;
            Assert.True(pushed.SetupDigest == 0 || pushed.FlushSeconds == before,
                $"version {pushed.Version} brings back {pushed.FlushSeconds} s, {before} s stood");
            before = pushed.FlushSeconds;
        }

        Assert.Equal(Pushes, codes);
    }

    private static List<Settings> Pushed(LedgerBench bench, DeviceEnrolment device)
    {
        byte[] key = Key(new ManagedMac(), device, KeyDerivation.Downlink);
        using var connection = new SqliteConnection(
            "Pooling=false;Data Source=" + Path.Combine(bench.Options.Folder, "kiosk.db"));
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT bytes FROM downlink WHERE kind={Downlink.Settings} ORDER BY version";
        using SqliteDataReader rows = command.ExecuteReader();
        var all = new List<Settings>();
        while (rows.Read())
        {
            var bytes = (byte[])rows[0];
            var reader = new DownlinkReader();
            var settings = new Settings();
            Assert.Equal(Downlink.Settings, reader.Open(new ManagedMac(), key, 1007, bytes, bytes.Length));
            Assert.Equal(DownlinkError.None, reader.ReadSettings(settings));
            all.Add(settings);
        }

        return all;
    }

    private static byte[] Key(Mac mac, DeviceEnrolment device, string label)
    {
        byte[] key = new byte[KeyDerivation.KeyBytes];
        KeyDerivation.Derive(mac, device.Secret, label, key);
        return key;
    }
}
