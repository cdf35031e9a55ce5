namespace Kiosk.Protocol;

/// <summary>
/// What a notice of the city is about; each has a version, a validity and a page of its own. Frozen: a number may be
/// added, never changed or reused. Constants only, any thread.
/// </summary>
public static class NoticeSlot
{
    /// <summary>
    /// A message; declared opening hours; agenda; help points; address of the public page of the kiosk; reason and end
    /// of being out of order.
    /// </summary>
    public const int City = 0, Hours = 1, Agenda = 2, Help = 3, Link = 4, OutOfOrder = 5, Count = 6;
}
