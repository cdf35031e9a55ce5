using System;
using Kiosk.Protocol;

namespace Kiosk.Firmware;

/// <summary>
/// Fits the parts of a board one by one before the loop starts: a part that throws while it is made is left out and
/// told by its fault code, so that a dead sensor, an empty card slot or a torn cable stops no sale. What no sale can do
/// without (drive, clock, identity) is made before and ends the start. One thread; it allocates.
/// </summary>
public abstract class PartsFitter
{
    /// <summary>Parts in the order in which they are fitted.</summary>
    public const int Keypad = 0, Printer = 1, Drawer = 2, Scanner = 3, CustomerDisplay = 4, Cards = 5, Beeper = 6,
        Beams = 7, Probes = 8, NoticeDisplay = 9, MemoryCard = 10, Supply = 11, Count = 12;

    /// <summary>Bit n is set when part n was left out.</summary>
    public int LeftOut;

    /// <summary>Fits every part that can be made.</summary>
    public void FitAll(KioskParts parts)
    {
        for (int part = 0; part < Count; part++)
        {
            try
            {
                Fit(part, parts);
            }
            catch (Exception)
            {
                // The platform throws what it likes for a bus or a pin that is not there.
                LeftOut |= 1 << part;
                parts.Faults.Raise(FaultOf(part));
            }
        }
    }

    /// <summary>The fault that the merchant and the city are told when a part is left out.</summary>
    public static int FaultOf(int part)
    {
        switch (part)
        {
            case Keypad: return FaultCode.KeypadFault;
            case Printer: return FaultCode.PrinterLineFault;
            case Drawer: return FaultCode.DrawerFault;
            case Scanner: return FaultCode.ScannerFault;
            case CustomerDisplay: return FaultCode.CustomerDisplayFault;
            case Cards: return FaultCode.CardLineFault;
            case Beams: return FaultCode.BeamDead;
            case Probes: return FaultCode.ProbeFault;
            case NoticeDisplay: return FaultCode.NoticeDisplayFault;
            default: return FaultCode.PartLeftOut;
        }
    }

    /// <summary>
    /// Makes one part and sets it; sets nothing where the board has none. May throw anything, in which case nothing of
    /// the part is used.
    /// </summary>
    protected abstract void Fit(int part, KioskParts parts);
}
