using System.Reflection;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Architecture;

/// <summary>
/// Numbers that stand on flash, on the wire and in the gateway's store. A number may be added (add it to the text
/// here),
/// never changed or used again. When this fails: restore the number. If the meaning must change, add a new kind, or
/// bump
/// the version of the frame, the journal record or the downlink, and write it into WIRE.md.
/// </summary>
public class FrozenNumbersTests
{
    [Theory]
    [InlineData(typeof(RecordKind), "Ticket=1 LineGroup=2 Total=3 TechnicalEvent=4 CashMovement=5 FootfallSlot=6 "
        + "ClimateReading=7 Health=8 Gap=9")]
    [InlineData(typeof(ReadingCode), "Ok=0 Warming=1 Stale=2 Stuck=3 Range=4 Rate=5 Crc=6 Bus=7 Disagree=8 Disabled=9")]
    [InlineData(typeof(TicketLayout),
        "LineArticle=0 LineFlags=1 LineQuantity=2 LinePrice=3 LineRate=4 LineAsCatalogue=1 "
        + "OperationSale=0 OperationRefund=1 OperationCancel=2 TenderCash=1 TenderCard=2 TenderWidth=2 LineWidth=5")]
    [InlineData(typeof(LineGroupLayout), "Number=0 FirstLine=1 LineCount=2 Lines=3")]
    [InlineData(typeof(TotalLayout), "Tickets=0 PerpetualSigned=1 PerpetualAbsolute=2 Events=3 Day=4 Count=5")]
    [InlineData(typeof(EventLayout), "Number=0 Code=1 Operator=2 Argument1=3 Argument2=4 Count=5")]
    [InlineData(typeof(CashLayout), "Number=0 Type=1 Cents=2 Operator=3 Count=4")]
    [InlineData(typeof(FootfallLayout), "SlotStart=0 BusyPeriods=1 IdleSeconds=2 AToB=3 BToA=4 Ambiguous=5 Quality=6 "
        + "Count=7 SlotSeconds=900 Blocked=1 Flapping=2 Dead=4 Saturated=8 Partial=16 EdgesLost=32")]
    [InlineData(typeof(ClimateLayout),
        "Temperature=0 Humidity=1 Pressure=2 Co2=3 Pm25=4 Pm10=5 Sound=6 Codes=7 Count=8")]
    [InlineData(typeof(HealthLayout), "Uptime=0 JournalBytes=1 Waiting=2 TelemetryRefused=3 KeysLost=4 EdgesLost=5 "
        + "Faults=6 FreeHeap=7 FramesSent=8 FramesResent=9 Count=10")]
    [InlineData(typeof(GapLayout), "First=0 Sequences=1 Reason=2 Count=3")]
    [InlineData(typeof(Key),
        "None=-1 Digit0=0 Digit9=9 DoubleZero=10 Multiply=11 Price=12 Article=13 Undo=14 Abandon=15 "
        + "Clear=16 Cash=17 Note5=18 Note10=19 Note20=20 Note50=21 Ticket=22 Repeat=23 Help=24 Department1=25 "
        + "Department8=32 Article1=33 Article15=47 Card=48 Meal=49 Tender=50 Hold=51 Markdown=52 Function=53 Count=54")]
    public void Frozen_numbers_keep_their_values(Type type, string frozen) =>
        Complaints.None([.. Check(frozen, name => type.GetField(name)?.GetRawConstantValue(), type.Name)]);

    [Fact]
    public void A_number_that_changed_or_went_away_is_named()
    {
        string[] complaints =
            [.. Check("Ticket=7 Gone=1", n => typeof(RecordKind).GetField(n)?.GetRawConstantValue(), "RecordKind")];
        Assert.Equal(2, complaints.Length);
        Assert.All(complaints, c => Assert.Contains("bump the version", c, StringComparison.Ordinal));
    }

    [Fact]
    public void No_two_record_kinds_share_a_number()
    {
        object?[] numbers = [.. typeof(RecordKind).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.IsLiteral && f.Name != nameof(RecordKind.Last)).Select(f => f.GetRawConstantValue())];
        Assert.Equal(numbers.Length, numbers.Distinct().Count());
    }

    private static IEnumerable<string> Check(string frozen, Func<string, object?> value, string type) =>
        frozen.Split(' ').Select(pair => pair.Split('='))
            .Where(p => !string.Equals($"{value(p[0])}", p[1], StringComparison.Ordinal))
            .Select(p => $"{type}.{p[0]} was {p[1]}, is {value(p[0]) ?? "gone"}: restore it, or bump the version.");
}
