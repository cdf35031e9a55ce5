using Kiosk.Protocol;

namespace Kiosk.Fiscal;

/// <summary>Shapes of records that are no tickets: counts and ranges of their values. Pure functions.</summary>
internal static class DocumentShape
{
    public static bool IsDuplicate(Record record)
    {
        return record.Kind == RecordKind.Duplicate && record.Count == DuplicateLayout.Count
            && SealTexts.OriginalChain(record.Values[DuplicateLayout.OriginalKind]) >= 0
            && record.Values[DuplicateLayout.OriginalNumber] >= 1
            && record.Values[DuplicateLayout.Rank] >= 1
            && Between(record.Values[DuplicateLayout.Reason], 1, ReasonCode.Last)
            && Between(record.Values[DuplicateLayout.Operator], 0, 99);
    }

    /// <summary>A note's cents are those of its lines.</summary>
    public static bool IsNote(Record record)
    {
        if (record.Kind != RecordKind.ProvisionalNote || record.Count < NoteLayout.Lines
            || !Between(record.Values[NoteLayout.Operator], 0, 99)
            || !Between(record.Values[NoteLayout.LineCount], 1, Limits.NoteLinesMax)
            || record.Count != NoteLayout.Lines + record.Values[NoteLayout.LineCount] * NoteLayout.LineWidth)
        {
            return false;
        }

        long cents = 0;
        for (int at = NoteLayout.Lines; at < record.Count; at += NoteLayout.LineWidth)
        {
            long quantity = record.Values[at + NoteLayout.LineQuantity];
            long price = record.Values[at + NoteLayout.LinePrice];
            if (!Between(quantity, 1, Limits.QuantityMax) || !Between(price, 0, Limits.TicketCentsMax))
            {
                return false;
            }

            cents += quantity * price;
        }

        return cents == record.Values[NoteLayout.Cents] && cents <= Limits.TicketCentsMax;
    }

    /// <summary>An archive's total is that of its rates.</summary>
    public static bool IsArchive(Record record)
    {
        if (record.Kind != RecordKind.Archive || record.Count < ArchiveLayout.Rates
            || !Between(record.Values[ArchiveLayout.Level], ClosingLayout.Month, ClosingLayout.Year)
            || !Between(record.Values[ArchiveLayout.RateCount], 0, PeriodTotals.RatesMax)
            || record.Values[ArchiveLayout.LastSequence] < record.Values[ArchiveLayout.FirstSequence]
            || record.Count != ArchiveLayout.Rates + 2 * record.Values[ArchiveLayout.RateCount])
        {
            return false;
        }

        long cents = 0;
        for (int at = ArchiveLayout.Rates; at < record.Count; at += 2)
        {
            cents += record.Values[at + 1];
            if (!Between(record.Values[at], 0, Money.RateMax))
            {
                return false;
            }
        }

        return cents == record.Values[ArchiveLayout.Cents];
    }

    private static bool Between(long value, long low, long high)
    {
        return value >= low && value <= high;
    }
}
