using Kiosk.Firmware.Journal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>The catalogue and the settings that the till has in force, and no others: nothing is read for a copy.</summary>
internal sealed class DeskVersions : SealedVersions
{
    private readonly TillDesk _desk;

    internal DeskVersions(TillDesk desk)
    {
        _desk = desk;
    }

    /// <inheritdoc/>
    public override Catalogue? CatalogueOf(int version)
    {
        return _desk.Catalogue.Version == version ? _desk.Catalogue : null;
    }

    /// <inheritdoc/>
    public override Settings? SettingsOf(int version)
    {
        return _desk.Settings.Version == version ? _desk.Settings : null;
    }
}
