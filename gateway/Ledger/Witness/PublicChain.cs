using System.Security.Cryptography;
using System.Text;
using Kiosk.Ledger.Archive;

namespace Kiosk.Ledger.Witness;

/// <summary>
/// The public chain of one terminal: head(0) is SHA-256 of "kiosk chain v1," and the terminal, head(n) is SHA-256 of
/// head(n-1) and the leaf of record n. Anyone can follow it; no key is needed. One thread.
/// </summary>
internal sealed class PublicChain
{
    public const int MarkBytes = 4;

    private readonly byte[] _pair = new byte[2 * SHA256.HashSizeInBytes];

    public PublicChain(string terminal, ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
        {
            SHA256.HashData(Encoding.ASCII.GetBytes("kiosk chain v1," + terminal), Head);
        }
        else
        {
            head.CopyTo(Head);
        }
    }

    public byte[] Head { get; } = new byte[SHA256.HashSizeInBytes];

    public void Add(SealedEntry entry)
    {
        Head.CopyTo(_pair, 0);
        entry.Leaf.CopyTo(_pair, SHA256.HashSizeInBytes);
        SHA256.HashData(_pair, Head);
    }
}
