using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Paper;

/// <summary>
/// Figures of an X reading or of a closing, as the till hands them to the printer: filled from the open period or from
/// the closing just sealed, and held until the paper is out, so that the next sale may begin. One thread.
/// </summary>
public sealed class ZReport
{
    /// <summary>Level of an X reading, beside those of <see cref="ClosingLayout"/>.</summary>
    public const int Reading = 0;

    /// <summary>Level; number of the closing (0 for a reading); period (yyyymmdd or yyyymm).</summary>
    public int Level, Period;

    /// <summary>See <see cref="Level"/>.</summary>
    public long Number;

    /// <summary>Flags of <see cref="ClosingLayout"/>; operator code; wall time it was made (UTC seconds).</summary>
    public int Flags, Operator;

    /// <summary>See <see cref="Flags"/>.</summary>
    public long WallSeconds;

    /// <summary>Perpetual totals in cents (R20), printed on X and Z.</summary>
    public long PerpetualSigned, PerpetualAbsolute;

    /// <summary>Head of the journal (R8): highest ticket and event number; the full seal that stands last.</summary>
    public long HeadTicket, HeadEvent;

    /// <summary>See <see cref="HeadTicket"/>.</summary>
    public readonly byte[] Seal = new byte[Mac.Length];

    /// <summary>Cents to leave in the drawer for the next opening; what is above goes into the bank bag.</summary>
    public int FloatCents;

    /// <summary>True when a reading leaves out what should be in the drawer: its operator counts blind (R53).</summary>
    public bool Blind;

    /// <summary>True in training mode (R18).</summary>
    public bool Training;

    /// <summary>The figures.</summary>
    public readonly PeriodTotals Totals = new PeriodTotals();

    /// <summary>True when nothing was sold, refunded nor moved.</summary>
    public bool IsEmpty
    {
        get { return !Totals.Active; }
    }
}
