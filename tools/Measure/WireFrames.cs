using Kiosk.Protocol;

namespace Kiosk.Measure;

/// <summary>Our frames, written by the firmware's own writer.</summary>
internal sealed class WireFrames
{
    // A seal takes these bytes more than the null that stands in its place when there is none.
    private const int SealBytes = Limits.HeadSealBytes;

    private readonly BatchWriter _writer = new(new ManagedMac(), new byte[KeyDerivation.KeyBytes], 1007);
    private readonly byte[] _buffer = new byte[Limits.FrameBytesMax];

    /// <summary>Bytes of the frame with MAC and head seal.</summary>
    public int Bytes(IReadOnlyList<Record> records)
    {
        _writer.Begin(_buffer);
        foreach (Record record in records)
        {
            if (!_writer.TryAdd(record))
            {
                throw new InvalidOperationException($"sequence {record.Sequence} does not fit into its frame");
            }
        }

        return _writer.Finish();
    }

    /// <summary>Bytes of the frame less what integrity costs.</summary>
    public int ContentBytes(IReadOnlyList<Record> records)
    {
        int seal = records.Any(record => record.Sealed) ? SealBytes : 0;
        return Bytes(records) - FrameShape.MacItemBytes - seal;
    }
}
