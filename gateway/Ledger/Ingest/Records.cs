using System.Globalization;
using Kiosk.Protocol;

namespace Kiosk.Ledger.Ingest;

/// <summary>Helpers on decoded events.</summary>
internal static class Events
{
    /// <summary>First sequence an event stands for: its own, or the beginning of a declared gap.</summary>
    public static long First(Record record) => BatchWriter.FirstSequence(record);

    /// <summary>Last sequence an event stands for: its own, or the end of a declared gap.</summary>
    public static long Last(Record record) => BatchWriter.FirstSequence(record) + BatchWriter.Sequences(record) - 1;

    /// <summary>Sequences of first..last that an event stands for; none when the second is below the first.</summary>
    public static (long First, long Last) Within(Record record, long first, long last) =>
        (Math.Max(first, First(record)), Math.Min(last, Last(record)));

    /// <summary>
    /// Cuts a declared gap down to its part in first..last, which holds some of it; other events stay as they are.
    /// </summary>
    public static void Clip(Record gap, long first, long last)
    {
        (long from, long to) = Within(gap, first, last);
        if (gap.Kind == RecordKind.Gap && gap.Count == GapLayout.Count)
        {
            gap.Values[GapLayout.First] = from;
            gap.Values[GapLayout.Sequences] = to - from + 1;
        }
    }

    /// <summary>
    /// The instant an event belongs to, UTC seconds: a slot's start, else the time of the record; 0 unknown.
    /// </summary>
    public static long Wall(Record record) =>
        record.Kind == RecordKind.FootfallSlot ? record.Values[FootfallLayout.SlotStart] : record.WallSeconds;
}

/// <summary>Copying records.</summary>
internal static class Records
{
    public static void Copy(Record from, Record to)
    {
        to.Reset(from.Kind);
        to.Sequence = from.Sequence;
        to.Boot = from.Boot;
        to.MonoSeconds = from.MonoSeconds;
        to.WallSeconds = from.WallSeconds;
        to.Merchant = from.Merchant;
        to.Count = from.Count;
        from.Values.AsSpan(0, from.Count).CopyTo(to.Values);
        to.TextLength = from.TextLength;
        from.Text.AsSpan(0, from.TextLength).CopyTo(to.Text);
    }
}

/// <summary>Ticket lines.</summary>
internal static class Lines
{
    /// <summary>Sum of quantity x price of a ticket's lines, in cents.</summary>
    public static long Total(Record ticket, Record[] groups, int groupCount)
    {
        long cents = FrameShape.IsRegular(ticket)
            ? FrameState.LinesTotal(ticket, FrameShape.FirstLineOfTicket(ticket))
            : 0;
        for (int i = 0; i < groupCount; i++)
        {
            cents += groups[i].Kind == RecordKind.LineGroup
                ? FrameState.LinesTotal(groups[i], LineGroupLayout.Lines) : 0;
        }

        return cents;
    }
}

/// <summary>Texts for logs and alarms, culture-invariant.</summary>
internal static class Texts
{
    public static string Of(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
