using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Notices;

/// <summary>
/// What the panel's care and the habit keep over a restart, in pairs of slots: when the panel was refreshed last, and
/// the habit, once a day. One thread; nothing is allocated after construction.
/// </summary>
public sealed class PageMark
{
    private const int MagicPanel = 0x5041, MagicHabit = 0x4841, PanelBytes = 4;
    private readonly SlotPair _panel, _habit;
    private readonly byte[] _buffer;
    private long _savedDay = -1;

    /// <summary>
    /// Slots from a file on; the buffer is shared with the painter, which is at rest when something is kept.
    /// </summary>
    public PageMark(Drive drive, int firstFile, byte[] buffer)
    {
        _panel = new SlotPair(drive, firstFile, MagicPanel);
        _habit = new SlotPair(drive, firstFile + 2, MagicHabit);
        _buffer = buffer;
    }

    /// <summary>UTC second of the last refresh, 0 when this panel never had one.</summary>
    public long LoadPanel()
    {
        return _panel.Load(_buffer) == PanelBytes ? Bytes.GetU32(_buffer, 0) : 0;
    }

    /// <summary>Keeps the second of a refresh.</summary>
    public void SavePanel(long utcSeconds)
    {
        Bytes.PutU32(_buffer, 0, utcSeconds);
        _panel.Save(_buffer, PanelBytes);
    }

    /// <summary>Gives a habit what the drive kept.</summary>
    public void Load(FootfallHabit habit)
    {
        if (_habit.Load(_buffer) == FootfallHabit.ByteCount)
        {
            habit.Read(_buffer);
        }
    }

    /// <summary>Keeps a habit, once a day.</summary>
    public void Save(FootfallHabit habit, long utcSeconds)
    {
        long day = ParisDay.Number(utcSeconds);
        if (day == _savedDay || !habit.Changed)
        {
            return;
        }

        _savedDay = day;
        habit.Write(_buffer);
        _habit.Save(_buffer, FootfallHabit.ByteCount);
    }
}
