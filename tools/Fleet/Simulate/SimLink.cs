using Kiosk.Board.Virtual;
using Kiosk.Firmware.Parts;

namespace Kiosk.Fleet.Simulate;

/// <summary>
/// The line between one kiosk and the gateway: both directions lose, delay, double, reorder and damage messages as the
/// plan says. Times are calendar ms. One thread.
/// </summary>
internal sealed class SimLink(FaultPlan plan, VirtualClock clock, int kiosk) : Uplink
{
    /// <summary>Messages under way in one direction, and old ones kept to come again.</summary>
    public const int UnderWayMax = 256, OldMax = 32;

    private const int TransitMsMin = 30, TransitMsMax = 400;
    private readonly Random _dice = plan.Dice(FaultPlan.Part.Link, kiosk);
    private readonly PriorityQueue<byte[], (long AtMs, long Order)> _up = new();
    private readonly PriorityQueue<byte[], (long AtMs, long Order)> _down = new();
    private readonly byte[]?[] _oldUp = new byte[]?[OldMax];
    private readonly byte[]?[] _oldDown = new byte[]?[OldMax];
    private long _order;

    /// <summary>What the kiosk believes of the line.</summary>
    public bool Online { get; private set; }

    /// <summary>True while everything sent vanishes although the line looks up.</summary>
    public bool Silent { get; set; }

    /// <summary>Is the kiosk powered? A board without power sends nothing.</summary>
    public Func<bool> Powered { get; set; } = static () => true;

    /// <summary>Messages that found no room.</summary>
    public long Overflowed { get; private set; }

    /// <inheritdoc/>
    public override bool Connected => Online;

    /// <summary>When the next message reaches the kiosk.</summary>
    public long NextDownMs => _down.TryPeek(out _, out var due) ? due.AtMs : long.MaxValue;

    /// <summary>True when nothing is under way to the gateway.</summary>
    public bool UpIsEmpty => _up.Count == 0;

    /// <summary>Connects or cuts the line; a cut loses what is under way.</summary>
    public void SetOnline(bool online)
    {
        Online = online;
        if (!online)
        {
            _up.Clear();
            _down.Clear();
        }
    }

    /// <inheritdoc/>
    public override bool Send(byte[] frame, int offset, int length)
    {
        if (!Online || !Powered())
        {
            return false;
        }

        var bytes = frame.AsSpan(offset, length).ToArray();
        _oldUp[_dice.Next(OldMax)] = bytes;
        Put(_up, bytes, FaultKind.Loss, plan.Rates.LossPercent);
        return true;
    }

    /// <summary>The gateway sends a message down.</summary>
    public void Push(byte[] message)
    {
        if (Online)
        {
            _oldDown[_dice.Next(OldMax)] = message;
            Put(_down, message, FaultKind.AckLoss, plan.Rates.AckLossPercent);
        }
    }

    /// <inheritdoc/>
    public override int Receive(byte[] buffer)
    {
        if (NextDownMs > clock.CalendarMs)
        {
            return 0;
        }

        var message = _down.Dequeue();
        if (message.Length > buffer.Length)
        {
            return -1;
        }

        message.CopyTo(buffer, 0);
        return message.Length;
    }

    /// <summary>Takes a frame that has reached the gateway, or null.</summary>
    public byte[]? TakeUp(long nowMs) => _up.TryPeek(out _, out var due) && due.AtMs <= nowMs ? _up.Dequeue() : null;

    /// <summary>An old frame and an old answer come again.</summary>
    public void Replay()
    {
        var old = _dice.Next(OldMax);
        if (Online && plan.Active)
        {
            if (_oldUp[old] is { } frame)
            {
                plan.Note(FaultKind.Replay);
                Deliver(_up, frame);
            }

            if (_oldDown[old] is { } answer)
            {
                plan.Note(FaultKind.Replay);
                Deliver(_down, answer);
            }
        }
    }

    private void Put(PriorityQueue<byte[], (long AtMs, long Order)> way, byte[] message, FaultKind loss, double percent)
    {
        if (Silent || plan.Strikes(loss, percent, _dice))
        {
            return;
        }

        Deliver(way, Damage(message));
        if (plan.Strikes(FaultKind.Duplicate, plan.Rates.DuplicatePercent, _dice))
        {
            Deliver(way, message);
        }
    }

    private void Deliver(PriorityQueue<byte[], (long AtMs, long Order)> way, byte[] message)
    {
        if (way.Count >= UnderWayMax)
        {
            Overflowed++;
            return;
        }

        long transit = _dice.Next(TransitMsMin, TransitMsMax);
        if (plan.Strikes(FaultKind.Delay, plan.Rates.DelayPercent, _dice))
        {
            transit += _dice.Next(plan.Rates.DelayMsMax);
        }

        if (plan.Strikes(FaultKind.Reorder, plan.Rates.ReorderPercent, _dice))
        {
            transit += _dice.Next(plan.Rates.ReorderMsMax);
        }

        way.Enqueue(message, (clock.CalendarMs + transit, _order++));
    }

    private byte[] Damage(byte[] message)
    {
        if (!plan.Strikes(FaultKind.Corrupt, plan.Rates.CorruptPercent, _dice))
        {
            return message;
        }

        var damaged = _dice.Next(4) == 0 ? message[.._dice.Next(message.Length)] : (byte[])message.Clone();
        if (damaged.Length == message.Length)
        {
            damaged[_dice.Next(damaged.Length)] ^= (byte)_dice.Next(1, 256);
        }

        return damaged;
    }
}
