using Kiosk.Firmware.Cards;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>Training touches no ticket, no drawer, no card and no closing of the shop (pos.md R18).</summary>
[Trait("Requirement", "R18")]
public class TillTrainingTests
{
    private const int A1 = Key.Article1, A2 = Key.Article1 + 1;
    private readonly TillBench _bench = new() { CardTerminal = new InMemoryCardTerminal() };

    public TillTrainingTests()
    {
        _bench.PowerOn();
        _bench.OpenFirst().Press(A1, Key.Cash);
    }

    [Fact]
    public void A_trainee_corrects_returns_copies_counts_and_closes_nothing_of_the_shop()
    {
        Train();
        long events = _bench.Chain.State.Events;
        long[] numbers = [.. _bench.Chain.State.Numbers];
        int[] refused = [21, 22, 23, 24, 31, 32, 33, 34, 35, 36, 41, 42];
        foreach (int function in refused)
        {
            _bench.Press(1, Key.Function, function / 10, function % 10);
            Assert.StartsWith("MODE ÉCOLE", _bench.Line(1), StringComparison.Ordinal);
            _bench.Press(Key.Clear, Key.Cash, Key.Clear);
        }

        _bench.Press(Key.Hold);
        Assert.Equal(events, _bench.Chain.State.Events);
        Assert.Equal(numbers, _bench.Chain.State.Numbers);
        Assert.Equal(320, _bench.Chain.State.PerpetualSigned);
    }

    [Fact]
    public void Every_page_of_functions_tenders_and_help_says_that_this_is_training()
    {
        Train();
        int[][] pages = [[Key.Function], [Key.Function, 1], [Key.Function, 2], [Key.Function, 4], [Key.Function, 5],
            [Key.Tender], [Key.Help], [A1, Key.Help], [Key.Function, 5, 3]];
        foreach (int[] keys in pages)
        {
            _bench.Press(keys);
            Assert.Contains("MODE ÉCOLE - FACTICE", _bench.Screen(), StringComparison.Ordinal);
            _bench.Press(Key.Clear);
        }
    }

    [Fact]
    public void What_is_taken_back_given_away_or_collected_in_training_is_no_event_of_the_shop()
    {
        Train();
        long events = _bench.Chain.State.Events;
        _bench.Press(A1, A2, Key.Undo, 2, Key.Multiply, A2, 3, 0, 0, Key.Price, A1, 1, 0, Key.Function, 2, 5);
        _bench.Press(5, 0, Key.Function, 5, 1, Key.Abandon, A1, Key.Function, 5, 1, Key.Cash);
        Assert.Equal(1, _bench.Chain.State.Numbers[ChainKind.X]);
        Assert.Equal(events, _bench.Chain.State.Events);
        _bench.Press(Key.Ticket);
        _bench.Print();
        _bench.Press(Key.Ticket);
        _bench.Print();
        Assert.Contains("FACTICE", _bench.Paper(), StringComparison.Ordinal);
        Assert.Equal(events, _bench.Chain.State.Events);
        Assert.Equal(0, _bench.Chain.State.Numbers[ChainKind.D]);
        Assert.Equal(1, _bench.Chain.State.Tickets);
        Assert.Equal(0, _bench.Till.EventsLost);
    }

    [Fact]
    [Trait("Requirement", "R49")]
    public void The_card_key_in_training_asks_no_terminal_and_leaves_no_money_for_the_next_sale()
    {
        Train();
        _bench.Press(A2, Key.Card, A2, 2, 0, 0, Key.Card, Key.Abandon);
        Wait();
        Assert.Equal(0, _bench.CardTerminal!.Requests);
        Assert.Equal(0, _bench.Till.LineCount);
        _bench.PowerOn();
        _bench.Press(Key.Function, 6, 1).Type(9_876).Press(A2, Key.Card);
        Wait();
        Assert.Equal((1, 450), (_bench.CardTerminal.Requests, _bench.CardTerminal.DebitedCents));
        Assert.Equal(2, _bench.Till.LastTicketNumber);
        Record ticket = _bench.Records().Last(r => r.Kind == RecordKind.Ticket);
        Assert.Equal(0, ticket.Values[TicketLayout.Change]);
        Assert.Equal([TicketLayout.TenderCard, 450L],
            ticket.Values[TicketLayout.Tenders..(TicketLayout.Tenders + 2)]);
    }

    private void Train() => _bench.Press(Key.Function, 6, 1).Type(9_876);

    private void Wait()
    {
        for (int i = 0; i < 80; i++)
        {
            _bench.Pass(100);
        }
    }
}
