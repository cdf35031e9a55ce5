using System;

namespace Kiosk.Protocol;

/// <summary>
/// SHA-256 (FIPS 180-4) in managed code: Start, any number of Update, Finish. Inputs up to 2^31-1 bytes in all. Nothing
/// is
/// allocated after construction. One instance is used by one thread.
/// </summary>
public sealed class Sha256
{
    /// <summary>Bytes of one block and of the digest.</summary>
    public const int BlockBytes = 64, DigestBytes = 32;

    private static readonly uint[] RoundConstants = new uint[]
    {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    };

    // The last words of the schedule: each later one is made of these, in its place.
    private const int ScheduleWords = 16;
    private readonly uint[] _state = new uint[8];
    private readonly uint[] _schedule = new uint[ScheduleWords];
    private readonly byte[] _block = new byte[BlockBytes];
    private int _waiting;
    private long _total;

    /// <summary>Forgets everything and begins a new digest.</summary>
    public void Start()
    {
        _state[0] = 0x6a09e667;
        _state[1] = 0xbb67ae85;
        _state[2] = 0x3c6ef372;
        _state[3] = 0xa54ff53a;
        _state[4] = 0x510e527f;
        _state[5] = 0x9b05688c;
        _state[6] = 0x1f83d9ab;
        _state[7] = 0x5be0cd19;
        _waiting = 0;
        _total = 0;
    }

    /// <summary>Adds <paramref name="data"/>[offset..offset+length).</summary>
    public void Update(byte[] data, int offset, int length)
    {
        _total += length;
        while (length > 0)
        {
            if (_waiting == 0 && length >= BlockBytes)
            {
                Digest(data, offset);
                offset += BlockBytes;
                length -= BlockBytes;
                continue;
            }

            int take = BlockBytes - _waiting < length ? BlockBytes - _waiting : length;
            Array.Copy(data, offset, _block, _waiting, take);
            _waiting += take;
            offset += take;
            length -= take;
            if (_waiting == BlockBytes)
            {
                Digest(_block, 0);
                _waiting = 0;
            }
        }
    }

    /// <summary>
    /// Writes the 32-byte digest at <paramref name="offset"/>. Call <see cref="Start"/> before the next one.
    /// </summary>
    public void Finish(byte[] digest, int offset)
    {
        long bits = _total * 8;
        _block[_waiting] = 0x80;
        Array.Clear(_block, _waiting + 1, BlockBytes - _waiting - 1);
        if (_waiting > BlockBytes - 9)
        {
            Digest(_block, 0);
            Array.Clear(_block, 0, BlockBytes);
        }

        for (int i = 0; i < 8; i++)
        {
            _block[BlockBytes - 1 - i] = (byte)((bits >> (8 * i)) & 0xff);
        }

        Digest(_block, 0);
        for (int i = 0; i < DigestBytes; i++)
        {
            digest[offset + i] = (byte)((_state[i >> 2] >> (24 - 8 * (i & 3))) & 0xff);
        }
    }

    private void Digest(byte[] data, int offset)
    {
        TakeBlock(data, offset);
        uint a = _state[0], b = _state[1], c = _state[2], d = _state[3];
        uint e = _state[4], f = _state[5], g = _state[6], h = _state[7];
        for (int i = 0; i < 64; i++)
        {
            int place = i & (ScheduleWords - 1);
            if (i >= ScheduleWords)
            {
                uint near = _schedule[(i - 2) & (ScheduleWords - 1)];
                uint far = _schedule[(i - 15) & (ScheduleWords - 1)];
                near = ((near >> 17) | (near << 15)) ^ ((near >> 19) | (near << 13)) ^ (near >> 10);
                far = ((far >> 7) | (far << 25)) ^ ((far >> 18) | (far << 14)) ^ (far >> 3);
                _schedule[place] = _schedule[place] + far + _schedule[(i - 7) & (ScheduleWords - 1)] + near;
            }

            uint mix = ((e >> 6) | (e << 26)) ^ ((e >> 11) | (e << 21)) ^ ((e >> 25) | (e << 7));
            uint first = h + mix + ((e & f) ^ (~e & g)) + RoundConstants[i] + _schedule[place];
            mix = ((a >> 2) | (a << 30)) ^ ((a >> 13) | (a << 19)) ^ ((a >> 22) | (a << 10));
            uint second = mix + ((a & b) ^ (a & c) ^ (b & c));
            h = g;
            g = f;
            f = e;
            e = d + first;
            d = c;
            c = b;
            b = a;
            a = first + second;
        }

        _state[0] += a;
        _state[1] += b;
        _state[2] += c;
        _state[3] += d;
        _state[4] += e;
        _state[5] += f;
        _state[6] += g;
        _state[7] += h;
    }

    private void TakeBlock(byte[] data, int offset)
    {
        for (int i = 0; i < ScheduleWords; i++)
        {
            uint word = data[offset];
            word = (word << 8) | data[offset + 1];
            word = (word << 8) | data[offset + 2];
            _schedule[i] = (word << 8) | data[offset + 3];
            offset += 4;
        }
    }
}
