using Kiosk.Protocol;

namespace Kiosk.Fiscal;

/// <summary>
/// Fills the detail records of a ticket item by item (<see cref="DetailItem"/>). Pure functions over the record.
/// </summary>
public static class DetailWriter
{
    /// <summary>
    /// Makes a record the next detail record of a ticket; <paramref name="firstItem"/> is the number of items in those
    /// before it. The journal stamps it.
    /// </summary>
    public static void Begin(Record detail, long ticketNumber, int firstItem)
    {
        detail.Reset(RecordKind.TicketDetail);
        detail.Add(ticketNumber);
        detail.Add(firstItem);
        detail.Add(0);
    }

    /// <summary>Adds an item; false when the record is full and another one is to be begun.</summary>
    public static bool Add(Record detail, int what, long first, long second)
    {
        if (detail.Values[DetailLayout.ItemCount] >= Limits.DetailItemsMax)
        {
            return false;
        }

        detail.Add(what);
        detail.Add(first);
        detail.Add(second);
        detail.Values[DetailLayout.ItemCount]++;
        return true;
    }
}
