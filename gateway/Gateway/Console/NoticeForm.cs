using Kiosk.Protocol;

namespace Kiosk.Gateway.Console;

/// <summary>
/// A message of the city as it comes in: text, and when it ends (null = until replaced). Version 0 takes the next
/// one.
/// </summary>
public sealed record NoticeForm(string? Text, DateTimeOffset? ValidUntil = null, int Version = 0)
{
    /// <summary>Checks and fills the notice. Errors are empty when it worked.</summary>
    public Notice ToNotice(out Dictionary<string, string[]> errors)
    {
        errors = [];
        var notice = new Notice { Version = Version, ValidUntil = ValidUntil?.ToUnixTimeSeconds() ?? 0 };
        if (Version < 0)
        {
            errors["version"] = ["must be 0 or more"];
        }

        if (string.IsNullOrWhiteSpace(Text))
        {
            errors["text"] = ["is empty"];
        }
        else if (DeviceText.Fault(Text, Limits.NoticeBytesMax) is { } fault)
        {
            errors["text"] = [fault];
        }
        else
        {
            notice.TextLength = DeviceText.Write(Text, notice.Text);
        }

        return notice;
    }
}
