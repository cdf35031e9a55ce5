using System.Text.Json;

namespace Kiosk.Gateway.State;

/// <summary>
/// The file <c>gateway.json</c> in the state folder: the ports that were chosen and the process, written once
/// everything
/// listens, so that tools can find a gateway that was started on port 0. Removed at an orderly stop.
/// </summary>
public static class GatewayFile
{
    /// <summary>Name of the file.</summary>
    public const string Name = "gateway.json";

    /// <summary>Writes the file; <paramref name="mqtt"/> is null without a plain port.</summary>
    public static void Write(StateFolder state, int http, int mqtts, int? mqtt)
    {
        ArgumentNullException.ThrowIfNull(state);
        var content = new { http, mqtts, mqtt, pid = Environment.ProcessId };
        state.WritePrivate(Name, JsonSerializer.SerializeToUtf8Bytes(content));
    }

    /// <summary>Removes the file.</summary>
    public static void Remove(StateFolder state)
    {
        ArgumentNullException.ThrowIfNull(state);
        File.Delete(state.File(Name));
    }
}
