using Kiosk.Ledger.Store;
using Kiosk.Protocol;

namespace Kiosk.Ledger.Ingest;

/// <summary>
/// Compares a frame with what is stored under the same sequences, event by event. Used under the gate.
/// </summary>
internal sealed class Overlap(FrameTable frames, FrameReader reader)
{
    private readonly DecodedFrame _stored = new();

    /// <summary>
    /// True when every known sequence of first..last has the same content in the frame as in the store. What the store
    /// only holds as declared lost is no content: the sequences of it that the frame brings are added to
    /// <paramref name="found"/>, in order, each range inside one row.
    /// </summary>
    public bool Same(
        DeviceState state, DecodedFrame frame, long first, long last, List<(long First, long Last)> found)
    {
        long device = state.Keys.Device;
        bool same = true;
        FrameRow? row = frames.Covering(device, first) ?? frames.AtOrAfter(device, first);
        while (row is { } known && known.First <= last)
        {
            Read(state, known);
            same &= Agree(frame, Math.Max(first, known.First), Math.Min(last, known.Last), found);
            row = frames.AtOrAfter(device, known.Last + 1);
        }

        return same;
    }

    /// <summary>Decodes a stored row; the result is valid until the next call.</summary>
    public DecodedFrame Read(DeviceState state, FrameRow row)
    {
        FrameError error = reader.Read(
            row.Bytes, state.Keys.Frame, state.Keys.Device, state.Catalogues, _stored, state.Mac);
        return error == FrameError.None
            ? _stored
            : throw new LedgerException(Texts.Of(
                $"The stored frame of device {state.Keys.Device} at sequence {row.First} is damaged: {error}."));
    }

    // A declared loss over sequences that are there says nothing new about them.
    private bool Agree(DecodedFrame frame, long first, long last, List<(long First, long Last)> found)
    {
        bool same = true;
        int before = found.Count;
        for (int i = 0; i < frame.Count; i++)
        {
            Record mine = frame.Records[i];
            if (mine.Kind == RecordKind.Gap || mine.Sequence < first || mine.Sequence > last)
            {
                continue;
            }

            int at = Find(mine.Sequence);
            if (at >= 0 && _stored.Records[at].Kind == RecordKind.Gap)
            {
                Extend(found, before, mine.Sequence);
                continue;
            }

            same &= at >= 0 && Same(frame, i, at);
        }

        return same;
    }

    private static void Extend(List<(long First, long Last)> found, int from, long sequence)
    {
        if (found.Count > from && found[^1].Last + 1 == sequence)
        {
            found[^1] = (found[^1].First, sequence);
        }
        else
        {
            found.Add((sequence, sequence));
        }
    }

    private bool Same(DecodedFrame frame, int index, int at)
    {
        Record mine = frame.Records[index];
        Record theirs = _stored.Records[at];
        return mine.Boot == theirs.Boot && mine.MonoSeconds == theirs.MonoSeconds
            && mine.WallSeconds == theirs.WallSeconds && mine.Merchant == theirs.Merchant
            && frame.Payload(index).SequenceEqual(_stored.Payload(at));
    }

    private int Find(long sequence)
    {
        for (int i = 0; i < _stored.Count; i++)
        {
            Record theirs = _stored.Records[i];
            if (Events.First(theirs) <= sequence && sequence <= Events.Last(theirs))
            {
                return i;
            }
        }

        return -1;
    }
}
