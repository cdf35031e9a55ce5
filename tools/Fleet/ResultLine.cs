using System.Text.Json;

namespace Kiosk.Fleet;

/// <summary>
/// The last line of a command: one JSON object for scripts, its keys in snake case and in a fixed order.
/// </summary>
internal static class ResultLine
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public static string Of(object figures) => JsonSerializer.Serialize(figures, Json);
}
