namespace Kiosk.Firmware.Parts;

/// <summary>Scanner whose bytes are put in by hand. One thread.</summary>
public sealed class InMemoryScanner : Scanner
{
    private readonly byte[] _bytes;
    private int _first;
    private int _count;

    /// <summary>Bytes lost since start because the buffer was full.</summary>
    public int Lost;

    /// <summary>True while the line is to fail.</summary>
    public bool Broken;

    /// <summary>Scanner with room for a number of waiting bytes.</summary>
    public InMemoryScanner(int bytesMax)
    {
        _bytes = new byte[bytesMax];
    }

    /// <summary>Puts a code in as the scanner sends it: its characters, then carriage return.</summary>
    public void Scan(string code)
    {
        for (int i = 0; i < code.Length; i++)
        {
            Put((byte)code[i]);
        }

        Put(13);
    }

    /// <summary>Puts one byte in. A full buffer loses and counts it.</summary>
    public void Put(byte value)
    {
        if (_count == _bytes.Length)
        {
            Lost++;
            return;
        }

        _bytes[(_first + _count) % _bytes.Length] = value;
        _count++;
    }

    /// <inheritdoc/>
    public override bool Works
    {
        get { return !Broken; }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int length)
    {
        int taken = _count < length ? _count : length;
        for (int i = 0; i < taken; i++)
        {
            buffer[offset + i] = _bytes[_first];
            _first = (_first + 1) % _bytes.Length;
        }

        _count -= taken;
        return taken;
    }
}
