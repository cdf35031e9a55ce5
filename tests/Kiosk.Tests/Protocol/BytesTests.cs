using System.Text;
using CsCheck;
using Kiosk.Protocol;

namespace Kiosk.Tests.Protocol;

public class BytesTests
{
    [Fact]
    public void Crc_gives_the_published_check_value()
    {
        byte[] data = Encoding.ASCII.GetBytes("x123456789y");
        Assert.Equal(0xcbf43926L, Crc32.Compute(data, 1, 9));
        Assert.Equal(0L, Crc32.Compute(data, 0, 0));
    }

    [Fact]
    public void Fixed_width_integers_come_back()
    {
        var buffer = new byte[8];
        Gen.Long.Sample(value =>
        {
            Bytes.PutI64(buffer, 0, value);
            Assert.Equal(value, BitConverter.ToInt64(buffer));
            Assert.Equal(value, Bytes.GetI64(buffer, 0));
            Bytes.PutU32(buffer, 1, value);
            Assert.Equal(value & Bytes.U32Max, Bytes.GetU32(buffer, 1));
            Bytes.PutU16(buffer, 2, (int)(value & 0xffff));
            Assert.Equal(value & 0xffff, Bytes.GetU16(buffer, 2));
        }, threads: 1);
    }

    [Fact]
    public void Varints_come_back_and_have_one_form_only()
    {
        var buffer = new byte[Bytes.VarintBytesMax];
        var again = new byte[Bytes.VarintBytesMax];
        Gen.OneOf(Gen.Long, Gen.Long[-200, 200],
            Gen.OneOf(Gen.Const(long.MinValue), Gen.Const(long.MaxValue))).Sample(value =>
        {
            int end = Bytes.PutVarint(buffer, 0, buffer.Length, value);
            Assert.InRange(end, 1, Bytes.VarintBytesMax);
            Assert.Equal(-1, Bytes.PutVarint(again, 0, end - 1, value));
            Assert.Equal(end, Bytes.GetVarint(buffer, 0, buffer.Length, out long back));
            Assert.Equal(value, back);
            Assert.Equal(-1, Bytes.GetVarint(buffer, 0, end - 1, out _));
        }, threads: 1);
        Gen.Byte.Array[1, 12].Sample(bytes =>
        {
            int end = Bytes.GetVarint(bytes, 0, bytes.Length, out long value);
            if (end > 0)
            {
                Assert.Equal(end, Bytes.PutVarint(again, 0, again.Length, value));
                Assert.Equal(bytes.AsSpan(0, end), again.AsSpan(0, end));
            }
        }, threads: 1);
    }
}
