using Kiosk.Ledger.Store;
using Kiosk.Protocol;

namespace Kiosk.Ledger.Ingest;

/// <summary>
/// What devices declare lost: each lost sequence is on record and counted once, whatever part of a gap a row owns, and
/// comes off the record when it arrives after all. Used under the gate.
/// </summary>
internal sealed class Losses(
    FrameTable frames, AlarmTable alarms, Overlap overlap, Tally tally, LedgerOptions options)
{
    /// <summary>Puts the sequences of a gap that its row first..last owns on record, and says which.</summary>
    public FormattableString Declare(long device, Record gap, long first, long last)
    {
        (long from, long to) = Events.Within(gap, first, last);
        long reason = gap.Count == GapLayout.Count ? gap.Values[GapLayout.Reason] : 0;
        tally.Add(LedgerCounter.DeclaredLost, to - from + 1);
        alarms.DeclareLoss(device, from, to - from + 1, reason);
        return $"the device lost sequences {from} to {to}, reason {reason}";
    }

    /// <summary>
    /// The row that holds first..last as declared lost gives them up and goes on with what is left of it.
    /// </summary>
    public void GiveUp(DeviceState state, long first, long last)
    {
        long device = state.Keys.Device;
        FrameRow row = frames.Covering(device, first)
            ?? throw new LedgerException(Texts.Of($"Sequence {first} of device {device} has no row."));
        DecodedFrame stored = overlap.Read(state, row);
        frames.Remove(device, row.First);
        Keep(device, stored, row with { Last = first - 1 });
        Keep(device, stored, row with { First = last + 1 });
        alarms.FindLoss(device, first, last);
        tally.Add(LedgerCounter.LossesFound, last - first + 1);
    }

    private void Keep(long device, DecodedFrame stored, FrameRow row)
    {
        if (row.First <= row.Last)
        {
            frames.Add(device, stored, row with { Marks = Marks(stored, row) }, row.Bytes);
        }
    }

    private int Marks(DecodedFrame stored, FrameRow row)
    {
        int marks = 0;
        for (int i = 0; i < stored.Count; i++)
        {
            (long from, long to) = Events.Within(stored.Records[i], row.First, row.Last);
            marks |= from <= to ? RowMarks.Of(stored.Records[i], row.ReceivedAt, options) : 0;
        }

        return marks;
    }
}
