using Kiosk.Protocol;

namespace Kiosk.Firmware.Journal;

/// <summary>A kiosk that was never given a catalogue or settings: version 0 of both.</summary>
public sealed class NoVersions : SealedVersions
{
    private readonly Catalogue _catalogue = new Catalogue(0);
    private readonly Settings _settings = new Settings();

    /// <inheritdoc/>
    public override Catalogue? CatalogueOf(int version)
    {
        return version == 0 ? _catalogue : null;
    }

    /// <inheritdoc/>
    public override Settings? SettingsOf(int version)
    {
        return version == 0 ? _settings : null;
    }
}
