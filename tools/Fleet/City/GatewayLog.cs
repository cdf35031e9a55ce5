using System.Globalization;
using System.Text;

namespace Kiosk.Fleet.City;

/// <summary>
/// What a gateway process says, kept in a file of its state folder. The file holds at most a number of bytes over all
/// starts of the gateway; what is over that, or what the disk does not take, is counted and left out, because a full
/// disk must not end the run. Any thread.
/// </summary>
internal sealed class GatewayLog : IDisposable
{
    /// <summary>Most bytes of the file before its last line.</summary>
    public const long BytesMax = 10_000_000;

    private readonly Lock _gate = new();
    private readonly Func<Stream> _open;
    private readonly long _bytesMax;
    private Stream? _file;
    private bool _full;
    private long _lost;

    /// <summary>
    /// Opens the file when the first line comes. <paramref name="bytesMax"/> is <see cref="BytesMax"/> but in tests.
    /// </summary>
    public GatewayLog(Func<Stream> open, long bytesMax = BytesMax)
    {
        _open = open;
        _bytesMax = bytesMax;
    }

    /// <summary>The log of a state folder, shared with whoever reads it meanwhile.</summary>
    public static GatewayLog Of(string folder) => new(() => new FileStream(
        Path.Combine(folder, "gateway.log"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0));

    /// <summary>Lines left out.</summary>
    public long LinesLost => Interlocked.Read(ref _lost);

    /// <summary>Adds a line, or counts it.</summary>
    public void Write(string line)
    {
        lock (_gate)
        {
            if (_full || !TryWrite(line))
            {
                _lost++;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _file?.Dispose();
            _file = null;
            _full = true;
        }
    }

    private bool TryWrite(string line)
    {
        try
        {
            _file ??= _open();
            _full = _file.Position >= _bytesMax;
            string text = _full
                ? string.Create(
                    CultureInfo.InvariantCulture, $"log full at {_bytesMax} bytes; what follows is left out")
                : line;
            _file.Write(Encoding.UTF8.GetBytes(text + "\n"));
            return !_full;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
