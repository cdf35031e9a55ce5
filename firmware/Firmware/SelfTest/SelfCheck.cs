using System;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.SelfTest;

/// <summary>
/// Counts checks, prints one line per group, and keeps a SHA-256 over all bytes the run produced, so that a board and a
/// PC can be compared by one line. Runs before the shop opens: it may allocate. One thread.
/// </summary>
public sealed class SelfCheck
{
    private const string Hex = "0123456789abcdef";
    private readonly Sha256 _all = new Sha256();
    private readonly byte[] _one = new byte[1];
    private int _groupPassed;
    private int _groupFailed;
    private readonly Memory? _memory;
    private readonly long _freeAtStart;
    private long _freeLeast;

    /// <summary>Checks passed and failed so far.</summary>
    public int Passed, Failed;

    /// <summary>Starts with nothing checked and nothing produced.</summary>
    public SelfCheck()
        : this(null)
    {
    }

    /// <summary>Same, on a board that tells its free heap: each group's line then ends with its peak.</summary>
    public SelfCheck(Memory? memory)
    {
        _all.Start();
        _memory = memory;
        _freeAtStart = memory == null ? 0 : memory.FreeBytes;
        _freeLeast = _freeAtStart;
    }

    /// <summary>
    /// Looks at what is free now. Called where a group holds most: each look costs the platform a collection.
    /// </summary>
    public void LookAtMemory()
    {
        long free = _memory == null ? 0 : _memory.FreeBytes;
        _freeLeast = free < _freeLeast ? free : _freeLeast;
    }

    /// <summary>One check.</summary>
    public void That(bool holds)
    {
        if (holds)
        {
            _groupPassed++;
            Passed++;
            return;
        }

        _groupFailed++;
        Failed++;
    }

    /// <summary>Two numbers are the same; the number found counts as produced.</summary>
    public void Same(long expected, long found)
    {
        for (int shift = 0; shift < 64; shift += 8)
        {
            _one[0] = (byte)((found >> shift) & 0xFF);
            _all.Update(_one, 0, 1);
        }

        That(expected == found);
    }

    /// <summary>Bytes are what the hexadecimal text says; the bytes count as produced.</summary>
    public void SameHex(string expected, byte[] found, int offset, int length)
    {
        Produced(found, offset, length);
        That(ToHex(found, offset, length) == expected);
    }

    /// <summary>Bytes the run produced.</summary>
    public void Produced(byte[] data, int offset, int length)
    {
        _all.Update(data, offset, length);
    }

    /// <summary>Ends a group and prints its line.</summary>
    public void EndGroup(string name)
    {
        LookAtMemory();
        string line = name + ": " + _groupPassed.ToString() + " passed, " + _groupFailed.ToString() + " failed";
        if (_memory != null)
        {
            line += ", peak ";
            line += Peak().ToString();
            line += " bytes";
        }

        Console.WriteLine(line);
        _freeLeast = _freeAtStart;
        _groupPassed = 0;
        _groupFailed = 0;
    }

    /// <summary>Prints the last line; returns the number of failed checks.</summary>
    public int End()
    {
        byte[] digest = new byte[Sha256.DigestBytes];
        _all.Finish(digest, 0);
        Console.WriteLine("SELFTEST " + Passed.ToString() + " passed, " + Failed.ToString() + " failed sha256="
            + ToHex(digest, 0, digest.Length));
        return Failed;
    }

    private int Peak()
    {
        return (int)(_freeAtStart - _freeLeast);
    }

    /// <summary>Lower-case hexadecimal text of bytes.</summary>
    public static string ToHex(byte[] data, int offset, int length)
    {
        char[] text = new char[length * 2];
        for (int i = 0; i < length; i++)
        {
            text[2 * i] = Hex[data[offset + i] >> 4];
            text[2 * i + 1] = Hex[data[offset + i] & 15];
        }

        return new string(text);
    }

    /// <summary>ASCII bytes of a text.</summary>
    public static byte[] Ascii(string text)
    {
        byte[] bytes = new byte[text.Length];
        for (int i = 0; i < text.Length; i++)
        {
            bytes[i] = (byte)text[i];
        }

        return bytes;
    }

    /// <summary>Bytes of one value repeated.</summary>
    public static byte[] Repeat(int value, int count)
    {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++)
        {
            bytes[i] = (byte)value;
        }

        return bytes;
    }
}
