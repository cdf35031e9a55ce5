namespace Kiosk.Ledger;

/// <summary>Why a frame is refused. Frozen numbers.</summary>
internal enum FrameError
{
    /// <summary>Not refused.</summary>
    None = 0,

    /// <summary>Shorter than any frame.</summary>
    TooShort = 1,

    /// <summary>Longer than a frame may be.</summary>
    TooLong = 2,

    /// <summary>The MAC is not that of the device's frame key: damaged, cut or from somebody else.</summary>
    BadMac = 3,

    /// <summary>Authentic, but not the CBOR of a frame.</summary>
    NotCbor = 4,

    /// <summary>Authentic, but of a version this program does not know.</summary>
    WrongVersion = 5,

    /// <summary>Authentic, but it names another device than the one that sent it.</summary>
    WrongDevice = 6,

    /// <summary>Authentic, but a field of the header is out of its range.</summary>
    BadHeader = 7,

    /// <summary>More events than <see cref="Kiosk.Protocol.Limits.FrameEventsMax"/>.</summary>
    TooManyEvents = 8,

    /// <summary>An event of a known kind is not as its kind wants it.</summary>
    BadEvent = 9,

    /// <summary>A line refers to a catalogue version or an article that was never pushed to this device.</summary>
    UnknownCatalogue = 10,

    /// <summary>A sequence outside 1..4294967295.</summary>
    SequenceRange = 11,

    /// <summary>An event's monotonic or wall time outside 0..4294967295.</summary>
    TimeRange = 12,

    /// <summary>Bytes or items where the MAC should stand.</summary>
    TrailingBytes = 13,
}
