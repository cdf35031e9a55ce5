using Kiosk.Fiscal;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Journal;

/// <summary>
/// Head of the chain kept outside the journal (pos.md R8): sequence of the last sealed record and the chain state after
/// it. Its bytes are also the state that segment headers carry. One thread.
/// </summary>
internal sealed class HeadMarker
{
    internal const int StateOffset = 4;
    private const int Magic = 0x484D;
    private readonly SlotPair _slots;

    /// <summary>Sequence (4 bytes), then the chain state after the last durable sealed record.</summary>
    internal readonly byte[] Buffer = new byte[StateOffset + ChainState.BytesMax + SlotPair.TrailerBytes];

    internal int StateLength;

    internal int Failures;

    internal HeadMarker(Drive drive)
    {
        _slots = new SlotPair(drive, DriveFiles.HeadMarker, Magic);
    }

    /// <summary>Reads the marker's state into <paramref name="state"/>; returns the sequence, 0 when there is no
    /// marker.</summary>
    internal long Load(ChainState state)
    {
        int length = _slots.Load(Buffer);
        if (length < StateOffset || !state.Read(Buffer, StateOffset, length - StateOffset))
        {
            return 0;
        }

        StateLength = length - StateOffset;
        return Bytes.GetU32(Buffer, 0);
    }

    /// <summary>Takes the state after the last durable sealed record.</summary>
    internal void Keep(ChainState state)
    {
        StateLength = state.Write(Buffer, StateOffset);
    }

    /// <summary>Puts a chain to the state kept or loaded last.</summary>
    internal void TakeInto(ChainState state)
    {
        state.Read(Buffer, StateOffset, StateLength);
    }

    /// <summary>Stores the state kept last under the sequence of its record.</summary>
    internal void Save(long sequence)
    {
        Bytes.PutU32(Buffer, 0, sequence);
        if (!_slots.Save(Buffer, StateOffset + StateLength))
        {
            Failures++;
        }
    }
}
