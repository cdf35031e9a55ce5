using System.Text;
using Kiosk.Gateway.Console;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Protocol;

/// <summary>Settings of printer, barcodes and the ticket's address, from the form to the device (F-CFG-2, R57, R59).
/// </summary>
public class PrinterSettingsTests
{
    private static readonly byte[] Key = new byte[Mac.Length];

    [Fact]
    [Trait("Requirement", "F-CFG-2")]
    public void What_the_form_says_reaches_the_device()
    {
        Settings sent = new SettingsForm(
                Version: 4, PrinterFlags: 13, ScanPatterns: "21iiiiiwwwww,22dd--------", TicketLink: "https://k.fr/t#")
            .ToSettings(out Dictionary<string, string[]> errors);
        Assert.Empty(errors);
        Settings read = PassOn(sent);
        Assert.Equal(13, read.PrinterFlags);
        Assert.Equal("21iiiiiwwwww,22dd--------", Text(read.ScanPatterns, read.ScanPatternsLength));
        Assert.Equal("https://k.fr/t#", Text(read.TicketLink, read.TicketLinkLength));
    }

    [Fact]
    public void What_is_not_said_is_the_default()
    {
        Settings read = PassOn(new Settings { Version = 1 });
        Assert.Equal((Settings.PrinterFlagsDefault, 0, 0),
            (read.PrinterFlags, read.ScanPatternsLength, read.TicketLinkLength));
    }

    [Fact]
    [Trait("Requirement", "F-CFG-2")]
    public void Malformed_patterns_addresses_and_flags_are_named()
    {
        new SettingsForm(PrinterFlags: 32, ScanPatterns: "21iiiii", TicketLink: "é")
            .ToSettings(out Dictionary<string, string[]> errors);
        Assert.Equal(["printerFlags", "scanPatterns", "ticketLink"], errors.Keys.Order());
        var settings = new Settings { Version = 1, PrinterFlags = 32 };
        Assert.Equal(SettingsKey.PrinterFlags, SettingsRange.FirstBad(settings));
        settings.PrinterFlags = 0;
        settings.ScanPatternsLength = Encoding.ASCII.GetBytes("31iiiiiwwwww", settings.ScanPatterns);
        Assert.Equal(SettingsKey.ScanPatterns, SettingsRange.FirstBad(settings));
        settings.ScanPatternsLength = 0;
        settings.TicketLinkLength = Encoding.ASCII.GetBytes("a b", settings.TicketLink);
        Assert.Equal(SettingsKey.TicketLink, SettingsRange.FirstBad(settings));
    }

    private static string Text(byte[] bytes, int length) => Encoding.ASCII.GetString(bytes, 0, length);

    private static Settings PassOn(Settings sent)
    {
        byte[] message = new byte[Limits.DownlinkBytesMax];
        int length = new DownlinkWriter(new ManagedMac(), Key, 7).WriteSettings(sent, message);
        var reader = new DownlinkReader();
        Assert.Equal(Downlink.Settings, reader.Open(new ManagedMac(), Key, 7, message, length));
        var read = new Settings();
        Assert.Equal(DownlinkError.None, reader.ReadSettings(read));
        return read;
    }
}
