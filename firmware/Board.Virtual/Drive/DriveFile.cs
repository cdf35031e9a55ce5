namespace Kiosk.Board.Virtual.Drive;

/// <summary>Content of one file of a <see cref="VirtualDrive"/>, or none. One thread.</summary>
internal sealed class DriveFile
{
    private byte[] _bytes = [];

    /// <summary>Length in bytes, -1 when the file does not exist.</summary>
    public int Length { get; private set; } = -1;

    public ReadOnlySpan<byte> Content => _bytes.AsSpan(0, Math.Max(0, Length));

    public void Append(ReadOnlySpan<byte> data)
    {
        int before = Math.Max(0, Length);
        if (before + data.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(before + data.Length, _bytes.Length * 2));
        }

        data.CopyTo(_bytes.AsSpan(before));
        Length = before + data.Length;
    }

    public void Replace(ReadOnlySpan<byte> data)
    {
        Length = 0;
        Append(data);
    }

    public void Delete() => (Length, _bytes) = (-1, []);

    public int Read(int position, Span<byte> into)
    {
        if (Length < 0 || position < 0)
        {
            return -1;
        }

        int count = Math.Min(into.Length, Math.Max(0, Length - position));
        if (count > 0)
        {
            _bytes.AsSpan(position, count).CopyTo(into);
        }

        return count;
    }

    public bool Flip(int position, byte bits)
    {
        if (position < 0 || position >= Length)
        {
            return false;
        }

        _bytes[position] ^= bits;
        return true;
    }
}
