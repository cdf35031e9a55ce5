using Kiosk.Provision.Hardware;
using Kiosk.Tests.Architecture;

namespace Kiosk.Tests.Provision.Hardware;

/// <summary>The real hardware data, and ways to break one fact of them.</summary>
internal static class HardwareBench
{
    public static HardwareData Real { get; } = HardwareData.Read(Repository.Path("hardware"));

    public static RuleRun Run(HardwareData data, string rule) => Checkup.Run(data, rule).Single();

    /// <summary>A build by its id.</summary>
    public static BoardBuild Build(HardwareData data, string id) => data.Pins.Builds.Single(b => b.Id == id);

    public static HardwareData WithBuild(this HardwareData data, string id, Func<BoardBuild, BoardBuild> change) =>
        data with { Pins = data.Pins with { Builds = [.. data.Pins.Builds.Select(b => b.Id == id ? change(b) : b)] } };

    public static HardwareData WithPin(
        this HardwareData data, string build, string constant, Func<BoardPin, BoardPin> change) =>
        data.WithBuild(build, b => b with
        {
            Pins = [.. b.Pins.Select(p => p.Constant == constant ? change(p) : p)],
        });

    public static HardwareData WithBus(
        this HardwareData data, string build, int bus, Func<I2cLine, I2cLine> change) =>
        data.WithBuild(build, b => b with { Buses = [.. b.Buses.Select(l => l.Bus == bus ? change(l) : l)] });

    public static HardwareData WithModule(this HardwareData data, string id, Func<ModuleFacts, ModuleFacts> change) =>
        data with
        {
            Chips = data.Chips with { Modules = [.. data.Chips.Modules.Select(m => m.Id == id ? change(m) : m)] },
        };

    public static HardwareData WithHoldUp(this HardwareData data, Func<HoldUp, HoldUp> change) =>
        data with { Supply = data.Supply with { HoldUp = change(data.Supply.HoldUp) } };

    /// <summary>A table in which the rows that a test picks have another value in one column.</summary>
    public static CsvTable With(this CsvTable table, Func<CsvRow, bool> which, string column, string value) =>
        table with
        {
            Rows = [.. table.Rows.Select(r => which(r)
                ? r with { Values = new Dictionary<string, string>(r.Values) { [column] = value } } : r)],
        };

    public static CsvTable Without(this CsvTable table, Func<CsvRow, bool> which) =>
        table with { Rows = [.. table.Rows.Where(r => !which(r))] };
}
