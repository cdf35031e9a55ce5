using Kiosk.Firmware.Cards;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware;

/// <summary>
/// What a board hands to the loop. A vacant kiosk leaves keypad, scanner, LCD, printer and drawer null; any other part
/// that is not fitted may be null too, and its subsystem then rests.
/// </summary>
public sealed class KioskParts
{
    /// <summary>Parts of the till.</summary>
    public Keypad? Keypad;

    /// <summary>Barcode scanner.</summary>
    public Scanner? Scanner;

    /// <summary>Merchant's display.</summary>
    public Lcd? Lcd;

    /// <summary>Receipt printer.</summary>
    public Printer? Printer;

    /// <summary>Cash drawer.</summary>
    public Drawer? Drawer;

    /// <summary>Drawer of the second of two merchants who share the kiosk; null when both use one.</summary>
    public Drawer? SecondDrawer;

    /// <summary>Beeper of the till; null where none is fitted.</summary>
    public Beeper? Beeper;

    /// <summary>Footfall beams.</summary>
    public Beams? Beams;

    /// <summary>Sensor of the counter; null where a board has no lines for one.</summary>
    public CounterSense? CounterSense;

    /// <summary>Environment probes.</summary>
    public Probes? Probes;

    /// <summary>Customer's display; null when none is fitted.</summary>
    public CustomerDisplay? CustomerDisplay;

    /// <summary>Payments by card through a terminal; null when the card key is by hand only.</summary>
    public CardPayment? Cards;

    /// <summary>Residents' display.</summary>
    public NoticeDisplay? NoticeDisplay;

    /// <summary>Tells the free heap in the health record.</summary>
    public Memory? Memory;

    /// <summary>Slot for a memory card; null where a board has none.</summary>
    public MemoryCard? MemoryCard;

    /// <summary>Alarm of the supply; null where a board has none.</summary>
    public Supply? Supply;

    /// <summary>Durable storage; always fitted.</summary>
    public readonly Drive Drive;

    /// <summary>Clocks; always fitted.</summary>
    public readonly Clock Clock;

    /// <summary>Connection to the gateway; always fitted, seldom connected.</summary>
    public readonly Uplink Uplink;

    /// <summary>Bytes of one journal segment, 2,048..65,536 (the self-test takes less).</summary>
    public int SegmentBytes = 16_384;

    /// <summary>Number of segment files, 3 or more; the drive has <see cref="DriveFiles.FirstSegment"/> more
    /// files.</summary>
    public int SegmentCount = 64;

    /// <summary>
    /// Lines of a basket, 32 or more; at most <see cref="Limits.LinesPerTicketMax"/>. The self-test takes fewer.
    /// </summary>
    public int LinesMax = Limits.LinesPerTicketMax;

    /// <summary>
    /// Merchants who may share the kiosk by shift, 1 or 2: the second one's chain needs 4 KB. The self-test takes one.
    /// </summary>
    public int MerchantsMax = Limits.MerchantsMax;

    /// <summary>
    /// Articles that a catalogue may have here and bytes that a downlink may have: a board without PSRAM takes
    /// fewer, and refuses a larger catalogue with a reason. At most the <see cref="Limits"/> of the same meaning.
    /// </summary>
    public int ArticlesMax = Limits.CatalogueArticlesMax, DownlinkBytesMax = Limits.DownlinkBytesMax;

    /// <summary>
    /// Bytes of a frame, 2,048 or more so that every record fits (the self-test, whose records are small, takes less).
    /// At most the limit of the same meaning.
    /// </summary>
    public int FrameBytesMax = Limits.FrameBytesMax;

    /// <summary>How often each fault was met since start.</summary>
    public readonly FaultCounts Faults = new FaultCounts();

    /// <summary>True when the external watchdog's latch says that it caused this start (F-BOOT-2).</summary>
    public bool WatchdogLatched;

    /// <summary>Parts with the three that no kiosk can do without.</summary>
    public KioskParts(Drive drive, Clock clock, Uplink uplink)
    {
        Drive = drive;
        Clock = clock;
        Uplink = uplink;
    }

    /// <summary>Ends the pulses of the drawers that are due; returns when the next one is.</summary>
    public long EndPulses(long nowMs)
    {
        long first = Drawer == null ? long.MaxValue : Drawer.Poll(nowMs);
        long second = SecondDrawer == null ? long.MaxValue : SecondDrawer.Poll(nowMs);
        return first < second ? first : second;
    }
}
