namespace Kiosk.Fleet.ShopYear;

/// <summary>
/// One errand and when it is due (calendar ms); for a switch-off, when the power comes back; a number of its own: who
/// signs in, by how many seconds the battery clock is wrong after a switch-off.
/// </summary>
internal readonly record struct Errand(ErrandKind Kind, long AtMs, long UntilMs = 0, int Value = 0);
