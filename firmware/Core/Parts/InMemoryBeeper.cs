namespace Kiosk.Firmware.Parts;

/// <summary>Beeper that counts its tones. One thread.</summary>
public sealed class InMemoryBeeper : Beeper
{
    /// <summary>Tones begun since start; true while one sounds.</summary>
    public int Tones;

    /// <inheritdoc cref="Tones"/>
    public bool Sounding;

    /// <inheritdoc/>
    public override void Sound(bool on)
    {
        Tones += on && !Sounding ? 1 : 0;
        Sounding = on;
    }
}
