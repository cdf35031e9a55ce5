using Kiosk.Board.Virtual.Parts;
using Kiosk.Firmware;
using Kiosk.Firmware.Parts;

namespace Kiosk.Board.Virtual;

/// <summary>The outside of a kiosk as plain parts of a program, without pins and buses. One thread.</summary>
internal sealed class DirectParts : KioskFront
{
    private readonly VirtualKeypad _keypad = new();
    private readonly VirtualScanner _scanner = new();
    private readonly VirtualLcd _lcd = new();
    private readonly VirtualPrinter _printer = new();
    private readonly VirtualDrawer _drawer = new();
    private readonly InMemoryBeeper _beeper = new();
    private readonly VirtualBeams _beams = new();
    private readonly VirtualProbes _probes = new();
    private readonly VirtualNoticeDisplay _notice = new();
    private readonly VirtualSupply? _supply;

    public DirectParts(bool supplyAlarm = false) => _supply = supplyAlarm ? new VirtualSupply() : null;

    public override string Lcd => _lcd.Text;

    public override PaperRoll Roll => _printer.Roll;

    public override bool DrawerOpen => _drawer.IsOpen;

    public override bool PaperPresent
    {
        get => _printer.PaperPresent;
        set => _printer.PaperPresent = value;
    }

    public override bool Beeps => _beeper.Sounding;

    public override int KeysLost => _keypad.Lost;

    public override int EdgesLost => _beams.Lost;

    public override void CloseDrawer() => _drawer.Shut();

    public override void PressKey(int key, long nowMs) => _keypad.Press(key);

    public override void Scan(string code) => _scanner.Scan(code);

    public override void SetBeams(int state, long nowMs) => _beams.Set(nowMs, state);

    public override void SetProbe(int channel, int value) => _probes.Set(channel, value);

    public override void SetSupply(bool present)
    {
        if (_supply != null)
        {
            _supply.Lost = !present;
        }
    }

    public override void FailProbe(int channel, int code) => _probes.Fail(channel, code);

    public override void Fit(KioskParts parts, bool sells)
    {
        parts.Supply = _supply;
        parts.Beams = _beams;
        parts.Probes = _probes;
        parts.NoticeDisplay = _notice;
        if (sells)
        {
            parts.Keypad = _keypad;
            parts.Scanner = _scanner;
            parts.Lcd = _lcd;
            parts.Printer = _printer;
            parts.Drawer = _drawer;
            parts.Beeper = _beeper;
        }
    }

    public override void Dispose()
    {
        // Nothing of it holds a resource.
    }
}
