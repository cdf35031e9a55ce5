namespace Kiosk.Board.Virtual.Links;

/// <summary>
/// Loss, duplication and delay of messages, drawn from one seed. Each kind of fault has a share in percent; 0 is fully
/// off. One thread.
/// </summary>
public sealed class LinkFaults
{
    private readonly Random _random;

    /// <summary>Faults drawn from a seed; all off until a share is set.</summary>
    public LinkFaults(int seed)
    {
        _random = new Random(seed);
    }

    /// <summary>Percent of messages that are lost, that arrive twice, that come late.</summary>
    public int LossPercent { get; set; }

    /// <inheritdoc cref="LossPercent"/>
    public int DuplicatePercent { get; set; }

    /// <inheritdoc cref="LossPercent"/>
    public int DelayPercent { get; set; }

    /// <summary>Longest delay of a late message, ms.</summary>
    public int DelayMaxMs { get; set; } = 60_000;

    /// <summary>Faults drawn so far.</summary>
    public int Count { get; private set; }

    /// <summary>Switches each kind on at 5 % or fully off, at random.</summary>
    public void Draw()
    {
        LossPercent = _random.Next(2) * 5;
        DuplicatePercent = _random.Next(2) * 5;
        DelayPercent = _random.Next(2) * 5;
    }

    /// <summary>How often a message arrives: 0, 1 or 2.</summary>
    public int Copies()
    {
        if (Happens(LossPercent))
        {
            return 0;
        }

        return Happens(DuplicatePercent) ? 2 : 1;
    }

    /// <summary>How late a message is, ms.</summary>
    public int DelayMs() => Happens(DelayPercent) ? _random.Next(1, DelayMaxMs + 1) : 0;

    private bool Happens(int percent)
    {
        bool happens = percent > 0 && _random.Next(100) < percent;
        Count += happens ? 1 : 0;
        return happens;
    }
}
