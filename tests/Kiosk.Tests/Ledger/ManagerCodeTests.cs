using Kiosk.Ledger;
using Kiosk.Protocol;

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

    private static byte[] Key(Mac mac, DeviceEnrolment device, string label)
    {
        byte[] key = new byte[KeyDerivation.KeyBytes];
        KeyDerivation.Derive(mac, device.Secret, label, key);
        return key;
    }
}
