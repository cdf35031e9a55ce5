using Kiosk.Provision;
using Xunit;

namespace Kiosk.Tests.Provision;

/// <summary>Goal: no secret that is shown once is asked for before there is a file that can take it.</summary>
public sealed class BundleFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bundle-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("device add --kiosk K07")]
    [InlineData("merchant code --terminal K07 --legal-request R")]
    [InlineData("merchant claim 1234-5678-9ABC-DEFG --terminal K07")]
    public async Task A_file_that_is_there_or_cannot_be_made_is_told_before_the_gateway_is_asked(string line)
    {
        string there = Path.Combine(_folder, "there.json"), nowhere = Path.Combine(_folder, "no", "bundle.json");
        await File.WriteAllTextAsync(there, "kept");
        foreach (string path in new[] { there, nowhere })
        {
            (int code, string talk) = await RunAsync([.. line.Split(' '), "--out", path]);
            Assert.Equal(ExitCodes.CheckFailed, code);
            Assert.Contains(path, talk, StringComparison.Ordinal);
        }

        Assert.Equal("kept", await File.ReadAllTextAsync(there));
    }

    [Fact]
    public async Task An_enrolment_that_fails_leaves_no_file()
    {
        string path = Path.Combine(_folder, "bundle.json");
        (int code, _) = await RunAsync(["device", "add", "--kiosk", "K07", "--out", path]);
        Assert.Equal(ExitCodes.Unreachable, code);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void A_bundle_whose_better_name_is_taken_stays_under_its_own()
    {
        string own = Path.Combine(_folder, "own"), better = Path.Combine(_folder, "device-7.json");
        File.WriteAllText(better, "another");
        using (BundleFile file = BundleFile.Open(own, Words.English))
        {
            Assert.Equal(own, file.Keep("secret", better));
        }

        Assert.Equal(("secret\n", "another"), (File.ReadAllText(own), File.ReadAllText(better)));
        string free = Path.Combine(_folder, "device-8.json");
        using (BundleFile file = BundleFile.Open(Path.Combine(_folder, "other"), Words.English))
        {
            Assert.Equal(free, file.Keep("secret", free));
        }

        Assert.Equal("secret\n", File.ReadAllText(free));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(free));
        }
    }

    // Nobody listens on port 1 of this machine.
    private async Task<(int Code, string Talk)> RunAsync(string[] args)
    {
        string token = Path.Combine(_folder, "admin.token");
        await File.WriteAllTextAsync(token, "token");
        var talk = new StringWriter();
        int code = await KioskCommand.RunAsync(
            [.. args, "--token-file", token, "--gateway", "http://127.0.0.1:1"], Words.English, TextWriter.Null, talk);
        return (code, talk.ToString());
    }
}
