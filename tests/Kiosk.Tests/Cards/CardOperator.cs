using System.Text;
using Kiosk.Board.Virtual.Cards;
using Kiosk.Firmware;
using Kiosk.Firmware.Cards;
using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;
using Kiosk.Protocol;

namespace Kiosk.Tests.Cards;

/// <summary>What the operator declares, the manual key, several cards for one ticket, money given back.</summary>
public class CardOperator
{
    [Theory]
    [InlineData(true, CardEvent.DeclaredPaid, "1/4711")]
    [InlineData(false, CardEvent.DeclaredNotPaid, "1")]
    [Trait("Requirement", "R49")]
    public void A_declaration_is_a_sealed_event_and_frees_the_sale(bool paid, int code, string text)
    {
        using CardBench bench = CardBench.With(overTcp: false, CardMischief.LineLostAfterDebit);
        bench.Start();
        bench.Run();
        Assert.True(bench.Card.Blocks);
        Assert.Equal(CardPayment.Done, bench.Card.Declare(paid, paid ? 4_711 : 0, 7, bench.Now));
        Assert.Equal(paid ? CardPayment.Paid : CardPayment.NotPaid, bench.Card.State);
        Record record = Assert.Single(bench.EventRecords());
        Assert.Equal(
            [code, 7, CardBench.Price, 1],
            new[] { EventLayout.Code, EventLayout.Operator, EventLayout.Argument1, EventLayout.Argument2 }
                .Select(i => record.Values[i]));
        Assert.Equal(text, Encoding.Latin1.GetString(record.Text, 0, record.TextLength));
        Assert.Equal(paid ? CardBench.Price : 0, bench.Card.PaidCents);
    }

    [Fact]
    [Trait("Requirement", "R49")]
    public void Nothing_but_a_declaration_frees_a_locked_sale()
    {
        using CardBench bench = CardBench.With(overTcp: false, CardMischief.LineLostAfterDebit);
        bench.Start();
        bench.Run();
        Assert.Equal(CardPayment.NotNow, bench.Start());
        Assert.Equal(CardPayment.NotNow, bench.Card.StartManual(100, 1, 1, bench.Now));
        Assert.Equal(CardPayment.NotNow, bench.Card.GiveBack(7, bench.Now));
        bench.Card.Settle();
        bench.Card.Cancel(bench.Now);
        bench.Mend();
        for (int i = 0; i < 100; i++)
        {
            bench.Pass(60_000);
            Assert.Equal(CardPayment.Unknown, bench.Card.State);
        }

        bench.PowerOn();
        Assert.Equal(CardPayment.Unknown, bench.Card.State);
        Assert.Equal(1, bench.Requests);
    }

    [Fact]
    [Trait("Requirement", "R49")]
    public void A_declaration_of_what_is_not_in_question_is_refused()
    {
        using CardBench bench = new(overTcp: false);
        Assert.Equal(CardPayment.NotNow, bench.Card.Declare(paid: true, 0, 7, bench.Now));
        bench.Start();
        Assert.Equal(CardPayment.NotNow, bench.Card.Declare(paid: true, 0, 7, bench.Now));
        bench.Run();
        Assert.Equal(CardPayment.NotNow, bench.Card.Declare(paid: false, 0, 7, bench.Now));
    }

    [Fact]
    [Trait("Requirement", "R51")]
    public void A_slip_number_as_long_as_a_card_number_is_refused()
    {
        using CardBench bench = new(overTcp: false);
        bench.Card.StartManual(100, 1, 1, bench.Now);
        Assert.Equal(CardPayment.NotNow, bench.Card.Declare(paid: true, 4_973_010_203_040_506, 7, bench.Now));
        Assert.Equal(CardPayment.NotNow, bench.Card.Declare(paid: true, CardPayment.SlipMax + 1, 7, bench.Now));
        Assert.Equal(CardPayment.Done, bench.Card.Declare(paid: true, CardPayment.SlipMax, 7, bench.Now));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "R52")]
    public void The_manual_key_needs_no_terminal_and_two_presses(bool paid)
    {
        using CardBench bench = new(overTcp: false);
        CardPayment card = new(bench.Drive, DriveFiles.CardSlots(CardBench.Segments), null, 0);
        card.Load();
        card.Begin(1);
        Assert.Equal(CardPayment.NoTerminal, card.Start(490, 1, 1, bench.Now));
        int before = bench.Drive.Operations;
        Assert.Equal(CardPayment.Done, card.StartManual(490, 1, 1, bench.Now));
        Assert.True(card.Blocks);
        Assert.Equal(CardPayment.Done, card.Declare(paid, 0, 7, bench.Now));
        Assert.Equal(paid ? CardPayment.Paid : CardPayment.NotPaid, card.State);
        Assert.Equal(paid ? 490 : 0, card.PaidCents);
        Assert.Equal(2, bench.Drive.Operations - before);
        Assert.Empty(bench.EventRecords());
    }

    [Fact]
    [Trait("Requirement", "R52")]
    public void A_manual_payment_not_declared_before_a_power_cut_is_asked_about_after_it()
    {
        using CardBench bench = new(overTcp: false);
        bench.Card.StartManual(490, 1, 1, bench.Now);
        bench.PowerOn();
        Assert.Equal((CardPayment.Declaring, 490), (bench.Card.State, bench.Card.Cents));
        Assert.True(bench.Card.IsManual);
    }

    [Fact]
    [Trait("Requirement", "R41")]
    public void Four_cards_may_pay_one_ticket_and_a_fifth_is_refused()
    {
        using CardBench bench = new(overTcp: true);
        for (int i = 1; i <= Limits.TendersPerTicketMax; i++)
        {
            Assert.Equal(CardPayment.Done, bench.Start(i * 100));
            bench.Run();
        }

        Assert.Equal(1_000, bench.Card.PaidCents);
        Assert.Equal(CardPayment.Full, bench.Start());
        bench.PowerOn();
        Assert.Equal((CardPayment.Paid, 1_000), (bench.Card.State, bench.Card.PaidCents));
        Assert.Equal(CardPayment.Full, bench.Start());
        bench.Seal();
        bench.CheckBooks("four cards");
        Assert.Equal(CardPayment.Done, bench.Start());
    }

    [Fact]
    [Trait("Requirement", "R49")]
    public void Money_paid_by_card_for_a_sale_given_up_is_given_back_as_an_event()
    {
        using CardBench bench = new(overTcp: false);
        bench.Start(300);
        bench.Run();
        bench.Misbehave(CardMischief.Refuses);
        bench.Start(200);
        bench.Run();
        Assert.Equal((CardPayment.NotPaid, 300), (bench.Card.State, bench.Card.PaidCents));
        Assert.Equal(CardPayment.Done, bench.Card.GiveBack(7, bench.Now));
        Assert.Equal((CardPayment.Idle, 0), (bench.Card.State, bench.Card.PaidCents));
        Record record = Assert.Single(bench.EventRecords());
        Assert.Equal(CardEvent.GivenBack, record.Values[EventLayout.Code]);
        Assert.Equal(300, record.Values[EventLayout.Argument1]);
        bench.PowerOn();
        Assert.Equal((CardPayment.Idle, 0), (bench.Card.State, bench.Card.PaidCents));
    }

    [Fact]
    [Trait("Requirement", "R49")]
    public void Money_of_one_ticket_is_never_counted_for_another()
    {
        using CardBench bench = new(overTcp: false);
        bench.Start(300);
        bench.Run();
        Assert.Equal(CardPayment.NotNow, bench.Card.Start(300, 1, 2, bench.Now));
        Assert.Equal(CardPayment.NotNow, bench.Card.Start(300, 2, 1, bench.Now));
        Assert.Equal(300, bench.Card.PaidCents);
    }

    [Fact]
    [Trait("Requirement", "R49")]
    public void An_event_owed_when_the_power_went_is_journaled_after_it()
    {
        using CardBench bench = CardBench.With(overTcp: false, CardMischief.LineLostAfterDebit);
        bench.Start();
        bench.Run();
        bench.Card.Events = null;
        bench.Card.Declare(paid: true, 12, 7, bench.Now);
        Assert.Empty(bench.EventRecords());
        bench.PowerOn();
        bench.Pass(1_000);
        Assert.Equal(CardEvent.DeclaredPaid, Assert.Single(bench.EventRecords()).Values[EventLayout.Code]);
        Assert.Equal(CardPayment.Paid, bench.Card.State);
        bench.PowerOn();
        bench.Pass(10_000);
        Assert.Single(bench.EventRecords());
    }

    [Fact]
    [Trait("Requirement", "R49")]
    public void Money_of_a_sealed_ticket_whose_event_is_owed_counts_for_no_other()
    {
        using CardBench bench = CardBench.With(overTcp: false, CardMischief.LineLostAfterDebit);
        bench.Start();
        bench.Run();
        bench.Card.Events = null;
        bench.Card.Declare(paid: true, 12, 7, bench.Now);
        bench.Seal();
        Assert.Equal((CardPayment.Idle, 0), (bench.Card.State, bench.Card.PaidCents));
        bench.PowerOn();
        Assert.Equal((CardPayment.Idle, 0), (bench.Card.State, bench.Card.PaidCents));
        bench.Mend();
        Assert.Equal(CardPayment.Done, bench.Start());
        Assert.Single(bench.EventRecords());
        bench.Run();
        Assert.Equal(CardBench.Price, bench.Card.PaidCents);
    }

    [Fact]
    public void The_display_says_what_to_do_in_whole_french_words()
    {
        using CardBench bench = CardBench.With(overTcp: false, CardMischief.LateAnswer);
        bench.Start();
        Assert.Equal("CARTE         12,50€|APPEL DU TPE", Page(bench.Card));
        bench.Pass(100);
        bench.Pass(100);
        Assert.Equal("CARTE         12,50€|LE CLIENT PAIE", Page(bench.Card));
        bench.Run();
        Assert.Equal("À VÉRIFIER    12,50€|LIRE LE TICKET TPE|DÉBITÉ ? OUI / NON", Page(bench.Card));
        for (int i = 0; i < 200; i++)
        {
            bench.Pass(100);
        }

        Assert.Equal("À VÉRIFIER    12,50€|LIRE LE TICKET TPE|TPE DIT OUI. DÉBITÉ?", Page(bench.Card));
        bench.Card.Declare(paid: false, 0, 7, bench.Now);
        Assert.Equal("CARTE         12,50€|PAIEMENT ANNULÉ|RIEN N'EST DÉBITÉ", Page(bench.Card));
        bench.Card.StartManual(490, 1, 1, bench.Now);
        Assert.Equal("CB MANUELLE    4,90€|TAPER SUR LE TPE|DÉBITÉ ? OUI / NON", Page(bench.Card));
    }

    [Fact]
    public void Every_reason_fits_the_line()
    {
        for (int reason = 0; reason <= CardReason.NotUnderstood + 1; reason++)
        {
            Assert.InRange(CardText.ReasonText(reason).Length, 1, Lcd.Columns);
        }
    }

    private static string Page(CardPayment card)
    {
        LcdPage page = new();
        InMemoryLcd lcd = new();
        CardText.Compose(page, card);
        page.Refresh(lcd);
        string all = Encoding.Latin1.GetString(lcd.Text).Replace('\u0080', '€').Replace('\0', ' ');
        return string.Join('|', Enumerable.Range(0, 4).Select(i => all.Substring(i * 20, 20).TrimEnd())).TrimEnd('|');
    }
}
