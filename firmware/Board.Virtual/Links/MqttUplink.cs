using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;
using Kiosk.Drivers;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Kiosk.Board.Virtual.Links;

/// <summary>
/// Connection over MQTT 3.1.1 in the background: frames up on k/device/e, downlinks on k/device/d, both QoS 1. The
/// loop's
/// calls never wait; queues are bounded and losses counted. Calls of the loop come from one thread at a time.
/// </summary>
public sealed class MqttUplink : Uplink, IAsyncDisposable
{
    private readonly MqttUplinkOptions _options;
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly Channel<byte[]> _frames;
    private readonly ConcurrentQueue<byte[]> _downlinks = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Stopwatch _real = Stopwatch.StartNew();
    private readonly LinkTrouble _trouble = new();
    private readonly Task _work;
    private volatile bool _ready;
    private volatile TaskCompletionSource _close = new();
    private bool _answered;
    private int _lossUnseen;
    private int _lost;
    private int _tooLarge;

    /// <summary>Begins to connect.</summary>
    /// <exception cref="ArgumentException">A certificate without an authority.</exception>
    public MqttUplink(MqttUplinkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if ((options.Certificate ?? (object?)options.Slots) is not null && options.Authority is null)
        {
            throw new ArgumentException("A device certificate needs the gateway's Authority.", nameof(options));
        }

        _options = options;
        _frames = Channel.CreateBounded<byte[]>(options.FramesMax);
        _client.ApplicationMessageReceivedAsync += OnDownlink;
        _work = Task.Run(() => WorkAsync(_stop.Token));
    }

    /// <summary>Connections made; attempts that failed; why the last one did.</summary>
    public int Connects { get; private set; }

    /// <inheritdoc cref="Connects"/>
    public int FailedConnects { get; private set; }

    /// <inheritdoc cref="Connects"/>
    public string LastError { get; private set; } = string.Empty;

    /// <summary>
    /// Messages lost: downlinks that did not fit, frames whose sending failed (the outbox sends them again).
    /// </summary>
    public int Lost => Volatile.Read(ref _lost);

    /// <inheritdoc/>
    public override bool Connected
    {
        get
        {
            Trouble = _trouble.Code;
            return Interlocked.Exchange(ref _lossUnseen, 0) == 0 && _ready;
        }
    }

    /// <summary>
    /// SHA-1 thumbprint of the certificate that the last connection was tried with; empty without one.
    /// </summary>
    public string Thumbprint { get; private set; } = string.Empty;

    /// <inheritdoc/>
    public override bool Recover(int rung)
    {
        if (_options.Slots is null)
        {
            return false;
        }

        _close.TrySetResult();
        return true;
    }

    /// <inheritdoc/>
    public override long NetworkMs(long nowMs) => _real.ElapsedMilliseconds;

    /// <inheritdoc/>
    public override bool Send(byte[] frame, int offset, int length) =>
        _ready && _frames.Writer.TryWrite(frame.AsSpan(offset, length).ToArray());

    /// <inheritdoc/>
    public override int Receive(byte[] buffer)
    {
        if (Interlocked.Exchange(ref _tooLarge, 0) > 0)
        {
            return -1;
        }

        if (!_downlinks.TryDequeue(out byte[]? message))
        {
            return 0;
        }

        if (message.Length > buffer.Length)
        {
            Interlocked.Increment(ref _lost);
            return -1;
        }

        message.CopyTo(buffer, 0);
        return message.Length;
    }

    /// <summary>Disconnects and ends the background work.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _work.ConfigureAwait(false);
        _client.Dispose();
        _stop.Dispose();
    }

    /// <summary>The background loop: connect, send, and after a failure wait longer each time.</summary>
    private async Task WorkAsync(CancellationToken stop)
    {
        TimeSpan wait = _options.BackOffMin;
        while (!stop.IsCancellationRequested)
        {
            if (!_options.Reachable())
            {
                await PauseAsync(_options.BackOffMin, stop).ConfigureAwait(false);
                continue;
            }

            _answered = false;
            try
            {
                await ConnectAsync(stop).ConfigureAwait(false);
                wait = _options.BackOffMin;
                await PumpAsync(stop).ConfigureAwait(false);
            }
            catch (Exception error) when (IsNetwork(error, stop))
            {
                FailedConnects += _ready ? 0 : 1;
                LastError = error.Message;
                NoteUnanswered();
            }

            LostConnection();
            await DisconnectAsync().ConfigureAwait(false);
            await PauseAsync(wait * (0.8 + (0.4 * Random.Shared.NextDouble())), stop).ConfigureAwait(false);
            wait = wait * 2 < _options.BackOffMax ? wait * 2 : _options.BackOffMax;
        }

        await DisconnectAsync().ConfigureAwait(false);
    }

    private async Task ConnectAsync(CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(TimeSpan.FromSeconds(15));
        _close = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using X509Certificate2? chosen = Chosen();
        MqttClientOptions client = ClientOptions(chosen ?? _options.Certificate);
        MqttClientConnectResult result = await _client.ConnectAsync(client, limit.Token).ConfigureAwait(false);
        _answered = true;
        _trouble.Answered((int)result.ResultCode);
        if (result.ResultCode != MqttClientConnectResultCode.Success)
        {
            throw new MqttCommunicationException($"The gateway refused device {_options.Device}: {result.ResultCode}.");
        }

        await _client.SubscribeAsync(Topic("d"), MqttQualityOfServiceLevel.AtLeastOnce, limit.Token)
            .ConfigureAwait(false);
        Connects++;
        _options.Slots?.Opened();
        _ready = true;
    }

    private void NoteUnanswered()
    {
        if (!_answered)
        {
            _trouble.Failed();
        }
    }

    private async Task PumpAsync(CancellationToken stop)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task Gone(MqttClientDisconnectedEventArgs? args) => gone.CancelAsync();
        _client.DisconnectedAsync += Gone;
        try
        {
            _ = _close.Task.ContinueWith(
                _ => Gone(null), gone.Token, TaskContinuationOptions.None, TaskScheduler.Default);
            while (_client.IsConnected && await _frames.Reader.WaitToReadAsync(gone.Token).ConfigureAwait(false))
            {
                while (_frames.Reader.TryRead(out byte[]? frame))
                {
                    await PublishAsync(frame, gone.Token).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            LostConnection();
            _client.DisconnectedAsync -= Gone;
            await gone.CancelAsync().ConfigureAwait(false);
            while (_frames.Reader.TryRead(out _))
            {
                Interlocked.Increment(ref _lost);
            }
        }
    }

    private async Task PublishAsync(byte[] frame, CancellationToken stop)
    {
        MqttApplicationMessage message = new MqttApplicationMessageBuilder()
            .WithTopic(Topic("e"))
            .WithPayload(frame)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .Build();
        bool sent = false;
        try
        {
            await _client.PublishAsync(message, stop).ConfigureAwait(false);
            sent = true;
        }
        finally
        {
            if (!sent)
            {
                Interlocked.Increment(ref _lost);
            }
        }
    }

    private Task OnDownlink(MqttApplicationMessageReceivedEventArgs args)
    {
        ReadOnlySequence<byte> payload = args.ApplicationMessage.Payload;
        if (payload.Length > Limits.DownlinkBytesMax)
        {
            Interlocked.Increment(ref _tooLarge);
            Interlocked.Increment(ref _lost);
        }
        else if (_downlinks.Count >= _options.DownlinksMax)
        {
            Interlocked.Increment(ref _lost);
            Interlocked.Increment(ref Dropped);
        }
        else
        {
            _downlinks.Enqueue(payload.ToArray());
        }

        return Task.CompletedTask;
    }

    // A key that only lives in memory cannot be used by every platform's TLS: it goes through PKCS #12.
    private X509Certificate2? Chosen()
    {
        if (_options.Slots is not { } slots)
        {
            Thumbprint = _options.Certificate?.Thumbprint ?? string.Empty;
            return null;
        }

        // An answer to the connection before must not pass for one to this one, which may have other credentials.
        _downlinks.Clear();
        Credentials chosen = slots.Choose() ?? throw new IOException("the loop is writing the credentials");
        using var pem = X509Certificate2.CreateFromPem(
            Encoding.ASCII.GetString(chosen.Buffer, 0, chosen.CertificateLength),
            Encoding.ASCII.GetString(chosen.Buffer, chosen.KeyAt, chosen.KeyLength));
        Thumbprint = pem.Thumbprint;
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
    }

    private MqttClientOptions ClientOptions(X509Certificate2? shown)
    {
        MqttClientOptionsBuilder builder = new MqttClientOptionsBuilder()
            .WithTcpServer(_options.Host, _options.Port)
            .WithProtocolVersion(MqttProtocolVersion.V311)
            .WithClientId(_options.Device.ToString(CultureInfo.InvariantCulture))
            .WithCleanSession()
            .WithTimeout(TimeSpan.FromSeconds(30))
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(30));
        if (shown is { } certificate)
        {
            builder.WithTlsOptions(tls => tls
                .UseTls()
                .WithSslProtocols(SslProtocols.None)
                .WithClientCertificates([certificate])
                .WithCertificateValidationHandler(args => IsOurGateway(args.Certificate)));
        }

        return builder.Build();
    }

    /// <summary>
    /// Trusts a server certificate only when the gateway's own authority issued it; the name is not looked at (kiosks
    /// dial an address).
    /// </summary>
    private bool IsOurGateway(X509Certificate? presented)
    {
        if (presented is null || _options.Authority is null)
        {
            return false;
        }

        using var server = new X509Certificate2(presented);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_options.Authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(server);
    }

    private async Task DisconnectAsync()
    {
        if (!_client.IsConnected)
        {
            return;
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await _client.DisconnectAsync(new MqttClientDisconnectOptions(), limit.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (IsNetwork(error, limit.Token))
        {
            LastError = error.Message;
        }
    }

    private static async Task PauseAsync(TimeSpan time, CancellationToken stop)
    {
        try
        {
            await Task.Delay(time, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopping: the caller's loop sees the token.
        }
    }

    /// <summary>
    /// Failures of the connection, not of this program; a client that is in the wrong state lost its connection.
    /// </summary>
    private static bool IsNetwork(Exception error, CancellationToken stop) =>
        error is MqttCommunicationException or MqttProtocolViolationException or OperationCanceledException
            or IOException or System.Net.Sockets.SocketException or AuthenticationException or TimeoutException
            or InvalidOperationException
        || stop.IsCancellationRequested;

    private string Topic(string end) =>
        string.Create(CultureInfo.InvariantCulture, $"k/{_options.Device}/{end}");

    // The loop may not look while the link is away for a moment: it is told of each loss at its next look.
    private void LostConnection()
    {
        if (_ready)
        {
            _ready = false;
            Volatile.Write(ref _lossUnseen, 1);
        }
    }
}
