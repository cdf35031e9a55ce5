namespace Kiosk.Ledger;

/// <summary>What the ledger did with a frame.</summary>
public enum IngestOutcome
{
    /// <summary>All events of the frame are new and durable.</summary>
    Stored = 0,

    /// <summary>Some events are new and durable, the others were there already with the same content.</summary>
    PartlyStored = 1,

    /// <summary>Every event was there already with the same content.</summary>
    Duplicate = 2,

    /// <summary>The frame carries no event: a device says hello or asks for its next sequence.</summary>
    Hello = 3,

    /// <summary>The frame is kept apart with a reason and changes nothing else.</summary>
    Quarantined = 4,
}

/// <summary>Why a frame is kept apart. Frozen numbers, stored in the database.</summary>
public enum QuarantineReason
{
    /// <summary>Not quarantined.</summary>
    None = 0,

    /// <summary>The MAC does not fit the device's frame key.</summary>
    WrongKey = 1,

    /// <summary>The bytes are no frame: cut short, trailing bytes, not CBOR, a value out of its range.</summary>
    Malformed = 2,

    /// <summary>A frame version newer than this program knows.</summary>
    UnknownVersion = 3,

    /// <summary>The frame names another device than the one that sent it.</summary>
    ForeignDevice = 4,

    /// <summary>A ticket refers to a catalogue or settings version the city never pushed to this device.</summary>
    UnknownCatalogue = 5,

    /// <summary>The sequence is too far beyond the highest known one, or there are too many holes.</summary>
    FutureSequence = 6,

    /// <summary>Other content under a sequence that is already known.</summary>
    Conflict = 7,

    /// <summary>No such device is registered.</summary>
    UnknownDevice = 8,

    /// <summary>The device was revoked (SEC-1: kept apart, not dropped).</summary>
    RevokedDevice = 9,

    /// <summary>Longer than a frame may be; only the beginning is kept.</summary>
    TooLong = 10,
}

/// <summary>Result of one submitted frame, known only after the commit that holds it.</summary>
/// <param name="Device">Device number the frame was submitted for.</param>
/// <param name="Outcome">What was done.</param>
/// <param name="Reason">Why the frame is quarantined, else none.</param>
/// <param name="NewEvents">Sequences that this frame added.</param>
/// <param name="Acknowledgement">
/// Authenticated downlink bytes to publish to the device, or null when the sender could not be authenticated.
/// </param>
public sealed record IngestResult(
    long Device, IngestOutcome Outcome, QuarantineReason Reason, int NewEvents, byte[]? Acknowledgement);

/// <summary>A frame as it came in, for <see cref="CityLedger.SubmitNow"/>.</summary>
/// <param name="Device">Device number the transport vouches for (client certificate, topic).</param>
/// <param name="Bytes">The frame.</param>
public readonly record struct InboundFrame(long Device, ReadOnlyMemory<byte> Bytes);
