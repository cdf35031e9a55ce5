using Kiosk.Fiscal;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Journal;

/// <summary>
/// Head of the chain kept outside the journal (pos.md R8): sequence of the last sealed record and the chain state after
/// it. The state stands at the head of the journal's work buffer, where a segment header wants it: one copy serves
/// both, and putting the chain back after a failed append. One thread.
/// </summary>
internal sealed class HeadMarker
{
    private const int SequenceBytes = 4, At = SegmentHeader.FixedBytes - SequenceBytes, Magic = 0x484D;
    private readonly SlotPair _slots;
    private readonly SegmentWindow _window;

    /// <summary>Bytes of the chain state after the last durable sealed record.</summary>
    internal int StateLength;

    internal int Failures;

    internal HeadMarker(Drive drive, SegmentWindow window)
    {
        _slots = new SlotPair(drive, DriveFiles.HeadMarker, Magic);
        _window = window;
    }

    /// <summary>Reads the marker's state into <paramref name="state"/>; returns the sequence, 0 when there is no
    /// marker.</summary>
    internal long Load(ChainState state)
    {
        _window.Reserve(0);
        int length = _slots.Load(_window.Buffer, At) - SequenceBytes;
        if (length < 0 || !state.Read(_window.Buffer, SegmentHeader.FixedBytes, length))
        {
            return 0;
        }

        Reserve(length);
        return Bytes.GetU32(_window.Buffer, At);
    }

    /// <summary>Takes the state after the last durable sealed record.</summary>
    internal void Keep(ChainState state)
    {
        Reserve(state.Write(_window.Buffer, SegmentHeader.FixedBytes));
    }

    /// <summary>Puts a chain to the state kept or loaded last.</summary>
    internal void TakeInto(ChainState state)
    {
        state.Read(_window.Buffer, SegmentHeader.FixedBytes, StateLength);
    }

    /// <summary>Stores the state kept last under the sequence of its record.</summary>
    internal void Save(long sequence)
    {
        Bytes.PutU32(_window.Buffer, At, sequence);
        if (!_slots.Save(_window.Buffer, At, SequenceBytes + StateLength))
        {
            Failures++;
        }
    }

    private void Reserve(int stateLength)
    {
        StateLength = stateLength;
        _window.Reserve(SegmentHeader.FixedBytes + stateLength + SegmentHeader.CheckBytes);
    }
}
