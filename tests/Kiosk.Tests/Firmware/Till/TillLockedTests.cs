using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>With nobody signed in, nothing is sealed, opened or printed.</summary>
[Trait("Requirement", "R26")]
public class TillLockedTests
{
    private static readonly int[] Open = [FunctionCode.SignIn, FunctionCode.NewManager, FunctionCode.Shift,
        FunctionCode.Inspect, FunctionCode.InspectPaper, FunctionCode.InspectCard];

    public static TheoryData<int> Codes()
    {
        TheoryData<int> codes = [];
        for (int code = 10; code <= 69; code++)
        {
            codes.Add(code);
        }

        return codes;
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_function_with_nobody_signed_in_seals_nothing_and_opens_no_drawer(int code)
    {
        TillBench bench = new();
        bench.OpenFirst().Press(Key.Article1, Key.Cash, Key.Function, 1, 2);
        int sealedBefore = Sealed(bench);
        int pulses = bench.Drawer.Pulses;
        long tickets = bench.Till.LastTicketNumber;

        bench.Press(Key.Function, code / 10, code % 10);
        bool refused = bench.Screen().Contains("CODE VENDEUR", StringComparison.Ordinal);
        bench.Press(1, 0, 0, Key.Cash, Key.Card, Key.Clear, Key.Ticket);
        bench.Print();
        bool known = Array.IndexOf(Open, code) >= 0;
        Assert.Equal(pulses, bench.Drawer.Pulses);
        Assert.Equal(tickets, bench.Till.LastTicketNumber);
        Assert.Equal(0, bench.Till.Operator);
        if (!known)
        {
            Assert.True(refused, $"{code}: {bench.Screen()}");
            Assert.Equal(sealedBefore, Sealed(bench));
            Assert.Equal("", bench.Paper());
        }
    }

    // A wrong PIN is an event of its own and no act of the till.
    private static int Sealed(TillBench bench) => bench.Records().Count(r => RecordKind.IsSealed(r.Kind)
        && !(r.Kind == RecordKind.TechnicalEvent && r.Values[EventLayout.Code] == JetCode.SignInRefused));
}
