using Kiosk.Fiscal;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;
using Kiosk.Protocol;

namespace Kiosk.Firmware;

/// <summary>
/// Settings, catalogue and notice in two slots each (F-CFG-1, 2): the authenticated message is stored as it came, so
/// its
/// MAC is checked again at every boot; newest valid, else previous, else built-in. A spare of each is read and checked
/// before anything changes. One thread; nothing is allocated after construction.
/// </summary>
public sealed class SettingsStore : SealedVersions
{
    /// <summary>Outcomes of an offer: taken; the version in force again; older than it; the drive failed. Negative:
    /// <see cref="DownlinkError"/>.</summary>
    public const int Taken = 0, Again = 1, Older = 2, NotStored = 3;

    private const int MagicSettings = 0x5345, MagicCatalogue = 0x4341, MagicNotice = 0x4E4F;
    private const int DigestBytes = 15;
    private readonly byte[] _digestKey = new byte[RecordDigests.PublishedKey.Length];
    private readonly byte[] _digest = new byte[Mac.Length];
    private readonly Mac _mac;
    private readonly byte[] _key;
    private readonly long _device;
    private readonly DownlinkReader _reader;
    private readonly byte[] _buffer;
    private readonly SlotPair _settingsSlots, _catalogueSlots;
    private readonly SlotPair?[] _noticeSlots = new SlotPair?[NoticeSlot.Count];
    private Settings _spareSettings = new Settings();
    private Catalogue _spareCatalogue;
    private bool _settingsWait, _catalogueWait;

    /// <summary>In force.</summary>
    public Settings Settings = new Settings();

    /// <inheritdoc cref="Settings"/>
    public Catalogue Catalogue;

    /// <summary>The city's texts in force, by <see cref="NoticeSlot"/>.</summary>
    public readonly Notice[] Notices = new Notice[NoticeSlot.Count];

    /// <summary>The message in force.</summary>
    public Notice Notice => Notices[NoticeSlot.City];

    /// <summary>Slots found damaged at boot; kinds of which no slot was left although one had been written.</summary>
    public int Damaged, Lost;

    /// <summary>
    /// Store on a drive for catalogues of at most a number of articles; <paramref name="buffer"/> is the buffer that
    /// downlinks arrive in, shared with the receiver. The city's texts but the message are kept in pairs from
    /// <paramref name="firstText"/> on; below 0 the drive has no room for them, and they are refused.
    /// </summary>
    public SettingsStore(
        Drive drive, Mac mac, byte[] downlinkKey, long device, DownlinkReader reader, byte[] buffer, int articlesMax,
        int firstText)
    {
        _spareCatalogue = new Catalogue(articlesMax);
        Catalogue = new Catalogue(articlesMax);
        Digits.WriteText(_digestKey, 0, RecordDigests.PublishedKey);
        _mac = mac;
        _key = downlinkKey;
        _device = device;
        _reader = reader;
        _buffer = buffer;
        _settingsSlots = new SlotPair(drive, DriveFiles.Settings, MagicSettings);
        _catalogueSlots = new SlotPair(drive, DriveFiles.Catalogue, MagicCatalogue);
        Notice none = new Notice(0);
        for (int slot = 0; slot < NoticeSlot.Count; slot++)
        {
            int file = slot == NoticeSlot.City ? DriveFiles.Notice : firstText + (2 * (slot - 1));
            bool kept = slot == NoticeSlot.City || firstText >= 0;
            _noticeSlots[slot] = kept ? new SlotPair(drive, file, MagicNotice) : null;
            Notices[slot] = kept ? new Notice() : none;
        }
    }

    /// <summary>Checked and stored, to be put in force between two sales; null when nothing waits. A newer push may
    /// still fill it anew.</summary>
    public Settings? NextSettings => _settingsWait ? _spareSettings : null;

    /// <inheritdoc cref="NextSettings"/>
    public Catalogue? NextCatalogue => _catalogueWait ? _spareCatalogue : null;

    /// <summary>Reads the slots at boot.</summary>
    public void Load()
    {
        LoadKind(_settingsSlots, Downlink.Settings);
        LoadKind(_catalogueSlots, Downlink.Catalogue);
        for (int slot = 0; slot < NoticeSlot.Count; slot++)
        {
            SlotPair? pair = _noticeSlots[slot];
            if (pair != null)
            {
                LoadKind(pair, Downlink.KindOf(slot));
            }
        }

        SettingsTaken();
        CatalogueTaken();
    }

    /// <summary>
    /// Takes the message that the reader has opened in the shared buffer. It is checked, stored, and waits for the
    /// end of the sale; a refused one changes nothing.
    /// </summary>
    public int Offer(int kind, int length)
    {
        SlotPair? pair = SlotsOf(kind);
        if (pair == null)
        {
            return Downlink.SlotOf(kind) >= 0 ? NotStored : DownlinkError.BadEnvelope;
        }

        long current = CurrentVersion(kind);
        if (_reader.Version <= current)
        {
            return _reader.Version == current ? Again : Older;
        }

        int outcome = ReadSpare(kind, length);
        if (outcome != DownlinkError.None)
        {
            ReloadSpare(kind);
            return outcome;
        }

        if (pair.Save(_buffer, length))
        {
            return Taken;
        }

        ReloadSpare(kind);
        return NotStored;
    }

    /// <summary>The settings that waited are in force from now on; the old ones become the spare.</summary>
    public void SettingsTaken()
    {
        if (_settingsWait)
        {
            Settings old = Settings;
            Settings = _spareSettings;
            _spareSettings = old;
            _settingsWait = false;
        }
    }

    /// <summary>The catalogue that waited is in force from now on; the old one becomes the spare.</summary>
    public void CatalogueTaken()
    {
        if (_catalogueWait)
        {
            Catalogue old = Catalogue;
            Catalogue = _spareCatalogue;
            _spareCatalogue = old;
            _catalogueWait = false;
        }
    }

    /// <inheritdoc/>
    public override Catalogue? CatalogueOf(int version)
    {
        if (Catalogue.Version == version)
        {
            return Catalogue;
        }

        if (version == 0)
        {
            return new Catalogue(0);
        }

        bool found = OpenPrevious(_catalogueSlots, Downlink.Catalogue)
            && _reader.ReadCatalogue(_spareCatalogue) == DownlinkError.None && _spareCatalogue.Version == version;
        return found ? _spareCatalogue : null;
    }

    /// <inheritdoc/>
    public override Settings? SettingsOf(int version)
    {
        if (Settings.Version == version)
        {
            return Settings;
        }

        if (version == 0)
        {
            return new Settings();
        }

        bool found = OpenPrevious(_settingsSlots, Downlink.Settings)
            && _reader.ReadSettings(_spareSettings) == DownlinkError.None && _spareSettings.Version == version;
        return found ? _spareSettings : null;
    }

    private SlotPair? SlotsOf(int kind)
    {
        int slot = Downlink.SlotOf(kind);
        return kind == Downlink.Settings ? _settingsSlots : kind == Downlink.Catalogue ? _catalogueSlots
            : slot >= 0 ? _noticeSlots[slot] : null;
    }

    private long CurrentVersion(int kind)
    {
        switch (kind)
        {
            case Downlink.Settings:
                return _settingsWait ? _spareSettings.Version : Settings.Version;
            case Downlink.Catalogue:
                return _catalogueWait ? _spareCatalogue.Version : Catalogue.Version;
            default:
                return Notices[Downlink.SlotOf(kind)].Version;
        }
    }

    private int ReadSpare(int kind, int length)
    {
        int outcome;
        switch (kind)
        {
            case Downlink.Settings:
                outcome = _reader.ReadSettings(_spareSettings);
                _settingsWait = outcome == DownlinkError.None;
                return outcome;
            case Downlink.Catalogue:
                outcome = _reader.ReadCatalogue(_spareCatalogue);
                _catalogueWait = outcome == DownlinkError.None;
                Digest(_spareCatalogue, length);
                return outcome;
            default:
                return _reader.ReadNotice(Notices[Downlink.SlotOf(kind)]);
        }
    }

    // The message as authenticated, so that the journal can name a catalogue by its content (R66).
    private void Digest(Catalogue catalogue, int length)
    {
        _mac.Compute(_digestKey, _buffer, 0, length, _digest, 0);
        Base64Url.Write(_digest, 0, DigestBytes, catalogue.Digest, 0);
    }

    /// <summary>A spare that waited was overwritten by a message that is refused: the slot still has it.</summary>
    private void ReloadSpare(int kind)
    {
        SlotPair? pair = SlotsOf(kind);
        if (pair != null)
        {
            LoadKind(pair, kind);
        }
    }

    private void LoadKind(SlotPair slots, int kind)
    {
        int length = slots.Load(_buffer);
        bool damaged = slots.Damaged;
        Damaged += damaged ? 1 : 0;
        bool written = damaged || length > 0;
        bool good = length > 0 && Open(length) == kind && ReadSpare(kind, length) == DownlinkError.None;
        if (!good)
        {
            length = slots.LoadPrevious(_buffer);
            good = length > 0 && Open(length) == kind && ReadSpare(kind, length) == DownlinkError.None;
        }

        Lost += written && !good ? 1 : 0;
        if (kind == Downlink.Settings)
        {
            _settingsWait = good && _spareSettings.Version > Settings.Version;
        }
        else if (kind == Downlink.Catalogue)
        {
            _catalogueWait = good && _spareCatalogue.Version > Catalogue.Version;
        }
        else if (!good)
        {
            Notice notice = Notices[Downlink.SlotOf(kind)];
            notice.Version = 0;
            notice.TextLength = 0;
            notice.SecondLength = 0;
        }
    }

    private bool OpenPrevious(SlotPair slots, int kind)
    {
        int length = slots.LoadPrevious(_buffer);
        return length > 0 && Open(length) == kind;
    }

    private int Open(int length)
    {
        return _reader.Open(_mac, _key, _device, _buffer, length);
    }

    /// <summary>A till gets what waits, else what is in force, unless it has it already.</summary>
    internal void HandTo(Till? till)
    {
        if (till == null)
        {
            return;
        }

        Catalogue catalogue = NextCatalogue ?? Catalogue;
        Settings settings = NextSettings ?? Settings;
        if (till.CatalogueInUse != catalogue)
        {
            till.SetCatalogue(catalogue);
        }

        if (till.SettingsInUse != settings)
        {
            till.SetSettings(settings);
        }
    }
}
