using System;
using System.Collections;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using Kiosk.Drivers;
using Kiosk.Firmware;
using Kiosk.Firmware.Identities;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Exceptions;
using nanoFramework.M2Mqtt.Messages;

namespace Kiosk.Board.Esp32
{
    /// <summary>
    /// MQTT 3.1.1 over TLS, clean session, QoS 1. Connects on a thread of its own, since connecting blocks for seconds,
    /// and with a broker that accepts and never answers for ever: a thread that does not move is given up and another
    /// takes its place (F-SYNC-7). Whatever ends a connection, its client is disposed; what keeps one from being made
    /// is told as <see cref="Uplink.Trouble"/>. Send and Receive are called by the loop. Downlinks wait in a bounded
    /// queue; what does not fit is dropped and counted, the gateway sends it again.
    /// </summary>
    public sealed class MqttUplink : Uplink
    {
        /// <summary>Downlinks waiting at most; seconds between attempts, first and longest.</summary>
        public const int DownlinksMax = 4, RetrySecondsFirst = 2, RetrySecondsMax = 300;

        /// <summary>A thread that has not moved for so long is given up; so many at most in one run.</summary>
        public const int StuckMs = 90000, GivenUpMax = 8;

        private const int KeepAliveSeconds = 60;

        private readonly DeviceIdentity _identity;
        private readonly CredentialSlots _credentials;
        private readonly Clock _ticks;
        private readonly BoardNetwork _network;
        private Supervisor _supervisor;
        private int _turn;
        private long _movedMs;
        private bool _close, _restart;
        private readonly string _up;
        private readonly string[] _down;
        private readonly object _lock = new object();
        private readonly byte[][] _waiting = new byte[DownlinksMax][];
        private readonly Random _random = new Random();
        private readonly LinkState _link = new LinkState();
        private readonly LinkTrouble _trouble = new LinkTrouble();
        private MqttClient _client, _opening;
        private int _count;

        /// <summary>Threads given up since start; each is told as trouble.</summary>
        public int GivenUp;

        /// <summary>Uplink of a device; <see cref="Start"/> begins to connect.</summary>
        public MqttUplink(IdentityKeeper keeper, Clock ticks)
        {
            DeviceIdentity identity = keeper.Identity;
            _identity = identity;
            _credentials = keeper.Slots;
            _ticks = ticks;
            _network = new BoardNetwork(identity);
            _up = "k/" + identity.Device.ToString() + "/e";
            _down = new string[] { "k/" + identity.Device.ToString() + "/d" };
        }

        /// <inheritdoc/>
        public override bool Connected
        {
            get
            {
                GiveUpStuck();
                Trouble = _trouble.Code;
                _link.Set(IsUp());
                return _link.Look();
            }
        }

        /// <summary>Starts the connecting thread; once.</summary>
        public void Start(Supervisor supervisor)
        {
            _supervisor = supervisor;
            Move();
            new Thread(KeepConnected).Start();
        }

        /// <inheritdoc/>
        public override bool Recover(int rung)
        {
            _close = true;
            _restart = rung == RestartInterface;
            return true;
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

        // Called by the loop: the stuck thread ends by itself should its call ever come back.
        private void GiveUpStuck()
        {
            if (_supervisor == null || GivenUp == GivenUpMax || _ticks.MonotonicMs - _movedMs < StuckMs)
            {
                return;
            }

            GivenUp++;
            _turn++;
            _trouble.Stuck();
            MqttClient[] stuck = new MqttClient[] { _client, _opening };
            _client = null;
            _opening = null;

            // Closing may be stuck as well, and takes seconds when it is not: neither the loop nor the next connection
            // waits for it.
            new Thread(() => CloseGivenUp(stuck)).Start();
            if (GivenUp == GivenUpMax)
            {
                // The till sells on without the city; the ladder restarts the board at night.
                _supervisor.Rest(Supervisor.LinkThread);
                return;
            }

            Move();
            new Thread(KeepConnected).Start();
        }

        private void Move()
        {
            _movedMs = _ticks.MonotonicMs;
            _supervisor.Report(Supervisor.LinkThread, _movedMs);
        }

        private void KeepConnected()
        {
            int turn = _turn;
            int wait = RetrySecondsFirst;
            while (turn == _turn)
            {
                Move();
                try
                {
                    Tend(turn);
                }
                catch (Exception)
                {
                    // Loop top: an unhandled exception would end this thread alone, and with it every later connection.
                    _trouble.Failed();
                }

                bool up = IsUp();
                wait = up ? RetrySecondsFirst : wait;
                Rest(turn, up ? 1 : wait);
                wait = up || wait * 2 <= RetrySecondsMax ? wait * 2 : RetrySecondsMax;
            }
        }

        /// <summary>Sleeps by the second, so that a long wait is not taken for a stuck call.</summary>
        private void Rest(int turn, int seconds)
        {
            for (int i = 0; i < seconds && turn == _turn; i++)
            {
                Move();
                Thread.Sleep(seconds == 1 ? 1000 : 1000 + _random.Next(200));
            }
        }

        private void Tend(int turn)
        {
            _network.Begin();
            if (_close)
            {
                _close = false;
                Drop();
            }

            if (_restart)
            {
                _restart = false;
                _network.Restart();
            }

            if (IsUp())
            {
                return;
            }

            // Associated without an address: nothing can be reached, and a connect would block for its whole timeout.
            if (_network.HasAddress())
            {
                Connect(turn);
            }
            else
            {
                _trouble.NoAddress();
            }
        }

        private bool IsUp()
        {
            MqttClient client = _client;
            return client != null && client.IsConnected;
        }

        private void Drop()
        {
            MqttClient client = _client;
            _client = null;
            _link.Set(false);
            Close(client);
        }

        private void CloseGivenUp(MqttClient[] clients)
        {
            for (int i = 0; i < clients.Length; i++)
            {
                Close(clients[i]);
            }
        }

        private void Close(MqttClient client)
        {
            if (client != null)
            {
                client.MqttMsgPublishReceived -= OnMessage;
                client.Dispose();
            }
        }

        private void Connect(int turn)
        {
            // A thread that was given up may come back at any call: the connection is another's by then.
            if (turn != _turn)
            {
                return;
            }

            // The loop may not have looked since the connection went: it is told of the loss at its next look.
            Drop();
            Forget();
            Credentials chosen = _credentials.Choose();
            if (chosen == null)
            {
                // The loop is writing them: the next attempt is a moment away.
                return;
            }

            byte[] authority = _identity.Authority;
            string certificate = Text(chosen.Buffer, 0, chosen.CertificateLength);
            string key = Text(chosen.Buffer, chosen.KeyAt, chosen.KeyLength);
            MqttClient client = new MqttClient(
                _identity.GatewayHost, _identity.GatewayPort, true,
                new X509Certificate(Text(authority, 0, authority.Length)),
                new X509Certificate2(certificate, key, ""), MqttSslProtocols.TLSv1_2);
            bool open = false;
            try
            {
                _opening = client;
                client.MqttMsgPublishReceived += OnMessage;
                open = Open(client) && turn == _turn;
            }
            finally
            {
                // Refused, failed in the middle, or given up meanwhile: its threads, queues and socket go with it.
                if (!open)
                {
                    Close(client);
                }
            }

            if (open)
            {
                _opening = null;
                _credentials.Opened();
                _client = client;
                _link.Set(true);
            }
        }

        private bool Open(MqttClient client)
        {
            MqttReasonCode answer = client.Connect(_identity.Device.ToString(), null, null, true, KeepAliveSeconds);
            if (!_trouble.Answered((int)answer))
            {
                return false;
            }

            client.Subscribe(_down, new MqttQoSLevel[] { MqttQoSLevel.AtLeastOnce });
            return true;
        }

        // An answer to the connection before must not pass for one to this one, which may have other credentials.
        private void Forget()
        {
            lock (_lock)
            {
                for (int i = 0; i < _count; i++)
                {
                    _waiting[i] = null;
                }

                _count = 0;
            }
        }

        private static string Text(byte[] pem, int at, int length)
        {
            char[] letters = new char[length];
            for (int i = 0; i < length; i++)
            {
                letters[i] = (char)pem[at + i];
            }

            return new string(letters);
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
