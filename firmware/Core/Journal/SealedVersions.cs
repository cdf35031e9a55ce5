using Kiosk.Protocol;

namespace Kiosk.Firmware.Journal;

/// <summary>
/// Gives the catalogue and the settings that a journaled ticket was sealed with: a digest needs their labels. The
/// journal
/// starts a new segment whenever they change, so one segment needs one version, the current or the one before.
/// Used at boot only.
/// </summary>
public abstract class SealedVersions
{
    /// <summary>The catalogue of a version, or null when it is not held any more.</summary>
    public abstract Catalogue? CatalogueOf(int version);

    /// <summary>The settings of a version, or null when they are not held any more.</summary>
    public abstract Settings? SettingsOf(int version);
}
