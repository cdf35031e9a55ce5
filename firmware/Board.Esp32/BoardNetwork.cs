using System.Device.Wifi;
using System.Net.NetworkInformation;
using Kiosk.Firmware.Identities;
using nanoFramework.Networking;

namespace Kiosk.Board.Esp32
{
    /// <summary>
    /// The network interface: wireless, or by cable where the identity names no network. Used by the connecting thread
    /// alone, which the loop can give up.
    /// </summary>
    public sealed class BoardNetwork
    {
        private const string NoAddress = "0.0.0.0";

        private readonly DeviceIdentity _identity;
        private bool _begun;
        private bool _clockAsked;

        /// <summary>Network of a provisioned board.</summary>
        public BoardNetwork(DeviceIdentity identity)
        {
            _identity = identity;
        }

        private bool ByCable
        {
            get { return _identity.Network.Length == 0; }
        }

        /// <summary>Starts the interface, once; later calls do nothing.</summary>
        public void Begin()
        {
            if (_begun)
            {
                return;
            }

            CloseDoors();

            // Before the call: the helper takes one setup for each run and would refuse every later one.
            _begun = true;
            if (!ByCable)
            {
                WifiNetworkHelper.SetupNetworkHelper(_identity.Network, _identity.Password);
            }
        }

        /// <summary>True with an address: an association alone carries nothing. Asks for the time once.</summary>
        public bool HasAddress()
        {
            NetworkInterface[] all = NetworkInterface.GetAllNetworkInterfaces();
            for (int i = 0; i < all.Length; i++)
            {
                string address = all[i].IPv4Address;
                if (address != null && address.Length > 0 && address != NoAddress)
                {
                    AskForTime();
                    return true;
                }
            }

            return false;
        }

        /// <summary>Restarts the interface: a new association, or a new lease on the cable.</summary>
        public void Restart()
        {
            if (!ByCable)
            {
                WifiAdapter adapter = WifiAdapter.FindAllAdapters()[0];
                adapter.Disconnect();
                adapter.Connect(_identity.Network, WifiReconnectionKind.Automatic, _identity.Password);
                return;
            }

            NetworkInterface[] all = NetworkInterface.GetAllNetworkInterfaces();
            for (int i = 0; i < all.Length; i++)
            {
                all[i].RenewDhcpLease();
            }
        }

        /// <summary>
        /// F-CRED-6: a new board takes a network from the first sender nearby (SmartConfig), and may open one itself.
        /// </summary>
        private static void CloseDoors()
        {
            Wireless80211Configuration[] stations = Wireless80211Configuration.GetAllWireless80211Configurations();
            for (int i = 0; i < stations.Length; i++)
            {
                if (stations[i].Options == Wireless80211Configuration.ConfigurationOptions.SmartConfig)
                {
                    stations[i].Options = Wireless80211Configuration.ConfigurationOptions.AutoConnect;
                    stations[i].SaveConfiguration();
                }
            }

            WirelessAPConfiguration[] points = WirelessAPConfiguration.GetAllWirelessAPConfigurations();
            for (int i = 0; i < points.Length; i++)
            {
                if (points[i].Options != WirelessAPConfiguration.ConfigurationOptions.Disable)
                {
                    points[i].Options = WirelessAPConfiguration.ConfigurationOptions.Disable;
                    points[i].SaveConfiguration();
                }
            }
        }

        // TLS needs the time of the platform's clock (F-TIME-5); two servers, asked again by the platform each hour.
        private void AskForTime()
        {
            if (!_clockAsked)
            {
                Sntp.Server1 = "0.pool.ntp.org";
                Sntp.Server2 = "1.pool.ntp.org";
                Sntp.Start();
                _clockAsked = true;
            }
        }
    }
}
