namespace Kiosk.Board.Virtual.Cards;

/// <summary>A cable that is cut, for both directions, once so many bytes have gone one way. One thread.</summary>
public sealed class CableCut
{
    /// <summary>Bytes that the terminal still hears, that it can still say; -1 without end.</summary>
    public int HearsMax { get; set; } = -1;

    /// <inheritdoc cref="HearsMax"/>
    public int SaysMax { get; set; } = -1;

    /// <summary>Bytes that went each way.</summary>
    public int Heard { get; private set; }

    /// <inheritdoc cref="Heard"/>
    public int Said { get; private set; }

    /// <summary>True once it is cut.</summary>
    public bool IsCut => (HearsMax >= 0 && Heard >= HearsMax) || (SaysMax >= 0 && Said >= SaysMax);

    /// <summary>True when this byte still reaches the terminal.</summary>
    public bool Hear()
    {
        bool passes = !IsCut;
        Heard += passes ? 1 : 0;
        return passes;
    }

    /// <summary>True when this byte still reaches the kiosk.</summary>
    public bool Say()
    {
        bool passes = !IsCut;
        Said += passes ? 1 : 0;
        return passes;
    }

    /// <summary>A new cable.</summary>
    public void Mend() => (HearsMax, SaysMax) = (-1, -1);
}
