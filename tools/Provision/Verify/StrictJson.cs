using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kiosk.Provision.Verify;

/// <summary>
/// Reads JSON of strangers: a name that stands twice in an object is no JSON here, because readers differ in which of
/// the two they take. Pure functions.
/// </summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Once = new() { AllowDuplicateProperties = false };

    /// <summary>Null for what <see cref="Parse"/> refuses.</summary>
    public static JsonNode? TryParse(ReadOnlySpan<byte> json)
    {
        try
        {
            return Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <exception cref="JsonException">It is not JSON, or a name stands twice in an object.</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> json) =>
        JsonNode.Parse(Encoding.UTF8.GetString(json), documentOptions: Once);
}
