using Kiosk.Protocol;

namespace Kiosk.Fiscal;

/// <summary>
/// Technical events that change how the chain goes on (pos.md R6, R21, R71). The change is sealed by the event, so the
/// ledger follows it from the same record. Pure functions.
/// </summary>
internal static class StateChange
{
    /// <summary>True when the event's argument is one that the state can take.</summary>
    public static bool Fits(Record record)
    {
        long value = record.Values[EventLayout.Argument1];
        switch ((int)record.Values[EventLayout.Code])
        {
            case JetCode.SoftwareChange:
                return value > 0 && value <= int.MaxValue;
            case JetCode.KeyRotation:
                return value > 1 && value <= int.MaxValue;
            case JetCode.CutHourChange:
                return value >= 0 && value <= CivilTime.CutHourMax;
            case JetCode.YearEndChange:
                return value >= 1 && value <= 12;
            case JetCode.FirmwareDigest:
                return value > 0;
            default:
                return true;
        }
    }

    /// <summary>False for a change of the cut hour while that would split a day (R21).</summary>
    public static bool IsInTime(ChainState state, Record record)
    {
        return record.Values[EventLayout.Code] != JetCode.CutHourChange || ClosingCalendar.AdmitsCutHour(
            state, (int)record.Values[EventLayout.Argument1], record.WallSeconds);
    }

    /// <summary>The version that seals stands in the event that enters it.</summary>
    public static void BeforeSeal(ChainState state, Record record)
    {
        if (record.Values[EventLayout.Code] == JetCode.SoftwareChange)
        {
            state.Software = (int)record.Values[EventLayout.Argument1];
        }
    }

    /// <summary>A return owes an event for each of its lines, a cancellation one (R25): they are as durable as the
    /// ticket, because whoever starts from this state knows what is missing.</summary>
    public static void AfterTicket(ChainState state, Record ticket)
    {
        int operation = (int)ticket.Values[TicketLayout.Operation];
        state.NoteOperator((int)ticket.Values[TicketLayout.Operator]);
        if (operation != TicketLayout.OperationSale)
        {
            state.OwedTicket = ticket.Values[TicketLayout.Number];
            state.Owed = operation == TicketLayout.OperationCancel ? 1
                : (int)ticket.Values[TicketLayout.LineCountTotal];
        }
    }

    /// <summary>A rotation is sealed by the key before; cut hour and year end hold from here on; what
    /// the city told of archives is counted; what was told of the network and of the core is kept; what a ticket
    /// owed is paid.</summary>
    public static void AfterSeal(ChainState state, Record record)
    {
        int value = (int)record.Values[EventLayout.Argument1];
        state.NoteOperator((int)record.Values[EventLayout.Operator]);
        switch ((int)record.Values[EventLayout.Code])
        {
            case JetCode.KeyRotation:
                state.KeyNumber = value;
                state.ArchiveNotes++;
                break;
            case JetCode.MonthArchive:
            case JetCode.YearArchive:
            case JetCode.Purge:
            case JetCode.Restore:
                state.ArchiveNotes++;
                break;
            case JetCode.ReturnedItem:
            case JetCode.TenderCorrected:
                state.Owed -= state.Owed > 0 ? 1 : 0;
                break;
            case JetCode.OfflineBegin:
            case JetCode.OfflineEnd:
                state.Offline = record.Values[EventLayout.Code] == JetCode.OfflineBegin;
                break;
            case JetCode.FirmwareDigest:
                state.Core = record.Values[EventLayout.Argument1];
                break;
            case JetCode.CutHourChange:
                state.CutHour = value;
                break;
            case JetCode.YearEndChange:
                state.YearEndMonth = value;
                break;
        }
    }
}
