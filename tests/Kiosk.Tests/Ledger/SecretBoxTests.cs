using System.Security.Cryptography;
using Kiosk.Ledger;
using Xunit;

namespace Kiosk.Tests.Ledger;

/// <summary>Device secrets at rest.</summary>
public sealed class SecretBoxTests : IDisposable
{
    private const int Workers = 4, EachOpens = 20_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("kiosk-box-").FullName;

    [Fact]
    public void Secrets_sealed_and_opened_by_many_threads_at_once_come_back_whole()
    {
        using SecretBox box = SecretBox.Open(Path.Combine(_folder, "master.key"), expected: false);
        int spoilt = 0;
        Thread[] threads = [.. Enumerable.Range(0, Workers).Select(worker => new Thread(() =>
        {
            for (long device = worker; device < Workers * EachOpens; device += Workers)
            {
                byte[] secret = SHA256.HashData(BitConverter.GetBytes(device));
                if (!Opens(box, device, secret))
                {
                    Interlocked.Increment(ref spoilt);
                }
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Equal(0, spoilt);
    }

    [Fact]
    public void A_secret_does_not_open_for_another_device_nor_with_a_flipped_bit()
    {
        using SecretBox box = SecretBox.Open(Path.Combine(_folder, "master.key"), expected: false);
        byte[] closed = box.Seal(7, new byte[SecretBox.SecretBytes]);
        Assert.Contains("device 8", Assert.Throws<LedgerException>(() => box.Unseal(8, closed)).Message,
            StringComparison.Ordinal);
        for (int bit = 0; bit < closed.Length * 8; bit++)
        {
            byte[] damaged = [.. closed];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<LedgerException>(() => box.Unseal(7, damaged));
        }
    }

    private static bool Opens(SecretBox box, long device, byte[] secret)
    {
        try
        {
            return box.Unseal(device, box.Seal(device, secret)).AsSpan().SequenceEqual(secret);
        }
        catch (Exception e) when (e is LedgerException or CryptographicException)
        {
            return false;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
