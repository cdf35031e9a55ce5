using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Journal;

/// <summary>
/// Gives a chain the seal key of the number that its state asks for (pos.md R6): after a rotation the new one, after
/// records that were taken back or read again the one before. Derived from the device secret by label when the number
/// changes, into room made at construction. One thread.
/// </summary>
public sealed class SealKeys
{
    private const int DigitsMax = 10;
    private readonly Mac _mac;
    private readonly byte[] _secret;
    private readonly byte[] _label = new byte[KeyDerivation.Seal.Length + 1 + DigitsMax];
    private readonly byte[] _key = new byte[KeyDerivation.KeyBytes];
    private int _number = 1;

    /// <summary>Keys of a device secret (32 bytes), for a chain that has key 1 in use.</summary>
    public SealKeys(Mac mac, byte[] secret)
    {
        _mac = mac;
        _secret = secret;
        for (int i = 0; i < KeyDerivation.Seal.Length; i++)
        {
            _label[i] = (byte)KeyDerivation.Seal[i];
        }

        _label[KeyDerivation.Seal.Length] = (byte)' ';
    }

    /// <summary>Puts the key in use that the state of the chain asks for.</summary>
    public void Follow(FiscalChain chain)
    {
        int number = chain.KeyNumber;
        if (number == _number)
        {
            return;
        }

        _number = number;
        _mac.Compute(_secret, _label, 0, WriteNumber(number), _key, 0);
        chain.UseKey(_key, number);
    }

    /// <summary>The label of <see cref="KeyDerivation.SealLabel"/> as bytes; returns its length.</summary>
    private int WriteNumber(int number)
    {
        int length = KeyDerivation.Seal.Length;
        if (number <= 1)
        {
            return length;
        }

        int digits = 1;
        for (int rest = number / 10; rest > 0; rest /= 10)
        {
            digits++;
        }

        length += 1 + digits;
        int left = number;
        for (int at = length - 1; digits > 0; digits--)
        {
            _label[at] = (byte)('0' + left % 10);
            left /= 10;
            at--;
        }

        return length;
    }
}
