namespace Kiosk.Fleet.ShopYear;

/// <summary>
/// A ticket that the merchant remembers, for a return or for another tender on its day: what is left of it in cents,
/// what its last line came to (0: not known apart), whether a part of it was given back already, by how many cents it
/// changed the balance of suspended items.
/// </summary>
internal readonly record struct SoldTicket(
    long Number, long Sequence, int Cents, int Day, int LastLineCents = 0, bool Opened = false,
    int Suspended = 0);
