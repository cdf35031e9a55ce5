using Kiosk.Protocol;

namespace Kiosk.Firmware.Notices;

/// <summary>The pages of the residents' display. No state, any thread.</summary>
public static class PageId
{
    /// <summary>In the order in which they are shown; the last two stand for all others.</summary>
    public const int Air = 0, Noise = 1, Heat = 2, Footfall = 3, Hours = 4, City = 5, Agenda = 6, Help = 7,
        Measures = 8, Privacy = 9, Neutral = 10, OutOfOrder = 11, Count = 12;

    /// <summary>The page of a <see cref="Kiosk.Protocol.NoticeSlot"/>.</summary>
    public static int OfSlot(int slot)
    {
        switch (slot)
        {
            case NoticeSlot.Hours: return Hours;
            case NoticeSlot.Agenda: return Agenda;
            case NoticeSlot.Help: return Help;
            case NoticeSlot.Link: return Privacy;
            default: return City;
        }
    }
}
