using System.IO;
using Kiosk.Firmware.Parts;

namespace Kiosk.Drivers;

/// <summary>
/// ESC/POS printer on a UART. Bytes go out in small chunks at the line's pace, so no call waits; status is asked for
/// with
/// DLE EOT when the line has been silent or a line of text has just ended (never inside a command), and read from those
/// replies and from automatic status (pos.md R58, 4.7). A printer that does not answer is offline. The port's Read
/// gives
/// what has arrived, 0 when nothing has. One thread, no allocation after construction.
/// </summary>
public sealed class EscPosPrinter : Printer
{
    /// <summary>
    /// Bytes per chunk; time between questions, idle and while printing; silence before a question; time for an
    /// answer. Milliseconds.
    /// </summary>
    public const int ChunkBytes = 64, AskMs = 1000, PrintingAskMs = 250, SilenceMs = 200, AnswerMs = 500;

    /// <summary>
    /// Time for a printer that does not answer in its turn to bring its buffer to paper, and for one that does to
    /// answer. Milliseconds.
    /// </summary>
    public const int SettleMs = 1500, OrderedMs = 8000;

    private const byte Dle = 0x10, Eot = 0x04, LineFeed = 0x0A;

    private readonly Stream _port;
    private readonly Clock _clock;
    private readonly int _bytesPerSecond;
    private readonly EscPosStatus _status = new EscPosStatus();
    private readonly byte[] _in = new byte[16];
    private readonly byte[] _ask = new byte[] { Dle, Eot, 4, Dle, Eot, 1, Dle, Eot, 2 };
    private long _askedMs = long.MinValue / 2;
    private long _wroteMs = long.MinValue / 2;
    private readonly byte[] _kick = new byte[] { 0x1B, 0x70, 0, 25, 250 };
    private readonly byte[] _askOrdered = new byte[] { 0x1D, 0x72, 1 };
    private long _freeMs;
    private long _settledMs;
    private bool _lineEnded = true;
    private bool _asked;
    private bool _readFails, _writeFails;

    /// <summary>Printer on an open port of so many bytes per second (baud / 10), 100..20,000.</summary>
    public EscPosPrinter(Stream port, Clock clock, int bytesPerSecond)
    {
        _port = port;
        _clock = clock;
        _bytesPerSecond = bytesPerSecond < 100 ? 100 : bytesPerSecond;
    }

    /// <inheritdoc/>
    public override int Status
    {
        get
        {
            Poll(_clock.MonotonicMs);
            return _status.Bits;
        }
    }

    /// <inheritdoc/>
    public override int Write(byte[] data, int offset, int length)
    {
        long now = _clock.MonotonicMs;
        Poll(now);
        if (now < _freeMs || length <= 0 || (_status.Bits & (PaperOut | Offline | CoverOpen)) != 0)
        {
            return 0;
        }

        int take = length < ChunkBytes ? length : ChunkBytes;
        if (!Send(data, offset, take))
        {
            return 0;
        }

        _wroteMs = now;
        _freeMs = now + (((take * 1000L) + _bytesPerSecond - 1) / _bytesPerSecond);
        _lineEnded = data[offset + take - 1] == LineFeed;
        return take;
    }

    /// <inheritdoc/>
    public override void AskConfirmation(bool inOrder, long nowMs)
    {
        _status.OrderedCame = false;
        _status.OrderedAwaited = inOrder && Send(_askOrdered, 0, _askOrdered.Length);
        _settledMs = (nowMs > _freeMs ? nowMs : _freeMs) + (inOrder ? OrderedMs : SettleMs);
    }

    /// <inheritdoc/>
    public override bool Confirmed(long nowMs)
    {
        Poll(nowMs);
        if ((_status.Bits & (PaperOut | Offline | CoverOpen)) != 0)
        {
            return false;
        }

        // Either the answer in its turn, or a status asked for after all had time to be printed.
        return _status.OrderedCame || (_askedMs >= _settledMs && !_asked);
    }

    /// <summary>Pulse on the printer's drawer connector, 50 ms: pin 2, or pin 5 (R54).</summary>
    public bool Kick(bool pin5)
    {
        _kick[2] = (byte)(pin5 ? 1 : 0);
        return Send(_kick, 0, _kick.Length);
    }

    /// <summary>True when the printer says that the drawer's sense line is high.</summary>
    public bool DrawerSense
    {
        get { return _status.Drawer; }
    }

    private void Poll(long now)
    {
        ReadReplies();
        _asked = _asked && _status.Expected > 0;
        if (_asked && now - _askedMs >= AnswerMs)
        {
            _asked = false;
            _status.Silent();
        }

        bool quiet = _lineEnded || now - _wroteMs >= SilenceMs;
        int every = now - _wroteMs < AskMs ? PrintingAskMs : AskMs;
        if (!_asked && quiet && now - _askedMs >= every && Send(_ask, 0, _ask.Length))
        {
            _asked = true;
            _askedMs = now;
            _status.Expect();
        }
    }

    private void ReadReplies()
    {
        int count = Receive();
        while (count > 0)
        {
            for (int i = 0; i < count; i++)
            {
                _status.Take(_in[i]);
            }

            count = count == _in.Length ? Receive() : 0;
        }
    }

    private int Receive()
    {
        try
        {
            int count = _port.Read(_in, 0, _in.Length);
            _readFails = false;
            return count;
        }
        catch (IOException)
        {
            Failures += _readFails ? 0 : 1;
            _readFails = true;
            return 0;
        }
    }

    private bool Send(byte[] data, int offset, int length)
    {
        try
        {
            _port.Write(data, offset, length);
            _writeFails = false;
            return true;
        }
        catch (IOException)
        {
            // Nothing can be asked: what it said last is no longer known.
            Failures += _writeFails ? 0 : 1;
            _writeFails = true;
            _status.Silent();
            return false;
        }
    }
}
