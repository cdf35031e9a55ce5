using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Kiosk.Gateway.City;
using Kiosk.Gateway.Console;
using Kiosk.Gateway.Merchant;
using Kiosk.Gateway.OpenData;
using Kiosk.Gateway.Options;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.ResponseCompression;

namespace Kiosk.Gateway;

/// <summary>All routes and their services, one line per group: the table of contents of the web side.</summary>
public static class GatewayRoutes
{
    /// <summary>Adds what the routes need.</summary>
    public static void AddServices(IServiceCollection services, GatewayOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddProblemDetails();
        services.AddSingleton<AdminAccess>();
        services.AddSingleton<MerchantAccess>();
        services.AddSingleton<DailyProof>();
        services.AddHostedService(provider => provider.GetRequiredService<DailyProof>());
        services.AddSingleton<AlarmLog>();
        services.AddHostedService(provider => provider.GetRequiredService<AlarmLog>());
        services.AddSingleton<DevicesApi>();
        services.AddSingleton<CityReader>();
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<Metrics>();
        services.AddOpenApi("v1", api => api.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Kiosques de Marseille : données ouvertes / open data";
            document.Info.Description =
                "Passages and climate measured by the kiosks. A merchant's sales are not in it.";
            return Task.CompletedTask;
        }));
        services.AddCors(cors => cors.AddPolicy(PublicApi.Cors, policy =>
            policy.AllowAnyOrigin().WithMethods("GET", "HEAD")));
        // Rendering asks for it and nothing of ours uses it: no key may land outside the state folder.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddRazorComponents();
        // Accents as themselves: shorter, and readable in the page's source.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddResponseCompression(compression => compression.EnableForHttps = true);
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal);
        RateLimits.Add(services, options);
    }

    /// <summary>Maps the routes.</summary>
    public static void Map(WebApplication web)
    {
        ArgumentNullException.ThrowIfNull(web);
        web.UseExceptionHandler();
        web.UseStatusCodePages();
        web.Use(CityRoutes.AddHeadersAsync);
        web.UseResponseCompression();
        web.UseRateLimiter();
        web.UseCors();
        web.MapOpenApi();
        AdminApi.Map(web);
        MerchantApi.Map(web);
        ProofApi.Map(web);
        PublicApi.Map(web);
        Metrics.Map(web);
        CityRoutes.Map(web);
    }
}
