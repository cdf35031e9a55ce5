using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Board.Virtual.Links;

/// <summary>
/// Both ends of a connection inside one process: the kiosk sends and receives, the other end takes frames and pushes
/// downlinks. Two bounded queues; what does not fit is counted. Seeded faults may lose, double and delay on the way.
/// One
/// thread.
/// </summary>
public sealed class MemoryUplink : Uplink
{
    /// <summary>Messages that wait in one direction at most.</summary>
    public const int MessagesMax = 64;

    private readonly LinkedList<(long DueMs, byte[] Bytes)> _up = new();
    private readonly LinkedList<(long DueMs, byte[] Bytes)> _down = new();
    private bool _connected = true;

    /// <summary>Faults on the way; null: none.</summary>
    public LinkFaults? Faults { get; set; }

    /// <summary>The instant of both ends in ms; needed only when faults delay.</summary>
    public long NowMs { get; set; }

    /// <summary>Messages lost on the way, by a fault, a full queue or a cut connection.</summary>
    public int Lost { get; private set; }

    /// <inheritdoc/>
    public override bool Connected => _connected;

    /// <summary>Connects or cuts the line; what was on its way is lost with a cut.</summary>
    public void SetConnected(bool connected)
    {
        if (!connected)
        {
            Lost += _up.Count + _down.Count;
            _up.Clear();
            _down.Clear();
        }

        _connected = connected;
    }

    /// <inheritdoc/>
    public override bool Send(byte[] frame, int offset, int length)
    {
        if (!_connected || _up.Count >= MessagesMax)
        {
            return false;
        }

        Put(_up, frame.AsSpan(offset, length).ToArray());
        return true;
    }

    /// <inheritdoc/>
    public override int Receive(byte[] buffer)
    {
        byte[]? message = Take(_down);
        if (message is null)
        {
            return 0;
        }

        if (message.Length > buffer.Length)
        {
            Lost++;
            return -1;
        }

        message.CopyTo(buffer, 0);
        return message.Length;
    }

    /// <summary>The other end takes the oldest frame that has arrived; null when none has.</summary>
    public byte[]? TakeUp() => Take(_up);

    /// <summary>The other end sends a downlink message; lost and counted when the line is cut or full.</summary>
    public void PushDown(ReadOnlySpan<byte> message)
    {
        if (!_connected || _down.Count >= MessagesMax)
        {
            Lost++;
            return;
        }

        Put(_down, message.ToArray());
    }

    private void Put(LinkedList<(long DueMs, byte[] Bytes)> queue, byte[] message)
    {
        int copies = Faults?.Copies() ?? 1;
        Lost += copies == 0 ? 1 : 0;
        for (int i = 0; i < copies; i++)
        {
            Insert(queue, NowMs + (Faults?.DelayMs() ?? 0), message);
        }
    }

    /// <summary>A delayed message arrives after later ones that were quicker.</summary>
    private static void Insert(LinkedList<(long DueMs, byte[] Bytes)> queue, long dueMs, byte[] message)
    {
        LinkedListNode<(long DueMs, byte[] Bytes)>? after = queue.Last;
        while (after is not null && after.Value.DueMs > dueMs)
        {
            after = after.Previous;
        }

        if (after is null)
        {
            queue.AddFirst((dueMs, message));
        }
        else
        {
            queue.AddAfter(after, (dueMs, message));
        }
    }

    private byte[]? Take(LinkedList<(long DueMs, byte[] Bytes)> queue)
    {
        if (queue.First is not { } first || first.Value.DueMs > NowMs)
        {
            return null;
        }

        queue.RemoveFirst();
        return first.Value.Bytes;
    }
}
