using CsCheck;
using Kiosk.Board.Virtual.Streams;
using Kiosk.Drivers.Cards;
using Kiosk.Firmware.Cards;
using Kiosk.Protocol;

namespace Kiosk.Tests.Cards;

/// <summary>Properties of both decoders: round trip, any bytes, every cut length, one flipped bit.</summary>
public class CardDecoders
{
    private static readonly Gen<(int Register, int Result, int Cents, long Key)> Answers = Gen.Select(
        Gen.Int[1, 99], Gen.Int[0, 9], Gen.Int[1, Limits.TicketCentsMax], Gen.Long[0, Bytes.U32Max]);

    [Fact]
    [Trait("Requirement", "R46")]
    public void A_concert_answer_reads_back_as_it_was_written() =>
        Answers.Sample(a =>
        {
            ConcertFrame? read = CardVectors.Read(CardVectors.Frame(ConcertText(a)));
            Assert.NotNull(read);
            Assert.Equal(a, (read.Register, read.Result, read.Cents, read.Key));
            Assert.Equal(978, read.Currency);
        });

    [Fact]
    [Trait("Requirement", "R46")]
    public void No_cut_concert_answer_is_read() =>
        Answers.Sample(a =>
        {
            byte[] frame = CardVectors.Frame(ConcertText(a));
            for (int length = 0; length < frame.Length; length++)
            {
                Assert.Null(CardVectors.Read(frame[..length]));
            }
        });

    [Fact]
    [Trait("Requirement", "R46")]
    public void No_concert_answer_with_one_flipped_bit_is_read() =>
        Gen.Select(Answers, Gen.Int[0, 27], Gen.Int[0, 7]).Sample((a, place, bit) =>
        {
            byte[] frame = CardVectors.Frame(ConcertText(a));
            frame[place] ^= (byte)(1 << bit);
            Assert.Null(CardVectors.Read(frame));
        });

    [Fact]
    [Trait("Requirement", "R47")]
    public void A_caisse_ap_request_reads_back_as_it_was_written() =>
        Gen.Select(Gen.Int[1, Limits.TicketCentsMax], Gen.Long[1, Bytes.U32Max]).Sample((cents, key) =>
        {
            CaisseApReader read = CardVectors.Take(CardVectors.CaisseAp(cents, key));
            Assert.True(read.Whole);
            Assert.Equal((cents, key, 978L, 1L), (read.Cents, read.Key, read.Currency, read.Register));
        });

    [Fact]
    [Trait("Requirement", "R48")]
    public void No_caisse_ap_answer_cut_before_its_last_needed_field_is_complete() =>
        Answers.Sample(a =>
        {
            string text = CaisseApText(a);
            for (int length = 0; length < text.Length; length++)
            {
                Assert.False(CardVectors.Take(text[..length]).Complete);
            }

            Assert.True(CardVectors.Take(text).Complete);
        });

    [Fact]
    [Trait("Requirement", "R48")]
    public void No_flipped_bit_turns_a_caisse_ap_refusal_into_a_payment() =>
        Gen.Select(Answers, Gen.Int[0, 500], Gen.Int[0, 7]).Sample((a, place, bit) =>
        {
            char[] text = CaisseApText(a).Replace("AE00210", "AE00201AF00204", StringComparison.Ordinal).ToCharArray();
            text[place % text.Length] ^= (char)(1 << bit);
            CaisseApReader read = CardVectors.Take(new string(text));
            bool paid = read.Complete && CaisseApVerdict.Outcome(read.Status, read.Detail) == CardOutcome.Paid;
            Assert.False(paid);
        });

    [Fact]
    [Trait("Requirement", "R48")]
    public void Fields_that_come_twice_count_only_when_they_agree()
    {
        string answer = CaisseApText((1, 0, 1250, 7));
        Assert.True(CardVectors.Take(answer + answer).Complete);
        Assert.True(CardVectors.Take(answer + CaisseApText((1, 0, 1251, 7))).Bad);
        Assert.True(CardVectors.Take(answer + "AE00201").Bad);
    }

    [Fact]
    [Trait("Requirement", "R48")]
    public void Any_bytes_in_any_phase_upset_neither_terminal()
    {
        byte[] controls = [2, 3, 4, 5, 6, 0x15, (byte)'0', (byte)'C', (byte)'Z'];
        Gen<byte> control = Gen.Int[0, controls.Length - 1].Select(i => controls[i]);
        Gen<byte[]> part = Gen.OneOf(Gen.Byte.Array[0, 60], control.Array[0, 60]);
        Gen.Select(part.Array[1, 12], Gen.Bool).Sample((parts, asks) =>
        {
            using Noise serial = new();
            using Noise tcp = new();
            CaisseApTerminal overTcp = new(CardBench.Identifier, 1, sendsKey: true);
            overTcp.SetLine(tcp);
            Feed(new ConcertTerminal(serial, 1), serial, parts, asks);
            Feed(overTcp, tcp, parts, asks);
        });
    }

    private static void Feed(CardTerminal terminal, Noise line, byte[][] parts, bool asks)
    {
        long now = 1_000;
        bool asked = asks && terminal.Request(1250, 1, now);
        foreach (byte[] part in parts)
        {
            line.Say(part);
            for (int i = 0; i < 4; i++)
            {
                now += 500;
                Assert.InRange(terminal.Step(now), now + 1, now + CardTerminal.IdlePollMs);
            }
        }

        for (int i = 0; i < 200; i++)
        {
            terminal.Step(now += 1_000);
        }

        Assert.Equal(asked, terminal.Outcome != CardOutcome.None);
        Assert.NotEqual(CardOutcome.Paid, terminal.Outcome);
    }

    private static string ConcertText((int Register, int Result, int Cents, long Key) a) =>
        $"{a.Register:D2}{a.Result}{a.Cents:D8}1978{a.Key:D10}";

    private static string CaisseApText((int Register, int Result, int Cents, long Key) a) =>
        $"CZ0040300CA002{a.Register:D2}CE003978AE00210CF010{a.Key:D10}CD0010CB008{a.Cents:D8}";

    /// <summary>A line that says what it is told and hears nothing.</summary>
    private sealed class Noise : ByteStream
    {
        private readonly Queue<byte> _bytes = new();

        public void Say(byte[] bytes)
        {
            foreach (byte value in bytes)
            {
                _bytes.Enqueue(value);
            }
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = 0;
            while (read < count && _bytes.TryDequeue(out byte value))
            {
                buffer[offset + read++] = value;
            }

            return read;
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
        }
    }
}
