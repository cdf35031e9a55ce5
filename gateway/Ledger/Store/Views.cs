namespace Kiosk.Ledger;

/// <summary>A range of sequences the ledger does not hold (ING-3).</summary>
/// <param name="Device">Device number.</param>
/// <param name="First">First missing sequence.</param>
/// <param name="Last">Last missing sequence.</param>
/// <param name="DeclaredReason">
/// Reason the device gave for a loss (<see cref="Protocol.GapLayout"/>), 0 for an open hole.
/// </param>
public sealed record GapRange(long Device, long First, long Last, int DeclaredReason);

/// <summary>Kind of an alarm. Frozen numbers, stored in the database.</summary>
public enum AlarmKind
{
    /// <summary>The re-computed fiscal chain differs from the device's.</summary>
    ChainBreak = 1,

    /// <summary>Other content under a known sequence.</summary>
    Conflict = 2,

    /// <summary>A device clock far ahead of ours or before 2020 (ING-4).</summary>
    Clock = 3,

    /// <summary>Sequences jumped: events are missing.</summary>
    Gap = 4,

    /// <summary>A sequence far beyond the highest known one.</summary>
    FutureSequence = 5,

    /// <summary>Frames that do not carry the device's MAC.</summary>
    WrongKey = 6,

    /// <summary>Frames of a revoked device.</summary>
    Revoked = 7,

    /// <summary>Frames of a device that is not registered.</summary>
    UnknownDevice = 8,

    /// <summary>Authenticated frames that cannot be read.</summary>
    Unreadable = 9,

    /// <summary>The device declares a range of sequences lost.</summary>
    DeclaredLoss = 10,

    /// <summary>
    /// Head markers differ between board, gateway and printed Z (pos.md R8); the text names by how many records.
    /// </summary>
    HeadMismatch = 11,

    /// <summary>Returns and cancellations of one ticket come to more than the ticket (pos.md R13).</summary>
    OverRefund = 12,

    /// <summary>
    /// Staff counted the people who pass a kiosk (F-FOOT-5); the text holds the factor and its standard error that the
    /// settings may take over.
    /// </summary>
    SiteCounted = 13,

    /// <summary>
    /// A ticket was cancelled for its tender and not sold again line for line by the next one (pos.md R14).
    /// </summary>
    OtherSale = 14,

    /// <summary>
    /// A board had tickets under one SIREN that it had not sent yet when settings of another were pushed (pos.md R55).
    /// </summary>
    OtherMerchant = 15,

    /// <summary>
    /// The certificate of a device ends soon, or has ended, and the next one never reached it (F-CRED-2).
    /// </summary>
    CredentialEnds = 17,

    /// <summary>
    /// An hour of stops at the counter that no board tells, or whose parts come to more than an hour (GRD-1).
    /// </summary>
    CounterHour = 16,
}

/// <summary>An alarm of one device: one row per device and kind, counted.</summary>
/// <param name="Device">Device number.</param>
/// <param name="Kind">Kind.</param>
/// <param name="FirstAt">First time, UTC.</param>
/// <param name="LastAt">Last time, UTC.</param>
/// <param name="Count">Number of occurrences.</param>
/// <param name="Detail">Text for the console: what and where, of the last occurrence.</param>
public sealed record Alarm(
    long Device, AlarmKind Kind, DateTimeOffset FirstAt, DateTimeOffset LastAt, long Count, string Detail);

/// <summary>A fault that one device told of, over all its boots.</summary>
/// <param name="Device">Device number.</param>
/// <param name="Code"><see cref="Protocol.FaultCode"/>; 1 stands for those that this program does not know.</param>
/// <param name="Name">Its label, as in /metrics.</param>
/// <param name="Count">Times it was met.</param>
/// <param name="LastAt">When it was last told, UTC, by our clock; null when that was before schema version 7.</param>
public sealed record DeviceFault(long Device, int Code, string Name, long Count, DateTimeOffset? LastAt);

/// <summary>Rows that went because they had stayed long enough (STORE.md, retention).</summary>
/// <param name="CounterHours">Hours of stops at the counter.</param>
/// <param name="UnknownCodes">Codes of review lists.</param>
/// <param name="Accesses">Lines of the log of looks at a merchant's data.</param>
/// <param name="Kept">Rows that would have gone and stayed, because the clock may have leapt.</param>
public sealed record ExpiredRows(int CounterHours, int UnknownCodes, int Accesses, int Kept = 0);

/// <summary>A quarantined frame.</summary>
/// <param name="Device">Device number it was submitted for.</param>
/// <param name="Reason">Why.</param>
/// <param name="FirstAt">First time the bytes came, UTC.</param>
/// <param name="LastAt">Last time, UTC.</param>
/// <param name="Times">How often the same bytes came.</param>
/// <param name="Length">Length of the frame in bytes.</param>
public sealed record QuarantinedFrame(
    long Device, QuarantineReason Reason, DateTimeOffset FirstAt, DateTimeOffset LastAt, long Times, int Length);

/// <summary>A kiosk as the public may know it.</summary>
/// <param name="Place">Identity and place.</param>
/// <param name="Devices">Numbers of its devices, newest last; empty when none is installed.</param>
/// <param name="LastSeen">When the last frame of a device in service came, or null.</param>
public sealed record KioskView(KioskPlace Place, IReadOnlyList<long> Devices, DateTimeOffset? LastSeen);

/// <summary>A kiosk that has measured passages or climate at some time.</summary>
/// <param name="KioskId">Kiosk.</param>
/// <param name="Until">End of its last quarter of an hour with a measurement; null when that is a day old.</param>
public sealed record MeasuredKiosk(string KioskId, DateTimeOffset? Until);

/// <summary>The message of the city that a kiosk has been given last.</summary>
/// <param name="Version">Version, 1 and up.</param>
/// <param name="Text">Text for people.</param>
/// <param name="PushedAt">When it was pushed, UTC.</param>
/// <param name="ValidUntil">When the display stops showing it, UTC; null = until it is replaced.</param>
public sealed record NoticeView(int Version, string Text, DateTimeOffset PushedAt, DateTimeOffset? ValidUntil);

/// <summary>The latest climate reading of a kiosk as its device sent it, valid or not.</summary>
/// <param name="At">When it was taken, UTC.</param>
/// <param name="Codes">One <see cref="Protocol.ReadingCode"/> per channel, 0 = ok.</param>
/// <param name="Values">
/// One value per channel in the unit of <see cref="Protocol.ClimateLayout"/>; means nothing unless the code is ok.
/// </param>
/// <param name="SoundWindows">Windows behind the sound level; 0 when nobody told.</param>
/// <param name="SoundHalfWidth">Half of its 95 % interval, 0.1 dB.</param>
/// <param name="Curve">Number of the curve it was corrected by (<see cref="Protocol.ClimateCurve"/>).</param>
public sealed record ReadingView(
    DateTimeOffset At, IReadOnlyList<int> Codes, IReadOnlyList<long> Values, int SoundWindows = 0,
    int SoundHalfWidth = 0, int Curve = 0);

/// <summary>
/// Totals found by reading every stored frame again, for the operator's own checks (admin API only, never public).
/// </summary>
public sealed record AuditTotals
{
    /// <summary>Stored frames and sequences, hellos excluded.</summary>
    public long Frames { get; init; }

    /// <summary>Events read from the frames; declared gaps are none.</summary>
    public long Events { get; init; }

    /// <summary>
    /// 16 hexadecimal digits that stand for the content of all events but gaps, whatever their order: equal to what is
    /// computed in the same way from the kiosks' drives when nothing was changed on the way (STORE.md).
    /// </summary>
    public string Content { get; init; } = "";

    /// <summary>Tickets, and the sum of their totals in cents.</summary>
    public long Tickets { get; init; }

    /// <summary>Sum of the tickets' totals in cents, refunds negative.</summary>
    public long Cents { get; init; }

    /// <summary>Footfall slots.</summary>
    public long FootfallSlots { get; init; }

    /// <summary>Passages in both directions, ambiguous ones left out.</summary>
    public long Passages { get; init; }

    /// <summary>People who passed as the devices estimate it, over all slots that have a number.</summary>
    public long People { get; init; }

    /// <summary>Climate readings.</summary>
    public long ClimateReadings { get; init; }

    /// <summary>Sequences inside open holes.</summary>
    public long Missing { get; init; }

    /// <summary>Sequences the devices declared lost.</summary>
    public long DeclaredLost { get; init; }

    /// <summary>Chain breaks on record.</summary>
    public long ChainBreaks { get; init; }

    /// <summary>
    /// Day closings that the tills sealed; how many of them differ from the sum of their day's stored tickets, per rate
    /// and tender (always 0 in a sound store); tickets of days that are not closed yet.
    /// </summary>
    public long DayClosings { get; init; }

    /// <inheritdoc cref="DayClosings"/>
    public long DayClosingsDifferent { get; init; }

    /// <inheritdoc cref="DayClosings"/>
    public long TicketsUnclosed { get; init; }

    /// <summary>Sequences found stored twice: always 0 in a sound store.</summary>
    public long StoredTwice { get; init; }

    /// <summary>Stored frames that could not be read again: always 0 in a sound store.</summary>
    public long Unreadable { get; init; }

    /// <summary>Events that came again with the same content since the database was made.</summary>
    public long Duplicates { get; init; }
}
