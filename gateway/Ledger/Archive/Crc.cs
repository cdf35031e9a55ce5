namespace Kiosk.Ledger.Archive;

/// <summary>CRC-32 of the zip format, added up piece by piece. One thread.</summary>
internal struct Crc()
{
    private static readonly uint[] Table = Make();
    private uint _state = uint.MaxValue;

    public readonly uint Value => ~_state;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        uint state = _state;
        foreach (byte b in bytes)
        {
            state = Table[(state ^ b) & 0xFF] ^ (state >> 8);
        }

        _state = state;
    }

    private static uint[] Make()
    {
        var table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? (value >> 1) ^ 0xEDB88320u : value >> 1;
            }

            table[i] = value;
        }

        return table;
    }
}
