using System.Device.I2c;

namespace Kiosk.Board.Virtual.Chips;

/// <summary>
/// A part on a virtual I2C bus: one address, its own answer to writes and reads, and the ways in which a bus fails
/// (F-SEN-7). A transfer that is not acknowledged throws <see cref="IOException"/>, as on Linux. One thread.
/// </summary>
public abstract class VirtualChip : I2cDevice
{
    /// <summary>A part at an address, 0x08..0x77.</summary>
    protected VirtualChip(int address)
    {
        ConnectionSettings = new I2cConnectionSettings(1, address);
    }

    /// <inheritdoc/>
    public override I2cConnectionSettings ConnectionSettings { get; }

    /// <summary>How the bus fails from now on.</summary>
    public BusFault Fault { get; set; }

    /// <summary>False while the part has no supply: it answers nothing.</summary>
    public bool Powered { get; private set; } = true;

    /// <summary>
    /// Takes or gives the supply. Without it a part forgets what it was told and lets go of the lines.
    /// </summary>
    public void Supply(bool on)
    {
        Powered = on;
        if (!on)
        {
            Fault = Fault == BusFault.StuckLine ? BusFault.None : Fault;
            OnPowerCut();
        }
    }

    /// <summary>Bytes written to the part since power-on.</summary>
    public long BytesWritten { get; private set; }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Refuse();
        BytesWritten += buffer.Length;
        OnWrite(buffer);
    }

    /// <inheritdoc/>
    public override void Read(Span<byte> buffer)
    {
        Refuse();
        OnRead(buffer);
        switch (Fault)
        {
            case BusFault.BadCrc:
                for (int i = 2; i < buffer.Length; i += 3)
                {
                    buffer[i] ^= 0x55;
                }

                break;
            case BusFault.AllZero:
                buffer.Clear();
                break;
            case BusFault.AllOne:
                buffer.Fill(0xFF);
                break;
        }
    }

    /// <inheritdoc/>
    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        Write(writeBuffer);
        Read(readBuffer);
    }

    /// <summary>The part forgets its settings.</summary>
    protected virtual void OnPowerCut()
    {
    }

    /// <summary>The part takes bytes.</summary>
    protected abstract void OnWrite(ReadOnlySpan<byte> data);

    /// <summary>The part gives bytes.</summary>
    protected abstract void OnRead(Span<byte> data);

    private void Refuse()
    {
        if (!Powered || Fault is BusFault.NoAcknowledge or BusFault.StuckLine)
        {
            throw new IOException(Fault == BusFault.StuckLine
                ? "A line of the bus is held low."
                : $"No acknowledge from address 0x{ConnectionSettings.DeviceAddress:X2}.");
        }
    }
}

/// <summary>Failures of a bus or part that can be injected.</summary>
public enum BusFault
{
    /// <summary>None.</summary>
    None,

    /// <summary>The part does not acknowledge its address.</summary>
    NoAcknowledge,

    /// <summary>A line is held low: nothing moves.</summary>
    StuckLine,

    /// <summary>Every third byte, the checksum of word-wise parts, is wrong.</summary>
    BadCrc,

    /// <summary>Every bit read is 0.</summary>
    AllZero,

    /// <summary>Every bit read is 1.</summary>
    AllOne,
}
