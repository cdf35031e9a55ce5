namespace Kiosk.Protocol;

/// <summary>
/// Integers in byte arrays: little-endian fixed widths and zigzag varints. Unsigned 32-bit values travel in a
/// <c>long</c>, because casting <c>uint</c> to <c>int</c> keeps the wrong type on the board. No state, any thread.
/// </summary>
public static class Bytes
{
    /// <summary>Bytes of the longest varint.</summary>
    public const int VarintBytesMax = 10;

    /// <summary>Largest value of an unsigned 32-bit field.</summary>
    public const long U32Max = 4294967295L;

    /// <summary>Writes the low 16 bits of <paramref name="value"/>, low byte first.</summary>
    public static void PutU16(byte[] buffer, int offset, int value)
    {
        buffer[offset] = (byte)(value & 0xff);
        buffer[offset + 1] = (byte)((value >> 8) & 0xff);
    }

    /// <summary>Writes the low 32 bits of <paramref name="value"/>, low byte first.</summary>
    public static void PutU32(byte[] buffer, int offset, long value)
    {
        buffer[offset] = (byte)(value & 0xff);
        buffer[offset + 1] = (byte)((value >> 8) & 0xff);
        buffer[offset + 2] = (byte)((value >> 16) & 0xff);
        buffer[offset + 3] = (byte)((value >> 24) & 0xff);
    }

    /// <summary>Writes all 64 bits of <paramref name="value"/>, low byte first.</summary>
    public static void PutI64(byte[] buffer, int offset, long value)
    {
        PutU32(buffer, offset, value);
        PutU32(buffer, offset + 4, value >> 32);
    }

    /// <summary>Reads 16 bits, 0..65535.</summary>
    public static int GetU16(byte[] buffer, int offset)
    {
        return buffer[offset] | (buffer[offset + 1] << 8);
    }

    /// <summary>Reads 32 bits, 0..4294967295.</summary>
    public static long GetU32(byte[] buffer, int offset)
    {
        long low = GetU16(buffer, offset);
        long high = GetU16(buffer, offset + 2);
        return low | (high << 16);
    }

    /// <summary>Reads 64 bits.</summary>
    public static long GetI64(byte[] buffer, int offset)
    {
        return GetU32(buffer, offset) | (GetU32(buffer, offset + 4) << 32);
    }

    /// <summary>
    /// Writes a signed value as a zigzag varint (7 bits per byte, low bits first, shortest form) before
    /// <paramref name="end"/>. Returns the offset after it, or -1 when it does not fit.
    /// </summary>
    public static int PutVarint(byte[] buffer, int offset, int end, long value)
    {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0)
        {
            if (offset >= end)
            {
                return -1;
            }

            buffer[offset] = (byte)((rest & 0x7f) | 0x80);
            offset++;

            // A logical shift: the sign bit of the zigzag form is data.
            rest = (rest >> 7) & 0x01ffffffffffffffL;
        }

        if (offset >= end)
        {
            return -1;
        }

        buffer[offset] = (byte)rest;
        return offset + 1;
    }

    /// <summary>
    /// Reads a zigzag varint before <paramref name="end"/>. Returns the offset after it, or -1 when it is cut, longer
    /// than 64 bits or not in its shortest form.
    /// </summary>
    public static int GetVarint(byte[] buffer, int offset, int end, out long value)
    {
        value = 0;
        long bits = 0;
        for (int i = 0; i < VarintBytesMax; i++)
        {
            if (offset >= end)
            {
                return -1;
            }

            int next = buffer[offset];
            offset++;
            bits |= (long)(next & 0x7f) << (7 * i);
            if (next < 0x80)
            {
                bool shortest = next != 0 || i == 0;
                bool fits = i < VarintBytesMax - 1 || next <= 1;
                value = ((bits >> 1) & long.MaxValue) ^ -(bits & 1);
                return shortest && fits ? offset : -1;
            }
        }

        return -1;
    }

    /// <summary>True when both ranges hold the same bytes; looks at all of them whatever it finds.</summary>
    public static bool Same(byte[] left, int leftOffset, byte[] right, int rightOffset, int length)
    {
        int difference = 0;
        for (int i = 0; i < length; i++)
        {
            difference |= left[leftOffset + i] ^ right[rightOffset + i];
        }

        return difference == 0;
    }
}
