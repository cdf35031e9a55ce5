using System.Reflection;
using System.Text.RegularExpressions;
using Kiosk.Firmware;
using Kiosk.Protocol;
using Kiosk.Tests.Architecture;

namespace Kiosk.Tests.Firmware;

/// <summary>Every fault that has a number is met somewhere, counted, and told at most once an hour.</summary>
public class FaultCodeTests
{
    private static readonly string[] Folders = ["Till", "Firmware", "Drivers"];

    [Fact]
    public void Every_fault_code_is_raised_or_counted_in_the_firmware()
    {
        string[] folders = [.. Folders.Select(folder => Repository.Path("firmware/" + folder))];
        string[] sources = [.. folders.SelectMany(f => Directory.GetFiles(f, "*.cs", SearchOption.AllDirectories))
            .Select(File.ReadAllText)];
        List<string> missing = [];
        foreach (FieldInfo code in typeof(FaultCode).GetFields().Where(f => f.Name != nameof(FaultCode.None)))
        {
            Regex raised = new($@"(?<!cref=""[\w.]*)FaultCode\.{code.Name}\b", RegexOptions.None);
            if (!sources.Any(source => raised.IsMatch(source)))
            {
                missing.Add(code.Name);
            }
        }

        Assert.True(missing.Count == 0, $"never met: {string.Join(", ", missing)}. Raise it, or remove it.");
    }

    [Fact]
    public void Every_fault_code_has_room_for_its_count()
    {
        Assert.All(
            typeof(FaultCode).GetFields().Select(f => (int)f.GetRawConstantValue()!),
            code => Assert.InRange(code, 0, FaultCounts.CodesMax - 1));
    }

    [Fact]
    public void A_fault_is_told_at_once_and_then_at_most_once_an_hour_with_its_count()
    {
        FaultCounts faults = new();
        Assert.Equal(FaultCode.None, faults.NextToTell(0));
        faults.Raise(FaultCode.UnknownBarcode);
        Assert.Equal(FaultCode.UnknownBarcode, faults.NextToTell(1));
        faults.WasTold(FaultCode.UnknownBarcode);
        for (int i = 0; i < 500; i++)
        {
            faults.Raise(FaultCode.UnknownBarcode);
            Assert.Equal(FaultCode.None, faults.NextToTell(2 + i));
        }

        Assert.Equal(501, faults.Of(FaultCode.UnknownBarcode));
        Assert.Equal(FaultCode.UnknownBarcode, faults.NextToTell(FaultCounts.TellAgainMs));
        faults.WasTold(FaultCode.UnknownBarcode);
        Assert.Equal(FaultCode.None, faults.NextToTell(3 * FaultCounts.TellAgainMs));
        faults.Count(FaultCode.ClockStep);
        Assert.Equal(FaultCode.None, faults.NextToTell(4 * FaultCounts.TellAgainMs));
        Assert.Equal(502, faults.Total);
    }
}
