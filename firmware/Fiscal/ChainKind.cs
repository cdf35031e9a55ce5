using Kiosk.Protocol;

namespace Kiosk.Fiscal;

/// <summary>
/// Chains of one terminal (pos.md R1): each has its own gapless counter and its own link to the record before. Frozen
/// numbers: they stand in <see cref="ChainState"/>.
/// </summary>
public static class ChainKind
{
    /// <summary>Ticket, grand-total line, event, cash movement.</summary>
    public const int T = 0, GT = 1, E = 2, C = 3;

    /// <summary>Duplicate, provisional note, training, closings of day, month and year, archive.</summary>
    public const int D = 4, N = 5, X = 6, J = 7, M = 8, A = 9, R = 10;

    /// <summary>Number of chains.</summary>
    public const int Count = 11;

    /// <summary>The chain of a record by its kind, and by its level for a closing; -1 when it is not sealed.</summary>
    public static int Of(Record record)
    {
        switch (record.Kind)
        {
            case RecordKind.Ticket:
                return T;
            case RecordKind.TechnicalEvent:
                return E;
            case RecordKind.CashMovement:
                return C;
            case RecordKind.Duplicate:
                return D;
            case RecordKind.ProvisionalNote:
                return N;
            case RecordKind.Training:
                return X;
            case RecordKind.Archive:
                return R;
            case RecordKind.Closing:
                long level = record.Count > ClosingLayout.Level ? record.Values[ClosingLayout.Level] : 0;
                return level >= ClosingLayout.Day && level <= ClosingLayout.Year ? OfLevel((int)level) : -1;
            default:
                return -1;
        }
    }

    /// <summary>The chain of closings of a level 1..3 (<see cref="ClosingLayout"/>).</summary>
    public static int OfLevel(int level)
    {
        return J + level - ClosingLayout.Day;
    }

    /// <summary>
    /// True for the chains that stand apart from the terminal journal, so that they can be checked without it: training
    /// (R18) and archives (R28).
    /// </summary>
    public static bool IsApart(int chain)
    {
        return chain == X || chain == R;
    }

    /// <summary>Letters of a chain as they stand in numbers: K07-T-000001.</summary>
    public static string Letters(int chain)
    {
        switch (chain)
        {
            case T:
                return "-T-";
            case GT:
                return "-GT-";
            case E:
                return "-E-";
            case C:
                return "-C-";
            case D:
                return "-D-";
            case N:
                return "-N-";
            case X:
                return "-X-";
            case J:
                return "-J-";
            case M:
                return "-M-";
            case A:
                return "-A-";
            default:
                return "-R-";
        }
    }
}
