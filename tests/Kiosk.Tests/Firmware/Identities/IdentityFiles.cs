using System.Text;
using Kiosk.Firmware;
using Kiosk.Firmware.Identities;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Tests.Firmware.Identities;

/// <summary>The items of the bench, whole, missing and malformed.</summary>
public class IdentityFiles
{
    private const string Pem = "-----BEGIN X-----\nMIIB\n-----END X-----";

    private static readonly string[] Sound =
    [
        "", "1007\n", " K07 \r\n", string.Concat(Enumerable.Repeat("5A", 32)), "mqtt.ville.fr:8883", "Kiosques", "p w",
        Pem, Pem + "\n", Pem, "192.168.1.20:8888 123456789012",
    ];

    [Fact]
    [Trait("Requirement", "F-CRED-1")]
    public void Sound_items_are_read_as_they_stand()
    {
        IdentityKeeper keeper = Keeper(Sound, out _);
        Assert.True(keeper.Store());
        DeviceIdentity identity = keeper.Identity;
        Assert.Equal((1007, "K07", "mqtt.ville.fr", 8883), (
            identity.Device, identity.Place, identity.GatewayHost, identity.GatewayPort));
        Assert.Equal(("Kiosques", "p w"), (identity.Network, identity.Password));
        Assert.Equal(("192.168.1.20", 8888, "123456789012"), (
            identity.CardHost, identity.CardPort, identity.CardIdentifier));
        Assert.All(identity.Secret, b => Assert.Equal(0x5A, b));
        Assert.Equal((0, 0), (keeper.StopsSelling, keeper.StopsConnecting));
        Assert.Equal(Pem, Certificate(keeper));
    }

    [Theory]
    [InlineData(IdentityItem.Device, "0")]
    [InlineData(IdentityItem.Device, "2147483648")]
    [InlineData(IdentityItem.Place, "k07")]
    [InlineData(IdentityItem.Place, "K00000007")]
    [InlineData(IdentityItem.Secret, "5A5A")]
    [InlineData(IdentityItem.Secret, "5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5A5AXY")]
    [InlineData(IdentityItem.Gateway, "mqtt.ville.fr")]
    [InlineData(IdentityItem.Gateway, "mqtt ville:8883")]
    [InlineData(IdentityItem.Gateway, "mqtt.ville.fr:65536")]
    [InlineData(IdentityItem.Authority, "MIIB")]
    [InlineData(IdentityItem.Certificate, "-----BEGIN X-----\nMIIB")]
    [InlineData(IdentityItem.Key, "")]
    [InlineData(IdentityItem.Card, "192.168.1.20:8888")]
    [InlineData(IdentityItem.Card, "192.168.1:8888 123456789012")]
    [InlineData(IdentityItem.Card, "192.168.1.:8888 123456789012")]
    [InlineData(IdentityItem.Card, "192.168.1.256:8888 123456789012")]
    [InlineData(IdentityItem.Card, "192.168.1.20.:8888 123456789012")]
    [InlineData(IdentityItem.Card, "terminal:8888 123456789012")]
    [InlineData(IdentityItem.Card, "192.168.1.20:8888 12345678901x")]
    [Trait("Requirement", "F-CRED-1")]
    public void A_malformed_item_is_named_on_the_display_with_its_code_and_what_to_do(int item, string text)
    {
        string[] items = [.. Sound];
        items[item] = text;
        IdentityKeeper keeper = Keeper(items, out _);
        keeper.Store();
        Assert.Equal(item <= IdentityItem.Secret ? item : 0, keeper.StopsSelling);
        Assert.Equal(item > IdentityItem.Secret ? item : 0, keeper.StopsConnecting);
        InMemoryLcd lcd = new();
        Assert.True(IdentityPage.Show(lcd, keeper.Identity, item));
        string shown = Encoding.Latin1.GetString(lcd.Text);
        Assert.Equal(item <= IdentityItem.Secret ? "HORS SERVICE" : "VENTE SANS LA VILLE", shown[..20].TrimEnd());
        Assert.Equal($"id-{IdentityItem.Name(item)} faux", shown[20..40].TrimEnd());
        Assert.Equal("refaire par USB", shown[40..60].TrimEnd());
        Assert.Equal($"E074 I{item}", shown[60..].TrimEnd());
    }

    [Fact]
    [Trait("Requirement", "F-CRED-1")]
    public void A_board_without_any_item_says_so_and_one_without_a_card_terminal_lacks_nothing()
    {
        IdentityKeeper keeper = Keeper(new string[IdentityItem.Count], out _);
        Assert.False(keeper.Store());
        Assert.Equal((IdentityItem.Device, IdentityItem.Gateway), (keeper.StopsSelling, keeper.StopsConnecting));
        InMemoryLcd lcd = new();
        IdentityPage.Show(lcd, keeper.Identity, keeper.StopsSelling);
        Assert.Contains("id-device manque", Encoding.Latin1.GetString(lcd.Text), StringComparison.Ordinal);
        string?[] items = [.. Sound];
        items[IdentityItem.Card] = null;
        Assert.Equal(0, Keeper(items, out _).StopsConnecting);
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void A_board_whose_items_were_stored_and_removed_works_from_its_slots()
    {
        Assert.True(Keeper(Sound, out InMemoryDrive drive).Store());
        string?[] left = [.. Sound];
        left[IdentityItem.Secret] = left[IdentityItem.Certificate] = left[IdentityItem.Key] = null;
        IdentityKeeper keeper = Keeper(left, out _, drive);
        Assert.True(keeper.Store());
        Assert.Equal((0, 0), (keeper.StopsSelling, keeper.StopsConnecting));
        Assert.All(keeper.Identity.Secret, b => Assert.Equal(0x5A, b));
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void A_torn_delivery_leaves_the_board_with_the_secret_of_its_slots_and_stays_for_the_bench()
    {
        Assert.True(Keeper(Sound, out InMemoryDrive drive).Store());
        string[] torn = [.. Sound];
        torn[IdentityItem.Secret] = string.Concat(Enumerable.Repeat("11", 32));
        torn[IdentityItem.Certificate] = Pem[..20];
        IdentityKeeper keeper = Keeper(torn, out _, drive);
        Assert.False(keeper.Store());
        Assert.Equal((0, IdentityItem.Certificate), (keeper.StopsSelling, keeper.StopsConnecting));
        Assert.All(keeper.Identity.Secret, b => Assert.Equal(0x5A, b));
        FaultCounts faults = new();
        keeper.Tell(faults);
        Assert.Equal(1, faults.Of(FaultCode.IdentityIncomplete));
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void A_certificate_without_a_secret_is_a_renewal_which_the_first_answer_puts_in_force()
    {
        Assert.True(Keeper(Sound, out InMemoryDrive drive).Store());
        string?[] renewal = [.. Sound];
        renewal[IdentityItem.Secret] = null;
        renewal[IdentityItem.Certificate] = Pem.Replace("MIIB", "MIIC", StringComparison.Ordinal);
        IdentityKeeper keeper = Keeper(renewal, out _, drive);
        Assert.True(keeper.Store());
        Assert.True(keeper.Slots.OnTrial);
        FaultCounts faults = new();
        CredentialDesk desk = new(keeper.Slots, new InMemoryUplink(64), faults);
        desk.Look(0);
        keeper.Slots.Choose();
        keeper.Slots.Opened();
        desk.Look(1);
        Assert.False(keeper.Slots.OnTrial);
        Assert.Contains("MIIC", Certificate(keeper), StringComparison.Ordinal);
        Assert.Equal(0, faults.Total);
    }

    [Fact]
    [Trait("Requirement", "F-CRED-2")]
    public void A_renewal_that_the_city_never_answers_is_told_once()
    {
        Assert.True(Keeper(Sound, out InMemoryDrive drive).Store());
        string[] renewal = [.. Sound];
        renewal[IdentityItem.Key] = Pem.Replace("MIIB", "MIIC", StringComparison.Ordinal);
        IdentityKeeper keeper = Keeper(renewal, out _, drive);
        Assert.True(keeper.Store());
        FaultCounts faults = new();
        CredentialDesk desk = new(keeper.Slots, new InMemoryUplink(64), faults);
        for (int answered = 1; answered <= 9; answered++)
        {
            // The new one is refused, then the one in force is answered; left alone it is chosen no more.
            keeper.Slots.Choose();
            if (!keeper.Slots.Refused)
            {
                keeper.Slots.Choose();
            }

            keeper.Slots.Opened();
            desk.Look(answered);
        }

        Assert.Equal(1, faults.Of(FaultCode.CredentialsRefused));
        Assert.True(keeper.Slots.OnTrial);
    }

    [Fact]
    public void No_bytes_of_an_item_throw()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        for (int i = 0; i < 20_000; i++)
        {
            int item = random.Next(1, IdentityItem.Count);
            byte[] data = Encoding.Latin1.GetBytes(Sound[item]);
            for (int change = random.Next(4); change > 0 && data.Length > 0; change--)
            {
                data[random.Next(data.Length)] = (byte)random.Next(256);
            }

            DeviceIdentity identity = new();
            int length = random.Next(data.Length + 1);
            Exception? thrown = Xunit.Record.Exception(() => identity.Take(item, data, length));
            Assert.True(thrown is null, $"seed {seed}, item {item}: {thrown}");
            Assert.False(identity.IsMissing(item));
        }
    }

    private static string Certificate(IdentityKeeper keeper)
    {
        Credentials chosen = keeper.Slots.Choose()!;
        return Encoding.ASCII.GetString(chosen.Buffer, 0, chosen.CertificateLength);
    }

    private static IdentityKeeper Keeper(string?[] items, out InMemoryDrive drive, InMemoryDrive? before = null)
    {
        drive = before ?? new InMemoryDrive(DriveFiles.FilesForCredentials, 32 * 1024);
        IdentityKeeper keeper = new(drive, 0);
        for (int item = 1; item < IdentityItem.Count; item++)
        {
            byte[] data = Encoding.Latin1.GetBytes(items[item] ?? "");
            keeper.Identity.Take(item, data, items[item] is null ? -1 : data.Length);
        }

        return keeper;
    }
}
