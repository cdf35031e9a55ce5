using Kiosk.Gateway.Options;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Kiosk.Tests.Gateway;

public sealed class OptionReaderTests
{
    [Theory]
    [InlineData("Http:Port", "abc")]
    [InlineData("Http:Port", "-1")]
    [InlineData("Http:Port", "65536")]
    [InlineData("Http:Address", "everywhere")]
    [InlineData("Http:Tls", "perhaps")]
    [InlineData("Mqtt:Address", "300.1.1.1")]
    [InlineData("Mqtt:TlsPort", "99999")]
    [InlineData("Mqtt:PlainPort", "x")]
    [InlineData("Mqtt:PacketBytesMax", "4223")]
    [InlineData("Mqtt:ConnectionsMax", "0")]
    [InlineData("Sockets:Max", "2200")]
    [InlineData("Mqtt:PublicHost", "no host")]
    [InlineData("Certificates:Names", "good.example, bad name")]
    [InlineData("Admin:CallsPerSecondMax", "0")]
    [InlineData("Admin:BodyBytesMax", "10")]
    [InlineData("Public:CallsPerSecondMax", "10001")]
    [InlineData("Live:StreamsMax", "0")]
    [InlineData("Live:PauseMs", "199")]
    [InlineData("City:SilentMinutes", "1441")]
    [InlineData("Clock:Driven", "2")]
    [InlineData("Clock:Start", "yesterday")]
    [InlineData("Clock:Start", "2026-03-02T08:00:00")]
    [InlineData("State", "")]
    [InlineData("Mqtt:TslPort", "8883")]
    [InlineData("Https:Port", "443")]
    [InlineData("Sate", "state")]
    [InlineData("Http:Port:Extra", "1")]
    [InlineData("Urls", "http://a;http://b")]
    public void A_wrong_value_is_refused_with_a_sentence_that_opens_with_its_key(string key, string value)
    {
        var error = Assert.Throws<OptionException>(() => Read((key, value)));
        Assert.Contains(error.Errors, sentence => sentence.StartsWith(key + ":", StringComparison.Ordinal));
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var error = Assert.Throws<OptionException>(
            () => Read(("Http:Port", "a"), ("Mqtt:TlsPort", "b"), ("Live:PauseMs", "c"), ("Http:Prot", "1")));
        Assert.Equal(4, error.Errors.Count);
    }

    [Theory]
    [InlineData("Http:Address")]
    [InlineData("Mqtt:Address")]
    public void A_driven_clock_is_refused_off_loopback(string key)
    {
        var error = Assert.Throws<OptionException>(() => Read(("Clock:Driven", "true"), (key, "0.0.0.0")));
        Assert.Contains(key, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_start_time_without_a_driven_clock_is_refused()
    {
        Assert.Throws<OptionException>(() => Read(("Clock:Start", "2026-03-02T08:00:00Z")));
    }

    [Fact]
    public void Two_listeners_on_one_port_are_refused()
    {
        var error = Assert.Throws<OptionException>(() => Read(("Http:Port", "8883")));
        Assert.Contains("Mqtt:TlsPort", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_any_configuration_the_defaults_hold()
    {
        GatewayOptions options = Read();
        Assert.Equal("127.0.0.1:5080", options.Http.ToString());
        Assert.Equal("127.0.0.1:8883", options.MqttTls.ToString());
        Assert.Null(options.MqttPlainPort);
        Assert.False(options.ClockDriven);
    }

    [Theory]
    [InlineData("http://localhost:0", "127.0.0.1:0", false)]
    [InlineData("https://127.0.0.1:5443", "127.0.0.1:5443", true)]
    public void Urls_stand_for_address_port_and_tls(string urls, string endpoint, bool tls)
    {
        GatewayOptions options = Read(("Urls", urls));
        Assert.Equal(endpoint, options.Http.ToString());
        Assert.Equal(tls, options.HttpTls);
    }

    [Fact]
    public void The_file_of_defaults_holds_every_option_with_its_default_and_none_beside()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "appsettings.json");
        IConfigurationRoot file = new ConfigurationBuilder().AddJsonFile(path).Build();
        var found = file.AsEnumerable()
            .Where(pair => pair.Value is not null && !pair.Key.StartsWith("Logging", StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal);
        Assert.Equal(
            OptionCatalogue.Lines.Select(line => line.Key).Order(StringComparer.Ordinal),
            found.Keys.Order(StringComparer.Ordinal));
        foreach (OptionLine line in OptionCatalogue.Lines)
        {
            Assert.Equal(line.Default, found[line.Key], ignoreCase: true);
        }
    }

    [Fact]
    public void What_stands_in_the_environment_for_others_is_no_mistake_and_logging_belongs_to_the_platform()
    {
        IConfiguration all = new ConfigurationBuilder().AddInMemoryCollection(
            [new("PATH", "/bin"), new("Http:Port", "81"), new("Logging:LogLevel:Default", "Debug")]).Build();
        IConfiguration said = new ConfigurationBuilder().AddInMemoryCollection(
            [new("Http:Port", "81"), new("Logging:LogLevel:Default", "Debug")]).Build();
        Assert.Equal(81, OptionReader.Read(all, said).Http.Port);
    }

    private static GatewayOptions Read(params (string Key, string Value)[] values)
    {
        IConfiguration said = new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
            .Build();
        return OptionReader.Read(said, said);
    }
}
