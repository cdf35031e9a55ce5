using System.Text;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Ledger.Ingest;

/// <summary>
/// Holds the two tickets of a corrected tender together (pos.md R14): behind a cancellation for a wrong tender the next
/// ticket sells the same lines again and names the original, and nothing else replaces a ticket. The first ticket after
/// a start of this process is not judged. Used by one thread.
/// </summary>
internal sealed class Resales
{
    private string _lines = "";
    private long _original;
    private bool _follows;

    /// <summary>Takes a sealed ticket that the reader has open; returns what is wrong.</summary>
    public string? Take(Record ticket, TicketReader reader)
    {
        long number = ticket.Values[TicketLayout.Number];
        TicketDetails details = reader.Details;
        string? wrong = Judge(number, details.Replaces, reader);
        bool cancels = ticket.Values[TicketLayout.Operation] == TicketLayout.OperationCancel
            && details.Reason == ReasonCode.WrongTender;
        _original = cancels ? details.OriginalNumber : 0;
        _lines = cancels ? Lines(reader, -1) : "";
        _follows = true;
        return wrong;
    }

    private string? Judge(long number, long replaces, TicketReader reader)
    {
        if (_original == 0)
        {
            return replaces > 0 && _follows
                ? Texts.Of($"ticket {number} replaces ticket {replaces}, which was not cancelled just before") : null;
        }

        if (replaces != _original)
        {
            return Texts.Of($"ticket {_original} was cancelled for its tender, ticket {number} is not its sale again");
        }

        return Lines(reader, 1) == _lines
            ? null
            : Texts.Of($"ticket {number} sells other lines than ticket {replaces}, which it replaces");
    }

    private static string Lines(TicketReader reader, int sign)
    {
        var text = new StringBuilder();
        reader.Rewind();
        for (int i = 0; i < reader.LineCount && reader.NextLine(); i++)
        {
            text.Append(Texts.Of($"{reader.Article} {sign * reader.Quantity} {reader.Price} {reader.Rate} "))
                .Append(Texts.Of($"{sign * reader.Off};"));
        }

        for (int i = 0; i < reader.Details.NonSaleCount; i++)
        {
            text.Append(Texts.Of($"{reader.Details.NonSaleType[i]} {sign * reader.Details.NonSaleCents[i]};"));
        }

        return text.ToString();
    }
}
