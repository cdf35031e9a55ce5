using Kiosk.Board.Virtual.Cards;
using Kiosk.Board.Virtual.Drive;
using Kiosk.Board.Virtual.Parts;
using Kiosk.Board.Virtual.Streams;
using Kiosk.Drivers;
using Kiosk.Drivers.Cards;
using Kiosk.Firmware;
using Kiosk.Firmware.Cards;
using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;

namespace Kiosk.Board.Virtual;

/// <summary>
/// A whole kiosk on this PC: virtual parts around the real <see cref="KioskLoop"/>. One thread at a time.
/// </summary>
public sealed class VirtualKiosk : IDisposable
{
    private const int Register = 1;
    private readonly KioskIdentity _identity;
    private readonly VirtualKioskOptions _options;
    private readonly CustomerStream _customer = new();
    private readonly VirtualConcert _card;
    private readonly InMemoryCounterSense _counter = new() { State = CounterSense.Absent };
    private KioskFront _front = null!;
    private int _beams;
    private bool _paper = true;
    private string _words = string.Empty;
    private int _pages;

    /// <summary>Powers a selling kiosk on (the loop is started).</summary>
    public VirtualKiosk(KioskIdentity identity, VirtualClock clock, Uplink uplink)
        : this(identity, clock, uplink, new VirtualKioskOptions())
    {
    }

    /// <summary>Powers a kiosk on as the options say.</summary>
    /// <exception cref="IOException">The drive's folder cannot be used.</exception>
    public VirtualKiosk(KioskIdentity identity, VirtualClock clock, Uplink uplink, VirtualKioskOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _identity = identity;
        _options = options;
        Clock = clock;
        Uplink = uplink;
        int files = DriveFiles.PageSlots(options.SegmentCount) + DriveFiles.FilesForPages;
        Drive = new VirtualDrive(files, (options.SegmentCount * options.SegmentBytes) + 65_536, options.DriveFolder);
        _card = new VirtualConcert(clock, Bank) { CustomerMs = 2_000 };
        Loop = null!;
        Restart();
    }

    /// <summary>Place, e.g. "K07".</summary>
    public string KioskId => _identity.KioskId;

    /// <summary>Device number.</summary>
    public long Device => _identity.Device;

    /// <summary>The driven clock.</summary>
    public VirtualClock Clock { get; }

    /// <summary>The connection.</summary>
    public Uplink Uplink { get; }

    /// <summary>The drive; it outlives a restart.</summary>
    public VirtualDrive Drive { get; }

    /// <summary>The loop that runs since the last power-on.</summary>
    public KioskLoop Loop { get; private set; }

    /// <summary>
    /// Text of the LCD, 4 lines of 20 joined by line feeds; of the paper since it was torn off; of the residents'
    /// display.
    /// </summary>
    public string Lcd => _front.Lcd;

    /// <inheritdoc cref="Lcd"/>
    public string Paper => Roll.Text;

    /// <inheritdoc cref="Lcd"/>
    public string Notice => Loop?.Notices?.Page is { } page ? PageWords.Of(page) : _words;

    /// <summary>Pages that came onto the residents' display, over all restarts; the last stays without power.</summary>
    public int PagesShown => _pages + (Loop?.Notices?.Shown ?? 0);

    /// <summary>Text of the customer's display, 2 lines of 20; blank when none is fitted.</summary>
    public string Customer => _customer.Text;

    /// <summary>The card terminal at the other end of its line; nobody hears it unless one is fitted.</summary>
    public VirtualConcert CardTerminal => _card;

    /// <summary>What was really debited by card.</summary>
    public CardBank Bank { get; } = new();

    /// <summary>The printed bytes.</summary>
    public PaperRoll Roll => _front.Roll;

    /// <summary>True while the drawer stands open; <see cref="CloseDrawer"/> shuts it.</summary>
    public bool DrawerOpen => _front.DrawerOpen;

    /// <summary>True while the beeper sounds.</summary>
    public bool Beeps => _front.Beeps;

    /// <summary>Key presses and beam edges lost since power-on because their queues were full.</summary>
    public int KeysLost => _front.KeysLost;

    /// <inheritdoc cref="KeysLost"/>
    public int EdgesLost => _front.EdgesLost;

    /// <summary>Payments by card at a terminal; null without one.</summary>
    public CardPayment? Cards { get; private set; }

    /// <summary>Times the power was switched on.</summary>
    public int PowerOns { get; private set; }

    /// <summary>False when the roll is out.</summary>
    public bool PaperPresent
    {
        get => _paper;
        set => _front.PaperPresent = _paper = value;
    }

    /// <summary>Shuts the drawer by hand.</summary>
    public void CloseDrawer() => _front.CloseDrawer();

    /// <summary>Tears the paper off.</summary>
    public void TearPaper() => Roll.Tear();

    /// <summary>Presses and releases a key (<see cref="Key"/>) at the clock's now.</summary>
    public void PressKey(int key) => _front.PressKey(key, Clock.MonotonicMs);

    /// <summary>The scanner reads a code at the clock's now.</summary>
    public void Scan(string code) => _front.Scan(code);

    /// <summary>Sets both beams at the clock's now: bit 0 A broken, bit 1 B broken.</summary>
    public void SetBeams(int state) => _front.SetBeams(_beams = state & 3, Clock.MonotonicMs);

    /// <summary>Breaks or frees one beam (0 A, 1 B) at the clock's now.</summary>
    public void BreakBeam(int beam, bool broken) => SetBeams(broken ? _beams | (1 << beam) : _beams & ~(1 << beam));

    /// <summary>
    /// Sets what the sensor of the counter tells from now on (<see cref="CounterSense"/>), over restarts; nobody asks
    /// it unless one is fitted.
    /// </summary>
    public void SetCounter(int state) => _counter.State = state;

    /// <summary>Sets what a probe will measure, in the unit of ClimateLayout; channel 0..6.</summary>
    public void SetProbe(int channel, int value) => _front.SetProbe(channel, value);

    /// <summary>Makes a probe fail with a ReadingCode until it is set again.</summary>
    public void FailProbe(int channel, int code) => _front.FailProbe(channel, code);

    /// <summary>
    /// Makes the power fail at the n-th writing drive operation from now (1 = the next), with a tear mode 0..3 (none,
    /// half,
    /// all but one, full).
    /// </summary>
    public void CutPowerAt(int operations, int tearMode) => Drive.CutAt(operations, (TearMode)tearMode);

    /// <summary>
    /// The 24 V fail (false) or are back: the alarm of the supply, when one is fitted. The board itself lives on until
    /// its power is cut.
    /// </summary>
    public void SetSupply(bool present) => _front.SetSupply(present);

    /// <summary>Power off and on again, between two drive operations.</summary>
    public void CutPower() => Restart();

    /// <summary>
    /// Power off and on again: what is on the drive stays, all else is lost, a new loop starts. Throws
    /// <see cref="PowerCutException"/> when a cut falls into the start itself.
    /// </summary>
    public void Restart()
    {
        PaperRoll? roll = _front?.Roll;
        (_words, _pages) = (Notice, PagesShown);
        _front?.Dispose();
        _front = _options.FullFidelity
            ? new PinBoard(Clock, _options) : new DirectParts(_options.SupplyAlarm);
        _front.PaperPresent = _paper;
        roll?.CopyTo(_front.Roll);
        PowerOns++;
        Clock.PowerOn();
        Drive.PowerOn();
        var parts = new KioskParts(Drive, _front.ClockPart ?? Clock, Uplink)
        {
            SegmentBytes = _options.SegmentBytes,
            SegmentCount = _options.SegmentCount,
        };
        var memory = new VirtualMemory();
        parts.Memory = memory;
        _front.Fit(parts, _options.Sells);
        FitCounter(parts);
        Loop = new KioskLoop(parts, _identity, new PlatformMac());
        Loop.Start(Clock.MonotonicMs);
        memory.Started();
        SetBeams(_beams);
        if (Drive.IsDead)
        {
            throw new PowerCutException($"power cut while {KioskId} starts");
        }
    }

    /// <summary>Lets the virtual pins and buses go; the uplink stays its owner's.</summary>
    public void Dispose()
    {
        _front.Dispose();
        _customer.Dispose();
        _card.Dispose();
    }

    // What stands before the customer: it keeps its own power when the kiosk's goes.
    private void FitCounter(KioskParts parts)
    {
        Cards = null;
        if (_options is { Sells: true, CustomerDisplay: true })
        {
            parts.CustomerDisplay = new Cd5220Display(_customer, CodePage.Cp1252);
        }

        if (_options.CounterSense)
        {
            parts.CounterSense = _counter;
        }

        if (_options is { Sells: true, CardTerminal: true })
        {
            int files = DriveFiles.CardSlots(_options.SegmentCount);
            parts.Cards = new CardPayment(
                Drive, files, new DozingTerminal(new ConcertTerminal(_card, Register)), Register);
            Cards = parts.Cards;
        }
    }

    /// <summary>
    /// Runs the loop at the clock's now. Returns the calendar ms when it is next due. Throws
    /// <see cref="PowerCutException"/>.
    /// </summary>
    public long Step()
    {
        long nowMs = Clock.MonotonicMs;
        long frontDue = _front.Advance(nowMs);
        long due = Math.Min(Loop.Step(nowMs), frontDue);
        if (Drive.IsDead)
        {
            throw new PowerCutException($"power cut at {KioskId}");
        }

        long origin = Clock.CalendarMs - Clock.MonotonicMs;
        return due > long.MaxValue - origin ? long.MaxValue : origin + due;
    }
}
