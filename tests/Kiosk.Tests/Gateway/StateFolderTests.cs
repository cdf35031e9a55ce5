using Kiosk.Gateway.Broker;
using Kiosk.Gateway.State;
using Kiosk.Ledger;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Kiosk.Tests.Gateway;

public sealed class StateFolderTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), "kiosk-" + Guid.NewGuid().ToString("N"));

    public void Dispose()
    {
        if (Directory.Exists(_path))
        {
            Directory.Delete(_path, recursive: true);
        }
    }

    [Fact]
    public void A_second_gateway_on_the_same_folder_is_refused_with_a_clear_message()
    {
        using StateFolder first = StateFolder.Open(_path);
        var error = Assert.Throws<StartException>(() => StateFolder.Open(_path));
        Assert.Equal(StartException.StateExit, error.ExitCode);
        Assert.Contains("another gateway", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named_with_the_option_to_change()
    {
        File.WriteAllText(_path + "-file", "");
        try
        {
            var error = Assert.Throws<StartException>(() => StateFolder.Open(Path.Combine(_path + "-file", "state")));
            Assert.StartsWith("State:", error.Message, StringComparison.Ordinal);
            Assert.Contains("--state", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(_path + "-file");
        }
    }

    [Fact]
    public void A_folder_that_is_there_and_cannot_be_written_is_named()
    {
        // The superuser may write anywhere, but not over a folder.
        Directory.CreateDirectory(Path.Combine(_path, "lock"));
        var error = Assert.Throws<StartException>(() => StateFolder.Open(_path));
        Assert.Equal(StartException.StateExit, error.ExitCode);
        Assert.StartsWith($"State: cannot write in {_path}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ca")]
    [InlineData("ca/root.pem.new/full")]
    public void A_file_that_cannot_be_written_at_the_first_start_names_the_folder(string inTheWay)
    {
        using StateFolder state = StateFolder.Open(_path);
        Directory.CreateDirectory(Path.GetDirectoryName(state.File(inTheWay))!);
        File.WriteAllText(state.File(inTheWay), "");
        var error = Assert.Throws<StartException>(() => state.WritePrivate("ca/root.pem", [1]));
        Assert.Equal(StartException.StateExit, error.ExitCode);
        Assert.StartsWith($"State: cannot write in {_path}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_are_made_once_and_readable_by_their_owner_alone()
    {
        using StateFolder state = StateFolder.Open(_path);
        string token = state.SecretText("admin.token");
        Assert.Equal(token, state.SecretText("admin.token"));
        Assert.Equal(43, token.Length);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(state.File("admin.token")));
        }
    }

    [Fact]
    public void A_damaged_secret_stops_the_start_and_is_named()
    {
        using StateFolder state = StateFolder.Open(_path);
        state.WritePrivate("plain.key", [1, 2, 3]);
        var error = Assert.Throws<StartException>(() => state.Secret("plain.key", 32));
        Assert.Contains("plain.key", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_authority_trusts_its_own_devices_and_no_others()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        using StateFolder state = StateFolder.Open(_path);
        using StateFolder elsewhere = StateFolder.Open(Path.Combine(_path, "other"));
        using CertificateAuthority ours = CertificateAuthority.Open(state, ["kiosk.example"], time);
        using CertificateAuthority theirs = CertificateAuthority.Open(elsewhere, [], time);
        IssuedCertificate issued = ours.Issue(1007);
        using var certificate = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(
            issued.CertificatePem, issued.KeyPem);
        Assert.Equal("CN=1007", certificate.Subject);
        Assert.Equal(issued.Fingerprint, CertificateAuthority.Fingerprint(certificate));
        Assert.True(ours.Trusts(certificate));
        Assert.False(theirs.Trusts(certificate));
        Assert.False(ours.Trusts(ours.Server), "a server's certificate is no device's");
        Assert.True(ours.Server.MatchesHostname("kiosk.example"));
        Assert.True(ours.Server.MatchesHostname("127.0.0.1"));
    }

    [Fact]
    public void The_authority_survives_a_restart_and_renews_the_server_certificate_in_time()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        using StateFolder state = StateFolder.Open(_path);
        using CertificateAuthority first = CertificateAuthority.Open(state, [], time);
        using CertificateAuthority again = CertificateAuthority.Open(state, [], time);
        Assert.Equal(first.Root.Thumbprint, again.Root.Thumbprint);
        Assert.Equal(first.Server.Thumbprint, again.Server.Thumbprint);
        time.Advance(TimeSpan.FromDays(360));
        using CertificateAuthority late = CertificateAuthority.Open(state, [], time);
        Assert.Equal(first.Root.Thumbprint, late.Root.Thumbprint);
        Assert.NotEqual(first.Server.Thumbprint, late.Server.Thumbprint);
    }

    [Fact]
    public void A_plain_token_opens_its_own_device_alone()
    {
        using StateFolder state = StateFolder.Open(_path);
        var tokens = new PlainTokens(state);
        byte[] token = System.Text.Encoding.ASCII.GetBytes(tokens.Token(7));
        Assert.True(tokens.Matches(7, token));
        Assert.False(tokens.Matches(8, token));
        Assert.False(tokens.Matches(7, null));
        Assert.False(tokens.Matches(7, []));
    }

    [Fact]
    public void A_secret_that_is_there_and_cannot_be_read_is_named()
    {
        using StateFolder state = StateFolder.Open(_path);
        state.Secret("master", 32);
        state.SecretText("token");
        // The superuser may read anything, but not what another holds for himself alone.
        using var master = new FileStream(state.File("master"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        using var token = new FileStream(state.File("token"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        foreach ((string name, Action read) in new (string, Action)[]
        {
            ("master", () => state.Secret("master", 32)), ("token", () => state.SecretText("token")),
        })
        {
            var error = Assert.Throws<StartException>(read);
            Assert.Equal(StartException.StateExit, error.ExitCode);
            Assert.StartsWith($"State: cannot read {state.File(name)}", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_certificate_of_the_server_is_renewed_while_the_gateway_runs()
    {
        using StateFolder state = StateFolder.Open(_path);
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
        using CertificateAuthority authority = CertificateAuthority.Open(state, ["kiosk.example"], time);
        string first = authority.Server.Thumbprint;
        time.Advance(TimeSpan.FromDays(330));
        Assert.False(authority.Renew());
        Assert.Equal(first, authority.Server.Thumbprint);
        time.Advance(TimeSpan.FromDays(10));
        Assert.True(authority.Renew());
        Assert.NotEqual(first, authority.Server.Thumbprint);
        Assert.Equal(authority.Root.Subject, authority.Server.Issuer);
        Assert.True(authority.Server.NotAfter.ToUniversalTime() > time.GetUtcNow().UtcDateTime.AddDays(390));
        Assert.Contains(authority.Server.ExportCertificatePem(), File.ReadAllText(state.File("ca/server.pem")),
            StringComparison.Ordinal);
    }
}
