using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Kiosk.Gateway.City.Pages;

/// <summary>A text of a drawing. In C#, because Razor takes the element's name for a directive of its own.</summary>
public sealed class SvgText : ComponentBase
{
    /// <summary>Style class.</summary>
    [Parameter, EditorRequired]
    public required string Kind { get; set; }

    /// <summary>Position in drawing units.</summary>
    [Parameter]
    public int X { get; set; }

    /// <inheritdoc cref="X"/>
    [Parameter]
    public int Y { get; set; }

    /// <summary>The text.</summary>
    [Parameter, EditorRequired]
    public required string Value { get; set; }

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", Kind);
        builder.AddAttribute(2, "x", X);
        builder.AddAttribute(3, "y", Y);
        builder.AddContent(4, Value);
        builder.CloseElement();
    }
}
