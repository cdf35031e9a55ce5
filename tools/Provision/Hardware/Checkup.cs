namespace Kiosk.Provision.Hardware;

/// <summary>A sentence in the two languages of the staff.</summary>
public sealed record Say(string Fr, string En)
{
    /// <summary>The sentence in one language.</summary>
    public string In(bool french) => french ? Fr : En;
}

/// <summary>A breach, or a warning, with its rule, its place and what to do.</summary>
public sealed record HardwareFinding(string Rule, string Where, Say Remedy, bool IsError);

/// <summary>One rule at work: counts its checks, keeps what it found.</summary>
public sealed class RuleRun(string id)
{
    private readonly List<HardwareFinding> _findings = [];

    /// <summary>Id of the rule.</summary>
    public string Id { get; } = id;

    /// <summary>Checks made.</summary>
    public int Checks { get; private set; }

    /// <summary>Breaches and warnings.</summary>
    public IReadOnlyList<HardwareFinding> Findings => _findings;

    /// <summary>Number of breaches.</summary>
    public int Errors => _findings.Count(f => f.IsError);

    /// <summary>One check: a breach unless it holds.</summary>
    public void Hold(bool holds, string where, string fr, string en)
    {
        Checks++;
        if (!holds)
        {
            _findings.Add(new HardwareFinding(Id, where, new Say(fr, en), IsError: true));
        }
    }

    /// <summary>Something to know that is no breach.</summary>
    public void Note(string where, string fr, string en) =>
        _findings.Add(new HardwareFinding(Id, where, new Say(fr, en), IsError: false));
}

/// <summary>All rules of the hardware folder.</summary>
public static class Checkup
{
    private static readonly (string Id, Action<HardwareData, RuleRun> Check)[] All =
    [
        ("exists", PinRules.Exists), ("flash", PinRules.Flash), ("psram", PinRules.Psram),
        ("input-only-output", PinRules.InputOnlyOutput), ("input-only-pull", PinRules.InputOnlyPull),
        ("strap-driven", PinRules.StrapDriven), ("strap-wrong-pull", PinRules.StrapWrongPull),
        ("uart0", PinRules.Uart0), ("adc2-wifi", PinRules.Adc2Wifi),
        ("reset-glitch-on-actuator", PinRules.ResetGlitchOnActuator), ("usb-service", PinRules.UsbService),
        ("octal", PinRules.Octal), ("vdd-spi-1v8", PinRules.FlashVoltage), ("duplicate", PinRules.Duplicate),
        ("missing-function", FunctionRules.MissingFunction), ("default-clash", FunctionRules.DefaultClash),
        ("level-shift", LevelRules.LevelShift), ("current", PowerRules.Current),
        ("i2c-address-clash", BusRules.AddressClash), ("i2c-pullup-total", BusRules.PullUpTotal),
        ("i2c-speed", BusRules.Speed), ("i2c-back-power", BusRules.BackPower), ("hold-up", PowerRules.HoldUp),
        ("power-table", PowerRules.Table), ("bom-line", PartRules.Lines), ("bom-source", PartRules.Sources),
        ("bom-wiring", PartRules.BothWays), ("wiring-pin", PartRules.WiredPins),
        ("one-net", NetRules.OneNet), ("both-legs", NetRules.BothLegs), ("pull-wired", NetRules.PullWired),
        ("cable-protection", CableRules.Protection), ("fuse", CableRules.Fuse),
        ("input-filter", CableRules.InputFilter), ("chip-needs", ChipRules.Needs),
        ("clamp-rating", ClampRules.Ratings), ("test-plan", PlanRules.Plan), ("sources", SourceRules.Sources),
        ("pins-constants", FirmwareRules.Constants),
        ("drawing-current", FirmwareRules.Drawings),
    ];

    /// <summary>Ids of all rules, in the order of the report.</summary>
    public static IReadOnlyList<string> Rules { get; } = [.. All.Select(r => r.Id)];

    /// <summary>Time that the capacitors bridge in a build, milliseconds (H-3).</summary>
    public static double HoldMilliseconds(HardwareData data, string build) =>
        PowerRules.HoldMilliseconds(data, build);

    /// <summary>Runs all rules, or one.</summary>
    /// <exception cref="HardwareException">The files name a module or chip that they do not describe.</exception>
    public static IReadOnlyList<RuleRun> Run(HardwareData data, string? only = null)
    {
        var runs = new List<RuleRun>();
        foreach ((string id, Action<HardwareData, RuleRun> check) in All.Where(r => only == null || r.Id == only))
        {
            var run = new RuleRun(id);
            check(data, run);
            runs.Add(run);
        }

        return runs;
    }
}
