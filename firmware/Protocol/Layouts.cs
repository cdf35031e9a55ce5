namespace Kiosk.Protocol;

/// <summary>
/// Values of a <see cref="RecordKind.Ticket"/>: the scalars below, then <c>tenderCount</c> pairs (tender type, cents
/// given), then <c>lineCount</c> groups (article, flags, quantity, unit price in cents, VAT rate code), as stored in
/// the journal, all absolute. Totals are not stored: they are recomputed from the lines.
/// </summary>
public static class TicketLayout
{
    /// <summary>Ticket number T of this terminal, gapless, from 1.</summary>
    public const int Number = 0;

    /// <summary>
    /// Operation: <see cref="OperationSale"/>, <see cref="OperationRefund"/>, <see cref="OperationCancel"/>.
    /// </summary>
    public const int Operation = 1;

    /// <summary>Operator code, 0..99; 0 until sign-in exists.</summary>
    public const int Operator = 2;

    /// <summary>Version of the catalogue the lines refer to; 0 is the empty one.</summary>
    public const int Catalogue = 3;

    /// <summary>Version of the settings in force (merchant identity).</summary>
    public const int Settings = 4;

    /// <summary>Quality of the clock, 0..4 (F-TIME-3), +8 when the time was held back or estimated (R24).</summary>
    public const int ClockQuality = 5;

    /// <summary>Change given in cash, cents, 0 or more.</summary>
    public const int Change = 6;

    /// <summary>Number of tender pairs.</summary>
    public const int TenderCount = 7;

    /// <summary>Number of lines in this record (the last lines when line groups precede it).</summary>
    public const int LineCount = 8;

    /// <summary>Number of lines of the whole ticket, line groups included.</summary>
    public const int LineCountTotal = 9;

    /// <summary>Index of the first tender pair.</summary>
    public const int Tenders = 10;

    /// <summary>Values per tender: type, cents.</summary>
    public const int TenderWidth = 2;

    /// <summary>Values per line: article, flags, quantity, unit price, VAT rate code.</summary>
    public const int LineWidth = 5;

    /// <summary>
    /// Offsets inside a line. Article is a catalogue code (1 or more) or minus the department (-1..-8).
    /// </summary>
    public const int LineArticle = 0, LineFlags = 1, LineQuantity = 2, LinePrice = 3, LineRate = 4;

    /// <summary>Line flag: price and VAT rate equal those of the ticket's catalogue version.</summary>
    public const int LineAsCatalogue = 1;

    /// <summary>
    /// Line flag: no VAT applies (franchise, exemption). Rate code 0 is valid with it only, never silently (R39).
    /// </summary>
    public const int LineExempt = 2;

    /// <summary>Operation codes; printed VENTE, RETOUR, ANNULATION.</summary>
    public const int OperationSale = 0, OperationRefund = 1, OperationCancel = 2;

    /// <summary>Tender types (frozen): cash, card by the terminal.</summary>
    public const int TenderCash = 1, TenderCard = 2;

    /// <summary>
    /// Tender types (frozen): cheque, meal voucher on paper, meal card (R43), local currency in notes and by telephone
    /// (R44), multi-use voucher, deposit given back, suspended item, account, gift card (R45), card noted by hand
    /// (R52).
    /// </summary>
    public const int TenderCheque = 3, TenderMealPaper = 4, TenderMealCard = 5, TenderLocalNotes = 6,
        TenderLocalDigital = 7, TenderVoucher = 8, TenderDeposit = 9, TenderSuspended = 10, TenderAccount = 11,
        TenderGift = 12, TenderCardByHand = 13;
}

/// <summary>
/// Values of a <see cref="RecordKind.LineGroup"/>: ticket number, first line index, line count, then lines as in a
/// ticket.
/// </summary>
public static class LineGroupLayout
{
    /// <summary>Offsets of the scalars and of the first line.</summary>
    public const int Number = 0, FirstLine = 1, LineCount = 2, Lines = 3;
}

/// <summary>Values of a <see cref="RecordKind.Total"/>.</summary>
public static class TotalLayout
{
    /// <summary>
    /// Ticket counter, perpetual signed cents, perpetual absolute cents, event counter, business day yyyymmdd.
    /// </summary>
    public const int Tickets = 0, PerpetualSigned = 1, PerpetualAbsolute = 2, Events = 3, Day = 4, Count = 5;
}

/// <summary>
/// Values of a <see cref="RecordKind.TechnicalEvent"/>; free text (no names, R27) in <see cref="Record.Text"/>.
/// </summary>
public static class EventLayout
{
    /// <summary>Event number E (gapless from 1), JET code (pos.md R25), operator, two arguments.</summary>
    public const int Number = 0, Code = 1, Operator = 2, Argument1 = 3, Argument2 = 4, Count = 5;
}

/// <summary>Values of a <see cref="RecordKind.CashMovement"/>.</summary>
public static class CashLayout
{
    /// <summary>
    /// Movement number C (gapless from 1), type (1 float, 2 skim, 3 pay-in, 4 count), signed cents, operator.
    /// </summary>
    public const int Number = 0, Type = 1, Cents = 2, Operator = 3, Count = 4;

    /// <summary>
    /// Types (frozen): float put in at opening, skim taken to the safe, pay-in, count of the drawer, expense paid from
    /// the drawer. Skims and expenses lower what the drawer should hold, whatever their sign.
    /// </summary>
    public const int TypeFloat = 1, TypeSkim = 2, TypePayIn = 3, TypeCount = 4, TypeExpense = 5;
}

/// <summary>Values of a <see cref="RecordKind.FootfallSlot"/> (F-FOOT-1).</summary>
public static class FootfallLayout
{
    /// <summary>
    /// Slot start (UTC seconds, multiple of 900; 0 when wall time is unknown), busy periods, idle seconds, passages A
    /// to B, B to A, ambiguous, quality flags (0 valid; bits: 1 blocked, 2 flapping, 4 dead, 8 saturated, 16 partial
    /// slot, 32 edges lost). The firmware before the estimate ended its records here.
    /// </summary>
    public const int SlotStart = 0, BusyPeriods = 1, IdleSeconds = 2, AToB = 3, BToA = 4, Ambiguous = 5, Quality = 6,
        CountBefore = 7;

    /// <summary>
    /// People who passed, estimated, and its standard error, both in tenths of a person and 0 when the quality allows
    /// no number; seconds in which nobody looked at the beams, neither idle nor busy.
    /// </summary>
    public const int PeopleTenths = 7, ErrorTenths = 8, BlindSeconds = 9, Count = 10;

    /// <summary>
    /// Quarters right before this slot, outside opening hours, in which both beams were looked at all the time and
    /// nobody passed: 1..<see cref="QuietMax"/>, each a slot of 900 idle seconds and 0 people. A record without such
    /// quarters ends before this value.
    /// </summary>
    public const int QuietBefore = 10, CountWithQuiet = 11, QuietMax = 7;

    /// <summary>Length of a slot in seconds.</summary>
    public const int SlotSeconds = 900;

    /// <summary>Quality bits.</summary>
    public const int Blocked = 1, Flapping = 2, Dead = 4, Saturated = 8, Partial = 16, EdgesLost = 32;

    /// <summary>Quality bits under which an interval has no number (F-FOOT-4).</summary>
    public const int NoNumber = Blocked | Flapping | Dead | Saturated;
}

/// <summary>
/// Values of a <see cref="RecordKind.CounterSlot"/>; a restart in mid-hour leaves a partial one.
/// </summary>
public static class CounterLayout
{
    /// <summary>
    /// UTC second at which the hour starts, 0 while the time is unknown; stops that began in it; seconds in which
    /// somebody stood there; seconds in which nobody knows; quality bits.
    /// </summary>
    public const int SlotStart = 0, Stops = 1, OccupiedSeconds = 2, BlindSeconds = 3, Quality = 4, Count = 5;

    /// <summary>Length of a slot in seconds.</summary>
    public const int SlotSeconds = 3600;

    /// <summary>Quality bits: less than the whole hour; something stood there for more than twenty minutes.</summary>
    public const int Partial = 1, Blocked = 2;
}

/// <summary>Values of a <see cref="RecordKind.ClimateReading"/>.</summary>
public static class ClimateLayout
{
    /// <summary>
    /// Temperature 0.01 degree C, relative humidity 0.01 %, pressure 0.1 hPa, CO2 ppm, PM2.5 0.1 ug/m3, PM10 0.1 ug/m3,
    /// sound level
    /// LAeq 0.1 dB; then packed codes, 4 bits per channel (channel 0 lowest), of <see cref="ReadingCode"/>.
    /// The value of a channel whose code is not ok is 0 and means nothing; that of a humid one is what the part
    /// counted, droplets and all. Above the codes, from bit <see cref="CurveShift"/> on, stands the number of the
    /// <see cref="ClimateCurve"/> that was applied.
    /// </summary>
    public const int Temperature = 0, Humidity = 1, Pressure = 2, Co2 = 3, Pm25 = 4, Pm10 = 5, Sound = 6, Codes = 7,
        CountBefore = 8;

    /// <summary>
    /// How sure the sound level is (F-SEN-6): windows behind it times <see cref="SpreadUnit"/>, plus half of the 95 %
    /// interval of their energy mean in 0.1 dB, at most 99; 0 unless the sound's code is ok. Firmware before it ended
    /// its records at <see cref="CountBefore"/>.
    /// </summary>
    public const int SoundSpread = 8, Count = 9, SpreadUnit = 100;

    /// <summary>Number of channels; first bit of the curve's number above their codes; mask of that number.</summary>
    public const int Channels = 7, CurveShift = 28, CurveMask = 127;
}

/// <summary>Validity of a reading (F-SEN-1). Frozen numbers.</summary>
public static class ReadingCode
{
    /// <summary>Codes; humid marks particles counted above 85 % relative humidity (F-SEN-5).</summary>
    public const int Ok = 0, Warming = 1, Stale = 2, Stuck = 3, Range = 4, Rate = 5, Crc = 6, Bus = 7, Disagree = 8,
        Disabled = 9, Humid = 10;
}

/// <summary>Values of a <see cref="RecordKind.Health"/>.</summary>
public static class HealthLayout
{
    /// <summary>
    /// Uptime seconds, journal bytes used, records waiting, telemetry refused since boot, key presses lost, edges lost,
    /// faults
    /// shown since boot, free heap bytes (0 unknown), frames sent, frames resent.
    /// </summary>
    public const int Uptime = 0, JournalBytes = 1, Waiting = 2, TelemetryRefused = 3, KeysLost = 4, EdgesLost = 5,
        Faults = 6,
        FreeHeap = 7, FramesSent = 8, FramesResent = 9, Count = 10;
}

/// <summary>Values of a <see cref="RecordKind.Gap"/>: the gap record stands for the whole range in a batch.</summary>
public static class GapLayout
{
    /// <summary>
    /// First missing sequence, number of sequences, reason (1 corrupt segment, 2 storage lost, 3 dropped by quota).
    /// </summary>
    public const int First = 0, Sequences = 1, Reason = 2, Count = 3;
}
