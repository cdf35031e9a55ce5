using Kiosk.Protocol;

namespace Kiosk.Ledger;

/// <summary>
/// A frame as read, with room for the largest one; made once and reused. After a refused frame only the error and,
/// from <see cref="FrameError.WrongVersion"/> on, the header fields read so far mean something. Owned by one thread.
/// </summary>
internal sealed class DecodedFrame
{
    private readonly byte[] _payload = new byte[Limits.RecordBytesMax];
    private readonly int[] _rawStart = new int[Limits.FrameEventsMax];
    private readonly int[] _rawLength = new int[Limits.FrameEventsMax];
    private ReadOnlyMemory<byte> _bytes;

    /// <summary>Makes the room.</summary>
    public DecodedFrame()
    {
        for (int i = 0; i < Records.Length; i++)
        {
            Records[i] = new Record();
        }
    }

    /// <summary>Device number the frame names.</summary>
    public long Device { get; internal set; }

    /// <summary>Boot number of all its events.</summary>
    public int Boot { get; internal set; }

    /// <summary>
    /// Sequence of the first event; in a frame without events the one the device gives next, 0 when it asks.
    /// </summary>
    public long FirstSequence { get; internal set; }

    /// <summary>
    /// Sequence after the last event (equal to <see cref="FirstSequence"/> in a frame without events).
    /// </summary>
    public long NextSequence { get; internal set; }

    /// <summary>Monotonic seconds of the first event.</summary>
    public long BaseMono { get; internal set; }

    /// <summary>Wall seconds of the first event, 0 when the device did not know.</summary>
    public long BaseWall { get; internal set; }

    /// <summary>Number of events; 0 in a hello.</summary>
    public int Count { get; internal set; }

    /// <summary>
    /// The events, complete as in the journal but for the seal; of an unknown kind only kind, sequence, times and text.
    /// </summary>
    public Record[] Records { get; } = new Record[Limits.FrameEventsMax];

    /// <summary>True when the frame carries the seal of its last sealed event.</summary>
    public bool HasHeadSeal { get; internal set; }

    /// <summary>First bytes of that seal; of use only with <see cref="HasHeadSeal"/>.</summary>
    public byte[] HeadSeal { get; } = new byte[Limits.HeadSealBytes];

    /// <summary>Merchant of its records of a chain (<see cref="Record.Merchant"/>).</summary>
    public int Merchant { get; internal set; }

    /// <summary>Why the frame was refused.</summary>
    public FrameError Error { get; internal set; }

    /// <summary>Where reading stopped, in bytes from the start of the frame; its length when it was read.</summary>
    public int ErrorOffset { get; internal set; }

    /// <summary>Index of the event that was refused, or -1.</summary>
    public int ErrorEvent { get; internal set; }

    /// <summary>True when the kind of an event is one this program knows.</summary>
    public bool IsKnown(int index) => _rawLength[index] == 0;

    /// <summary>
    /// The content by which two copies of an event are compared: the canonical payload, or for an unknown kind its CBOR
    /// bytes
    /// as they came. Valid until the next call and while the frame's bytes are.
    /// </summary>
    public ReadOnlySpan<byte> Payload(int index)
    {
        return IsKnown(index)
            ? _payload.AsSpan(0, JournalCodec.WritePayload(Records[index], _payload, 0))
            : _bytes.Span.Slice(_rawStart[index], _rawLength[index]);
    }

    /// <summary>What was refused and where, for log and quarantine.</summary>
    public string Describe() => ErrorEvent < 0
        ? $"{Error} at byte {ErrorOffset}"
        : $"{Error} in event {ErrorEvent} at byte {ErrorOffset}";

    internal void Start(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        Device = 0;
        Boot = 0;
        FirstSequence = 0;
        NextSequence = 0;
        BaseMono = 0;
        BaseWall = 0;
        Count = 0;
        HasHeadSeal = false;
        Merchant = 0;
        Error = FrameError.None;
        ErrorOffset = 0;
        ErrorEvent = -1;
    }

    internal void MarkRaw(int index, int start, int length)
    {
        _rawStart[index] = start;
        _rawLength[index] = length;
    }
}
