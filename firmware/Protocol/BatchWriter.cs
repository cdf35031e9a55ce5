using System;

namespace Kiosk.Protocol;

/// <summary>
/// Puts records together into one authenticated frame (WIRE.md) in the caller's buffer: <see cref="Begin"/>,
/// <see cref="TryAdd"/> in order of sequence, <see cref="Finish"/>. The same records give the same bytes. Nothing is
/// allocated after construction. Owned by one thread.
/// </summary>
public sealed class BatchWriter
{
    // No record of a chain yet.
    private const int Unset = -1;

    // After the events: one more byte of their count, the head seal, the MAC.
    private const int TailBytesMax = 1 + 1 + Limits.HeadSealBytes + FrameShape.MacItemBytes;

    // Before the MAC, in frames of merchant 1 or 2.
    private const int MerchantBytes = 1;

    // From this many events on the head of their array takes two bytes.
    private const int ShortCountMax = 23;

    private readonly Mac _mac;
    private readonly byte[] _frameKey;
    private readonly long _device;
    private readonly CborWriter _writer = new CborWriter();
    private readonly FrameState _state = new FrameState();
    private readonly byte[] _fullMac = new byte[Mac.Length];
    private readonly byte[] _headSeal = new byte[Limits.HeadSealBytes];
    private byte[] _buffer = new byte[0];
    private int _eventsEnd;
    private int _countAt;
    private int _boot;
    private long _ahead, _next;
    private bool _wallKnown, _hasSeal;
    private int _merchant;

    /// <summary>Writer for one device (1..2147483647) with its frame key (32 bytes).</summary>
    public BatchWriter(Mac mac, byte[] frameKey, long device)
    {
        if (device < 1 || device > int.MaxValue || frameKey.Length != KeyDerivation.KeyBytes)
        {
            throw new ArgumentException("device 1..2147483647, key of 32 bytes");
        }

        _mac = mac;
        _frameKey = frameKey;
        _device = device;
    }

    /// <summary>Events in the frame so far.</summary>
    public int Count;

    /// <summary>
    /// Starts a new frame at the beginning of <paramref name="buffer"/>, at most <see cref="Limits.FrameBytesMax"/>
    /// long.
    /// </summary>
    public void Begin(byte[] buffer)
    {
        int size = buffer.Length < Limits.FrameBytesMax ? buffer.Length : Limits.FrameBytesMax;
        _buffer = buffer;
        _eventsEnd = size - TailBytesMax;
        _writer.Begin(buffer, 0, _eventsEnd);
        _hasSeal = false;
        _merchant = Unset;
        Count = 0;
    }

    /// <summary>
    /// Adds a record. False (and nothing changed) when it belongs into the next frame: no room left, another boot, a
    /// jump of the wall clock against the monotonic one, the chain of another merchant, or not the sequence that
    /// follows. The first record of a frame
    /// with a buffer of <see cref="Limits.FrameBytesMax"/> always fits. A gap record stands for its whole range, from
    /// its first sequence.
    /// </summary>
    public bool TryAdd(Record record)
    {
        long sequence = FirstSequence(record);
        long ahead = record.WallSeconds - record.MonoSeconds;
        bool wallKnown = record.WallSeconds != 0;
        int before = _writer.At;
        if (Count == 0)
        {
            WriteHeader(record.Boot, sequence, record.MonoSeconds, record.WallSeconds);
        }
        else if (Count >= Limits.FrameEventsMax || record.Boot != _boot || sequence != _next || wallKnown != _wallKnown
            || (wallKnown && ahead != _ahead) || !SameMerchant(record))
        {
            return false;
        }

        bool ofChain = RecordKind.IsOfChain(record.Kind);
        bool tells = ofChain && _merchant == Unset && record.Merchant > 0;
        int end = tells ? _eventsEnd - MerchantBytes : _eventsEnd;
        if (tells && !_writer.Overflow)
        {
            _writer.Rewind(_writer.At, end);
        }

        if (!EventWriter.Write(_writer, _state, record))
        {
            _writer.Rewind(before, _eventsEnd);
            return false;
        }

        if (ofChain)
        {
            _merchant = record.Merchant;
            _eventsEnd = end;
        }

        _boot = record.Boot;
        _ahead = ahead;
        _wallKnown = wallKnown;
        _next = sequence + Sequences(record);
        Count++;
        if (record.Sealed)
        {
            Array.Copy(record.Seal, 0, _headSeal, 0, Limits.HeadSealBytes);
            _hasSeal = true;
        }

        return true;
    }

    /// <summary>
    /// Completes the frame with the seal of its last sealed record and the MAC. Returns its length, or 0 when nothing
    /// was added. Then only <see cref="Begin"/> may follow.
    /// </summary>
    public int Finish()
    {
        return Count == 0 ? 0 : Complete();
    }

    /// <summary>
    /// Makes a frame without events: a device says hello. <paramref name="nextSequence"/> is the sequence it gives
    /// next, 0 when it does not know and asks. Returns the length.
    /// </summary>
    public int WriteHello(byte[] buffer, int boot, long nextSequence, long monoSeconds, long wallSeconds)
    {
        Begin(buffer);
        WriteHeader(boot, nextSequence, monoSeconds, wallSeconds);
        return Complete();
    }

    /// <summary>First sequence a record stands for.</summary>
    public static long FirstSequence(Record record)
    {
        return IsRange(record) ? record.Values[GapLayout.First] : record.Sequence;
    }

    /// <summary>Number of sequences a record stands for: those of a gap, else 1.</summary>
    public static long Sequences(Record record)
    {
        return IsRange(record) ? record.Values[GapLayout.Sequences] : 1;
    }

    // Records of no chain go with any.
    private bool SameMerchant(Record record)
    {
        return _merchant == Unset || !RecordKind.IsOfChain(record.Kind) || record.Merchant == _merchant;
    }

    private static bool IsRange(Record record)
    {
        return record.Kind == RecordKind.Gap && FrameShape.IsRegular(record);
    }

    private void WriteHeader(int boot, long sequence, long mono, long wall)
    {
        _writer.Array(FrameShape.FrameItems);
        _writer.Int(FrameShape.Version);
        _writer.Int(_device);
        _writer.Int(boot);
        _writer.Int(sequence);
        _writer.Int(mono);
        _writer.Int(wall);
        _countAt = _writer.At;
        _writer.Array(0);
        _state.Start(mono, wall);
    }

    private int Complete()
    {
        int end = _writer.At;
        if (Count > ShortCountMax)
        {
            Array.Copy(_buffer, _countAt + 1, _buffer, _countAt + 2, end - _countAt - 1);
            end++;
        }

        _writer.Rewind(_countAt, end + TailBytesMax + (_merchant > 0 ? MerchantBytes : 0));
        _writer.Array(Count);
        _writer.At = end;
        if (_hasSeal)
        {
            _writer.ByteString(_headSeal, 0, Limits.HeadSealBytes);
        }
        else
        {
            _writer.Null();
        }

        if (_merchant > 0)
        {
            _writer.Int(_merchant);
            _buffer[0] += FrameShape.FrameItemsOfMerchant - FrameShape.FrameItems;
        }

        int length = _writer.At;
        _mac.Compute(_frameKey, _buffer, 0, length, _fullMac, 0);
        _writer.ByteString(_fullMac, 0, Limits.MacBytes);
        return _writer.At;
    }
}
