using Kiosk.Gateway.City;
using Kiosk.Gateway.Console;
using Kiosk.Gateway.OpenData;
using Kiosk.Ledger;

namespace Kiosk.Gateway.Merchant;

/// <summary>What anyone may fetch to check a till: public keys, the witness list, the checking page.</summary>
public static class ProofApi
{
    /// <summary>Maps <c>/api/v1/keys</c>, <c>/api/v1/witness</c> and <c>/verify.html</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        RouteGroupBuilder api = routes.MapGroup("/api/v1").RequireRateLimiting(RateLimits.Public)
            .RequireCors(PublicApi.Cors);
        api.MapGet("/keys", (CityLedger ledger) => new { keys = ledger.Archives.Keys().Select(Jwk) })
            .WithName("keys").WithSummary("Public signing keys (JWK set), oldest first; the last one signs");
        api.MapGet("/witness", (string? from, CityLedger ledger) => ledger.Archives.WitnessList(from ?? ""))
            .WithName("witness").WithSummary(
                "Daily list of head counter and head hash per terminal, signed, append-only, without amounts")
            .Produces<IEnumerable<WitnessEntry>>();
        routes.MapGet("/verify.html", VerifyPage.Answer)
            .RequireRateLimiting(RateLimits.Public).ExcludeFromDescription();
    }

    private static object Jwk(PublicKey key) => new
    {
        kty = "EC", crv = "P-256", alg = "ES256", use = "sig", kid = key.Kid, x = key.X, y = key.Y, from = key.From,
        statement = key.Statement,
    };
}
