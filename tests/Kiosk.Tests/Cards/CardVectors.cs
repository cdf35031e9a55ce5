using System.Text;
using Kiosk.Drivers.Cards;
using Kiosk.Firmware.Cards;

namespace Kiosk.Tests.Cards;

/// <summary>The vectors of pos.md 4.6, byte for byte.</summary>
public class CardVectors
{
    [Fact]
    [Trait("Requirement", "R46")]
    [Trait("Vector", "4.6")]
    public void Vector_4_6_concert_request_of_12_50_with_long_answer()
    {
        const string Expected = "02 30 31 30 30 30 30 31 32 35 30 31 31 30 39 37 38 "
            + "20 20 20 20 20 20 20 20 20 20 41 30 31 30 42 30 31 30 03 01";
        Assert.Equal(Expected, Concert(1250, longAnswer: true, atOnce: false));
    }

    [Fact]
    [Trait("Requirement", "R50")]
    [Trait("Vector", "4.6")]
    public void Vector_4_6_concert_request_of_90_cents_with_short_answer_at_once()
    {
        const string Expected = "02 30 31 30 30 30 30 30 30 39 30 30 31 30 39 37 38 "
            + "20 20 20 20 20 20 20 20 20 20 41 30 31 31 42 30 31 30 03 0E";
        Assert.Equal(Expected, Concert(90, longAnswer: false, atOnce: true));
    }

    [Theory]
    [InlineData("0100000125019" + "78          ", 0x33, ConcertFrame.Done)]
    [InlineData("0170000125019" + "78          ", 0x34, ConcertFrame.NotDone)]
    [Trait("Requirement", "R46")]
    [Trait("Vector", "4.6")]
    public void Vector_4_6_concert_short_answers(string data, int sum, int result)
    {
        byte[] frame = Frame(data);
        Assert.Equal(28, frame.Length);
        Assert.Equal(sum, frame[^1]);
        ConcertFrame read = Read(frame)!;
        Assert.Equal((1, result, 1250, 978), (read.Register, read.Result, read.Cents, read.Currency));
        Assert.Equal(0, read.Key);
    }

    [Fact]
    [Trait("Requirement", "R46")]
    [Trait("Vector", "4.6")]
    public void Vector_4_6_a_long_answer_of_83_bytes_reads_as_the_short_one()
    {
        byte[] frame = Frame("010000012501" + new string('7', 55) + "9780000000042");
        Assert.Equal(83, frame.Length);
        ConcertFrame read = Read(frame)!;
        Assert.Equal((1, 0, 1250, 978, 42L), (read.Register, read.Result, read.Cents, read.Currency, read.Key));
    }

    [Fact]
    [Trait("Requirement", "R47")]
    [Trait("Vector", "4.6")]
    public void Vector_4_6_caisse_ap_request_of_12_50() =>
        Assert.Equal(
            "CZ0040300CJ012012345678901CA00201CE003978BF0010CD0010CB0041250", CaisseAp(1250, key: 0));

    [Fact]
    [Trait("Requirement", "R47")]
    [Trait("Vector", "4.6")]
    public void Vector_4_6_nine_cents_read_CB00209() => Assert.EndsWith("CB00209", CaisseAp(9, key: 0));

    [Fact]
    [Trait("Requirement", "R49")]
    public void A_key_travels_as_private_data_of_ten_digits() =>
        Assert.EndsWith("CF0100000000042CB0041250", CaisseAp(1250, key: 42));

    [Fact]
    [Trait("Requirement", "R47")]
    [Trait("Vector", "4.6")]
    public void Vector_4_6_caisse_ap_answer_paid_without_contact()
    {
        CaisseApReader read = Take(
            "CZ0040300CJ012012345678901CA00201CE003978AE00210CD0010CB00800001250CC00300BCI0012");
        Assert.True(read.Complete);
        Assert.Equal((1, 1250, 0, 978, 10), (read.Register, read.Cents, read.Action, read.Currency, read.Status));
        Assert.Equal(2, read.Mode);
        Assert.Equal(CardOutcome.Paid, CaisseApVerdict.Outcome(read.Status, read.Detail));
    }

    [Fact]
    [Trait("Requirement", "R47")]
    [Trait("Vector", "4.6")]
    public void Vector_4_6_caisse_ap_refusal_is_an_abandon()
    {
        CaisseApReader read = Take("CZ0040300CJ012012345678901CA00201CE003978AE00201AF00206CD0010CB0041250");
        Assert.True(read.Complete);
        Assert.Equal(CardOutcome.Refused, CaisseApVerdict.Outcome(read.Status, read.Detail));
        Assert.Equal(CardReason.Abandoned, CaisseApVerdict.Reason(read.Status, read.Detail));
    }

    [Theory]
    [InlineData(10, CaisseApReader.Missing, CardOutcome.Paid)]
    [InlineData(10, 0, CardOutcome.Unknown)]
    [InlineData(10, 1, CardOutcome.Paid)]
    [InlineData(10, 3, CardOutcome.Paid)]
    [InlineData(10, 4, CardOutcome.Unknown)]
    [InlineData(10, 6, CardOutcome.Unknown)]
    [InlineData(1, 0, CardOutcome.Refused)]
    [InlineData(1, 4, CardOutcome.Refused)]
    [InlineData(1, 13, CardOutcome.Refused)]
    [InlineData(1, 1, CardOutcome.Unknown)]
    [InlineData(1, 3, CardOutcome.Unknown)]
    [InlineData(1, 14, CardOutcome.Unknown)]
    [InlineData(0, 1, CardOutcome.Unknown)]
    [InlineData(99, 0, CardOutcome.Unknown)]
    [Trait("Requirement", "R47")]
    public void A_status_that_its_detail_contradicts_means_nothing(int status, int detail, int outcome) =>
        Assert.Equal(outcome, CaisseApVerdict.Outcome(status, detail));

    internal static byte[] Frame(string data)
    {
        byte[] frame = [ConcertFrame.Stx, .. Encoding.ASCII.GetBytes(data), ConcertFrame.Etx, 0];
        frame[^1] = ConcertFrame.Lrc(frame, 1, frame.Length - 2);
        return frame;
    }

    internal static ConcertFrame? Read(byte[] frame)
    {
        ConcertReceiver receiver = new();
        receiver.Clear();
        ConcertFrame read = new();
        for (int i = 0; i < frame.Length; i++)
        {
            int taken = receiver.Take(frame[i]);
            if (taken == ConcertReceiver.Bad)
            {
                return null;
            }

            if (taken == ConcertReceiver.Whole)
            {
                return i == frame.Length - 1 && receiver.Read(read) ? read : null;
            }
        }

        return null;
    }

    internal static CaisseApReader Take(string text)
    {
        CaisseApReader reader = new();
        reader.Clear();
        foreach (byte value in Encoding.Latin1.GetBytes(text))
        {
            reader.Take(value);
        }

        return reader;
    }

    internal static string CaisseAp(int cents, long key)
    {
        byte[] buffer = new byte[CaisseApRequest.BytesMax];
        int length = CaisseApRequest.WriteDebit(buffer, CardBench.Identifier, 1, cents, key);
        return Encoding.ASCII.GetString(buffer, 0, length);
    }

    private static string Concert(int cents, bool longAnswer, bool atOnce)
    {
        byte[] buffer = new byte[ConcertFrame.RequestBytes];
        int length = ConcertFrame.WriteRequest(buffer, 1, cents, ConcertFrame.Debit, longAnswer, atOnce, key: 0);
        Assert.Equal(37, length);
        return BitConverter.ToString(buffer).Replace('-', ' ');
    }
}
