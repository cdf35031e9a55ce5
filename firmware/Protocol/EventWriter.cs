namespace Kiosk.Protocol;

/// <summary>
/// Writes one record as an event of a frame (WIRE.md): [kind, time, text?, what differs from the expected...]. Owned by
/// one thread; allocates nothing.
/// </summary>
internal static class EventWriter
{
    private const int LineItemsFull = 5;

    /// <summary>
    /// Writes the event and, when it fitted, takes note of it in the state. False when it did not fit.
    /// </summary>
    public static bool Write(CborWriter writer, FrameState state, Record record)
    {
        long late = record.MonoSeconds - state.PredictMono(record.Kind);
        bool regular = FrameShape.IsRegular(record) && state.CanShow(record);
        int head = (late == 0 ? 1 : 2) + (record.TextLength == 0 ? 0 : 1);
        int body = regular ? BodyItems(state, record) : 1 + record.Count;
        writer.Array(head + body);
        writer.Int(late == 0 ? -1 - record.Kind : record.Kind);
        if (late != 0)
        {
            writer.Int(late);
        }

        if (record.TextLength != 0)
        {
            writer.Text(record.Text, 0, record.TextLength);
        }

        WriteBody(writer, state, record, regular, body);
        if (writer.Overflow)
        {
            return false;
        }

        state.RememberTime(record.Kind, record.MonoSeconds);
        if (regular)
        {
            state.RememberValues(record);
        }

        return true;
    }

    private static int BodyItems(FrameState state, Record record)
    {
        switch (record.Kind)
        {
            case RecordKind.Ticket:
                int scalars = ScalarItems(state, record) == 0 && PayAsInteger(record) != 0 ? 0 : 1;
                return scalars + 1 + (int)record.Values[TicketLayout.LineCount];
            case RecordKind.LineGroup:
                return 2 + (int)record.Values[LineGroupLayout.LineCount];
            default:
                byte[] order = FrameShape.Order(record.Kind);
                int items = FrameShape.Listed(record);
                int shown = record.Count > state.PredictCount(record.Kind) ? state.PredictCount(record.Kind) + 1 : 0;
                while (items > shown && Difference(state, record, order[items - 1]) == 0)
                {
                    items--;
                }

                return items;
        }
    }

    private static void WriteBody(CborWriter writer, FrameState state, Record record, bool regular, int items)
    {
        if (!regular)
        {
            writer.Null();
            for (int i = 0; i < record.Count; i++)
            {
                writer.Int(record.Values[i]);
            }
        }
        else if (record.Kind == RecordKind.Ticket)
        {
            WriteTicket(writer, state, record);
        }
        else if (record.Kind == RecordKind.LineGroup)
        {
            writer.Int(record.Values[LineGroupLayout.Number]);
            writer.Int(record.Values[LineGroupLayout.FirstLine]);
            WriteLines(writer, record, LineGroupLayout.Lines, false);
        }
        else
        {
            byte[] order = FrameShape.Order(record.Kind);
            for (int i = 0; i < items; i++)
            {
                writer.Int(Difference(state, record, order[i]));
            }
        }
    }

    private static long Difference(FrameState state, Record record, int index)
    {
        return record.Values[index] - state.PredictValue(record.Kind, index, record.MonoSeconds);
    }

    private static void WriteTicket(CborWriter writer, FrameState state, Record ticket)
    {
        int scalars = ScalarItems(state, ticket);
        long pay = PayAsInteger(ticket);
        if (scalars != 0 || pay == 0)
        {
            // An array in this place is always the scalars; before an array of tenders they stand even when empty.
            writer.Array(scalars);
            for (int i = 0; i < scalars; i++)
            {
                int index = TicketScalars.Index(i);
                writer.Int(ticket.Values[index] - TicketScalars.Predict(state, ticket, index));
            }
        }

        if (pay != 0)
        {
            writer.Int(pay);
        }
        else
        {
            int values = (int)ticket.Values[TicketLayout.TenderCount] * TicketLayout.TenderWidth;
            writer.Array(values);
            for (int i = 0; i < values; i++)
            {
                writer.Int(ticket.Values[TicketLayout.Tenders + i]);
            }
        }

        WriteLines(writer, ticket, FrameShape.FirstLineOfTicket(ticket), true);
    }

    private static int ScalarItems(FrameState state, Record ticket)
    {
        int items = TicketScalars.Count;
        while (items > 0)
        {
            int index = TicketScalars.Index(items - 1);
            if (ticket.Values[index] != TicketScalars.Predict(state, ticket, index))
            {
                return items;
            }

            items--;
        }

        return 0;
    }

    /// <summary>
    /// One tender as one integer: its type when it is exact, minus the whole euros of cash given; 0 when neither.
    /// </summary>
    private static long PayAsInteger(Record ticket)
    {
        if (ticket.Values[TicketLayout.TenderCount] != 1)
        {
            return 0;
        }

        long type = ticket.Values[TicketLayout.Tenders];
        long cents = ticket.Values[TicketLayout.Tenders + 1];
        if (type > 0 && cents == FrameState.LinesTotal(ticket, FrameShape.FirstLineOfTicket(ticket)))
        {
            return type;
        }

        return type == TicketLayout.TenderCash && cents > 0 && cents % FrameState.CashUnitCents == 0
            ? -(cents / FrameState.CashUnitCents)
            : 0;
    }

    private static void WriteLines(CborWriter writer, Record record, int first, bool byCatalogue)
    {
        for (int at = first; at < record.Count; at += TicketLayout.LineWidth)
        {
            WriteLine(writer, record.Values, at, byCatalogue);
        }
    }

    private static void WriteLine(CborWriter writer, long[] values, int at, bool byCatalogue)
    {
        long article = values[at + TicketLayout.LineArticle];
        long flags = values[at + TicketLayout.LineFlags];
        long quantity = values[at + TicketLayout.LineQuantity];
        if (byCatalogue && flags == TicketLayout.LineAsCatalogue)
        {
            if (quantity != 1)
            {
                writer.Array(2);
            }

            writer.Int(article);
            if (quantity != 1)
            {
                writer.Int(quantity);
            }

            return;
        }

        writer.Array(flags == 0 ? LineItemsFull - 1 : LineItemsFull);
        writer.Int(article);
        writer.Int(quantity);
        writer.Int(values[at + TicketLayout.LinePrice]);
        writer.Int(values[at + TicketLayout.LineRate]);
        if (flags != 0)
        {
            writer.Int(flags);
        }
    }
}
