using System.Formats.Cbor;
using Kiosk.Protocol;

namespace Kiosk.Ledger;

/// <summary>
/// Reads the events of a frame back into complete records. Part of <see cref="FrameReader"/>; same thread.
/// </summary>
internal sealed class EventReader(CborReader cbor, FrameState state)
{
    private const int KindMax = byte.MaxValue;

    private readonly byte[] _utf8 = new byte[Limits.RecordTextMax * Latin1.Utf8BytesMax];

    /// <summary>Catalogue versions of the device whose frame is being read.</summary>
    public ICatalogueSource? Catalogues { get; set; }

    /// <summary>
    /// Reads the next event, which has this sequence. Boot, wall time and sealed flag are left to the caller.
    /// </summary>
    public FrameError Read(long sequence, Record record)
    {
        if (cbor.ReadStartArray() is not { } items || items < 1)
        {
            return FrameError.BadEvent;
        }

        long head = cbor.ReadInt64();
        long kind = head < 0 ? ~head : head;
        if (kind is < 1 or > KindMax)
        {
            return FrameError.BadEvent;
        }

        record.Reset((int)kind);
        record.Sequence = sequence;
        record.MonoSeconds = state.PredictMono(record.Kind);
        items--;
        if (head >= 0)
        {
            record.MonoSeconds = FrameState.Add(record.MonoSeconds, cbor.ReadInt64());
            items--;
        }

        FrameError error = ReadText(ref items, record);
        error = error == FrameError.None ? ReadBody(items, record) : error;
        if (error == FrameError.None)
        {
            state.RememberTime(record.Kind, record.MonoSeconds);
            cbor.ReadEndArray();
        }

        return error;
    }

    private FrameError ReadText(ref int items, Record record)
    {
        if (items == 0 || cbor.PeekState() != CborReaderState.TextString)
        {
            return FrameError.None;
        }

        ReadOnlyMemory<byte> text = cbor.ReadDefiniteLengthTextStringBytes();
        items--;
        if (text.Length <= _utf8.Length)
        {
            text.CopyTo(_utf8);
            record.TextLength = Latin1.FromUtf8(_utf8, 0, text.Length, record.Text, 0, Limits.RecordTextMax);
            if (record.TextLength >= 0)
            {
                return FrameError.None;
            }
        }

        // A kind to come may have texts that no kind of ours has: its event is kept in the frame's bytes all the same.
        record.TextLength = 0;
        return record.Kind > RecordKind.Last ? FrameError.None : FrameError.BadEvent;
    }

    private FrameError ReadBody(int items, Record record)
    {
        if (record.Kind > RecordKind.Last)
        {
            for (int i = 0; i < items; i++)
            {
                cbor.SkipValue();
            }

            return FrameError.None;
        }

        if (items > 0 && cbor.PeekState() == CborReaderState.Null)
        {
            cbor.ReadNull();
            return ReadPlain(items - 1, record);
        }

        FrameError error = record.Kind switch
        {
            RecordKind.Ticket => ReadTicket(items, record),
            RecordKind.LineGroup => ReadLineGroup(items, record),
            _ => ReadListed(items, record),
        };
        if (error == FrameError.None)
        {
            state.RememberValues(record);
        }

        return error;
    }

    private FrameError ReadPlain(int items, Record record)
    {
        for (int i = 0; i < items; i++)
        {
            if (!record.Add(cbor.ReadInt64()))
            {
                return FrameError.BadEvent;
            }
        }

        return FrameError.None;
    }

    private FrameError ReadListed(int items, Record record)
    {
        byte[] order = FrameShape.Order(record.Kind);
        if (items > order.Length)
        {
            return FrameError.BadEvent;
        }

        int expected = state.PredictCount(record.Kind);
        record.Count = items > expected ? FrameShape.Count(record.Kind) : expected;
        for (int i = 0; i < FrameShape.Listed(record); i++)
        {
            long difference = i < items ? cbor.ReadInt64() : 0;
            record.Values[order[i]] = state.Value(record.Kind, order[i], record.MonoSeconds, difference);
        }

        if (record.Kind == RecordKind.Gap)
        {
            record.Values[GapLayout.First] = record.Sequence;
        }

        return FrameShape.IsRegular(record) ? FrameError.None : FrameError.BadEvent;
    }

    private FrameError ReadLineGroup(int items, Record record)
    {
        int lines = items - LineGroupLayout.LineCount;
        if (lines is < 0 or > Limits.LinesPerRecordMax)
        {
            return FrameError.BadEvent;
        }

        record.Add(cbor.ReadInt64());
        record.Add(cbor.ReadInt64());
        record.Add(lines);
        return ReadLines(lines, record, null);
    }

    private FrameError ReadTicket(int items, Record record)
    {
        record.Count = TicketLayout.Tenders;
        Array.Clear(record.Values, 0, TicketLayout.Tenders);
        Span<long> differences = stackalloc long[TicketScalars.Count];
        differences.Clear();
        if (items > 0 && cbor.PeekState() == CborReaderState.StartArray)
        {
            if (!ReadScalars(differences))
            {
                return FrameError.BadEvent;
            }

            items--;
        }

        int lines = items - 1;
        if (lines is < 0 or > Limits.LinesPerRecordMax || !ReadTenders(record, out bool exact))
        {
            return FrameError.BadEvent;
        }

        record.Values[TicketLayout.LineCount] = lines;
        long version = state.Value(RecordKind.Ticket, TicketLayout.Catalogue, 0, differences[1]);
        FrameError error = ReadLines(lines, record, version);
        if (error != FrameError.None)
        {
            return error;
        }

        if (exact)
        {
            record.Values[TicketLayout.Tenders + 1] =
                FrameState.LinesTotal(record, FrameShape.FirstLineOfTicket(record));
        }

        for (int i = 0; i < differences.Length; i++)
        {
            int index = TicketScalars.Index(i);
            record.Values[index] = FrameState.Add(TicketScalars.Predict(state, record, index), differences[i]);
        }

        return FrameError.None;
    }

    private bool ReadScalars(Span<long> differences)
    {
        if (cbor.ReadStartArray() is not { } items || items > differences.Length)
        {
            return false;
        }

        for (int i = 0; i < items; i++)
        {
            differences[i] = cbor.ReadInt64();
        }

        cbor.ReadEndArray();
        return true;
    }

    private bool ReadTenders(Record record, out bool exact)
    {
        exact = false;
        if (cbor.PeekState() != CborReaderState.StartArray)
        {
            long pay = cbor.ReadInt64();
            exact = pay > 0;
            record.Values[TicketLayout.TenderCount] = 1;
            record.Add(exact ? pay : TicketLayout.TenderCash);
            record.Add(exact ? 0 : FrameState.CashCents(pay));
            return pay != 0;
        }

        if (cbor.ReadStartArray() is not { } items || (items & 1) != 0
            || items > Limits.TendersPerTicketMax * TicketLayout.TenderWidth)
        {
            return false;
        }

        for (int i = 0; i < items; i++)
        {
            record.Add(cbor.ReadInt64());
        }

        record.Values[TicketLayout.TenderCount] = items / TicketLayout.TenderWidth;
        cbor.ReadEndArray();
        return true;
    }

    private FrameError ReadLines(int lines, Record record, long? version)
    {
        for (int i = 0; i < lines; i++)
        {
            FrameError error = ReadLine(record, version);
            if (error != FrameError.None)
            {
                return error;
            }
        }

        return FrameError.None;
    }

    private FrameError ReadLine(Record record, long? version)
    {
        if (cbor.PeekState() != CborReaderState.StartArray)
        {
            return AddCatalogueLine(record, version, cbor.ReadInt64(), 1);
        }

        int? items = cbor.ReadStartArray();
        long article = items is null ? 0 : cbor.ReadInt64();
        long quantity = items is 2 or 4 or 5 ? cbor.ReadInt64() : 0;
        FrameError error = FrameError.BadEvent;
        if (items == 2)
        {
            error = AddCatalogueLine(record, version, article, quantity);
        }
        else if (items is 4 or 5)
        {
            long price = cbor.ReadInt64();
            long rate = cbor.ReadInt64();
            long flags = items == 5 ? cbor.ReadInt64() : 0;
            error = AddLine(record, article, flags, quantity, price, rate);
        }

        if (error == FrameError.None)
        {
            cbor.ReadEndArray();
        }

        return error;
    }

    private FrameError AddCatalogueLine(Record record, long? version, long article, long quantity)
    {
        if (version is not { } known)
        {
            return FrameError.BadEvent;
        }

        return Catalogues != null && Catalogues.TryFind(known, article, out long price, out long rate)
            ? AddLine(record, article, TicketLayout.LineAsCatalogue, quantity, price, rate)
            : FrameError.UnknownCatalogue;
    }

    private static FrameError AddLine(Record record, long article, long flags, long quantity, long price, long rate)
    {
        return record.Add(article) && record.Add(flags) && record.Add(quantity) && record.Add(price) && record.Add(rate)
            ? FrameError.None
            : FrameError.BadEvent;
    }
}
