namespace Kiosk.Firmware.Parts;

/// <summary>Printer that keeps the bytes it was sent, as far as there is room. One thread.</summary>
public sealed class InMemoryPrinter : Printer
{
    /// <summary>
    /// Bytes printed since <see cref="Tear"/>; the first <see cref="Length"/> count, further ones are only counted.
    /// </summary>
    public readonly byte[] Paper;

    /// <summary>Bytes taken since <see cref="Tear"/>, also those without room.</summary>
    public int Length;

    /// <summary>Bytes taken at one call at most; 0 while the printer is busy.</summary>
    public int TakesAtOnce = 64;

    /// <summary>Bytes until the paper runs out; below 0 it never does.</summary>
    public int PaperLeft = -1;

    private int _status;

    /// <summary>Printer with room for a number of bytes.</summary>
    public InMemoryPrinter(int bytesMax)
    {
        Paper = new byte[bytesMax];
    }

    /// <inheritdoc/>
    public override int Status => _status | (PaperLeft == 0 ? PaperOut : Ready);

    /// <summary>Sets the status bits but that of the paper.</summary>
    public void SetStatus(int status)
    {
        _status = status;
    }

    /// <summary>Tears the paper off.</summary>
    public void Tear()
    {
        Length = 0;
    }

    /// <inheritdoc/>
    public override int Write(byte[] data, int offset, int length)
    {
        if ((Status & (PaperOut | Offline | CoverOpen)) != 0)
        {
            return 0;
        }

        int taken = length < TakesAtOnce ? length : TakesAtOnce;
        taken = PaperLeft >= 0 && taken > PaperLeft ? PaperLeft : taken;
        for (int i = 0; i < taken; i++)
        {
            if (Length < Paper.Length)
            {
                Paper[Length] = data[offset + i];
            }

            Length++;
        }

        PaperLeft -= PaperLeft > 0 ? taken : 0;
        return taken;
    }
}
