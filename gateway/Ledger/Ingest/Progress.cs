using System.Buffers.Binary;

namespace Kiosk.Ledger.Ingest;

/// <summary>
/// Which sequences of one device are durable: all up to <see cref="Contiguous"/>, and ranges above it.
/// </summary>
internal sealed class Progress
{
    private readonly List<(long First, long Last)> _ranges = [];

    public long Contiguous { get; private set; }

    public long Highest => _ranges.Count == 0 ? Contiguous : _ranges[^1].Last;

    public int RangeCount => _ranges.Count;

    public IReadOnlyList<(long First, long Last)> Ranges => _ranges;

    public bool Knows(long sequence) =>
        sequence <= Contiguous || _ranges.Exists(r => r.First <= sequence && sequence <= r.Last);

    /// <summary>True when any sequence of the range is known.</summary>
    public bool Touches(long first, long last) =>
        first <= Contiguous || _ranges.Exists(r => r.First <= last && first <= r.Last);

    /// <summary>The parts of a range that are not known yet, in order.</summary>
    public List<(long First, long Last)> Unknown(long first, long last)
    {
        var parts = new List<(long, long)>();
        long next = Math.Max(first, Contiguous + 1);
        foreach ((long from, long to) in _ranges)
        {
            if (to < next)
            {
                continue;
            }

            if (from > last)
            {
                break;
            }

            if (from > next)
            {
                parts.Add((next, from - 1));
            }

            next = to + 1;
        }

        if (next <= last)
        {
            parts.Add((next, last));
        }

        return parts;
    }

    /// <summary>Adds a range of which no sequence is known.</summary>
    public void Add(long first, long last)
    {
        if (first == Contiguous + 1)
        {
            Contiguous = last;
            if (_ranges.Count > 0 && _ranges[0].First == last + 1)
            {
                Contiguous = _ranges[0].Last;
                _ranges.RemoveAt(0);
            }

            return;
        }

        int at = _ranges.FindIndex(r => r.First > last);
        at = at < 0 ? _ranges.Count : at;
        _ranges.Insert(at, (first, last));
        MergeWithNext(at);
        if (at > 0)
        {
            MergeWithNext(at - 1);
        }
    }

    /// <summary>Holes between the contiguous part and the highest known sequence, lowest first.</summary>
    public IEnumerable<(long First, long Last)> Holes()
    {
        long next = Contiguous + 1;
        foreach ((long first, long last) in _ranges)
        {
            yield return (next, first - 1);
            next = last + 1;
        }
    }

    public byte[] Write()
    {
        var bytes = new byte[_ranges.Count * 16];
        for (int i = 0; i < _ranges.Count; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * 16), _ranges[i].First);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan((i * 16) + 8), _ranges[i].Last);
        }

        return bytes;
    }

    public static Progress Read(long contiguous, ReadOnlySpan<byte> ranges)
    {
        var progress = new Progress { Contiguous = contiguous };
        for (int i = 0; i + 16 <= ranges.Length; i += 16)
        {
            progress._ranges.Add((BinaryPrimitives.ReadInt64LittleEndian(ranges[i..]),
                BinaryPrimitives.ReadInt64LittleEndian(ranges[(i + 8)..])));
        }

        return progress;
    }

    private void MergeWithNext(int at)
    {
        if (at + 1 < _ranges.Count && _ranges[at].Last + 1 == _ranges[at + 1].First)
        {
            _ranges[at] = (_ranges[at].First, _ranges[at + 1].Last);
            _ranges.RemoveAt(at + 1);
        }
    }
}
