using System;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Parts;

/// <summary>
/// Connection that keeps the last frame sent until it is taken, and the downlinks put into it, in order, in one buffer.
/// One thread.
/// </summary>
public sealed class InMemoryUplink : Uplink
{
    private const int LengthBytes = 2;
    private readonly byte[] _down;
    private int _downUsed;

    /// <summary>Whether frames can be sent.</summary>
    public bool IsConnected = true;

    /// <summary>The last frame, valid for <see cref="FrameLength"/> bytes; 0 when none waits.</summary>
    public readonly byte[] Frame;

    /// <summary>See <see cref="Frame"/>.</summary>
    public int FrameLength;

    /// <summary>Frames sent, downlinks refused because the buffer was full, since start.</summary>
    public int Sent, Refused;

    /// <summary>Connection with room for waiting downlinks.</summary>
    public InMemoryUplink(int downlinkBytes)
        : this(downlinkBytes, Limits.FrameBytesMax)
    {
    }

    /// <summary>Connection that takes frames of at most a number of bytes.</summary>
    public InMemoryUplink(int downlinkBytes, int frameBytes)
    {
        Frame = new byte[frameBytes];
        _down = new byte[downlinkBytes];
    }

    /// <inheritdoc/>
    public override bool Connected => IsConnected;

    /// <inheritdoc/>
    public override bool Send(byte[] frame, int offset, int length)
    {
        if (!IsConnected || FrameLength > 0 || length > Frame.Length)
        {
            return false;
        }

        Array.Copy(frame, offset, Frame, 0, length);
        FrameLength = length;
        Sent++;
        return true;
    }

    /// <summary>Puts a downlink message to be received; false when there is no room.</summary>
    public bool Deliver(byte[] message, int length)
    {
        if (_downUsed + LengthBytes + length > _down.Length)
        {
            Refused++;
            return false;
        }

        _down[_downUsed] = (byte)(length >> 8);
        _down[_downUsed + 1] = (byte)length;
        Array.Copy(message, 0, _down, _downUsed + LengthBytes, length);
        _downUsed += LengthBytes + length;
        return true;
    }

    /// <inheritdoc/>
    public override int Receive(byte[] buffer)
    {
        if (_downUsed == 0)
        {
            return 0;
        }

        int length = (_down[0] << 8) | _down[1];
        int result = length <= buffer.Length ? length : -1;
        if (result > 0)
        {
            Array.Copy(_down, LengthBytes, buffer, 0, length);
        }

        int rest = _downUsed - LengthBytes - length;
        for (int i = 0; i < rest; i++)
        {
            _down[i] = _down[i + LengthBytes + length];
        }

        _downUsed = rest;
        return result;
    }
}
