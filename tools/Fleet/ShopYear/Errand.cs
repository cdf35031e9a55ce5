namespace Kiosk.Fleet.ShopYear;

/// <summary>One errand and when it is due (calendar ms); for a switch-off, when the power comes back.</summary>
internal readonly record struct Errand(ErrandKind Kind, long AtMs, long UntilMs = 0);
