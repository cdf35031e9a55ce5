using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Kiosk.Provision;
using Xunit;

namespace Kiosk.EndToEnd.Gateway;

/// <summary>Goal: anyone may check, the merchant may read, the city only on a logged legal request.</summary>
public sealed class MerchantTests : IAsyncLifetime
{
    private readonly RunningGateway _gateway = new();

    public Task InitializeAsync() => _gateway.InitializeAsync();

    public Task DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Keys_list_and_page_are_public()
    {
        JsonElement keys = await _gateway.Anyone.GetFromJsonAsync<JsonElement>("api/v1/keys");
        Assert.Equal(43, keys.GetProperty("keys")[0].GetProperty("kid").GetString()!.Length);
        JsonElement list = await _gateway.Anyone.GetFromJsonAsync<JsonElement>("api/v1/witness");
        Assert.Equal(JsonValueKind.Array, list.ValueKind);
        using HttpResponseMessage page = await _gateway.Anyone.GetAsync("verify.html");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("script-src 'sha256-",
            Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    // Anyone keeps keys and list without a token, and adds to the list; a list that is none is left alone.
    [Fact]
    [Trait("Requirement", "R9")]
    public async Task Keys_and_witness_list_are_kept_by_the_command_without_a_token()
    {
        string keys = Path.Combine(_gateway.State, "keys.jwk"), list = Path.Combine(_gateway.State, "list.json");
        (int code, string talk) = await RunAsync("no-token-file", "keys", keys);
        Assert.True(code == ExitCodes.Ok, talk);
        Assert.Equal(43, Assert.Single(Kiosk.Provision.Verify.KeySet.Pin(keys)).Length);
        for (int call = 0; call < 2; call++)
        {
            (code, talk) = await RunAsync("no-token-file", "witness", list);
            Assert.True(code == ExitCodes.Ok, talk);
        }

        Assert.Equal(JsonValueKind.Array, JsonDocument.Parse(await File.ReadAllTextAsync(list)).RootElement.ValueKind);
        await File.WriteAllTextAsync(list, "{}");
        (code, talk) = await RunAsync("no-token-file", "witness", list);
        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains("not a witness list", talk, StringComparison.Ordinal);
        Assert.Equal("{}", await File.ReadAllTextAsync(list));
    }

    [Fact]
    [Trait("Requirement", "R74")]
    public async Task The_city_gets_a_merchants_data_only_on_a_legal_request_that_the_merchant_sees()
    {
        await _gateway.EnrolAsync("K07", 1007);
        const string path = "api/merchant/K07/archives";
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(_gateway.Anyone, path));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(_gateway.Admin, path));

        string file = Path.Combine(_gateway.State, "merchant.token");
        string paper = Path.Combine(_gateway.State, "merchant.code");
        (int code, string talk) = await RunAsync(_gateway.TokenFile, "merchant", "code", "--terminal", "K07",
            "--out", paper);
        Assert.True(code != ExitCodes.Ok && !File.Exists(paper), "a merchant's code without a reason");
        (code, talk) = await RunAsync(_gateway.TokenFile, "merchant", "code", "--terminal", "K07",
            "--out", paper, "--legal-request", "remise au commerçant le 2 mars");
        Assert.True(code == ExitCodes.Ok, talk);
        string given = (await File.ReadAllTextAsync(paper)).Trim();
        (code, talk) = await RunAsync("no-token-file", "merchant", "claim", "0000-0000-0000-0000", "--terminal", "K07",
            "--out", file);
        Assert.True(code == ExitCodes.Refused && !File.Exists(file), talk);
        Assert.Contains("wrong code 1", talk, StringComparison.Ordinal);
        (code, talk) = await RunAsync("no-token-file", "merchant", "claim", given, "--terminal", "K07", "--out", file);
        Assert.True(code == ExitCodes.Ok, talk);
        using var merchant = new HttpClient { BaseAddress = _gateway.Anyone.BaseAddress };
        merchant.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", (await File.ReadAllTextAsync(file)).Trim());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(merchant, path));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(merchant, "api/merchant/K08/archives"));

        (code, talk) = await RunAsync(_gateway.TokenFile, "archive", "list", "--terminal", "K07", "--legal-request",
            "droit de communication 12");
        Assert.True(code == ExitCodes.Ok, talk);
        string log = await merchant.GetStringAsync("api/merchant/K07/access");
        Assert.Contains("droit de communication 12", log, StringComparison.Ordinal);
        Assert.Contains("2 mars", log, StringComparison.Ordinal);

        // A year's lines go on the administration's word alone, never with the token of the merchant.
        const string purge = "api/merchant/K07/archives/1/purge";
        using HttpResponseMessage own = await merchant.PostAsync(purge, null);
        Assert.Equal(HttpStatusCode.Forbidden, own.StatusCode);
        using HttpResponseMessage silent = await _gateway.Admin.PostAsync(purge, null);
        Assert.Equal(HttpStatusCode.Forbidden, silent.StatusCode);
        (code, talk) = await RunAsync(file, "merchant", "reports", "--terminal", "K07");
        Assert.True(code == ExitCodes.Ok, talk);
        (code, talk) = await RunAsync(file, "attest", "--terminal", "K07");
        Assert.Equal(ExitCodes.Refused, code);
        Assert.Contains("SIRET", talk, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Talk)> RunAsync(string tokenFile, params string[] words)
    {
        using var data = new StringWriter();
        using var talk = new StringWriter();
        int code = await KioskCommand.RunAsync(
            [.. words, "--gateway", _gateway.Anyone.BaseAddress!.ToString(), "--token-file", tokenFile],
            Words.English, data, talk);
        return (code, data.ToString() + talk);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using HttpResponseMessage answer = await client.GetAsync(path);
        return answer.StatusCode;
    }
}
