using Kiosk.Board.Virtual.Parts;

namespace Kiosk.Board.Virtual.Streams;

/// <summary>
/// A receipt printer behind its UART: prints while it has paper, answers DLE EOT 1, 2 and 4 with the bytes of pos.md
/// 4.7,
/// holds what it cannot print. One thread.
/// </summary>
public sealed class PrinterStream : ByteStream
{
    /// <summary>Bytes the printer holds while it cannot print; more are lost and counted.</summary>
    public const int BufferBytes = 4096;

    private readonly Queue<byte> _replies = new();
    private readonly List<byte> _held = [];
    private readonly List<byte> _command = [];
    private bool _paper = true;

    /// <summary>What was printed.</summary>
    public PaperRoll Roll { get; init; } = new();

    /// <summary>False when the roll is out; a new roll prints what is held.</summary>
    public bool PaperPresent
    {
        get => _paper;
        set
        {
            _paper = value;
            Release();
        }
    }

    /// <summary>True when the roll is nearly out; the cover is open; the printer is switched off.</summary>
    public bool NearEnd { get; set; }

    /// <inheritdoc cref="NearEnd"/>
    public bool CoverOpen { get; set; }

    /// <inheritdoc cref="NearEnd"/>
    public bool SwitchedOff { get; set; }

    /// <summary>Printed bytes after which the paper runs out by itself; -1 never.</summary>
    public int PaperLeft { get; set; } = -1;

    /// <summary>Bytes lost since start.</summary>
    public int Lost { get; private set; }

    /// <summary>True when GS r is answered in its turn; when not, it is passed over as cheap printers do.</summary>
    public bool AnswersInOrder { get; set; } = true;

    /// <summary>True while the drawer on the printer's connector is open; its sense line is then high.</summary>
    public bool DrawerOpen { get; set; }

    /// <summary>Pulses on the connector; true when the last one was on pin 5.</summary>
    public int DrawerPulses { get; private set; }

    /// <inheritdoc cref="DrawerPulses"/>
    public bool DrawerPin5 { get; private set; }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = 0;
        while (read < count && _replies.TryDequeue(out byte value))
        {
            buffer[offset + read++] = value;
        }

        return read;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        if (SwitchedOff)
        {
            Lost += count;
            return;
        }

        for (int i = offset; i < offset + count; i++)
        {
            Take(buffer[i]);
        }

        Release();
    }

    /// <summary>Real-time commands are answered at once, all else is held for printing.</summary>
    private void Take(byte value)
    {
        _command.Add(value);
        if (_command.Count == 3 && _command[0] == 0x10 && _command[1] == 0x04)
        {
            Answer(value);
            _command.Clear();
            return;
        }

        bool maybe = _command[0] == 0x10 && (_command.Count == 1 || (_command.Count == 2 && value == 0x04));
        if (maybe)
        {
            return;
        }

        int fits = Math.Min(_command.Count, BufferBytes - _held.Count);
        Lost += _command.Count - fits;
        _held.AddRange(_command[..fits]);
        _command.Clear();
    }

    private void Answer(byte question)
    {
        int reply = question switch
        {
            1 => 0x12 | (_paper && !CoverOpen ? 0 : 0x08) | (DrawerOpen ? 0x04 : 0),
            2 => 0x12 | (CoverOpen ? 0x04 : 0) | (_paper ? 0 : 0x20),
            4 => !_paper ? 0x72 : NearEnd ? 0x1E : 0x12,
            _ => 0,
        };
        if (reply != 0 && _replies.Count < 64)
        {
            _replies.Enqueue((byte)reply);
        }
    }

    /// <summary>Commands that act in their turn: GS r 1 answers, ESC p opens the drawer.</summary>
    private void Obey(byte[] printed)
    {
        for (int i = 0; i + 2 < printed.Length; i++)
        {
            if (printed[i] == 0x1D && printed[i + 1] == 0x72 && AnswersInOrder)
            {
                _replies.Enqueue((byte)(NearEnd ? 0x03 : 0x00));
            }
            else if (printed[i] == 0x1B && printed[i + 1] == 0x70)
            {
                (DrawerPulses, DrawerPin5, DrawerOpen) = (DrawerPulses + 1, printed[i + 2] == 1, true);
            }
        }
    }

    private void Release()
    {
        if (!_paper || CoverOpen || _held.Count == 0)
        {
            return;
        }

        int count = PaperLeft < 0 ? _held.Count : Math.Min(PaperLeft, _held.Count);
        byte[] printed = [.. _held[..count]];
        Roll.Print(printed);
        Obey(printed);
        _held.RemoveRange(0, count);
        if (PaperLeft >= 0)
        {
            PaperLeft -= count;
            if (PaperLeft == 0)
            {
                (_paper, PaperLeft) = (false, -1);
            }
        }
    }
}
