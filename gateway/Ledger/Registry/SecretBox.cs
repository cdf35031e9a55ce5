using System.Security.Cryptography;
using Kiosk.Ledger.Store;

namespace Kiosk.Ledger;

/// <summary>
/// Keeps device secrets, and keys on their way to a device, encrypted at rest: AES-256-GCM under the master key, bound
/// to the device number. A box is nonce (12), ciphertext (as long as the plain bytes: 32 for a secret), tag (16). Any
/// thread: broker, committer and web open secrets at once, and a cipher object of the platform is not made for that
/// (two calls in one mix their nonces), so each call has its own.
/// </summary>
internal sealed class SecretBox : IDisposable
{
    public const int SecretBytes = 32;

    private const int NonceBytes = 12, TagBytes = 16;

    private readonly byte[] _masterKey;

    private SecretBox(byte[] masterKey) => _masterKey = masterKey;

    /// <summary>Reads the master key, or makes it (mode 0600) when there is none and none is expected.</summary>
    public static SecretBox Open(string path, bool expected)
    {
        try
        {
            if (!File.Exists(path) && !expected)
            {
                Make(path);
            }

            byte[] key = File.ReadAllBytes(path);
            if (key.Length != SecretBytes)
            {
                throw new LedgerException($"The master key '{path}' has {key.Length} bytes instead of {SecretBytes}.");
            }

            return new SecretBox(key);
        }
        catch (FileNotFoundException e)
        {
            throw new LedgerException(
                $"The master key '{path}' is missing: the registered devices' secrets cannot be read. Restore it.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LedgerException($"Cannot open the master key '{path}': {e.Message}", e);
        }
    }

    public byte[] Seal(long device, byte[] secret) => Seal(secret, BitConverter.GetBytes(device));

    public byte[] Unseal(long device, ReadOnlySpan<byte> box) => Open(
        box, BitConverter.GetBytes(device), box.Length == NonceBytes + SecretBytes + TagBytes, "secret", device);

    /// <summary>A message that holds a key, bound to the device and the number of the delivery.</summary>
    public byte[] SealDelivery(long device, int number, byte[] message) => Seal(message, Delivery(device, number));

    /// <inheritdoc cref="SealDelivery"/>
    public byte[] OpenDelivery(long device, int number, ReadOnlySpan<byte> box) =>
        Open(box, Delivery(device, number), box.Length > NonceBytes + TagBytes, "offered certificate", device);

    private static byte[] Delivery(long device, int number) =>
        [.. BitConverter.GetBytes(device), .. BitConverter.GetBytes(number)];

    private byte[] Seal(byte[] plain, byte[] bound)
    {
        var box = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(_masterKey, TagBytes);
        cipher.Encrypt(box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes, plain.Length),
            box.AsSpan(NonceBytes + plain.Length), bound);
        return box;
    }

    private byte[] Open(ReadOnlySpan<byte> box, byte[] bound, bool fits, string what, long device)
    {
        try
        {
            if (!fits)
            {
                throw new CryptographicException("length");
            }

            var plain = new byte[box.Length - NonceBytes - TagBytes];
            using var cipher = new AesGcm(_masterKey, TagBytes);
            cipher.Decrypt(box[..NonceBytes], box[NonceBytes..^TagBytes], box[^TagBytes..], plain, bound);
            return plain;
        }
        catch (CryptographicException e)
        {
            throw new LedgerException(
                $"The {what} of device {device} does not open with this master key: wrong key file or damaged row.", e);
        }
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_masterKey);

    private static void Make(string path) => WholeFile.Write(
        path, WholeFile.Private, file => file.Write(RandomNumberGenerator.GetBytes(SecretBytes)));
}
