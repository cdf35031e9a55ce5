using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Kiosk.Ledger.Witness;
using Kiosk.Provision.Verify;

namespace Kiosk.Tests.Archive;

/// <summary>Goal: signatures are those of the standards, and nothing else is taken (pos.md R6, vectors 4.1).</summary>
public sealed class SignatureTests
{
    private const string RfcX = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        RfcY = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
        RfcInput = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc"
            + "19yb290Ijp0cnVlfQ",
        RfcSignature = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    [Fact]
    [Trait("Vector", "4.1")]
    public void Vector_4_1_RFC_7515_A3_verifies()
    {
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars(RfcX), Y = Base64Url.DecodeFromChars(RfcY) },
        });
        Assert.True(JwsReader.Fits(key, RfcInput, Base64Url.DecodeFromChars(RfcSignature)));
        Assert.False(JwsReader.Fits(key, RfcInput, Base64Url.DecodeFromChars(RfcSignature[..^1] + "A")));
    }

    // ARCHIVE.md: which key would be meant otherwise depends on what else was loaded; verify.html refuses it too.
    [Fact]
    [Trait("Requirement", "R9")]
    public void A_JWS_whose_header_names_no_key_is_refused_even_by_the_only_key_there_is()
    {
        using var key = new SigningKey(ECDsa.Create(ECCurve.NamedCurves.nistP256));
        using var keys = new KeySet();
        keys.Add(key.X, key.Y);
        foreach (string kid in (string[])["", ",\"kid\":\"\""])
        {
            string input = Base64Url.EncodeToString(Encoding.ASCII.GetBytes(
                $$"""{"alg":"ES256","typ":"test"{{kid}}}""")) + "."
                + Base64Url.EncodeToString("sale"u8);
            byte[] signature = key.Private.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256);
            Assert.True(JwsReader.Fits(key.Private, input, signature));
            Assert.Null(JwsReader.Read(
                input + "." + Base64Url.EncodeToString(signature), "test", keys, out string fault));
            Assert.Equal("JWS: its header names no key (kid)", fault);
        }
    }

    [Theory]
    [InlineData("{\"alg\":\"ES256\",\"kid\":\"a\",\"kid\":\"b\"}")]
    [InlineData("{\"alg\":\"ES256\",\"kid\":7}")]
    [InlineData("[]")]
    [InlineData("7")]
    public void A_header_that_holds_something_else_is_refused_and_throws_nothing(string header)
    {
        using var keys = new KeySet();
        string jws = Base64Url.EncodeToString(Encoding.ASCII.GetBytes(header)) + "."
            + Base64Url.EncodeToString("sale"u8) + "." + Base64Url.EncodeToString(new byte[64]);
        Assert.Null(JwsReader.Read(jws, "test", keys, out string fault));
        Assert.StartsWith("JWS: alg is not ES256", fault, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Vector", "4.1")]
    public void Vector_4_1_RFC_6979_verifies_as_64_raw_bytes()
    {
        byte[] d = Convert.FromHexString("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721");
        byte[] signature = Convert.FromHexString(
            "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
            + "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8");
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = d });
        Assert.True(key.VerifyData(
            "sample"u8, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    // The defect of pos.md 0.5: a signature in ASN.1, 71 bytes that begin with 30 45 02 21.
    [Fact]
    [Trait("Requirement", "R6")]
    [Trait("Vector", "4.1")]
    public void Vector_4_1_a_signature_in_DER_is_refused()
    {
        using var key = new SigningKey(ECDsa.Create(ECCurve.NamedCurves.nistP256));
        using var keys = new KeySet();
        keys.Add(key.X, key.Y);
        string jws = Jws.Sign(key, "test", "sale"u8);
        Assert.NotNull(JwsReader.Read(jws, "test", keys, out _));
        string input = jws[..jws.LastIndexOf('.')];
        byte[] der = key.Private.SignData(
            Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        Assert.Null(JwsReader.Read(input + "." + Base64Url.EncodeToString(der), "test", keys, out string fault));
        Assert.Contains("DER", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_algorithm_another_key_or_loose_base64_is_refused()
    {
        using var key = new SigningKey(ECDsa.Create(ECCurve.NamedCurves.nistP256));
        using var stranger = new SigningKey(ECDsa.Create(ECCurve.NamedCurves.nistP256));
        using var keys = new KeySet();
        keys.Add(key.X, key.Y);
        Assert.Null(JwsReader.Read(Jws.Sign(stranger, "test", "sale"u8), "test", keys, out _));
        string jws = Jws.Sign(key, "test", "sale"u8);
        string none = Base64Url.EncodeToString("{\"alg\":\"none\"}"u8);
        Assert.Null(JwsReader.Read(none + jws[jws.IndexOf('.')..], "test", keys, out _));
        Assert.Null(JwsReader.Read(jws + "=", "test", keys, out _));
        Assert.Null(JwsReader.Read("a.b", "test", keys, out _));
        Assert.Null(JwsReader.Read(jws, "kiosk-archive", keys, out string fault));
        Assert.Contains("signed as 'test'", fault, StringComparison.Ordinal);
    }
}
