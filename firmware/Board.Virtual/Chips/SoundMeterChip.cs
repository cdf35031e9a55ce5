namespace Kiosk.Board.Virtual.Chips;

/// <summary>
/// PCBA-DBM-r3, a decibel meter: registers, of which 0x14 to 0x77 hold the last hundred windows, newest first, in dB.
/// </summary>
public sealed class SoundMeterChip : VirtualChip
{
    private const int History = 0x14, Windows = 100;

    private readonly byte[] _registers = new byte[256];
    private int _pointer;
    private int _levelTenths = 560;

    /// <summary>A meter that has been running in a street of 56 dB(A); version 0x31 has no spectrum.</summary>
    public SoundMeterChip(int version = 0x31)
        : base(0x48)
    {
        _registers[0x00] = (byte)version;
        OnPowerCut();
        Hear(_levelTenths);
    }

    /// <summary>Length of a window as it was told, milliseconds.</summary>
    public int WindowMs => (_registers[0x07] << 8) | _registers[0x08];

    /// <summary>Weighting, line output and interrupts as they were told (register 0x06).</summary>
    public int Control => _registers[0x06];

    /// <summary>Fills the history so that its energy mean is a level, 0.1 dB, as near as whole decibels come.</summary>
    public void Hear(int tenths)
    {
        _levelTenths = tenths;
        int low = tenths / 10;
        double share = (Energy(tenths / 10.0) - Energy(low)) / (Energy(low + 1) - Energy(low));
        int louder = (int)Math.Round(share * Windows);
        for (int i = 0; i < Windows; i++)
        {
            _registers[History + i] = (byte)(i < louder ? low + 1 : low);
        }
    }

    /// <summary>Puts windows into the history, newest first; the rest is empty.</summary>
    public void Remember(params ReadOnlySpan<byte> decibels)
    {
        _registers.AsSpan(History, Windows).Clear();
        decibels.CopyTo(_registers.AsSpan(History));
    }

    /// <inheritdoc/>
    protected override void OnPowerCut() => (_registers[0x06], _registers[0x07], _registers[0x08]) = (0x42, 0x03, 0xE8);

    /// <inheritdoc/>
    protected override void OnWrite(ReadOnlySpan<byte> data)
    {
        _pointer = data[0];
        foreach (byte value in data[1..])
        {
            if (_pointer == 0x09)
            {
                // The clock of the chip is not simulated: the windows after a clearing are those of the same street.
                Hear(_levelTenths);
            }
            else if (_pointer is >= 0x05 and <= 0x08)
            {
                _registers[_pointer] = value;
            }

            _pointer++;
        }
    }

    /// <inheritdoc/>
    protected override void OnRead(Span<byte> data) => _registers.AsSpan(_pointer, data.Length).CopyTo(data);

    private static double Energy(double decibels) => Math.Pow(10, decibels / 10);
}
