using System;
using System.IO;

namespace Kiosk.Board.Esp32
{
    /// <summary>
    /// What the factory put on the drive, one file per item, so that a file tool can write them: device, place, gateway
    /// (host:port), Wi-Fi (network, then password), secret (64 hexadecimal digits), and three PEM files; card (address
    /// and identifier of the card terminal) where there is one.
    /// </summary>
    public sealed class BoardIdentity
    {
        private const string Folder = "I:\\id-";

        /// <summary>Device number; port of the gateway.</summary>
        public readonly int Device, GatewayPort;

        /// <summary>Place; host of the gateway; wireless network and its password.</summary>
        public readonly string KioskId, GatewayHost, Network, Password;

        /// <summary>
        /// Card terminal with Caisse-AP, "host:port" and its 12-digit identifier from the optional item card; null
        /// without.
        /// </summary>
        public readonly string CardHost, CardIdentifier;

        /// <summary>Port of the card terminal.</summary>
        public readonly int CardPort;

        /// <summary>Certificates and key, PEM.</summary>
        public readonly string AuthorityPem, CertificatePem, KeyPem;

        /// <summary>Device secret, 32 bytes.</summary>
        public readonly byte[] Secret;

        /// <summary>
        /// Reads all items. Throws when one is missing or malformed: such a board was not provisioned.
        /// </summary>
        public BoardIdentity()
        {
            Device = int.Parse(Line("device"));
            KioskId = Line("place");
            string[] gateway = Line("gateway").Split(':');
            GatewayHost = gateway[0];
            GatewayPort = int.Parse(gateway[1]);
            Network = Line("network");
            Password = Line("password");
            Secret = Bytes(Line("secret"));
            if (File.Exists(Folder + "card"))
            {
                string[] card = Line("card").Split(' ');
                string[] address = card[0].Split(':');
                CardHost = address[0];
                CardPort = int.Parse(address[1]);
                CardIdentifier = card[1];
            }

            AuthorityPem = File.ReadAllText(Folder + "ca.pem");
            CertificatePem = File.ReadAllText(Folder + "cert.pem");
            KeyPem = File.ReadAllText(Folder + "key.pem");
        }

        private static string Line(string item)
        {
            return File.ReadAllText(Folder + item).Trim();
        }

        private static byte[] Bytes(string hex)
        {
            if (hex.Length != 64)
            {
                throw new ArgumentException("id-secret: 64 hexadecimal digits expected");
            }

            byte[] bytes = new byte[32];
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] = Convert.ToByte(hex.Substring(i * 2, 2), 16);
            }

            return bytes;
        }
    }
}
