namespace Kiosk.Fleet.Simulate;

/// <summary>When one kiosk is cut off from the city, and whether it can tell. Calendar ms. One thread.</summary>
internal sealed class SimLine(FaultPlan plan, int index)
{
    private readonly Random _dice = plan.Dice(FaultPlan.Part.Partition, index);
    private long _fromMs = long.MaxValue;
    private long _untilMs, _cutMs, _now;
    private bool _broken;

    /// <summary>True while the kiosk is cut off and sees it.</summary>
    public bool Broken => _broken || _now < _cutMs;

    /// <summary>True while the kiosk is cut off and its line looks sound.</summary>
    public bool Silent { get; private set; }

    /// <summary>Draws the first cut-off.</summary>
    public void Plan(long nowMs) =>
        _fromMs = plan.Next(FaultKind.Partition, plan.Rates.PartitionsPerDay, nowMs, _dice);

    /// <summary>Cuts the line until an instant; one that is past changes nothing.</summary>
    public void Cut(long untilMs) => _cutMs = Math.Max(_cutMs, untilMs);

    /// <summary>Moves on to an instant.</summary>
    public void MoveTo(long nowMs)
    {
        _now = nowMs;
        if ((_broken || Silent) && (nowMs >= _untilMs || !plan.Active))
        {
            _broken = Silent = false;
            Plan(nowMs);
        }
        else if (plan.Active && !_broken && !Silent && nowMs >= _fromMs)
        {
            plan.Note(FaultKind.Partition);
            var (least, most) = (plan.Rates.PartitionMsMin, plan.Rates.PartitionMsMax);
            // Short ones are as common as long ones, counted by their order of magnitude.
            _untilMs = nowMs + (long)(least * Math.Pow((double)most / least, _dice.NextDouble()));
            Silent = _dice.Next(2) == 0;
            _broken = !Silent;
        }
    }
}
