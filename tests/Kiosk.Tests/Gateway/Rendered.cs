using System.Text.Encodings.Web;
using System.Text.Unicode;
using Kiosk.Gateway.City;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kiosk.Tests.Gateway;

/// <summary>Pages as the gateway writes them, without a server.</summary>
internal static class Rendered
{
    public static async Task<string> PageAsync<TPage>(Texts text, object model)
        where TPage : IComponent
    {
        var services = new ServiceCollection();
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        await using ServiceProvider provider = services.BuildServiceProvider();
        await using var renderer = new HtmlRenderer(provider, NullLoggerFactory.Instance);
        var parameters = ParameterView.FromDictionary(
            new Dictionary<string, object?> { ["Text"] = text, ["Model"] = model });
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TPage>(parameters)).ToHtmlString());
    }
}
