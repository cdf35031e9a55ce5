namespace Kiosk.Fleet.Simulate;

/// <summary>
/// What a merchant does to the kiosk at its plug: for how many ms it is off, by how many seconds the battery clock is
/// wrong afterwards, for how many ms the line is down too. All 0: nothing.
/// </summary>
internal readonly record struct Mishap(long OffMs, int ClockSeconds = 0, long LineMs = 0);
