using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Ledger.Archive;

/// <summary>
/// Where a business day ends in the order of a terminal's records: in front of the first document (ticket, training
/// ticket, note, copy, cash movement) of another business day, or after a closing. Closings and technical events stay
/// with what is before them, but a month's closing that follows another's: months without a sale are closed one after
/// the other, and each has an archive. Archives and counter-seals are cut here and nowhere else. One thread.
/// </summary>
internal sealed class DayBreak(int day, bool afterClosing)
{
    private bool _afterMonth;

    /// <summary>Business day of the last document, yyyymmdd; 0 before the first.</summary>
    public int Day { get; private set; } = day;

    /// <summary>True when a closing came after the last document.</summary>
    public bool AfterClosing { get; private set; } = afterClosing;

    /// <summary>True when a day ends in front of this record.</summary>
    public bool IsBefore(Record record, ChainState state) =>
        (IsDocument(record) && Day != 0 && (AfterClosing || DayOf(record, state) != Day))
        || (_afterMonth && IsMonth(record));

    public void Pass(Record record, ChainState state)
    {
        if (IsDocument(record))
        {
            Day = DayOf(record, state);
            AfterClosing = false;
            _afterMonth = false;
        }
        else if (record.Kind == RecordKind.Closing)
        {
            AfterClosing = true;
            _afterMonth |= IsMonth(record);
        }
    }

    private static bool IsMonth(Record record) =>
        record.Kind == RecordKind.Closing && record.Values[ClosingLayout.Level] == ClosingLayout.Month;

    private static bool IsDocument(Record record) =>
        record.Kind is not (RecordKind.TechnicalEvent or RecordKind.Closing);

    private static int DayOf(Record record, ChainState state) =>
        CivilTime.BusinessDay(record.WallSeconds, state.CutHour);
}
