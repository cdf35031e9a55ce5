namespace Kiosk.Fleet.ShopYear;

/// <summary>A ticket that the merchant remembers: for a return, or for another tender on its day.</summary>
internal readonly record struct SoldTicket(long Number, long Sequence, int Cents, int Day);
