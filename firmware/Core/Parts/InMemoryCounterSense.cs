namespace Kiosk.Firmware.Parts;

/// <summary>Sensor of the counter that tells what it is told. One thread.</summary>
public sealed class InMemoryCounterSense : CounterSense
{
    /// <summary>What the next look tells.</summary>
    public int State = Nobody;

    /// <inheritdoc/>
    public override int Look()
    {
        return State;
    }
}
