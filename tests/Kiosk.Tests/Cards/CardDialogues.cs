using Kiosk.Board.Virtual.Cards;
using Kiosk.Drivers.Cards;
using Kiosk.Firmware.Cards;

namespace Kiosk.Tests.Cards;

/// <summary>
/// Both dialogues with a terminal that misbehaves in every way of R48-R50: the outcome is right or the sale is locked,
/// and in the end the bank took exactly what the tickets say.
/// </summary>
public class CardDialogues
{
    public static TheoryData<bool, CardMischief, int> Outcomes()
    {
        TheoryData<bool, CardMischief, int> data = [];
        foreach (CardMischief mischief in Enum.GetValues<CardMischief>())
        {
            data.Add(false, mischief, OverSerial(mischief));
            data.Add(true, mischief, OverTcp(mischief));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Outcomes))]
    [Trait("Requirement", "R48")]
    [Trait("Requirement", "R49")]
    public void Whatever_the_terminal_does_the_outcome_is_right_or_locked(
        bool overTcp, CardMischief mischief, int expected)
    {
        using CardBench bench = CardBench.With(overTcp, mischief);
        Assert.Equal(CardPayment.Done, bench.Start());
        bench.Run();
        if (expected >= 0)
        {
            Assert.Equal(expected, bench.Card.State);
        }

        Assert.NotEqual(CardPayment.Asking, bench.Card.State);
        bench.Finish(mischief.ToString());
        bench.CheckBooks(mischief.ToString());
        Assert.Single(bench.Bank.Debits);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Requirement", "R13")]
    [Trait("Requirement", "R49")]
    public void A_credit_goes_back_to_the_card_once_and_a_cable_cut_at_any_byte_locks_or_tells_the_truth(bool overTcp)
    {
        using CardBench whole = new(overTcp);
        Assert.Equal(CardPayment.Done, whole.Start(-CardBench.Price));
        whole.Run();
        Assert.Equal((CardPayment.Paid, -CardBench.Price), (whole.Card.State, whole.Card.PaidCents));
        Assert.Equal(-CardBench.Price, whole.Bank.TotalCents);
        int heard = whole.Cable.Heard, said = whole.Cable.Said;
        for (int n = 0; n <= heard + said; n++)
        {
            using CardBench bench = new(overTcp);
            bench.Cable.HearsMax = n <= heard ? n : -1;
            bench.Cable.SaysMax = n <= heard ? -1 : n - heard - 1;
            bench.Start(-CardBench.Price);
            bench.Run();
            bool given = bench.Bank.Debits.Count > 0;
            Assert.True(bench.Card.State != CardPayment.Asking, $"cut {n}");
            Assert.True(bench.Card.State != CardPayment.Paid || given, $"cut {n}: said to be given back");
            Assert.True(bench.Card.State != CardPayment.NotPaid || !given, $"cut {n}: said not to be given back");
            Assert.True(bench.Bank.Debits.Count <= 1, $"cut {n}: given back twice");
        }
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [Trait("Requirement", "R49")]
    public void A_cable_cut_at_any_byte_costs_neither_a_payment_nor_a_second_debit(bool overTcp, bool cutIsSeen)
    {
        using CardBench whole = new(overTcp);
        whole.Start();
        whole.Run();
        Assert.Equal(CardPayment.Paid, whole.Card.State);
        whole.Pass(1_000);
        int heard = whole.Cable.Heard, said = whole.Cable.Said;
        Assert.True(heard > 40 && said > 31, $"{heard} bytes heard, {said} said");
        for (int n = 0; n <= heard + said; n++)
        {
            using CardBench bench = new(overTcp);
            bench.CaisseAp.CutIsSeen = cutIsSeen;
            bench.Cable.HearsMax = n <= heard ? n : -1;
            bench.Cable.SaysMax = n <= heard ? -1 : n - heard - 1;
            string where = $"cut at {(n <= heard ? $"heard {n}" : $"said {n - heard - 1}")}";
            bench.Start();
            bench.Run();
            bool debited = bench.Bank.Debits.Count > 0;
            Assert.True(bench.Card.State != CardPayment.Asking, where);
            Assert.True(bench.Card.State != CardPayment.Paid || debited, $"{where}: paid without a debit");
            Assert.True(bench.Card.State != CardPayment.NotPaid || !debited, $"{where}: debited and called not paid");
            bench.Finish(where);
            bench.CheckBooks(where);
        }
    }

    [Fact]
    [Trait("Requirement", "R48")]
    public void The_answer_may_come_in_pieces_of_any_size_with_the_connection_closed_behind_it()
    {
        for (int size = 1; size <= 12; size++)
        {
            using CardBench bench = new(overTcp: true);
            (bench.CaisseAp.SegmentBytes, bench.CaisseAp.Closes) = (size, true);
            bench.Start();
            bench.Run();
            Assert.Equal(CardPayment.Paid, bench.Card.State);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Requirement", "R49")]
    public void A_late_answer_is_told_to_the_operator_and_decides_nothing(bool overTcp)
    {
        using CardBench bench = CardBench.With(overTcp, CardMischief.LateAnswer);
        bench.Start();
        bench.Run();
        Assert.Equal(CardPayment.Unknown, bench.Card.State);
        Assert.Equal(CardOutcome.None, bench.Card.Hint);
        for (int i = 0; i < 200; i++)
        {
            bench.Pass(100);
        }

        Assert.Equal(CardOutcome.Paid, bench.Card.Hint);
        Assert.Equal(CardPayment.Unknown, bench.Card.State);
        Assert.Equal(CardPayment.NotNow, bench.Start());
        bench.Finish("late");
        bench.CheckBooks("late");
    }

    [Fact]
    [Trait("Requirement", "R49")]
    public void A_late_answer_of_the_sale_before_is_not_taken_for_the_next_one()
    {
        using CardBench bench = CardBench.With(overTcp: true, CardMischief.LateAnswer);
        bench.Start();
        bench.Run();
        Assert.True(bench.Terminal is CaisseApTerminal { Connected: false, WantsNewLine: true });
        Assert.Equal(CardPayment.Done, bench.Card.Declare(paid: false, slip: 0, operatorCode: 7, bench.Now));
        Assert.Equal(CardPayment.NoTerminal, bench.Start());
        bench.Mend();
        Assert.Equal(CardPayment.Done, bench.Start());
        Assert.Equal(CardPayment.Asking, bench.Card.State);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-10_000_000)]
    [InlineData(10_000_000)]
    [Trait("Requirement", "R50")]
    public void An_amount_out_of_bounds_is_never_asked(int cents)
    {
        using CardBench bench = new(overTcp: false);
        Assert.Equal(CardPayment.AmountRefused, bench.Start(cents));
        bench.Run();
        Assert.Equal(0, bench.Cable.Heard);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 9_999_999)]
    [InlineData(true, 1)]
    [InlineData(true, 9_999_999)]
    [Trait("Requirement", "R50")]
    public void One_cent_and_99_999_99_are_paid(bool overTcp, int cents)
    {
        using CardBench bench = new(overTcp);
        bench.Start(cents);
        bench.Run();
        Assert.Equal(CardPayment.Paid, bench.Card.State);
        Assert.Equal(cents, bench.Bank.TotalCents);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Requirement", "R50")]
    public void Nothing_is_sent_to_a_terminal_that_is_not_asked(bool overTcp)
    {
        using CardBench bench = new(overTcp);
        for (int i = 0; i < 600; i++)
        {
            bench.Pass(1_000);
        }

        Assert.Equal(0, bench.Cable.Heard);
    }

    [Fact]
    [Trait("Requirement", "R49")]
    public void Taken_back_before_it_left_nothing_is_asked()
    {
        using CardBench bench = CardBench.With(overTcp: false, CardMischief.Silent);
        bench.Start();
        bench.Card.Cancel(bench.Now);
        bench.Pass(100);
        Assert.Equal((CardPayment.NotPaid, CardReason.TakenBack), (bench.Card.State, bench.Card.Reason));
        Assert.Equal(0, bench.Concert.Requests);
    }

    [Fact]
    [Trait("Requirement", "R49")]
    public void Taken_back_at_the_customer_only_the_terminal_ends_it()
    {
        using CardBench bench = CardBench.With(overTcp: false, CardMischief.Abandons);
        bench.Start();
        bench.Pass(100);
        bench.Pass(100);
        Assert.True(bench.Card.AtCustomer);
        bench.Card.Cancel(bench.Now);
        bench.Pass(100);
        Assert.Equal(CardPayment.Asking, bench.Card.State);
        Assert.Equal("ANNULER SUR LE TPE", CardText.Message(bench.Card));
        bench.Run();
        Assert.Equal(CardPayment.NotPaid, bench.Card.State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Requirement", "R49")]
    public void A_port_that_fails_ends_in_time(bool broken)
    {
        using CardBench bench = new(overTcp: false);
        bench.Concert.Broken = broken;
        bench.Start();
        bench.Run();
        Assert.Equal(broken ? CardPayment.NotPaid : CardPayment.Paid, bench.Card.State);
        Assert.Equal(broken ? CardReason.LineLost : CardReason.None, bench.Card.Reason);
    }

    private static int OverSerial(CardMischief mischief) => mischief switch
    {
        CardMischief.CallsForEver => -1,
        CardMischief.Silent or CardMischief.NakStorm or CardMischief.Busy or CardMischief.Refuses
            or CardMischief.Abandons => CardPayment.NotPaid,
        CardMischief.None or CardMischief.NakTwice or CardMischief.OtherSaleFirst or CardMischief.WrongSumOnce
            or CardMischief.AnswersTwice or CardMischief.LongAnswer or CardMischief.ForgetsKey => CardPayment.Paid,
        _ => CardPayment.Unknown,
    };

    private static int OverTcp(CardMischief mischief) => mischief switch
    {
        CardMischief.Refuses or CardMischief.Abandons => CardPayment.NotPaid,
        CardMischief.None or CardMischief.NakTwice or CardMischief.WrongSumOnce or CardMischief.AnswersTwice
            or CardMischief.LongAnswer or CardMischief.ForgetsKey => CardPayment.Paid,
        _ => CardPayment.Unknown,
    };
}
