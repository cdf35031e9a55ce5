namespace Kiosk.Firmware.Parts;

/// <summary>Display that remembers what it shows. One thread.</summary>
public sealed class InMemoryLcd : Lcd
{
    /// <summary>What is shown: four lines of 20 Latin-1 bytes, the euro sign as 0x80.</summary>
    public readonly byte[] Text = new byte[Rows * Columns];

    /// <summary>True while the display does not answer.</summary>
    public bool Broken;

    /// <summary>Lines shown since start.</summary>
    public int Shown;

    /// <inheritdoc/>
    public override bool Show(int row, byte[] text, int offset)
    {
        if (Broken)
        {
            return false;
        }

        for (int i = 0; i < Columns; i++)
        {
            Text[row * Columns + i] = text[offset + i];
        }

        Shown++;
        return true;
    }
}
