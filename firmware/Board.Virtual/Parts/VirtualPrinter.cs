using Kiosk.Firmware.Parts;

namespace Kiosk.Board.Virtual.Parts;

/// <summary>A receipt printer that takes bytes while it has paper. One thread.</summary>
public sealed class VirtualPrinter : Printer
{
    /// <summary>What was printed.</summary>
    public PaperRoll Roll { get; } = new();

    /// <summary>False when the roll is out.</summary>
    public bool PaperPresent { get; set; } = true;

    /// <summary>True when the printer is switched off.</summary>
    public bool SwitchedOff { get; set; }

    /// <summary>Bytes after which the paper runs out by itself; -1 never.</summary>
    public int PaperLeft { get; set; } = -1;

    /// <summary>Bytes taken in one call at most; 0 is a printer that is always busy.</summary>
    public int TakesAtOnce { get; set; } = 256;

    /// <inheritdoc/>
    public override int Status =>
        (PaperPresent ? Ready : PaperOut) | (SwitchedOff ? Offline : Ready);

    /// <inheritdoc/>
    public override int Write(byte[] data, int offset, int length)
    {
        if (Status != Ready)
        {
            return 0;
        }

        int take = Math.Min(length, TakesAtOnce);
        if (PaperLeft >= 0)
        {
            take = Math.Min(take, PaperLeft);
            PaperLeft -= take;
            if (PaperLeft == 0)
            {
                (PaperPresent, PaperLeft) = (false, -1);
            }
        }

        Roll.Print(data.AsSpan(offset, take));
        return take;
    }
}
