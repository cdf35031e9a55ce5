using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Ledger.Ingest;

/// <summary>
/// Which technical event of a device stands for which <see cref="FaultCode"/>. Most faults come in one event that
/// carries code and count since start; the others are events of their own that stand for one time each. A fault with
/// an event of its own is never told the other way too.
/// </summary>
internal static class FaultEvents
{
    /// <summary>
    /// Codes of the events of the firmware: a clock step, a failed task, the journal filling, a fault met.
    /// </summary>
    public const int ClockStep = 930, TaskFailed = 931, JournalFilling = 938, FaultMet = 939;

    /// <summary>
    /// Fault of an event, <see cref="FaultCode.None"/> when it is none; 0 as count says once more.
    /// </summary>
    public static (int Code, long Count) Of(Record record)
    {
        if (record.Kind != RecordKind.TechnicalEvent || record.Count != EventLayout.Count)
        {
            return (FaultCode.None, 0);
        }

        return record.Values[EventLayout.Code] switch
        {
            FaultMet => (DeviceFaults.Slot(record.Values[EventLayout.Argument1]),
                Math.Clamp(record.Values[EventLayout.Argument2], 1, short.MaxValue)),
            ClockStep => (FaultCode.ClockStep, 0),
            TaskFailed => (FaultCode.LoopRestarted, 0),
            JournalFilling => (FaultCode.DriveNearlyFull, 0),
            _ => (FaultCode.None, 0),
        };
    }
}
