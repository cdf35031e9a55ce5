using Kiosk.Gateway.Broker;
using Kiosk.Gateway.Options;
using Kiosk.Gateway.State;
using Kiosk.Ledger;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using MQTTnet.AspNetCore;

namespace Kiosk.Gateway;

/// <summary>The gateway put together: ledger, broker, pages, APIs. Start it, stop it, dispose of it once.</summary>
public sealed class GatewayApp : IAsyncDisposable
{
    private readonly StateFolder _state;
    private readonly CityLedger _ledger;
    private readonly CertificateAuthority _authority;
    private readonly WebApplication _web;

    private GatewayApp(StateFolder state, CityLedger ledger, CertificateAuthority authority, WebApplication web)
    {
        _state = state;
        _ledger = ledger;
        _authority = authority;
        _web = web;
    }

    /// <summary>Ports in use once started; <c>Plain</c> is null without a plain listener.</summary>
    public (int Http, int MqttTls, int? MqttPlain) Ports { get; private set; }

    /// <summary>Reads the options, opens the state and builds everything; nothing listens yet.</summary>
    /// <exception cref="OptionException">The configuration is wrong.</exception>
    /// <exception cref="StartException">The state folder cannot be used.</exception>
    /// <exception cref="LedgerException">The database cannot be used.</exception>
    public static GatewayApp Build(string[] args) => Build(args, TimeProvider.System);

    /// <summary>As <see cref="Build(string[])"/>, with what tells real time, by which certificates live.</summary>
    public static GatewayApp Build(string[] args, TimeProvider real)
    {
        ArgumentNullException.ThrowIfNull(real);
        WebApplicationBuilder builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddEnvironmentVariables("KIOSK__");
        builder.Configuration.AddCommandLine(args);
        // A start that fails and a fault that ends the host are told in one clear line by the program.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        GatewayOptions options = OptionReader.Read(builder.Configuration, Said(args));
        StateFolder state = StateFolder.Open(options.State);
        TimeProvider time = options.ClockDriven ? new DrivenClock(options.ClockStart ?? real.GetUtcNow()) : real;
        CertificateAuthority authority = CertificateAuthority.Open(state, options.CertificateNames, real);
        CityLedger ledger = CityLedger.Open(new LedgerOptions { Folder = state.Path, Editor = options.Editor }, time);
        AddServices(builder, options, state, authority, ledger, time);
        WebApplication web = builder.Build();
        GatewayRoutes.Map(web);
        return new GatewayApp(state, ledger, authority, web);
    }

    /// <summary>Opens the listeners and writes <see cref="GatewayFile"/>.</summary>
    /// <exception cref="IOException">A port is taken.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await _web.StartAsync(cancellationToken);
        // In the order in which they were added: pages, broker over TLS, broker on loopback.
        int[] ports = [.. _web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
            .Select(address => BindingAddress.Parse(address).Port)];
        Ports = (ports[0], ports[1], ports.Length > 2 ? ports[2] : null);
        _web.Services.GetRequiredService<GatewayPorts>().Set(Ports.MqttTls, Ports.MqttPlain);
        GatewayFile.Write(_state, Ports.Http, Ports.MqttTls, Ports.MqttPlain);
    }

    /// <summary>What ended the gateway unasked; null when nothing did.</summary>
    public Exception? Fault => FaultOf(_web.Services.GetServices<IHostedService>());

    /// <summary>The first fault that ended a background service; null when none ended by one.</summary>
    public static Exception? FaultOf(IEnumerable<IHostedService> services) =>
        services.OfType<BackgroundService>().Select(service => service.ExecuteTask?.Exception?.InnerException)
            .FirstOrDefault(fault => fault is not null);

    /// <summary>Completes when the process is asked to end, or a background service ended it by a fault.</summary>
    public Task WaitForShutdownAsync() => _web.WaitForShutdownAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        _ledger.Dispose();
        _authority.Dispose();
        GatewayFile.Remove(_state);
        _state.Dispose();
    }

    // What is said to this program alone: the configuration also holds every variable of the environment.
    private static IConfigurationRoot Said(string[] args) => new ConfigurationBuilder()
        .SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json", optional: true)
        .AddEnvironmentVariables("KIOSK__").AddCommandLine(args).Build();

    private static void AddServices(
        WebApplicationBuilder builder, GatewayOptions options, StateFolder state, CertificateAuthority authority,
        CityLedger ledger, TimeProvider time)
    {
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(state);
        builder.Services.AddSingleton(authority);
        builder.Services.AddSingleton(ledger);
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton<GatewayPorts>();
        builder.Services.AddSingleton<BrokerCounters>();
        builder.Services.AddSingleton<SocketGate>();
        builder.Services.AddSingleton<PlainTokens>();
        builder.Services.AddSingleton<ConnectionGate>();
        builder.Services.AddSingleton<CredentialDelivery>();
        builder.Services.AddSingleton<FrameGate>();
        builder.Services.AddSingleton<DownlinkSender>();
        builder.Services.AddSingleton<BrokerService>();
        builder.Services.AddHostedService(services => services.GetRequiredService<BrokerService>());
        builder.Services.AddHostedService<CertificateRenewal>();
        builder.Services.AddMqttConnectionHandler();
        builder.Services.AddConnections();
        GatewayRoutes.AddServices(builder.Services, options);
        builder.WebHost.ConfigureKestrel(BrokerListeners.Listen);
    }
}
