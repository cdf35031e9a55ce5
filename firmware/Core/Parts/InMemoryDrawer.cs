namespace Kiosk.Firmware.Parts;

/// <summary>Drawer that counts its pulses. One thread.</summary>
public sealed class InMemoryDrawer : Drawer
{
    /// <summary>Length of a pulse in milliseconds (pos.md R54).</summary>
    public const int PulseMs = 50;

    private long _endsAt = long.MaxValue;
    private bool _open;

    /// <summary>Pulses since start; true while one is under way.</summary>
    public int Pulses;

    /// <summary>See <see cref="Pulses"/>.</summary>
    public bool Pulsing;

    /// <summary>True when the pulses go to pin 5.</summary>
    public bool Pin5;

    /// <inheritdoc/>
    public override bool IsOpen => _open;

    /// <inheritdoc/>
    public override void UsePin5(bool pin5)
    {
        Pin5 = pin5;
    }

    /// <inheritdoc/>
    public override void Open(long nowMs)
    {
        Pulses++;
        Pulsing = true;
        _open = true;
        _endsAt = nowMs + PulseMs;
    }

    /// <inheritdoc/>
    public override long Poll(long nowMs)
    {
        if (nowMs >= _endsAt)
        {
            Pulsing = false;
            _endsAt = long.MaxValue;
        }

        return _endsAt;
    }

    /// <summary>Shuts the drawer by hand.</summary>
    public void Shut()
    {
        _open = false;
    }
}
