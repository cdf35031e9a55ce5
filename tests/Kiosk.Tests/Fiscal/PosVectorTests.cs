using System.Security.Cryptography;
using System.Text;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Xunit;
using static Kiosk.Tests.Fiscal.FiscalSamples;

namespace Kiosk.Tests.Fiscal;

/// <summary>The vectors of pos.md section 4 that concern the fiscal core, under their numbers.</summary>
public class PosVectorTests
{
    private const string First = "0210:320|0550:450|2000:999,1769,20261120101530,K07-T-000001,VENTE,N, ";
    private const string FirstDigest = "7a74a6a8b9c80a007954329166c2dde22f6c0417ebabdf9a2816830a650dcd51";
    private const string FirstSeal = "enSmqLnICgB5VDKRZsLd4i9sBBfrq9-aKBaDCmUNzVE";
    private const string Second = "1000:-500,-500,20261120101812,K07-T-000002,RETOUR,O," + FirstSeal;
    private const string SecondDigest = "7cb5feac8767bf8a37e2486e89a05e0d17135c6a8205c8cb5468b290e65fd555";

    [Fact]
    [Trait("Requirement", "R3")]
    [Trait("Vector", "4.2")]
    public void Vector_4_2_both_canonical_texts_are_written_byte_for_byte()
    {
        RecordingMac mac = new();
        FiscalChain chain = new(mac, SealKey, "K07");
        chain.SealTicket(VectorTicket(), null, 0, Press(), Shop(), out int sale);
        Assert.Equal(FiscalOutcome.Sealed, sale);
        Assert.StartsWith(First + ",", mac.TextsUnder(SealKey)[0], StringComparison.Ordinal);
        Assert.Equal(FirstDigest, Sha256(First));

        // The vector links by a plain SHA-256; put in place of our seal it gives the second text.
        Convert.FromHexString(FirstDigest).CopyTo(chain.State.TicketSeal, 0);
        Record refund = Ticket(2, VectorWall + 162, TicketLayout.OperationRefund, (1, -1, 500, 1000));
        chain.SealTicket(refund, Refunds(2), 1, Press(), Shop(), out int back);
        Assert.Equal(FiscalOutcome.Sealed, back);
        Assert.StartsWith(Second + ",", mac.TextsUnder(SealKey)[2], StringComparison.Ordinal);
        Assert.Equal(SecondDigest, Sha256(Second));
    }

    [Fact]
    [Trait("Requirement", "R11")]
    [Trait("Vector", "4.2")]
    public void Vector_4_2_the_extract_of_the_first_seal_is_SnVL()
    {
        byte[] text = new byte[Base64Url.SealLength];
        byte[] extract = new byte[Base64Url.ExtractLength];
        Base64Url.Write(Convert.FromHexString(FirstDigest), 0, 32, text, 0);
        Base64Url.WriteExtract(Convert.FromHexString(FirstDigest), extract, 0);
        Assert.Equal(FirstSeal, Encoding.ASCII.GetString(text));
        Assert.Equal("SnVL", Encoding.ASCII.GetString(extract));
    }

    [Theory]
    [Trait("Requirement", "R36")]
    [InlineData(500, 1000, 455, 45)]
    [InlineData(100, 550, 95, 5)]
    [InlineData(1250, 2000, 1042, 208)]
    [InlineData(320, 210, 313, 7)]
    [InlineData(280, 210, 274, 6)]
    [InlineData(1999, 2000, 1666, 333)]
    [InlineData(2495, 1000, 2268, 227)]
    [InlineData(10000, 550, 9479, 521)]
    [InlineData(1, 2000, 1, 0)]
    [InlineData(3, 2000, 3, 0)]
    [InlineData(5, 2000, 4, 1)]
    [InlineData(-500, 1000, -455, -45)]
    [InlineData(300, 550, 284, 16)]
    [Trait("Vector", "4.4")]
    public void Vector_4_4_vat_per_rate_and_ticket(int cents, int rate, int net, int vat)
    {
        Assert.Equal((net, vat), (Money.WithoutVat(cents, rate), Money.Vat(cents, rate)));
    }

    [Theory]
    [Trait("Requirement", "R37")]
    [InlineData(3, 500, 1000, 135, 136)]
    [InlineData(100, 100, 550, 500, 521)]
    [Trait("Vector", "4.4")]
    public void Vector_4_4_a_closing_adds_up_tickets_and_computes_no_vat_of_its_own(
        int tickets, int cents, int rate, int vatOfTickets, int vatOfSum)
    {
        FiscalChain chain = NewChain();
        for (int i = 1; i <= tickets; i++)
        {
            chain.SealTicket(Ticket(i, VectorWall + i, 0, (1, 1, cents, rate)), null, 0, Press(), Shop(), out _);
        }

        AmountTable rates = chain.State.DayPeriod.Rates;
        Assert.Equal(vatOfTickets, rates.First[0] - rates.Second[0]);
        Assert.Equal(vatOfSum, Money.Vat(tickets * cents, rate));
    }

    [Fact]
    [Trait("Requirement", "R37")]
    [Trait("Vector", "4.4")]
    public void Vector_4_4_three_lines_of_one_euro_are_16_cents_of_vat_by_rate_and_their_lines_add_up_to_it()
    {
        int[] net = new int[3];
        Money.LinesWithoutVat([100, 100, 100], [550, 550, 550], 3, net);
        Assert.Equal(15, 3 * Money.Vat(100, 550));
        Assert.Equal([95, 95, 94], net);
        Assert.Equal(16, 300 - net.Sum());
    }

    [Theory]
    [Trait("Requirement", "R38")]
    [InlineData(100, new[] { 333, 333, 334 }, new[] { 33, 33, 34 })]
    [InlineData(250, new[] { 1250, 999, 248 }, new[] { 125, 100, 25 })]
    [InlineData(1, new[] { 100, 100, 100 }, new[] { 1, 0, 0 })]
    [Trait("Vector", "4.5")]
    public void Vector_4_5_discounts_by_largest_remainder(int amount, int[] lines, int[] expected)
    {
        int[] shares = new int[lines.Length];
        Assert.True(Money.Discount(amount, lines, lines.Length, shares));
        Assert.Equal(expected, shares);
    }

    private static string Sha256(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(text)));
}
