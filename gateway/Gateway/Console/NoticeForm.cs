using Kiosk.Protocol;

namespace Kiosk.Gateway.Console;

/// <summary>
/// A message of the city as it comes in: text, and when it ends (null = until replaced). Version 0 takes the next
/// one. <paramref name="Page"/> says what it is about (null = a message), <paramref name="English"/> is the text in the
/// second language. A bar begins a new line.
/// </summary>
public sealed record NoticeForm(
    string? Text, DateTimeOffset? ValidUntil = null, int Version = 0, string? Page = null, string? English = null)
{
    /// <summary>What a text may be about, in the order of <see cref="NoticeSlot"/>.</summary>
    public static IReadOnlyList<string> Pages { get; } = ["city", "hours", "agenda", "help", "link", "out-of-order"];

    private const int LinkMax = 62;

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

        FillRest(notice, errors);
        return notice;
    }

    private void FillRest(Notice notice, Dictionary<string, string[]> errors)
    {
        int slot = Page is null ? NoticeSlot.City : Pages.ToList().IndexOf(Page);
        notice.Slot = Math.Max(slot, 0);
        if (slot < 0)
        {
            errors["page"] = [$"is none of {string.Join(", ", Pages)}"];
        }

        if (slot == NoticeSlot.Link && notice.TextLength > LinkMax)
        {
            errors["text"] = [$"has {notice.TextLength} characters where a QR code takes {LinkMax}"];
        }

        if (English is not null && DeviceText.Fault(English, Limits.NoticeBytesMax) is { } fault)
        {
            errors["english"] = [fault];
        }
        else if (English is not null)
        {
            notice.SecondLength = DeviceText.Write(English, notice.Second);
        }
    }
}
