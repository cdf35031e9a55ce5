using System.Globalization;

namespace Kiosk.Fleet.ShopYear;

/// <summary>What a merchant's year came to.</summary>
public sealed record ShopYearResult
{
    /// <summary>Tickets sealed, refunds and cancellations among them; refunds alone.</summary>
    public long Tickets { get; init; }

    /// <inheritdoc cref="Tickets"/>
    public long Refunds { get; init; }

    /// <summary>Closings of days, months, years.</summary>
    public long Days { get; init; }

    /// <inheritdoc cref="Days"/>
    public long Months { get; init; }

    /// <inheritdoc cref="Days"/>
    public long Years { get; init; }

    /// <summary>The perpetual totals at the end, in cents.</summary>
    public long PerpetualSigned { get; init; }

    /// <inheritdoc cref="PerpetualSigned"/>
    public long PerpetualAbsolute { get; init; }

    /// <summary>Archives made; breaks of a chain that the ledger or the verifier found.</summary>
    public int Archives { get; init; }

    /// <inheritdoc cref="Archives"/>
    public long Breaks { get; init; }

    /// <summary>Real seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>What happened, by name.</summary>
    public IReadOnlyDictionary<string, long> Events { get; init; } = new Dictionary<string, long>();

    /// <summary>What is wrong, in words; empty in a sound year.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>True when nothing broke and all sums agree.</summary>
    public bool Sound => Breaks == 0 && Findings.Count == 0;

    /// <summary>The line that scripts read.</summary>
    public string ToJson() => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"tickets\":{Tickets},\"refunds\":{Refunds},\"closings\":{{\"day\":{Days},\"month\":{Months},"
        + $"\"year\":{Years}}},\"perpetual_signed\":{PerpetualSigned},\"perpetual_absolute\":{PerpetualAbsolute},"
        + $"\"archives\":{Archives},\"breaks\":{Breaks},\"seconds\":{Seconds:F1}}}");
}
