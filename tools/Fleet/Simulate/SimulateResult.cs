using System.Globalization;

namespace Kiosk.Fleet.Simulate;

/// <summary>What a run came to. All but <see cref="Seconds"/> follow from the options alone.</summary>
public sealed record SimulateResult
{
    /// <summary>Seed of the run.</summary>
    public int Seed { get; init; }

    /// <summary>Kiosks x days.</summary>
    public int KioskDays { get; init; }

    /// <summary>Faults that happened.</summary>
    public long Faults { get; init; }

    /// <summary>Sequences that the ledger holds and has acknowledged.</summary>
    public long Acknowledged { get; init; }

    /// <summary>
    /// Durable or acknowledged records that the ledger does not hold and no gap declares, and sealed tickets not
    /// stored.
    /// </summary>
    public long Lost { get; init; }

    /// <summary>Sequences stored or given twice, tickets counted or numbered twice.</summary>
    public long Duplicated { get; init; }

    /// <summary>Breaks of a fiscal chain.</summary>
    public long ChainBreaks { get; init; }

    /// <summary>Real seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>Faults by kind, those of the run only.</summary>
    public IReadOnlyDictionary<FaultKind, long> FaultsByKind { get; init; } = new Dictionary<FaultKind, long>();

    /// <summary>Durable records whose sequence the device later declared lost.</summary>
    public long Declared { get; init; }

    /// <summary>Tickets sealed, and their cents.</summary>
    public long Tickets { get; init; }

    /// <inheritdoc cref="Tickets"/>
    public long Cents { get; init; }

    /// <summary>
    /// Stops at the counter that the ledger shows; 0 in a run whose clocks go wrong, where none are compared.
    /// </summary>
    public long Stops { get; init; }

    /// <summary>Codes on the review lists of the merchants (R59).</summary>
    public long UnknownCodes { get; init; }

    /// <summary>What is wrong, in words; empty in a sound run.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>True when nothing was lost, doubled or broken and no total differs.</summary>
    public bool Sound => Lost == 0 && Duplicated == 0 && ChainBreaks == 0 && Findings.Count == 0;

    /// <summary>The line that scripts read.</summary>
    public string ToJson() => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"seed\":{Seed},\"kiosk_days\":{KioskDays},\"faults\":{Faults},\"acknowledged\":{Acknowledged},"
        + $"\"lost\":{Lost},\"duplicated\":{Duplicated},\"chain_breaks\":{ChainBreaks},\"seconds\":{Seconds:F1}}}");
}
