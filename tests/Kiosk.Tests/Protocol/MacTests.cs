using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Kiosk.Protocol;
using Kiosk.Tests.Measure;

namespace Kiosk.Tests.Protocol;

public class MacTests
{
    private readonly ManagedMac _mac = new();

    [Theory]
    [InlineData("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "4869205468657265",
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")]
    [InlineData("4a656665", "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")]
    public void The_managed_mac_gives_the_values_of_RFC_4231(string key, string data, string expected)
    {
        Assert.Equal(expected, Compute(Convert.FromHexString(key), Convert.FromHexString(data)));
    }

    [Fact]
    public void The_managed_mac_agrees_with_the_platform_on_any_key_and_text()
    {
        Gen.Select(Gen.Byte.Array[0, 140], Gen.Byte.Array[0, 300]).Sample((key, data) =>
            Assert.Equal(Convert.ToHexStringLower(HMACSHA256.HashData(key, data)), Compute(key, data)), threads: 1);
    }

    [Fact]
    public void The_managed_digest_agrees_with_the_platform_however_the_text_is_cut()
    {
        var sha = new Sha256();
        var digest = new byte[Sha256.DigestBytes];
        Gen.Select(Gen.Byte.Array[0, 400], Gen.Int[0, 400]).Sample((data, cut) =>
        {
            cut = Math.Min(cut, data.Length);
            sha.Start();
            sha.Update(data, 0, cut);
            sha.Update(data, cut, data.Length - cut);
            sha.Finish(digest, 0);
            Assert.Equal(SHA256.HashData(data), digest);
        }, threads: 1);
    }

    [Fact]
    public void Each_label_derives_its_own_key_from_the_secret()
    {
        byte[] secret = Records.Key(1);
        var keys = new HashSet<string>();
        foreach (string label in new[]
        {
            KeyDerivation.Frame, KeyDerivation.Downlink, KeyDerivation.SealLabel(1), KeyDerivation.SealLabel(2),
        })
        {
            var key = new byte[KeyDerivation.KeyBytes];
            KeyDerivation.Derive(_mac, secret, label, key);
            Assert.Equal(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(label)), key);
            Assert.True(keys.Add(Convert.ToHexString(key)));
        }

        Assert.Equal("kiosk seal v1 2", KeyDerivation.SealLabel(2));
    }

    [Fact]
    public void The_mac_allocates_nothing_after_construction()
    {
        byte[] key = Records.Key(7), data = new byte[500], mac = new byte[Mac.Length];
        _mac.Compute(key, data, 0, data.Length, mac, 0);
        Assert.Equal(0, Allocated.Always(() => Allocated.By(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                _mac.Compute(key, data, i, data.Length - i, mac, 0);
            }
        })));
    }

    private string Compute(byte[] key, byte[] data)
    {
        var mac = new byte[Mac.Length + 2];
        var shifted = new byte[data.Length + 3];
        data.CopyTo(shifted, 3);
        _mac.Compute(key, shifted, 3, data.Length, mac, 1);
        Assert.Equal(0, mac[0] | mac[^1]);
        return Convert.ToHexStringLower(mac.AsSpan(1, Mac.Length));
    }
}
