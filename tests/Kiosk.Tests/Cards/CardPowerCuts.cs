using Kiosk.Board.Virtual.Cards;
using Kiosk.Firmware.Cards;
using Kiosk.Firmware.Parts;

namespace Kiosk.Tests.Cards;

/// <summary>
/// The kiosk loses its power at every drive operation and at every step of a card dialogue, while the terminal goes on:
/// never two debits for one ticket, never a ticket called paid without its money (R49).
/// </summary>
public class CardPowerCuts
{
    private static readonly CardMischief[] Kinds =
    [
        CardMischief.None, CardMischief.Refuses, CardMischief.LineLostAfterDebit, CardMischief.AnswersTwice,
        CardMischief.LateAnswer, CardMischief.Silent,
    ];

    [Theory]
    [InlineData(false, InMemoryDrive.TearNone)]
    [InlineData(false, InMemoryDrive.TearHalf)]
    [InlineData(false, InMemoryDrive.TearAllButOne)]
    [InlineData(false, InMemoryDrive.TearFull)]
    [InlineData(true, InMemoryDrive.TearNone)]
    [InlineData(true, InMemoryDrive.TearHalf)]
    [InlineData(true, InMemoryDrive.TearAllButOne)]
    [InlineData(true, InMemoryDrive.TearFull)]
    [Trait("Requirement", "R49")]
    public void A_cut_at_any_drive_operation_and_again_in_the_recovery_keeps_the_books(bool overTcp, int tear)
    {
        foreach (CardMischief mischief in Kinds)
        {
            for (int first = 0; first < 7; first++)
            {
                for (int second = -1; second < 6; second++)
                {
                    using CardBench bench = new(overTcp);
                    Sell(bench, CardMischief.None);
                    string where = $"{mischief}, cut {first} then {second}, tear {tear}";
                    Cut(bench, first, tear);
                    Sell(bench, mischief);
                    if (second >= 0)
                    {
                        Restart(bench);
                        Cut(bench, second, tear);
                        Sell(bench, mischief);
                    }

                    Restart(bench);
                    bench.Finish(where);
                    bench.CheckBooks(where);
                }
            }
        }
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 20)]
    [InlineData(true, 20)]
    [Trait("Requirement", "R49")]
    public void A_cut_at_any_step_of_the_dialogue_keeps_the_books(bool overTcp, int stepsAfter)
    {
        foreach (CardMischief mischief in Kinds)
        {
            for (int step = 0; step < 75; step++)
            {
                using CardBench bench = CardBench.With(overTcp, mischief);
                bench.Start();
                for (int i = 0; i < step && bench.Card.State == CardPayment.Asking; i++)
                {
                    bench.Pass(100);
                }

                int state = bench.Card.State;
                bench.PowerOn();
                string where = $"{mischief}, cut after step {step} in state {state}";
                Assert.True(bench.Card.State == StoredAs(state), where);
                for (int i = 0; i < stepsAfter; i++)
                {
                    bench.Pass(1_000);
                }

                int hint = bench.Card.Hint, debits = bench.Bank.Debits.Count;
                Assert.True(hint != CardOutcome.Paid || debits == 1, $"{where}: false hint");
                Assert.True(hint != CardOutcome.Refused || debits == 0, $"{where}: false hint");
                bench.Finish(where);
                bench.CheckBooks(where);
            }
        }
    }

    [Fact]
    [Trait("Requirement", "R49")]
    public void Paid_and_then_cut_before_the_seal_is_still_paid_and_not_asked_again()
    {
        using CardBench bench = new(overTcp: false);
        bench.Start();
        bench.Run();
        bench.PowerOn();
        Assert.Equal(CardPayment.Paid, bench.Card.State);
        Assert.Equal(CardBench.Price, bench.Card.PaidCents);
        bench.Seal();
        bench.CheckBooks("after the cut");
        Assert.Equal(1, bench.Requests);
    }

    [Fact]
    [Trait("Requirement", "R49")]
    public void Sealed_and_then_cut_the_money_is_not_counted_for_the_next_ticket()
    {
        using CardBench bench = new(overTcp: false);
        bench.Start();
        bench.Run();
        bench.Seal();
        bench.PowerOn();
        Assert.Equal((CardPayment.Idle, 0), (bench.Card.State, bench.Card.PaidCents));
        bench.Finish("next");
        bench.CheckBooks("next");
        Assert.Equal([1L, 2L], bench.Bank.Debits.Select(d => d.Key));
    }

    [Fact]
    [Trait("Requirement", "R49")]
    public void A_drive_that_takes_nothing_lets_nothing_be_asked()
    {
        using CardBench bench = new(overTcp: false);
        bench.Drive.Dead = true;
        Assert.Equal(CardPayment.StorageFailed, bench.Start());
        bench.Drive.PowerUp();
        bench.Pass(1_000);
        Assert.Equal(0, bench.Cable.Heard);
        Assert.Equal(CardPayment.Done, bench.Start());
    }

    [Fact]
    [Trait("Requirement", "R49")]
    public void The_attempt_is_durable_before_the_first_byte_goes_out()
    {
        using CardBench bench = new(overTcp: true);
        int before = bench.Drive.Operations;
        bench.Drive.CutAt = before;
        bench.Start();
        Assert.Equal(0, bench.Cable.Heard);
        Restart(bench);
        Assert.Equal(CardPayment.Idle, bench.Card.State);
        bench.Start();
        Assert.True(bench.Drive.Operations > before && bench.Cable.Heard > 0);
    }

    private static int StoredAs(int state) => state switch
    {
        CardPayment.Asking => CardPayment.Unknown,
        CardPayment.NotPaid => CardPayment.Idle,
        _ => state,
    };

    private static void Cut(CardBench bench, int operations, int tear)
    {
        bench.Drive.CutAt = bench.Drive.Operations + operations;
        bench.Drive.Tear = tear;
    }

    private static void Restart(CardBench bench)
    {
        bench.TerminalEnds();
        bench.Cable.Mend();
        bench.PowerOn();
    }

    /// <summary>One sale as far as the power lasts.</summary>
    private static void Sell(CardBench bench, CardMischief mischief)
    {
        bench.Misbehave(mischief);
        if (!bench.Drive.Dead && !bench.Card.Blocks && bench.Card.State != CardPayment.Paid)
        {
            bench.Start();
            bench.Run();
        }

        if (!bench.Drive.Dead && bench.Card.State == CardPayment.Unknown)
        {
            bench.TerminalEnds();
            bench.DeclareTruth();
        }

        if (!bench.Drive.Dead && bench.Card.State == CardPayment.Paid)
        {
            bench.Seal();
        }

        bench.Misbehave(CardMischief.None);
    }
}
