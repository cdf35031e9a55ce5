using System;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Identities;

/// <summary>
/// Who this kiosk is and where it connects, read from the bytes of its items. Whatever they hold, nothing is thrown:
/// what is missing or malformed is remembered by item. Used before the loop starts: it may allocate.
/// </summary>
public sealed class DeviceIdentity
{
    /// <summary>Characters of a place, of a host, of a network's name or password at most.</summary>
    public const int PlaceMax = 8, HostMax = 120, NetworkMax = 64;

    private const int PortMax = 65_535, DeviceDigitsMax = 10, PortDigitsMax = 5, CardDigits = 12,
        AddressParts = 4, AddressDigitsMax = 3, AddressPartMax = 255;
    private const long DeviceMax = 2_147_483_647L;
    private int _missing, _malformed;

    /// <summary>Number of the device, 1..2147483647; ports of the gateway and of the card terminal.</summary>
    public int Device, GatewayPort, CardPort;

    /// <summary>Place of 1..8 characters A-Z 0-9; host of the gateway; wireless network (empty: cable), its
    /// password.</summary>
    public string Place = "", GatewayHost = "", Network = "", Password = "";

    /// <summary>Address (four numbers with dots) and 12-digit identifier of the card terminal, or empty.</summary>
    public string CardHost = "", CardIdentifier = "";

    /// <summary>Device secret; meaningful when its item is sound.</summary>
    public readonly byte[] Secret = new byte[CredentialSlots.SecretBytes];

    /// <summary>PEM text of the authority, of the device's certificate, of its key; empty when not sound.</summary>
    public byte[] Authority = new byte[0], Certificate = new byte[0], Key = new byte[0];

    /// <summary>True when an item was not there; when it was, and is of no use.</summary>
    public bool IsMissing(int item)
    {
        return (_missing >> item & 1) != 0;
    }

    /// <inheritdoc cref="IsMissing"/>
    public bool IsMalformed(int item)
    {
        return (_malformed >> item & 1) != 0;
    }

    /// <summary>The first item from one to another that is missing or malformed, <see cref="IdentityItem.None"/> when
    /// all are sound.</summary>
    public int FirstFault(int from, int to)
    {
        for (int item = from; item <= to; item++)
        {
            if (IsMissing(item) || IsMalformed(item))
            {
                return item;
            }
        }

        return IdentityItem.None;
    }

    /// <summary>Counts an item as sound, whatever was read of it: the drive keeps a copy that is.</summary>
    public void Excuse(int item)
    {
        _missing &= ~(1 << item);
        _malformed &= ~(1 << item);
    }

    /// <summary>Takes the bytes of an item; a length below 0 says that there is none.</summary>
    public void Take(int item, byte[] data, int length)
    {
        Excuse(item);
        if (length < 0)
        {
            // A kiosk without a card terminal has no such item.
            _missing |= item == IdentityItem.Card ? 0 : 1 << item;
            return;
        }

        int from = 0;
        while (from < length && data[from] <= ' ')
        {
            from++;
        }

        while (length > from && data[length - 1] <= ' ')
        {
            length--;
        }

        bool good = Read(item, data, from, length);
        _malformed |= good ? 0 : 1 << item;
    }

    private bool Read(int item, byte[] data, int from, int to)
    {
        switch (item)
        {
            case IdentityItem.Device:
                long number = Number(data, from, to, DeviceDigitsMax);
                Device = number >= 1 && number <= DeviceMax ? (int)number : 0;
                return Device > 0;
            case IdentityItem.Place:
                Place = IsPlace(data, from, to) ? Text(data, from, to) : "";
                return Place.Length > 0;
            case IdentityItem.Secret:
                return ReadSecret(data, from, to);
            case IdentityItem.Gateway:
                GatewayPort = Port(data, from, to);
                GatewayHost = GatewayPort > 0 ? Text(data, from, Last(data, from, to, ':')) : "";
                return GatewayPort > 0;
            case IdentityItem.Network:
                Network = to - from <= NetworkMax ? Text(data, from, to) : "";
                return to - from <= NetworkMax;
            case IdentityItem.Password:
                Password = to - from <= NetworkMax ? Text(data, from, to) : "";
                return to - from <= NetworkMax;
            case IdentityItem.Authority:
                Authority = Pem(data, from, to);
                return Authority.Length > 0;
            case IdentityItem.Certificate:
                Certificate = Pem(data, from, to);
                return Certificate.Length > 0;
            case IdentityItem.Key:
                Key = Pem(data, from, to);
                return Key.Length > 0;
            default:
                return ReadCard(data, from, to);
        }
    }

    private bool ReadSecret(byte[] data, int from, int to)
    {
        bool good = to - from == 2 * Secret.Length;
        for (int i = 0; good && i < Secret.Length; i++)
        {
            int high = HexDigit(data[from + 2 * i]);
            int low = HexDigit(data[from + 2 * i + 1]);
            good = high >= 0 && low >= 0;
            Secret[i] = (byte)(high << 4 | low & 15);
        }

        return good;
    }

    private bool ReadCard(byte[] data, int from, int to)
    {
        int space = Last(data, from, to, ' ');
        CardPort = space < 0 ? 0 : Port(data, from, space);
        bool good = CardPort > 0 && IsAddress(data, from, Last(data, from, space, ':'))
            && to - space - 1 == CardDigits && Number(data, space + 1, to, CardDigits) >= 0;
        CardHost = good ? Text(data, from, Last(data, from, space, ':')) : "";
        CardIdentifier = good ? Text(data, space + 1, to) : "";
        return good;
    }

    // Port of "host:port", 0 when it is none.
    private static int Port(byte[] data, int from, int to)
    {
        int colon = Last(data, from, to, ':');
        if (colon <= from || colon - from > HostMax)
        {
            return 0;
        }

        for (int i = from; i < colon; i++)
        {
            if (data[i] <= ' ' || data[i] > '~')
            {
                return 0;
            }
        }

        long port = Number(data, colon + 1, to, PortDigitsMax);
        return port >= 1 && port <= PortMax ? (int)port : 0;
    }

    // Four numbers of 0..255 with dots: the terminal stands in the shop's own network, which has no names.
    private static bool IsAddress(byte[] data, int from, int to)
    {
        int parts = 0;
        while (from < to)
        {
            int end = from;
            while (end < to && data[end] != '.')
            {
                end++;
            }

            long number = Number(data, from, end, AddressDigitsMax);
            if (number < 0 || number > AddressPartMax)
            {
                return false;
            }

            parts++;
            from = end + 1;
        }

        return parts == AddressParts && data[to - 1] != '.';
    }

    private static bool IsPlace(byte[] data, int from, int to)
    {
        bool good = to > from && to - from <= PlaceMax;
        for (int i = from; good && i < to; i++)
        {
            good = (data[i] >= 'A' && data[i] <= 'Z') || (data[i] >= '0' && data[i] <= '9');
        }

        return good;
    }

    private static long Number(byte[] data, int from, int to, int digitsMax)
    {
        if (to <= from || to - from > digitsMax)
        {
            return -1;
        }

        long number = 0;
        for (int i = from; i < to; i++)
        {
            if (data[i] < '0' || data[i] > '9')
            {
                return -1;
            }

            number = number * 10 + (data[i] - '0');
        }

        return number;
    }

    private static int HexDigit(int letter)
    {
        return letter >= '0' && letter <= '9' ? letter - '0'
            : letter >= 'a' && letter <= 'f' ? letter - 'a' + 10
            : letter >= 'A' && letter <= 'F' ? letter - 'A' + 10 : -1;
    }

    private static int Last(byte[] data, int from, int to, int letter)
    {
        for (int i = to - 1; i >= from; i--)
        {
            if (data[i] == letter)
            {
                return i;
            }
        }

        return -1;
    }

    // The frame of a PEM text, no more: the platform reads what is in it when it connects.
    private static byte[] Pem(byte[] data, int from, int to)
    {
        int length = to - from;
        bool good = length <= Credentials.PemBytesMax && Holds(data, from, to, "-----BEGIN ")
            && Holds(data, Last(data, from, to, '\n') + 1, to, "-----END ") && data[to - 1] == '-';
        byte[] text = new byte[good ? length : 0];
        Array.Copy(data, from, text, 0, text.Length);
        return text;
    }

    private static bool Holds(byte[] data, int from, int to, string start)
    {
        bool good = to - from >= start.Length;
        for (int i = 0; good && i < start.Length; i++)
        {
            good = data[from + i] == start[i];
        }

        return good;
    }

    private static string Text(byte[] data, int from, int to)
    {
        char[] letters = new char[to - from];
        for (int i = 0; i < letters.Length; i++)
        {
            letters[i] = (char)data[from + i];
        }

        return new string(letters);
    }
}
