using CsCheck;
using Kiosk.Firmware.Drivers.Scales;

namespace Kiosk.Tests.Firmware.Devices;

/// <summary>Dialog 06 of shop scales, a module of its own that no till uses (pos.md R60, vector 4.8).</summary>
[Trait("Requirement", "R60")]
[Trait("Vector", "4.8")]
public class ScaleDialogue
{
    private readonly byte[] _buffer = new byte[Dialog06.RequestMax];
    private readonly ScaleAnswer _answer = new();
    private readonly Weighing _weighing = new();

    [Theory]
    [InlineData(399, 0, "0402 3031 1B 303030333939 1B 03")]
    [InlineData(399, 20, "0402 3033 1B 303030333939 1B 30303230 03")]
    public void Vector_4_8_the_price_per_kilogram_is_told_with_and_without_tare(int cents, int tare, string bytes) =>
        Assert.Equal(Hex(bytes), _buffer[..Dialog06.WritePrice(_buffer, cents, tare)]);

    [Fact]
    public void Vector_4_8_weight_and_cause_are_asked_for()
    {
        Assert.Equal(Hex("0405"), _buffer[..Dialog06.WriteAsk(_buffer)]);
        Assert.Equal(Hex("0402303803"), _buffer[..Dialog06.WriteWhy(_buffer)]);
    }

    [Fact]
    public void Vector_4_8_a_weighing_a_refusal_and_its_cause_are_read()
    {
        byte[] weighed = Answer(1_250, 399, 499);
        Assert.Equal(26, Dialog06.Read(weighed, weighed.Length, _answer));
        Assert.Equal((ScaleAnswer.Weighed, 1_250, 399, 499),
            (_answer.Kind, _answer.WeightGrams, _answer.PriceCents, _answer.AmountCents));
        Assert.Equal(1, Dialog06.Read([0x15], 1, _answer));
        Assert.Equal(ScaleAnswer.Refused, _answer.Kind);
        Assert.Equal(7, Dialog06.Read(Hex("02 3039 1B 3230 03"), 7, _answer));
        Assert.Equal((ScaleAnswer.Cause, 20), (_answer.Kind, _answer.CauseCode));
    }

    [Fact]
    public void Any_weighing_comes_back_as_it_was_written_and_is_read_from_every_cut_as_unfinished()
    {
        Gen.Select(Gen.Int[0, 99_999], Gen.Int[0, 999_999], Gen.Int[0, 999_999]).Sample((weight, price, amount) =>
        {
            byte[] bytes = Answer(weight, price, amount);
            ScaleAnswer answer = new();
            for (int cut = 0; cut < bytes.Length; cut++)
            {
                Assert.Equal(0, Dialog06.Read(bytes, cut, answer));
                Assert.Equal(ScaleAnswer.None, answer.Kind);
            }

            Assert.Equal(bytes.Length, Dialog06.Read(bytes, bytes.Length, answer));
            Assert.Equal((weight, price, amount), (answer.WeightGrams, answer.PriceCents, answer.AmountCents));
        });
    }

    [Fact]
    public void A_flipped_bit_outside_the_digits_is_refused_and_any_bytes_are_read_without_a_throw()
    {
        byte[] bytes = Answer(1_250, 399, 499);
        foreach (int at in new[] { 3, 4, 5, 11, 18, 25 })
        {
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] torn = [.. bytes];
                torn[at] ^= (byte)(1 << bit);
                Assert.Equal(-1, Dialog06.Read(torn, torn.Length, _answer));
            }
        }

        Gen.Byte.Array[0, 40].Sample(any =>
            Assert.InRange(Dialog06.Read(any, any.Length, new ScaleAnswer()), -1, any.Length));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1_000_000, 0)]
    [InlineData(399, -1)]
    [InlineData(399, 10_000)]
    public void A_price_or_tare_out_of_its_range_is_not_sent(int cents, int tare)
    {
        Assert.Equal(-1, Dialog06.WritePrice(_buffer, cents, tare));
        Assert.False(_weighing.Begin(cents, tare));
        Assert.Equal(0, _weighing.NextBytes(_buffer, 0));
        Assert.Equal(-1, Dialog06.WriteAsk(new byte[17]));
    }

    [Fact]
    public void A_weighing_goes_from_price_to_amount_in_two_requests()
    {
        Assert.True(_weighing.Begin(399, 0));
        Assert.Equal(13, _weighing.NextBytes(_buffer, 0));
        Assert.Equal(0, _weighing.NextBytes(_buffer, 1));
        _weighing.Take(0x06);
        Assert.Equal(2, _weighing.NextBytes(_buffer, 5));
        Give(Answer(1_250, 399, 499));
        Assert.Equal((Weighing.Done, 499, 0),
            (_weighing.State, _weighing.Answer.AmountCents, _weighing.Noise));
        Assert.Equal(0, _weighing.NextBytes(_buffer, 10_000));
    }

    [Fact]
    public void A_refusal_is_asked_for_its_cause_and_stands_without_one()
    {
        Ask();
        _weighing.Take(0x15);
        Assert.Equal(5, _weighing.NextBytes(_buffer, 10));
        Give(Hex("02 3039 1B 3230 03"));
        Assert.Equal((Weighing.Refused, 20), (_weighing.State, _weighing.Answer.CauseCode));
        Ask();
        _weighing.Take(0x15);
        Assert.Equal(5 * Weighing.SendingsMax, Drain());
        Assert.Equal((Weighing.Refused, 0), (_weighing.State, _weighing.Answer.CauseCode));
    }

    [Fact]
    public void A_silent_scale_is_asked_three_times_and_an_answer_to_another_price_is_none()
    {
        Ask();
        Give(Answer(1_250, 400, 500));
        Assert.Equal(1, _weighing.Noise);
        Assert.Equal(2 * (Weighing.SendingsMax - 1), Drain());
        Assert.Equal(Weighing.Failed, _weighing.State);
        _weighing.Take(0x06);
        Assert.Equal(2, _weighing.Noise);
    }

    [Fact]
    public void Any_bytes_at_any_time_neither_throw_nor_make_a_weighing_of_another_price()
    {
        const int seed = 20261130;
        Random random = new(seed);
        byte[] usual = [0x02, 0x03, 0x06, 0x15, 0x1B, 0x30, 0x32, 0x33, 0x39];
        for (int run = 0; run < 2_000; run++)
        {
            Weighing weighing = new();
            Assert.True(weighing.Begin(random.Next(1, 1_000), random.Next(0, 50)));
            for (long now = 0; now < 2_000 && weighing.State <= Weighing.AskingWhy; now += random.Next(60))
            {
                weighing.NextBytes(_buffer, now);
                weighing.Take(random.Next(4) == 0 ? (byte)random.Next(256) : usual[random.Next(usual.Length)]);
            }

            Assert.True(weighing.State is > Weighing.Idle and <= Weighing.Failed, $"seed {seed}, run {run}");
        }
    }

    private void Ask()
    {
        Assert.True(_weighing.Begin(399, 0));
        _weighing.NextBytes(_buffer, 0);
        _weighing.Take(0x06);
        _weighing.NextBytes(_buffer, 5);
    }

    private int Drain()
    {
        int bytes = 0;
        for (long now = 6; now < 5_000; now += 50)
        {
            bytes += _weighing.NextBytes(_buffer, now);
        }

        return bytes;
    }

    private void Give(byte[] bytes) => Array.ForEach(bytes, _weighing.Take);

    private static byte[] Answer(int weight, int price, int amount) =>
        [.. Hex("02 3032 1B 33 1B"), .. Ascii($"{weight:00000}"), 0x1B, .. Ascii($"{price:000000}"), 0x1B,
            .. Ascii($"{amount:000000}"), 0x03];

    private static byte[] Ascii(string digits) => System.Text.Encoding.ASCII.GetBytes(digits);

    private static byte[] Hex(string text) => Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));
}
