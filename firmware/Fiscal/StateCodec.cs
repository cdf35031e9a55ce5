using Kiosk.Protocol;

namespace Kiosk.Fiscal;

/// <summary>
/// Bytes of a <see cref="ChainState"/>: magic, layout, length u16, numbers as zigzag varints, the seals there are,
/// CRC-32. Most numbers are small and most tables short, so a state is a few hundred bytes. No state of its own.
/// </summary>
internal static class StateCodec
{
    private const int Magic = 0x4B, Layout = 4, HeaderBytes = 4, CheckBytes = 4;

    // A state of before stays readable: the first layout lacks what was told of archives, network and core, the next
    // what is owed and who has worked.
    private const int LayoutFirst = 2, LayoutTold = 3;

    public static int Write(ChainState state, byte[] buffer, int offset)
    {
        int end = buffer.Length - CheckBytes;
        if (offset < 0 || end - offset < HeaderBytes)
        {
            return -1;
        }

        StateBytes bytes = new StateBytes(buffer, offset + HeaderBytes, end);
        PutHead(state, ref bytes);
        PutChains(state, ref bytes);
        PutPeriod(state.DayPeriod, ref bytes);
        PutPeriod(state.MonthPeriod, ref bytes);
        PutPeriod(state.YearPeriod, ref bytes);
        bytes.Put(state.ArchiveNotes);
        bytes.Put(state.Offline ? 1 : 0);
        bytes.Put(state.Core);
        bytes.Put(state.Owed);
        bytes.Put(state.OwedTicket);
        bytes.Put(state.OperatorsLow);
        bytes.Put(state.OperatorsHigh);
        if (bytes.At < 0)
        {
            return -1;
        }

        int length = bytes.At + CheckBytes - offset;
        buffer[offset] = Magic;
        buffer[offset + 1] = Layout;
        Bytes.PutU16(buffer, offset + 2, length);
        Bytes.PutU32(buffer, bytes.At, Crc32.Compute(buffer, offset, length - CheckBytes));
        return length;
    }

    public static bool Read(ChainState state, byte[] buffer, int offset, int length)
    {
        if (offset < 0 || length < HeaderBytes + CheckBytes || buffer.Length - offset < length
            || buffer[offset] != Magic || buffer[offset + 1] < LayoutFirst || buffer[offset + 1] > Layout)
        {
            return false;
        }

        int stated = Bytes.GetU16(buffer, offset + 2);
        if (stated > length || stated < HeaderBytes + CheckBytes
            || Bytes.GetU32(buffer, offset + stated - CheckBytes)
                != Crc32.Compute(buffer, offset, stated - CheckBytes))
        {
            return false;
        }

        StateBytes bytes = new StateBytes(buffer, offset + HeaderBytes, offset + stated - CheckBytes);
        TakeHead(state, ref bytes);
        TakeChains(state, ref bytes);
        TakePeriod(state.DayPeriod, ref bytes);
        TakePeriod(state.MonthPeriod, ref bytes);
        TakePeriod(state.YearPeriod, ref bytes);
        bool told = buffer[offset + 1] >= LayoutTold;
        bool owes = buffer[offset + 1] == Layout;
        state.ArchiveNotes = told ? bytes.Take() : 0;
        state.Offline = told && bytes.TakeCount(1) != 0;
        state.Core = told ? bytes.Take() : 0;
        state.Owed = owes ? bytes.TakeCount(Limits.LinesPerTicketMax) : 0;
        state.OwedTicket = owes ? bytes.Take() : 0;
        state.OperatorsLow = owes ? bytes.Take() : 0;
        state.OperatorsHigh = owes ? bytes.Take() : 0;
        return bytes.At == offset + stated - CheckBytes;
    }

    private static void PutHead(ChainState state, ref StateBytes bytes)
    {
        bytes.Put(state.PerpetualSigned);
        bytes.Put(state.PerpetualAbsolute);
        bytes.Put(state.LastWall);
        bytes.Put(state.LastWallApart);
        bytes.Put(state.LastTicketWall);
        bytes.Put(state.LastTicketCents);
        bytes.Put(state.Software);
        bytes.Put(state.KeyNumber);
        bytes.Put(state.CutHour);
        bytes.Put(state.YearEndMonth);
        bytes.Put(state.Day);
        bytes.Put(state.OpenDay);
        bytes.Put(state.LatestDay);
        bytes.Put(state.OpenMonth);
        bytes.Put(state.OpenYear);
        bytes.Put(state.DayTotals.Count);
        for (int i = 0; i < state.DayTotals.Count; i++)
        {
            bytes.Put(state.DayTotals.Rate[i]);
            bytes.Put(state.DayTotals.Cents[i]);
        }
    }

    private static void TakeHead(ChainState state, ref StateBytes bytes)
    {
        state.PerpetualSigned = bytes.Take();
        state.PerpetualAbsolute = bytes.Take();
        state.LastWall = bytes.Take();
        state.LastWallApart = bytes.Take();
        state.LastTicketWall = bytes.Take();
        state.LastTicketCents = bytes.Take();
        state.Software = (int)bytes.Take();
        state.KeyNumber = (int)bytes.Take();
        state.CutHour = bytes.TakeCount(CivilTime.CutHourMax);
        state.YearEndMonth = bytes.TakeCount(12);
        state.Day = (int)bytes.Take();
        state.OpenDay = (int)bytes.Take();
        state.LatestDay = (int)bytes.Take();
        state.OpenMonth = (int)bytes.Take();
        state.OpenYear = (int)bytes.Take();
        state.DayTotals.Count = bytes.TakeCount(RateTotals.Max);
        for (int i = 0; i < state.DayTotals.Count; i++)
        {
            state.DayTotals.Rate[i] = (int)bytes.Take();
            state.DayTotals.Cents[i] = bytes.Take();
        }
    }

    private static void PutChains(ChainState state, ref StateBytes bytes)
    {
        bytes.Put(state.Present);
        for (int i = 0; i < ChainKind.Count; i++)
        {
            bytes.Put(state.Numbers[i]);
            if (state.Has(i))
            {
                bytes.PutBytes(state.Seals[i]);
            }
        }

        if (state.HasJournal)
        {
            bytes.PutBytes(state.JournalSeal);
        }
    }

    private static void TakeChains(ChainState state, ref StateBytes bytes)
    {
        state.Present = bytes.TakeCount((2 << ChainKind.Count) - 1);
        for (int i = 0; i < ChainKind.Count; i++)
        {
            state.Numbers[i] = bytes.Take();
            if (state.Has(i))
            {
                bytes.TakeBytes(state.Seals[i]);
            }
        }

        if (state.HasJournal)
        {
            bytes.TakeBytes(state.JournalSeal);
        }
    }

    // A period in which nothing was counted is one byte.
    private static void PutPeriod(PeriodTotals period, ref StateBytes bytes)
    {
        bytes.Put(period.Active ? 1 : 0);
        if (!period.Active)
        {
            return;
        }

        for (int i = 0; i < PeriodTotals.FigureCount; i++)
        {
            bytes.Put(period.Figures[i]);
        }

        PutTable(period.Rates, ref bytes);
        PutTable(period.Tenders, ref bytes);
        PutTable(period.Operators, ref bytes);
        PutTable(period.NonSales, ref bytes);
    }

    private static void TakePeriod(PeriodTotals period, ref StateBytes bytes)
    {
        period.Clear();
        period.Active = bytes.TakeCount(1) != 0;
        if (!period.Active)
        {
            return;
        }

        for (int i = 0; i < PeriodTotals.FigureCount; i++)
        {
            period.Figures[i] = bytes.Take();
        }

        TakeTable(period.Rates, ref bytes);
        TakeTable(period.Tenders, ref bytes);
        TakeTable(period.Operators, ref bytes);
        TakeTable(period.NonSales, ref bytes);
    }

    private static void PutTable(AmountTable table, ref StateBytes bytes)
    {
        bytes.Put(table.Count);
        for (int i = 0; i < table.Count; i++)
        {
            bytes.Put(table.Key[i]);
            bytes.Put(table.First[i]);
            bytes.Put(table.Second[i]);
        }
    }

    private static void TakeTable(AmountTable table, ref StateBytes bytes)
    {
        table.Count = bytes.TakeCount(table.Key.Length);
        for (int i = 0; i < table.Count; i++)
        {
            table.Key[i] = (short)bytes.Take();
            table.First[i] = bytes.Take();
            table.Second[i] = bytes.Take();
        }
    }
}
