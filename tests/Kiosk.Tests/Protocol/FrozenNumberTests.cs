using System.Reflection;
using Kiosk.Ledger;
using Kiosk.Protocol;

namespace Kiosk.Tests.Protocol;

/// <summary>
/// Numbers that stand in journals, frames, databases and manuals. When this fails: put the old number back and give
/// the new meaning a new one; then add it here.
/// </summary>
public class FrozenNumberTests
{
    [Theory]
    [InlineData(typeof(RecordClass), "Sale=1 Footfall=2 Climate=3 Health=4")]
    [InlineData(typeof(Downlink),
        "Version=1 Ack=1 Settings=2 Notice=3 Catalogue=4 Command=5 Archive=6 Hours=7 Agenda=8 Help=9 Link=10 "
        + "OutOfOrder=11 Credentials=12 EnvelopeItems=5 ItemsMax=64")]
    [InlineData(typeof(NoticeSlot), "City=0 Hours=1 Agenda=2 Help=3 Link=4 OutOfOrder=5 Count=6")]
    [InlineData(typeof(DownlinkError),
        "None=0 TooShort=-1 TooLong=-2 BadMac=-3 BadEnvelope=-4 WrongDevice=-5 BadBody=-6 OutOfRange=-7")]
    [InlineData(typeof(SettingsKey),
        "Merchant=1 Address=2 Siret=3 VatMention=4 PrinterColumns=5 PrinterCodePage=6 Sells=7 "
        + "ClimateSeconds=8 HealthSeconds=9 FlushSeconds=10 SetupDigest=11 MarkdownPercent=12 SkimCents=13 "
        + "PrinterFlags=21 ScanPatterns=22 TicketLink=23 OtherMerchant=24 OtherAddress=25 OtherSiret=26 "
        + "OtherVatMention=27 CardRegister=28 OtherCardRegister=29 OtherDrawer=30 BeamFactor=31 "
        + "BeamFactorError=32 CutHour=33 YearEndMonth=34 FloatCents=35 GuaranteeDepartments=36")]
    [InlineData(typeof(ReadingCode), "Ok=0 Warming=1 Stale=2 Stuck=3 Range=4 Rate=5 Crc=6 Bus=7 Disagree=8 Disabled=9 "
        + "Humid=10")]
    [InlineData(typeof(FaultCode),
        "None=0 UnknownBarcode=10 AmountOverLimit=11 UnknownArticle=12 BasketFull=13 CashTooSmall=14 "
        + "KeysLost=15 BarcodeDamaged=16 KeyRefused=17 ClosingFailed=18 KeypadFault=19 "
        + "PrinterPaperOut=20 PrinterOffline=21 "
        + "PrinterPaperNearEnd=22 PrinterCoverOpen=23 ReceiptFailed=24 DrawerFault=25 "
        + "PrinterLineFault=26 DriveNearlyFull=30 DriveFull=31 "
        + "DriveWriteFailed=32 SegmentCorrupt=33 StorageLost=34 TelemetryRefused=35 SmallWriteFailed=36 EventLost=37 "
        + "MemoryCardMissing=38 MemoryCardBad=39 "
        + "ClockUnknown=40 ClockStep=41 BatteryClockFault=42 DownlinkRefused=50 SettingsRange=52 "
        + "CatalogueRefused=53 GatewaySilent=55 RecordsGone=56 RecordRefused=57 DownlinkLost=58 CredentialsRefused=59 "
        + "BeamBlocked=60 "
        + "EdgesLost=61 "
        + "ProbeFault=62 "
        + "NoticeDisplayFault=63 LcdFault=64 NoticeCut=65 CustomerDisplayFault=66 "
        + "BeamDead=67 BeamSaturated=68 ScannerFault=69 LoopRestarted=71 "
        + "UnexpectedRestart=72 SupplyAlarm=73 IdentityIncomplete=74 StartStopped=76 SettingsLost=77 "
        + "CardLineFault=78 ConnectionRefused=80 GatewayUnavailable=81 GatewayUnreachable=82 NetworkNoAddress=83 "
        + "AnswerIgnored=84 RecordGivenUp=85 CounterSenseBlocked=86 PartLeftOut=87 "
        + "GatewayTimeDoubted=88")]
    public void The_numbers_of_a_list_stay(Type list, string expected)
    {
        IEnumerable<string> actual = list.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => $"{field.Name}={field.GetRawConstantValue()}");
        Assert.Equal(expected.Split(' '), actual);
    }

    [Fact]
    public void The_reasons_to_refuse_a_frame_stay()
    {
        Assert.Equal(
            "None TooShort TooLong BadMac NotCbor WrongVersion WrongDevice BadHeader TooManyEvents BadEvent "
                + "UnknownCatalogue "
            + "SequenceRange TimeRange TrailingBytes",
            string.Join(' ', Enum.GetValues<FrameError>()));
    }

    [Fact]
    public void No_fault_code_is_given_twice()
    {
        object?[] codes = [.. typeof(FaultCode).GetFields().Select(field => field.GetRawConstantValue())];
        Assert.Equal(codes.Length, codes.Distinct().Count());
    }
}
