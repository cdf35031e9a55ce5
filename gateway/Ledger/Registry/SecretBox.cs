using System.Security.Cryptography;
using Kiosk.Ledger.Store;

namespace Kiosk.Ledger;

/// <summary>
/// Keeps device secrets encrypted at rest: AES-256-GCM under the master key, bound to the device number. A box is
/// nonce (12), ciphertext (32), tag (16). Any thread: broker, committer and web open secrets at once, and a cipher
/// object of the platform is not made for that (two calls in one mix their nonces), so each call has its own.
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

    public byte[] Seal(long device, byte[] secret)
    {
        var box = new byte[NonceBytes + SecretBytes + TagBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(_masterKey, TagBytes);
        cipher.Encrypt(box.AsSpan(0, NonceBytes), secret, box.AsSpan(NonceBytes, SecretBytes),
            box.AsSpan(NonceBytes + SecretBytes), BitConverter.GetBytes(device));
        return box;
    }

    public byte[] Unseal(long device, ReadOnlySpan<byte> box)
    {
        var secret = new byte[SecretBytes];
        try
        {
            using var cipher = new AesGcm(_masterKey, TagBytes);
            cipher.Decrypt(box[..NonceBytes], box.Slice(NonceBytes, SecretBytes),
                box[(NonceBytes + SecretBytes)..], secret, BitConverter.GetBytes(device));
            return secret;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new LedgerException(
                $"The secret of device {device} does not open with this master key: wrong key file or damaged row.", e);
        }
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_masterKey);

    private static void Make(string path) => WholeFile.Write(
        path, WholeFile.Private, file => file.Write(RandomNumberGenerator.GetBytes(SecretBytes)));
}
