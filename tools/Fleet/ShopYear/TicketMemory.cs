namespace Kiosk.Fleet.ShopYear;

/// <summary>
/// The tickets that a merchant may see again: those sold, less what was given back of them. As many as a customer
/// would still bring. One thread.
/// </summary>
internal sealed class TicketMemory(Random dice)
{
    private const int SoldMax = 300, ReturnedMax = 60, RecordsOfTicket = 8;
    private readonly List<SoldTicket> _sold = [];
    private readonly List<SoldTicket> _returned = [];

    /// <summary>A ticket was sold.</summary>
    public void Sold(SoldTicket ticket) => Keep(_sold, ticket, SoldMax);

    /// <summary>So many cents (below 0) of a ticket were given back: what is left may come back too.</summary>
    public void Returned(SoldTicket ticket, int cents)
    {
        if (ticket.Cents + cents > 0)
        {
            Keep(_sold, ticket with { Cents = ticket.Cents + cents, LastLineCents = 0, Opened = true }, SoldMax);
        }
        else
        {
            Keep(_returned, ticket, ReturnedMax);
        }
    }

    /// <summary>
    /// A ticket that the kiosk's own journal still holds; it is not picked a second time.
    /// </summary>
    public SoldTicket? Pick(long oldest) => Pick(_sold, t => t.Sequence > oldest + RecordsOfTicket);

    /// <summary>One of a day, as it was sold.</summary>
    public SoldTicket? PickOf(int day, long oldest) =>
        Pick(_sold, t => t.Day == day && !t.Opened && t.Sequence > oldest + RecordsOfTicket);

    /// <summary>One that came back as a whole.</summary>
    public SoldTicket? PickReturned(long oldest) =>
        Pick(_returned, t => t.Sequence > oldest + RecordsOfTicket);

    private static void Keep(List<SoldTicket> list, SoldTicket ticket, int most)
    {
        list.Add(ticket);
        if (list.Count > most)
        {
            list.RemoveAt(0);
        }
    }

    private SoldTicket? Pick(List<SoldTicket> from, Predicate<SoldTicket> fits)
    {
        var fit = from.FindAll(fits);
        if (fit.Count == 0)
        {
            return null;
        }

        var ticket = fit[dice.Next(fit.Count)];
        from.Remove(ticket);
        return ticket;
    }
}
