namespace Kiosk.Protocol;

/// <summary>
/// Faults and refusals that somebody has to know of. One number stands for one thing on the LCD, in the console and in
/// the manual. Frozen: a number may be added, never changed or reused. Tens by subject: 10 till, 20 printer,
/// 30 storage, 40 time, 50 city, 60 senses and displays, 70 board, 80 connection.
/// </summary>
public static class FaultCode
{
    /// <summary>No fault.</summary>
    public const int None = 0;

    /// <summary>The barcode is not in the catalogue.</summary>
    public const int UnknownBarcode = 10;

    /// <summary>The amount of a line or of the ticket is over <see cref="Limits.TicketCentsMax"/>.</summary>
    public const int AmountOverLimit = 11;

    /// <summary>No article has this code or key.</summary>
    public const int UnknownArticle = 12;

    /// <summary>The basket holds <see cref="Limits.LinesPerTicketMax"/> lines.</summary>
    public const int BasketFull = 13;

    /// <summary>The cash given is less than the total.</summary>
    public const int CashTooSmall = 14;

    /// <summary>Key presses were lost: more than <see cref="Limits.KeysWaitingMax"/> waited.</summary>
    public const int KeysLost = 15;

    /// <summary>The barcode was not read whole (length, check digit).</summary>
    public const int BarcodeDamaged = 16;

    /// <summary>The key has no meaning at this point, or the department is not in use.</summary>
    public const int KeyRefused = 17;

    /// <summary>A closing could not be stored; it is tried again.</summary>
    public const int ClosingFailed = 18;

    /// <summary>The keypad does not answer.</summary>
    public const int KeypadFault = 19;

    /// <summary>The printer is out of paper.</summary>
    public const int PrinterPaperOut = 20;

    /// <summary>The printer does not answer.</summary>
    public const int PrinterOffline = 21;

    /// <summary>The printer's paper is near its end.</summary>
    public const int PrinterPaperNearEnd = 22;

    /// <summary>The printer's cover is open.</summary>
    public const int PrinterCoverOpen = 23;

    /// <summary>A receipt was given up: the printer stayed stopped or silent.</summary>
    public const int ReceiptFailed = 24;

    /// <summary>The drawer's pulse did not go out.</summary>
    public const int DrawerFault = 25;

    /// <summary>The line to the printer fails.</summary>
    public const int PrinterLineFault = 26;

    /// <summary>80 % of the journal is in use.</summary>
    public const int DriveNearlyFull = 30;

    /// <summary>The journal is full: nothing more is sold until the city has acknowledged.</summary>
    public const int DriveFull = 31;

    /// <summary>A write to the drive failed.</summary>
    public const int DriveWriteFailed = 32;

    /// <summary>A journal segment is damaged; its lost records are declared as a gap.</summary>
    public const int SegmentCorrupt = 33;

    /// <summary>The drive is blank although this kiosk had been in service.</summary>
    public const int StorageLost = 34;

    /// <summary>Telemetry is refused to keep room for sales.</summary>
    public const int TelemetryRefused = 35;

    /// <summary>A write beside the journal failed: open basket, card attempt, boot record, acknowledged, head
    /// marker.</summary>
    public const int SmallWriteFailed = 36;

    /// <summary>A technical event could not be stored.</summary>
    public const int EventLost = 37;

    /// <summary>No memory card to copy onto, or it was taken out in mid-copy.</summary>
    public const int MemoryCardMissing = 38;

    /// <summary>The memory card takes no copy: full, write-protected, unreadable, or it reads back otherwise.</summary>
    public const int MemoryCardBad = 39;

    /// <summary>The wall time is unknown; sales go on, dated later.</summary>
    public const int ClockUnknown = 40;

    /// <summary>The wall clock was set by more than five minutes.</summary>
    public const int ClockStep = 41;

    /// <summary>The battery clock is silent or has no time (its battery?), or did not take one.</summary>
    public const int BatteryClockFault = 42;

    /// <summary>A message from the city is not authentic (settings with a bad signature too), unreadable or too
    /// long.</summary>
    public const int DownlinkRefused = 50;

    /// <summary>Settings were refused: a value is out of its range.</summary>
    public const int SettingsRange = 52;

    /// <summary>A catalogue was refused.</summary>
    public const int CatalogueRefused = 53;

    /// <summary>Nothing was acknowledged for 24 hours although records wait.</summary>
    public const int GatewaySilent = 55;

    /// <summary>The city asked for records that this kiosk no longer has.</summary>
    public const int RecordsGone = 56;

    /// <summary>The city refuses a record even in a frame of its own; it is kept, and those behind it are
    /// sent.</summary>
    public const int RecordRefused = 57;

    /// <summary>A message from the city found no room on the board; the city sends it again.</summary>
    public const int DownlinkLost = 58;

    /// <summary>The city answers the credentials in force and not those delivered last.</summary>
    public const int CredentialsRefused = 59;

    /// <summary>A light beam is blocked or flapping.</summary>
    public const int BeamBlocked = 60;

    /// <summary>Beam edges were lost: more than <see cref="Limits.EdgesWaitingMax"/> waited.</summary>
    public const int EdgesLost = 61;

    /// <summary>A climate channel gives no valid reading.</summary>
    public const int ProbeFault = 62;

    /// <summary>The residents' display does not answer.</summary>
    public const int NoticeDisplayFault = 63;

    /// <summary>The till's LCD does not answer.</summary>
    public const int LcdFault = 64;

    /// <summary>A text of the city has no room on the residents' display, or a character that it cannot draw.</summary>
    public const int NoticeCut = 65;

    /// <summary>The customer's display does not take what it is to show.</summary>
    public const int CustomerDisplayFault = 66;

    /// <summary>No edge of the light beams in three hours of opening time: dead, torn off, or dazzled shut.</summary>
    public const int BeamDead = 67;

    /// <summary>
    /// The light beams were free for less than a fifth of a slot: somebody stands in them, or the sun dazzles them.
    /// </summary>
    public const int BeamSaturated = 68;

    /// <summary>The line to the barcode scanner fails.</summary>
    public const int ScannerFault = 69;

    /// <summary>The loop was stopped by a bug and started again.</summary>
    public const int LoopRestarted = 71;

    /// <summary>The board restarted without having been told to.</summary>
    public const int UnexpectedRestart = 72;

    /// <summary>The supply's alarm came and the board lives on: the supply dipped, or the alarm is stuck.</summary>
    public const int SupplyAlarm = 73;

    /// <summary>An item of the identity is missing or malformed, or of another secret; the till sells without the
    /// city.</summary>
    public const int IdentityIncomplete = 74;

    /// <summary>A part failed while the board was starting; the display names the stage, and the board tries
    /// again.</summary>
    public const int StartStopped = 76;

    /// <summary>Settings, catalogue or a text of the city are damaged in both slots; the built-in ones are used until
    /// the city has sent them again.</summary>
    public const int SettingsLost = 77;

    /// <summary>The line to the card terminal: no connection, failed, or something on it that is no answer to
    /// us.</summary>
    public const int CardLineFault = 78;

    /// <summary>The gateway answers and refuses this device: revoked, unknown, or other credentials.</summary>
    public const int ConnectionRefused = 80;

    /// <summary>The gateway answers that it takes no connection now.</summary>
    public const int GatewayUnavailable = 81;

    /// <summary>Nobody answers at the gateway's address, or in a way that is no secure connection, or never.</summary>
    public const int GatewayUnreachable = 82;

    /// <summary>The network is there and gives this kiosk no address.</summary>
    public const int NetworkNoAddress = 83;

    /// <summary>The city acknowledged what was not in flight, or sent a command that this firmware does not
    /// know.</summary>
    public const int AnswerIgnored = 84;

    /// <summary>No frame can carry a record; it was given up.</summary>
    public const int RecordGivenUp = 85;

    /// <summary>The sensor of the counter has seen something for twenty minutes: turned, covered, or dazzled.</summary>
    public const int CounterSenseBlocked = 86;

    /// <summary>
    /// A part without a code of its own (beeper, memory card, alarm of the supply) could not be made at the start and
    /// is left out.
    /// </summary>
    public const int PartLeftOut = 87;

    /// <summary>The gateway's time is more than a day ahead of what it told before; believed after a day.</summary>
    public const int GatewayTimeDoubted = 88;
}
