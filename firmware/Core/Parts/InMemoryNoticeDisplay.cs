namespace Kiosk.Firmware.Parts;

/// <summary>Residents' panel that only counts what it is asked for. One thread.</summary>
public sealed class InMemoryNoticeDisplay : NoticeDisplay
{
    private int _state;

    /// <summary>Full and partial refreshes since start; bands taken since start.</summary>
    public int Fulls, Partials, BandsTaken;

    /// <summary>True while the panel fails every page; true when the pixels are wanted.</summary>
    public bool Broken, Pixels;

    private bool _partial;

    /// <inheritdoc/>
    public override bool TakesPixels
    {
        get { return Pixels; }
    }

    /// <inheritdoc/>
    public override int State(long nowMs)
    {
        return _state;
    }

    /// <inheritdoc/>
    public override void Wake(bool partial, long nowMs)
    {
        _partial = partial;
        _state = Ready;
    }

    /// <inheritdoc/>
    public override void Write(bool old, byte[] band)
    {
        BandsTaken++;
    }

    /// <inheritdoc/>
    public override void Refresh(long nowMs)
    {
        _state = Broken ? Failed : Asleep;
        Partials += _partial && !Broken ? 1 : 0;
        Fulls += _partial || Broken ? 0 : 1;
    }
}
