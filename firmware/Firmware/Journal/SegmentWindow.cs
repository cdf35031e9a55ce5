using Kiosk.Protocol;

namespace Kiosk.Firmware.Journal;

/// <summary>
/// A window of one segment file in the journal's work buffer. Appending uses the same buffer, so it invalidates the
/// window. One thread.
/// </summary>
internal sealed class SegmentWindow
{
    /// <summary>The work buffer: room for a segment header, then for one batch of records.</summary>
    internal readonly byte[] Buffer;

    private readonly SegmentMap _map;
    private long _number;
    private int _start;
    private int _length;

    internal SegmentWindow(SegmentMap map, int bytes)
    {
        _map = map;
        Buffer = new byte[bytes];
    }

    internal void Invalidate()
    {
        _length = 0;
        _number = 0;
    }

    /// <summary>
    /// Decodes the record at a position of a segment that is in use up to <paramref name="end"/>. Returns its length, 0
    /// when
    /// the bytes end before the record does, -1 when there is no valid record.
    /// </summary>
    internal int Read(long number, int position, int end, Record into)
    {
        int wanted = end - position < Limits.RecordBytesMax ? end - position : Limits.RecordBytesMax;
        if (wanted <= 0)
        {
            return 0;
        }

        bool inside = _number == number && position >= _start && position + wanted <= _start + _length;
        if (!inside && !Fill(number, position, end))
        {
            return -1;
        }

        int offset = position - _start;
        return JournalCodec.Read(Buffer, offset, _length - offset < wanted ? _length - offset : wanted, into);
    }

    private bool Fill(long number, int position, int end)
    {
        int length = end - position < Buffer.Length ? end - position : Buffer.Length;
        int read = _map.Drive.Read(_map.File(number), position, Buffer, 0, length);
        _number = read > 0 ? number : 0;
        _start = position;
        _length = read > 0 ? read : 0;
        return read > 0;
    }
}
