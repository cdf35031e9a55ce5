namespace Kiosk.Board.Virtual.Parts;

/// <summary>
/// What a receipt printer put on paper: raw bytes and, read from the ESC/POS among them, text lines. Keeps the last
/// <see cref="BytesMax"/> bytes. One thread.
/// </summary>
public sealed class PaperRoll
{
    /// <summary>Bytes kept; older ones are torn off and counted.</summary>
    public const int BytesMax = 64 * 1024;

    private readonly List<byte> _bytes = [];

    /// <summary>Bytes printed since the paper was torn off.</summary>
    public IReadOnlyList<byte> Bytes => _bytes;

    /// <summary>Bytes torn off because the roll grew too long.</summary>
    public long TornOff { get; private set; }

    /// <summary>The printed text.</summary>
    public string Text => EscPosText.Read([.. _bytes]);

    /// <summary>Takes bytes that the printer printed.</summary>
    public void Print(ReadOnlySpan<byte> data)
    {
        _bytes.AddRange(data);
        int over = _bytes.Count - BytesMax;
        if (over > 0)
        {
            _bytes.RemoveRange(0, over);
            TornOff += over;
        }
    }

    /// <summary>Hands what hangs from the printer over to the printer of the next start.</summary>
    public void CopyTo(PaperRoll next)
    {
        ArgumentNullException.ThrowIfNull(next);
        next.Print([.. _bytes]);
    }

    /// <summary>Tears the paper off.</summary>
    public void Tear() => _bytes.Clear();
}
