using CsCheck;
using Kiosk.Protocol;

namespace Kiosk.Tests.Protocol;

/// <summary>Random and hand-made records for the tests of the codecs.</summary>
internal static class Records
{
    /// <summary>A 32-byte key that is nobody's.</summary>
    public static byte[] Key(byte first)
    {
        var key = new byte[32];
        for (int i = 0; i < key.Length; i++)
        {
            key[i] = (byte)(first + i);
        }

        return key;
    }

    /// <summary>Any record a journal may hold, of known and unknown kinds.</summary>
    public static readonly Gen<Record> Any =
        from kind in Gen.Int[1, 255]
        from header in Gen.Select(Gen.Long[1, Bytes.U32Max], Gen.Int[0, 65535], U32, U32)
        from values in Gen.OneOf(Gen.Long[-40, 40], Gen.Long[-100_000, 100_000], Gen.Long).Array[0, 80]
        from text in Gen.Byte.Array[0, Limits.RecordTextMax]
        from seal in Gen.Byte.Array[Limits.HeadSealBytes]
        from isSealed in Gen.Bool
        select Make(kind, header.Item1, header.Item2, header.Item3, header.Item4, values, text, isSealed ? seal : null);

    private static Gen<long> U32 => Gen.Long[0, Bytes.U32Max];

    public static Record Make(
        int kind, long sequence, int boot, long mono, long wall, long[] values, byte[]? text = null,
            byte[]? seal = null)
    {
        var record = new Record();
        record.Reset(kind);
        record.Sequence = sequence;
        record.Boot = boot;
        record.MonoSeconds = mono;
        record.WallSeconds = wall;
        foreach (long value in values)
        {
            Assert.True(record.Add(value));
        }

        if (text != null)
        {
            text.CopyTo(record.Text, 0);
            record.TextLength = text.Length;
        }

        if (seal != null)
        {
            seal.CopyTo(record.Seal, 0);
            record.Sealed = true;
        }

        return record;
    }

    /// <summary>Asserts that two records carry the same content.</summary>
    public static void Equal(Record expected, Record actual, bool withSeal = true)
    {
        Assert.Equal(expected.Kind, actual.Kind);
        Assert.Equal(expected.Sequence, actual.Sequence);
        Assert.Equal(expected.Boot, actual.Boot);
        Assert.Equal(expected.MonoSeconds, actual.MonoSeconds);
        Assert.Equal(expected.WallSeconds, actual.WallSeconds);
        Assert.Equal(expected.Values.AsSpan(0, expected.Count), actual.Values.AsSpan(0, actual.Count));
        Assert.Equal(expected.Text.AsSpan(0, expected.TextLength), actual.Text.AsSpan(0, actual.TextLength));
        if (withSeal)
        {
            Assert.Equal(expected.Sealed, actual.Sealed);
            Assert.True(!expected.Sealed || expected.Seal.AsSpan().SequenceEqual(actual.Seal));
        }
    }
}
