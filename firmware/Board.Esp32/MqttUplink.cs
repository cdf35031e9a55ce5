using System;
using System.Collections;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using Kiosk.Drivers;
using Kiosk.Firmware.Parts;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Exceptions;
using nanoFramework.M2Mqtt.Messages;

namespace Kiosk.Board.Esp32
{
    /// <summary>
    /// MQTT 3.1.1 over TLS, clean session, QoS 1. Connects on a thread of its own, since connecting blocks for seconds;
    /// Send and Receive are called by the loop. Downlinks wait in a bounded queue; what does not fit is dropped and
    /// counted, the gateway sends it again.
    /// </summary>
    public sealed class MqttUplink : Uplink
    {
        /// <summary>Downlinks waiting at most; seconds between attempts, first and longest.</summary>
        public const int DownlinksMax = 4, RetrySecondsFirst = 2, RetrySecondsMax = 300;

        private readonly BoardIdentity _identity;
        private readonly string _up;
        private readonly string[] _down;
        private readonly object _lock = new object();
        private readonly byte[][] _waiting = new byte[DownlinksMax][];
        private readonly Random _random = new Random();
        private readonly LinkState _link = new LinkState();
        private MqttClient _client;
        private int _count;

        /// <summary>Downlinks dropped because the queue was full; connections that failed; since start.</summary>
        public int FailedConnections;

        /// <summary>Uplink of a device; <see cref="Start"/> begins to connect.</summary>
        public MqttUplink(BoardIdentity identity)
        {
            _identity = identity;
            _up = "k/" + identity.Device.ToString() + "/e";
            _down = new string[] { "k/" + identity.Device.ToString() + "/d" };
        }

        /// <inheritdoc/>
        public override bool Connected
        {
            get
            {
                _link.Set(IsUp());
                return _link.Look();
            }
        }

        /// <summary>Starts the connecting thread; once.</summary>
        public void Start()
        {
            new Thread(KeepConnected).Start();
        }

        /// <inheritdoc/>
        public override bool Send(byte[] frame, int offset, int length)
        {
            if (!IsUp())
            {
                return false;
            }

            byte[] message = new byte[length];
            Array.Copy(frame, offset, message, 0, length);
            try
            {
                _client.Publish(_up, message, null, null, MqttQoSLevel.AtLeastOnce, false);
                return true;
            }
            catch (MqttClientException)
            {
                // The client's queue is full: the outbox offers the frame again.
                return false;
            }
        }

        /// <inheritdoc/>
        public override int Receive(byte[] buffer)
        {
            byte[] message;
            lock (_lock)
            {
                if (_count == 0)
                {
                    return 0;
                }

                message = _waiting[0];
                _count--;
                Array.Copy(_waiting, 1, _waiting, 0, _count);
                _waiting[_count] = null;
            }

            if (message.Length > buffer.Length)
            {
                return -1;
            }

            Array.Copy(message, 0, buffer, 0, message.Length);
            return message.Length;
        }

        private void KeepConnected()
        {
            int wait = RetrySecondsFirst;
            while (true)
            {
                if (IsUp())
                {
                    wait = RetrySecondsFirst;
                    Thread.Sleep(1000);
                    continue;
                }

                try
                {
                    Connect();
                }
                catch (Exception)
                {
                    // Loop top: an unhandled exception would end this thread alone, and with it every later connection.
                    FailedConnections++;
                }

                Thread.Sleep((wait * 1000) + _random.Next(1000));
                wait = wait * 2 > RetrySecondsMax ? RetrySecondsMax : wait * 2;
            }
        }

        private bool IsUp()
        {
            MqttClient client = _client;
            return client != null && client.IsConnected;
        }

        private void Connect()
        {
            // The loop may not have looked since the connection went: it is told of the loss at its next look.
            _link.Set(false);
            if (_client != null)
            {
                _client.MqttMsgPublishReceived -= OnMessage;
                _client.Dispose();
                _client = null;
            }

            MqttClient client = new MqttClient(
                _identity.GatewayHost, _identity.GatewayPort, true, new X509Certificate(_identity.AuthorityPem),
                new X509Certificate2(_identity.CertificatePem, _identity.KeyPem, ""), MqttSslProtocols.TLSv1_2);
            client.MqttMsgPublishReceived += OnMessage;
            client.Connect(_identity.Device.ToString(), true);
            client.Subscribe(_down, new MqttQoSLevel[] { MqttQoSLevel.AtLeastOnce });
            _client = client;
            _link.Set(true);
        }

        private void OnMessage(object sender, MqttMsgPublishEventArgs e)
        {
            lock (_lock)
            {
                if (_count == DownlinksMax)
                {
                    Dropped++;
                    return;
                }

                _waiting[_count] = e.Message;
                _count++;
            }
        }
    }
}
