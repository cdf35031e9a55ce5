using System.Globalization;
using System.Text;
using CsCheck;
using Kiosk.Firmware.Paper;
using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>The slip of a deposit gives it back, once, by its code (pos.md R45).</summary>
[Trait("Requirement", "R45")]
public class TillDepositTests
{
    private const int A1 = Key.Article1, A2 = Key.Article1 + 1;
    private const string Slip = "KT1/K07-T-000001/20261120101530/VENTE/450/0550:450//";
    private static readonly string Bars = DepositSlip.CodeOf("K07", 1).ToString(CultureInfo.InvariantCulture);
    private readonly TillBench _bench = Opened();

    [Fact]
    [Trait("Requirement", "R59")]
    public void The_receipt_of_a_deposit_bears_a_code_that_gives_it_back_once()
    {
        _bench.Press(Key.Ticket);
        _bench.Print();
        Assert.Contains("À rendre pour votre consigne de 1,00 €", _bench.Paper(), StringComparison.Ordinal);
        Assert.Contains($"[{Bars}]", _bench.Paper(), StringComparison.Ordinal);
        Scan(_bench, Bars);
        Assert.StartsWith("RENDRE", _bench.Line(2), StringComparison.Ordinal);
        _bench.Press(Key.Cash, Key.Ticket);
        _bench.Print();
        Assert.Equal(-100, Last().Values[TicketLayout.Tenders + 1]);
        Assert.Equal(450, _bench.Chain.State.PerpetualSigned);
        Assert.Contains((DetailItem.DepositOf, 1L, 0L), Items());
        Assert.Contains((DetailItem.NonSale, (long)NonSaleType.Deposit, -100L), Items());
        Assert.Contains("Rend la consigne du ticket K07-T-000001", _bench.Paper(), StringComparison.Ordinal);
        Assert.Equal([100L, -100L], _bench.Records().Where(r => r.Kind == RecordKind.TechnicalEvent
            && r.Values[EventLayout.Code] == JetCode.NonSale).Select(r => r.Values[EventLayout.Argument2]));
        foreach (string code in new[] { Slip, Bars })
        {
            Scan(_bench, code);
            Assert.StartsWith("DÉJÀ TOUT RENDU", _bench.Line(1), StringComparison.Ordinal);
            Assert.Equal(0, _bench.Till.TotalCents);
        }

        _bench.Press(A1, Key.Cash);
        Assert.Equal(3, _bench.Till.LastTicketNumber);
    }

    [Theory]
    [InlineData(Slip)]
    [InlineData("https://ville.example/ticket#" + Slip)]
    public void The_QR_code_of_the_ticket_does_the_same_with_an_address_before_it_too(string code)
    {
        Scan(_bench, code);
        _bench.Press(Key.Cash);
        Assert.Equal(2, _bench.Till.LastTicketNumber);
        Assert.Equal(-100, Last().Values[TicketLayout.Tenders + 1]);
    }

    [Theory]
    [InlineData("KT1/K08-T-000001/x", "CODE INCONNU")]
    [InlineData("KT1/K07-X-000001/x", "CODE INCONNU")]
    [InlineData("KT1/K07-T-000001", "CODE INCONNU")]
    [InlineData("KT1/K07-T-000009/x", "TICKET PAS ICI")]
    [InlineData("KT1/K07-T-000002/x", "DÉJÀ TOUT RENDU")]
    public void A_slip_of_another_kiosk_of_training_or_without_a_deposit_gives_nothing(string code, string said)
    {
        _bench.Press(A1, Key.Cash);
        Scan(_bench, code);
        Assert.StartsWith(said, _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(A2, Key.Cash);
        Assert.Equal(3, _bench.Till.LastTicketNumber);
    }

    [Fact]
    public void Bars_of_another_terminal_are_an_unknown_code_and_an_open_basket_stays_as_it_is()
    {
        Scan(_bench, DepositSlip.CodeOf("K08", 1).ToString(CultureInfo.InvariantCulture));
        Assert.StartsWith("CODE INCONNU", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(A1);
        Scan(_bench, Bars);
        Assert.StartsWith("VENTE EN COURS", _bench.Line(1), StringComparison.Ordinal);
        Assert.Equal(320, _bench.Till.TotalCents);
    }

    [Fact]
    [Trait("Requirement", "R14")]
    public void A_deposit_given_back_stays_so_when_its_tender_is_corrected_and_is_open_again_when_it_is_taken_back()
    {
        Scan(_bench, Bars);
        _bench.Press(Key.Undo, A1, Key.Cash);
        Assert.DoesNotContain(Items(), item => item.What == DetailItem.DepositOf && item.First != 1);
        Assert.Equal(320, _bench.Till.LastTicketCents);
        Scan(_bench, Bars);
        _bench.Press(Key.Cash, 3, Key.Function, 2, 2, Key.Tender, 1);
        Assert.Equal(5, _bench.Till.LastTicketNumber);
        Scan(_bench, Bars);
        Assert.StartsWith("DÉJÀ TOUT RENDU", _bench.Line(1), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R10")]
    public void A_cut_at_any_operation_gives_a_deposit_back_once_or_not_at_all()
    {
        for (int cut = 0; cut < 12; cut++)
        {
            TillBench bench = Opened();
            Scan(bench, Bars);
            bench.Drive.CutAt = bench.Drive.Operations + cut;
            bench.Press(Key.Cash);
            bench.PowerOn();
            if (bench.Till.LastTicketNumber == 1)
            {
                bench.Press(Key.Cash);
            }

            Assert.True(bench.Till.LastTicketNumber == 2, $"cut {cut}\n{bench.Screen()}");
            Scan(bench, Bars);
            Assert.StartsWith("DÉJÀ TOUT RENDU", bench.Line(1), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_slip_reads_back_as_its_ticket_and_any_text_as_one_or_none()
    {
        Gen.Int[1, DepositSlip.NumberMax].Sample(number =>
        {
            long code = DepositSlip.CodeOf("K07-A", number);
            byte[] text = Encoding.ASCII.GetBytes($"KT1/K07-A-T-{number:000000}/");
            return ScanReader.HasCheckDigit(code) && code is >= 2_900_000_000_000 and < 3_000_000_000_000
                && DepositSlip.NumberOf(code, "K07-A") == number && DepositSlip.NumberOf(code, "K07-B") == 0
                && DepositSlip.NumberOf(text, text.Length, "K07-A") == number
                && DepositSlip.NumberOf(text, text.Length - 1, "K07-A") == 0;
        });
        Gen.Byte.Array[0, ScanReader.TextMax].Sample(any => DepositSlip.NumberOf(any, any.Length, "K07") >= 0);
        Assert.Equal(0, DepositSlip.CodeOf("K07", DepositSlip.NumberMax + 1L));
    }

    private static TillBench Opened() => new TillBench().Press(A2, 1, 0, 0, Key.Function, 5, 4, Key.Cash);

    private static void Scan(TillBench bench, string code)
    {
        bench.Scan(code);
        bench.Pass(100);
        bench.Pass(100);
    }

    private Record Last() => _bench.Records().Last(r => r.Kind == RecordKind.Ticket);

    private IEnumerable<(int What, long First, long Second)> Items() =>
        TillTenderTests.Items(_bench.Records().Last(r => r.Kind == RecordKind.TicketDetail));
}
