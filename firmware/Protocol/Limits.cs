namespace Kiosk.Protocol;

/// <summary>
/// Every limit of the device and of the wire, with its unit. Relations between them are proven by a test.
/// </summary>
public static class Limits
{
    /// <summary>Values in one record.</summary>
    public const int RecordValuesMax = 140;

    /// <summary>Latin-1 bytes of text in one record.</summary>
    public const int RecordTextMax = 64;

    /// <summary>Encoded bytes of one journal record, header and CRC included.</summary>
    public const int RecordBytesMax = 1024;

    /// <summary>Lines held in one ticket or line group record.</summary>
    public const int LinesPerRecordMax = 24;

    /// <summary>Lines of one ticket (basket).</summary>
    public const int LinesPerTicketMax = 72;

    /// <summary>Tenders of one ticket.</summary>
    public const int TendersPerTicketMax = 4;

    /// <summary>Items in one detail record of a ticket.</summary>
    public const int DetailItemsMax = 45;

    /// <summary>Lines of one provisional note.</summary>
    public const int NoteLinesMax = 45;

    /// <summary>Merchants who share a kiosk by shift.</summary>
    public const int MerchantsMax = 2;

    /// <summary>Bytes of one frame on the wire, MAC included.</summary>
    public const int FrameBytesMax = 4096;

    /// <summary>Events of one frame.</summary>
    public const int FrameEventsMax = 64;

    /// <summary>Bytes of the truncated MAC of a frame or downlink (HMAC-SHA-256, leftmost bytes).</summary>
    public const int MacBytes = 16;

    /// <summary>Bytes of the seal prefix a frame carries.</summary>
    public const int HeadSealBytes = 8;

    /// <summary>Bytes of one downlink message, MAC included.</summary>
    public const int DownlinkBytesMax = 8192;

    /// <summary>Missing ranges listed in one acknowledgement.</summary>
    public const int MissingRangesMax = 8;

    /// <summary>Articles of a catalogue.</summary>
    public const int CatalogueArticlesMax = 160;

    /// <summary>Departments of a catalogue.</summary>
    public const int DepartmentsMax = 8;

    /// <summary>Latin-1 bytes of a label (article, department).</summary>
    public const int LabelBytesMax = 20;

    /// <summary>Cents of one line or one ticket, absolute (100,000.00 EUR less a cent).</summary>
    public const int TicketCentsMax = 9_999_999;

    /// <summary>Units on one line.</summary>
    public const int QuantityMax = 999;

    /// <summary>Latin-1 bytes of a notice.</summary>
    public const int NoticeBytesMax = 160;

    /// <summary>Key presses waiting for the loop.</summary>
    public const int KeysWaitingMax = 64;

    /// <summary>Beam edges waiting for the loop.</summary>
    public const int EdgesWaitingMax = 256;

    /// <summary>Calls of a card terminal, sendings of one request and unreadable answers until it is given
    /// up.</summary>
    public const int CardTriesMax = 3;

    /// <summary>Milliseconds that a card terminal may take for one reply of the line.</summary>
    public const int CardByteMs = 3_000;

    /// <summary>Milliseconds that the customer has at a card terminal.</summary>
    public const int CardCustomerMs = 120_000;

    /// <summary>Bytes of one answer of a card terminal, texts of its slip included.</summary>
    public const int CardAnswerBytesMax = 4_096;
}
