using System.Reflection;
using Kiosk.Fiscal;
using Kiosk.Firmware.Parts;
using Kiosk.Ledger;
using Kiosk.Ledger.Ingest;
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
        + "ClimateReading=7 Health=8 Gap=9 TicketDetail=10 Duplicate=11 ProvisionalNote=12 Closing=13 Training=14 "
        + "Archive=15 CounterSlot=16")]
    [InlineData(typeof(ReadingCode), "Ok=0 Warming=1 Stale=2 Stuck=3 Range=4 Rate=5 Crc=6 Bus=7 Disagree=8 Disabled=9 "
        + "Humid=10")]
    [InlineData(typeof(TicketLayout),
        "LineArticle=0 LineFlags=1 LineQuantity=2 LinePrice=3 LineRate=4 LineAsCatalogue=1 "
        + "OperationSale=0 OperationRefund=1 OperationCancel=2 TenderCash=1 TenderCard=2 TenderWidth=2 LineWidth=5 "
        + "LineExempt=2 TenderCheque=3 TenderMealPaper=4 TenderMealCard=5 TenderLocalNotes=6 TenderLocalDigital=7 "
        + "TenderVoucher=8 TenderDeposit=9 TenderSuspended=10 TenderAccount=11 TenderGift=12 TenderCardByHand=13")]
    [InlineData(typeof(DetailLayout), "Number=0 FirstItem=1 ItemCount=2 Items=3 ItemWidth=3")]
    [InlineData(typeof(DetailItem), "OriginalTicket=1 Reason=2 LineDiscount=3 DiscountReason=4 OriginalLine=5 "
        + "NonSale=6 FromNote=7 Manager=8 Replaces=9")]
    [InlineData(typeof(ReasonCode), "Returned=1 WrongArticle=2 WrongTender=3 WrongPrice=4 Defective=5 GaveUp=6 "
        + "Gesture=7 Perishable=8 Staff=9 Regular=10 PaperLost=11 PaperUnreadable=12 AskedLater=13 ForBooks=14 "
        + "Other=15")]
    [InlineData(typeof(NonSaleType), "Voucher=1 Deposit=2 LocalCurrency=3 Donation=4 Suspended=5 Gift=6")]
    [InlineData(typeof(DuplicateLayout),
        "Number=0 OriginalKind=1 OriginalNumber=2 Rank=3 Reason=4 Operator=5 Count=6 MonthClosing=113 "
        + "YearClosing=213")]
    [InlineData(typeof(NoteLayout), "Number=0 Operator=1 Catalogue=2 Cents=3 LineCount=4 Lines=5 LineWidth=3 "
        + "LineArticle=0 LineQuantity=1 LinePrice=2")]
    [InlineData(typeof(ClosingLayout), "Number=0 Level=1 Period=2 Flags=3 Operator=4 PerpetualSigned=5 "
        + "PerpetualAbsolute=6 Figures=7 FigureCount=21 RateCount=28 TenderCount=29 OperatorCount=30 "
        + "NonSaleCount=31 Rows=32 RowWidth=3 Day=1 Month=2 Year=3 Late=1 Uncertain=2 Spanning=4 Automatic=8")]
    [InlineData(typeof(ArchiveLayout), "Number=0 Level=1 Period=2 FirstSequence=3 LastSequence=4 Tickets=5 Cents=6 "
        + "RateCount=7 Rates=8")]
    [InlineData(typeof(PeriodTotals), "FirstTicket=0 LastTicket=1 FirstSeal=2 LastSeal=3 LastSale=4 Sales=5 "
        + "SalesCents=6 Refunds=7 RefundCents=8 Discounts=9 DiscountCents=10 Voids=11 VoidCents=12 Copies=13 "
        + "DrawerOpenings=14 Notes=15 NotesFollowed=16 CashMoved=17 CashExpected=18 CashCounted=19 CashCounts=20")]
    [InlineData(typeof(ChainKind), "T=0 GT=1 E=2 C=3 D=4 N=5 X=6 J=7 M=8 A=9 R=10 Count=11")]
    [InlineData(typeof(FiscalOutcome), "Sealed=0 Missing=-1 Replayed=-2 Malformed=-3 WrongVersion=-4 Changed=-5 "
        + "TimeBackwards=-6 Different=-7 OutOfOrder=-8 WrongKey=-9")]
    [InlineData(typeof(LineGroupLayout), "Number=0 FirstLine=1 LineCount=2 Lines=3")]
    [InlineData(typeof(TotalLayout), "Tickets=0 PerpetualSigned=1 PerpetualAbsolute=2 Events=3 Day=4 Count=5")]
    [InlineData(typeof(EventLayout), "Number=0 Code=1 Operator=2 Argument1=3 Argument2=4 Count=5")]
    [InlineData(typeof(CashLayout), "Number=0 Type=1 Cents=2 Operator=3 Count=4 TypeFloat=1 TypeSkim=2 TypePayIn=3 "
        + "TypeCount=4 TypeExpense=5")]
    [InlineData(typeof(FootfallLayout), "SlotStart=0 BusyPeriods=1 IdleSeconds=2 AToB=3 BToA=4 Ambiguous=5 Quality=6 "
        + "CountBefore=7 PeopleTenths=7 ErrorTenths=8 BlindSeconds=9 Count=10 "
        + "QuietBefore=10 CountWithQuiet=11 QuietMax=7 "
        + "SlotSeconds=900 Blocked=1 Flapping=2 "
        + "Dead=4 Saturated=8 Partial=16 EdgesLost=32 NoNumber=15")]
    [InlineData(typeof(CounterLayout), "SlotStart=0 Stops=1 OccupiedSeconds=2 BlindSeconds=3 Quality=4 Count=5 "
        + "SlotSeconds=3600 Partial=1 Blocked=2")]
    [InlineData(typeof(ClimateLayout),
        "Temperature=0 Humidity=1 Pressure=2 Co2=3 Pm25=4 Pm10=5 Sound=6 Codes=7 CountBefore=8 "
        + "SoundSpread=8 Count=9 SpreadUnit=100")]
    [InlineData(typeof(HealthLayout), "Uptime=0 JournalBytes=1 Waiting=2 TelemetryRefused=3 KeysLost=4 EdgesLost=5 "
        + "Faults=6 FreeHeap=7 FramesSent=8 FramesResent=9 Count=10")]
    [InlineData(typeof(GapLayout), "First=0 Sequences=1 Reason=2 Count=3")]
    [InlineData(typeof(Key),
        "None=-1 Digit0=0 Digit9=9 DoubleZero=10 Multiply=11 Price=12 Article=13 Undo=14 Abandon=15 "
        + "Clear=16 Cash=17 Note5=18 Note10=19 Note20=20 Note50=21 Ticket=22 Repeat=23 Help=24 Department1=25 "
        + "Department8=32 Article1=33 Article15=47 Card=48 Meal=49 Tender=50 Hold=51 Markdown=52 Function=53 Count=54")]
    [InlineData(typeof(QuarantineReason), "None=0 WrongKey=1 Malformed=2 UnknownVersion=3 ForeignDevice=4 "
        + "UnknownCatalogue=5 FutureSequence=6 Conflict=7 UnknownDevice=8 RevokedDevice=9 TooLong=10")]
    [InlineData(typeof(AlarmKind), "ChainBreak=1 Conflict=2 Clock=3 Gap=4 FutureSequence=5 WrongKey=6 Revoked=7 "
        + "UnknownDevice=8 Unreadable=9 DeclaredLoss=10 HeadMismatch=11 OverRefund=12 SiteCounted=13 OtherSale=14 "
        + "OtherMerchant=15 CounterHour=16 CredentialEnds=17")]
    [InlineData(typeof(RowMarks), "Clock=1 Historical=2 Untimed=4")]
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
