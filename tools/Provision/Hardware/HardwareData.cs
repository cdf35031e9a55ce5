using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kiosk.Provision.Hardware;

/// <summary>All files of the hardware folder that machines read.</summary>
public sealed record HardwareData
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    /// <summary>The folder it was read from.</summary>
    public required string Folder { get; init; }

    /// <summary>Facts about chips; pins; supply.</summary>
    public required ChipFile Chips { get; init; }

    /// <inheritdoc cref="Chips"/>
    public required PinFile Pins { get; init; }

    /// <inheritdoc cref="Chips"/>
    public required SupplyFile Supply { get; init; }

    /// <summary>Parts list; wires; loads.</summary>
    public required CsvTable Parts { get; init; }

    /// <inheritdoc cref="Parts"/>
    public required CsvTable Wiring { get; init; }

    /// <inheritdoc cref="Parts"/>
    public required CsvTable Loads { get; init; }

    /// <summary>Pins and parts that each bare chip needs; voltages that the parts on a clamped line bear.</summary>
    public required CsvTable Needs { get; init; }

    /// <inheritdoc cref="Needs"/>
    public required CsvTable Withstand { get; init; }

    /// <summary>Tests of each kiosk.</summary>
    public required CsvTable Plan { get; init; }

    /// <summary>Sources of the board's firmware by file name; null when the folder stands alone.</summary>
    public IReadOnlyDictionary<string, string>? Firmware { get; init; }

    /// <summary>Reads a folder; <paramref name="pins"/> replaces its pins.json.</summary>
    /// <exception cref="HardwareException">A file is missing or malformed.</exception>
    public static HardwareData Read(string folder, string? pins = null)
    {
        string firmware = Path.Combine(folder, "..", "firmware", "Board.Esp32");
        var data = new HardwareData
        {
            Folder = folder,
            Chips = Json<ChipFile>(Path.Combine(folder, "chips.json")),
            Pins = Json<PinFile>(pins ?? Path.Combine(folder, "pins.json")),
            Supply = Json<SupplyFile>(Path.Combine(folder, "supply.json")),
            Parts = CsvTable.Read(Path.Combine(folder, "bom.csv"), PartRules.PartColumns),
            Wiring = CsvTable.Read(Path.Combine(folder, "wiring.csv"), PartRules.WireColumns),
            Loads = CsvTable.Read(Path.Combine(folder, "power.csv"), PowerRules.LoadColumns),
            Needs = CsvTable.Read(Path.Combine(folder, "needs.csv"), ChipRules.NeedColumns),
            Withstand = CsvTable.Read(Path.Combine(folder, "withstand.csv"), ClampRules.WithstandColumns),
            Plan = CsvTable.Read(Path.Combine(folder, "test-plan.csv"), PlanRules.PlanColumns),
            Firmware = Directory.Exists(firmware)
                ? Directory.GetFiles(firmware, "*.cs").ToDictionary(f => Path.GetFileName(f), File.ReadAllText)
                : null,
        };
        FileForm.Check(data);
        return data;
    }

    /// <summary>The module of a build.</summary>
    /// <exception cref="HardwareException">chips.json has no such module or chip.</exception>
    public ModuleFacts Module(BoardBuild build)
    {
        ArgumentNullException.ThrowIfNull(build);
        return Chips.Modules.FirstOrDefault(m => m.Id == build.Module)
            ?? throw new HardwareException($"pins.json, {build.Id}: chips.json has no module '{build.Module}'.");
    }

    /// <summary>The chip of a build.</summary>
    /// <exception cref="HardwareException">chips.json has no such module or chip.</exception>
    public ChipFacts Chip(BoardBuild build)
    {
        ModuleFacts module = Module(build);
        return Chips.Chips.FirstOrDefault(c => c.Id == module.Chip)
            ?? throw new HardwareException($"chips.json, module {module.Id}: no chip '{module.Chip}'.");
    }

    internal static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HardwareException($"{path}: cannot be read. {error.Message}", error);
        }
    }

    private static T Json<T>(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Text(path), Strict)
                ?? throw new HardwareException($"{path}: null where an object is wanted.");
        }
        catch (JsonException error)
        {
            string place = $"line {error.LineNumber + 1}, {error.Path}";
            throw new HardwareException($"{Path.GetFileName(path)}, {place}: {error.Message}", error);
        }
    }
}
