using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Journal;

/// <summary>
/// The journal's work buffer. Its head is room for a segment header, in which the chain state of
/// <see cref="HeadMarker"/> stands all the time; behind it lies a window of one segment file, or the batch of records
/// that is appended, which invalidates the window. Texts that are sealed are built at the end of the window: one is
/// done before the next record is read or a batch encoded, and leaves what lies before it. One thread.
/// </summary>
internal sealed class SegmentWindow
{
    private const int Small = SegmentHeader.BytesMax + RecordJournal.BatchBytes;
    private const int Short = 768 + RecordJournal.BatchBytes;
    private const int Large = SegmentHeader.PairBytesMax + RecordJournal.BatchBytes + ChainState.BytesMax;

    /// <summary>Outcome of a read that <see cref="ReadsLeft"/> did not allow.</summary>
    internal const int Waits = -2;

    /// <summary>The work buffer.</summary>
    internal readonly byte[] Buffer;

    /// <summary>Bytes of the head; the window or the batch begins here.</summary>
    internal int Head;

    /// <summary>Kind and sequence of the record checked or read last.</summary>
    internal int Kind;

    /// <inheritdoc cref="Kind"/>
    internal long Sequence;

    /// <summary>Reads of the drive that are still allowed; whoever limits it lifts the limit again.</summary>
    internal int ReadsLeft = int.MaxValue;

    private readonly SegmentMap _map;
    private readonly CanonicalText _text;
    private long _number;
    private int _start;
    private int _length;

    /// <summary>
    /// Buffer with room in the head for the states of one merchant, or of two who share the kiosk. The segments of a
    /// self-test are too short for a long state: the head is cut down to what fits in one.
    /// </summary>
    internal SegmentWindow(SegmentMap map, CanonicalText text, bool shared)
    {
        Buffer = new byte[shared ? Large : map.IsShort ? Short : Small];
        _map = map;
        _text = text;
        text.Share(Buffer, TextAt);
    }

    /// <summary>True when the states of two merchants fit.</summary>
    internal bool IsShared
    {
        get { return Buffer.Length == Large; }
    }

    /// <summary>Bytes that a head may have beside a batch.</summary>
    internal int HeadRoom
    {
        get { return End - RecordJournal.BatchBytes; }
    }

    /// <summary>
    /// Where window and batch end. Behind it the chain that is left stands aside during a change of merchants
    /// (<see cref="HeadMarker.Turn"/>): texts are sealed then.
    /// </summary>
    internal int End
    {
        get { return IsShared ? Large - ChainState.BytesMax : Buffer.Length; }
    }

    private int TextAt
    {
        get { return End - CanonicalText.BytesMax; }
    }

    /// <summary>Gives the head another length; the window is lost.</summary>
    internal void Reserve(int head)
    {
        Head = head;
        Invalidate();
    }

    internal void Invalidate()
    {
        _length = 0;
        _number = 0;
    }

    /// <summary>
    /// Decodes the record at a position of a segment that is in use up to <paramref name="end"/>. Returns its length, 0
    /// when the bytes end before the record does, -1 when there is no valid record, <see cref="Waits"/> when the drive
    /// would have to be read and may not.
    /// </summary>
    internal int Read(long number, int position, int end, Record into)
    {
        int length = Check(number, position, end);
        bool bad = length > 0 && !JournalCodec.Decode(Buffer, Head + position - _start, length, into);
        return bad ? -1 : length;
    }

    /// <summary>Same as <see cref="Read"/>, of kind and sequence alone.</summary>
    internal int Check(long number, int position, int end)
    {
        bool sealing = _text.Touched;
        if (sealing)
        {
            _text.Touched = false;
            LeaveToText();
        }

        bool inside = _number == number && position >= _start && position < _start + _length;
        int length = inside ? CheckAt(position, end) : 0;
        bool cut = length == 0 && position < end && (!inside || (position > _start && _start + _length < end));
        if (!cut)
        {
            return length;
        }

        if (ReadsLeft == 0)
        {
            return Waits;
        }

        // Whoever seals what is read loses what lies where texts are built: no more is read than stays.
        int room = sealing && TextAt - Head >= Limits.RecordBytesMax ? TextAt - Head : End - Head;
        return Fill(number, position, end, room) ? CheckAt(position, end) : -1;
    }

    // A text was built over the end of the window. What stays has to hold a whole record from its start on.
    private void LeaveToText()
    {
        int left = TextAt - Head;
        if (_length > left)
        {
            _length = left;
            _number = left < Limits.RecordBytesMax ? 0 : _number;
        }
    }

    private int CheckAt(int position, int end)
    {
        int offset = Head + position - _start;
        int last = _start + _length < end ? _start + _length : end;
        int length = JournalCodec.Check(Buffer, offset, last - position);
        if (length > 0)
        {
            Kind = JournalCodec.KindAt(Buffer, offset);
            Sequence = JournalCodec.SequenceAt(Buffer, offset);
        }

        return length;
    }

    private bool Fill(long number, int position, int end, int room)
    {
        ReadsLeft--;
        int wanted = end - position < room ? end - position : room;
        int read = _map.Drive.Read(_map.File(number), position, Buffer, Head, wanted);
        _number = read > 0 ? number : 0;
        _start = position;
        _length = read > 0 ? read : 0;
        return read > 0;
    }
}
