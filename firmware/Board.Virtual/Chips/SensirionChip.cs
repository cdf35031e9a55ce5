
using Kiosk.Drivers;

namespace Kiosk.Board.Virtual.Chips;

/// <summary>
/// A part that takes 16-bit commands and answers in words with a CRC each; it refuses reads while it works.
/// </summary>
public abstract class SensirionChip : VirtualChip
{
    private readonly byte[] _reply = new byte[60];
    private int _length;

    /// <summary>A part at an address.</summary>
    protected SensirionChip(int address)
        : base(address)
    {
    }

    /// <summary>Reads refused after each command before the answer is there.</summary>
    public int BusyReads { get; set; } = 1;

    /// <summary>First word sent with the command that is being answered; 0 without one.</summary>
    protected int Argument { get; private set; }

    private int Busy { get; set; }

    /// <summary>Answers a command by <see cref="Reply"/>; unknown ones have no answer.</summary>
    protected abstract void Command(int command);

    /// <summary>Makes the words of the next read.</summary>
    protected void Reply(params ReadOnlySpan<int> words)
    {
        _length = words.Length * 3;
        for (int i = 0; i < words.Length; i++)
        {
            _reply[i * 3] = (byte)((words[i] >> 8) & 0xFF);
            _reply[(i * 3) + 1] = (byte)(words[i] & 0xFF);
            _reply[(i * 3) + 2] = (byte)Crc8.Compute(_reply, i * 3, 2);
        }
    }

    /// <inheritdoc/>
    protected override void OnWrite(ReadOnlySpan<byte> data)
    {
        if (data.Length < 2)
        {
            return;
        }

        // A word that came with a wrong checksum, or half of it, makes the part pass over the whole command.
        Argument = 0;
        for (int at = 2; at < data.Length; at += 3)
        {
            if (at + 2 >= data.Length || Crc8.Compute(data[at..(at + 2)].ToArray(), 0, 2) != data[at + 2])
            {
                return;
            }

            Argument = at == 2 ? (data[at] << 8) | data[at + 1] : Argument;
        }

        _length = 0;
        Busy = BusyReads;
        Command((data[0] << 8) | data[1]);
    }

    /// <inheritdoc/>
    protected override void OnRead(Span<byte> data)
    {
        if (Busy > 0 || _length == 0)
        {
            Busy -= Busy > 0 ? 1 : 0;
            throw new IOException("The part is busy and does not acknowledge a read.");
        }

        data.Fill(0xFF);
        _reply.AsSpan(0, Math.Min(_length, data.Length)).CopyTo(data);
    }
}
