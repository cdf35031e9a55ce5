using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using Kiosk.Drivers.Cards;

namespace Kiosk.Board.Esp32
{
    /// <summary>
    /// The connection to a card terminal with Caisse-AP in the shop's own network. Connecting blocks for seconds, so it
    /// has a thread; the loop's thread hands a new connection over in <see cref="Step"/>.
    /// </summary>
    public sealed class CardLine
    {
        private const int RetryMs = 5000, SendMs = 2000, AttemptsMax = 3;

        private readonly object _lock = new object();
        private readonly CaisseApTerminal _terminal;
        private readonly string _host;
        private readonly int _port;
        private SocketStream _line;
        private SocketStream _fresh;
        private bool _wanted = true;
        private int _failed, _untold;

        /// <summary>Line of a terminal at an address of the network, four numbers with dots.</summary>
        public CardLine(CaisseApTerminal terminal, string host, int port)
        {
            _terminal = terminal;
            _host = host;
            _port = port;
        }

        /// <summary>Starts the connecting thread; once.</summary>
        public void Start()
        {
            new Thread(KeepConnected).Start();
        }

        /// <summary>Called by the loop's thread before each step: a lost or owing connection gets a new one.</summary>
        public void Step()
        {
            lock (_lock)
            {
                _terminal.Failures += _untold;
                _untold = 0;
                if (_fresh != null)
                {
                    SocketStream old = _line;
                    _line = _fresh;
                    _fresh = null;
                    _terminal.SetLine(_line);
                    if (old != null)
                    {
                        old.Close();
                    }
                }
                else if (_terminal.WantsNewLine || !_terminal.HasLine)
                {
                    _wanted = true;
                }
            }
        }

        private void KeepConnected()
        {
            while (true)
            {
                bool wanted;
                lock (_lock)
                {
                    wanted = _wanted && _fresh == null;
                }

                if (wanted)
                {
                    try
                    {
                        Connect();
                    }
                    catch (Exception)
                    {
                        // Loop top: an unhandled exception would end this thread in silence, and cards with it.
                        Fail();
                    }
                }

                Thread.Sleep(RetryMs);
            }
        }

        // Told once for a terminal that stays away: switched off at night, it would be told all night.
        private void Fail()
        {
            lock (_lock)
            {
                _failed++;
                _untold += _failed == AttemptsMax ? 1 : 0;
            }
        }

        private void Connect()
        {
            Socket socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.SendTimeout = SendMs;
                socket.Connect(new IPEndPoint(IPAddress.Parse(_host), _port));
            }
            catch (SocketException)
            {
                socket.Close();
                throw;
            }

            lock (_lock)
            {
                _failed = 0;
                _wanted = false;
                _fresh = new SocketStream(socket);
            }
        }
    }
}
