using Kiosk.Protocol;

namespace Kiosk.Ledger.Ingest;

/// <summary>
/// Writes the authenticated answer to a frame from what is durable. Used under the gate, after the commit.
/// </summary>
internal sealed class Acknowledger(int window)
{
    private readonly Acknowledgement _ack = new();
    private readonly byte[] _buffer = new byte[Limits.DownlinkBytesMax];
    private long _counter;

    public byte[] Write(DeviceState state, int boot, long firstSequence, long now)
    {
        _ack.Reset();
        _ack.Counter = ++_counter;
        _ack.Contiguous = state.Progress.Contiguous;
        _ack.Window = window;
        _ack.UtcSeconds = now;
        _ack.NextSequence = state.Progress.Highest + 1;
        _ack.EchoBoot = boot;
        _ack.EchoFirstSequence = firstSequence;
        foreach ((long first, long last) in state.Progress.Holes())
        {
            if (!_ack.AddMissing(first, last))
            {
                break;
            }
        }

        state.Downlink ??= new DownlinkWriter(state.Mac, state.Keys.Downlink, state.Keys.Device);
        int length = state.Downlink.WriteAck(_ack, _buffer);
        return _buffer.AsSpan(0, length).ToArray();
    }
}
