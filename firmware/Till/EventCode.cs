namespace Kiosk.Firmware;

/// <summary>
/// Codes of technical events of the device around the till (JET), from 930 up; the till's and the chain's own ones are
/// in
/// <see cref="Kiosk.Fiscal.JetCode"/>. Frozen numbers.
/// </summary>
public static class EventCode
{
    /// <summary>Clock step of more than five minutes: old, new UTC seconds.</summary>
    public const int ClockStep = 930;

    /// <summary>A task failed and was restarted: task, hash of the exception's type.</summary>
    public const int TaskFailed = 931;

    /// <summary>Planned reboot asked for: code.</summary>
    public const int PlannedReboot = 932;

    /// <summary>A downlink was refused: its kind, why.</summary>
    public const int DownlinkRefused = 933;

    /// <summary>Settings, a notice applied: new version, version before.</summary>
    public const int SettingsApplied = 934, NoticeApplied = 936;

    /// <summary>Records are missing that the gateway asked for or the journal should hold: first, how many.</summary>
    public const int GapFound = 937;

    /// <summary>The journal is filling: percent in use.</summary>
    public const int JournalFilling = 938;

    /// <summary>
    /// A fault was met: its <see cref="Kiosk.Protocol.FaultCode"/>, how often since start (<see cref="FaultCounts"/>).
    /// </summary>
    public const int FaultMet = 939;

    /// <summary>
    /// A paper was given up with a hole or before its end: ticket or closing, rank of the copy. It may be printed again
    /// and is no duplicate.
    /// </summary>
    public const int PaperFailed = 973;

    /// <summary>
    /// Staff begin to count the people who pass (F-FOOT-5): manager, 0; and end: factor of the site and its standard
    /// error, permille, 0 and 0 when there is none; pressed in and out as text ("60+55").
    /// </summary>
    public const int SiteCountBegin = 974, SiteCountEnd = 975;

    /// <summary>
    /// A code was scanned that no catalogue has, once a business day (R59): its number, the unit price in cents of the
    /// quick sale that followed, 0 none; its department as text.
    /// </summary>
    public const int UnknownScan = 976;
}
