using Kiosk.Firmware.Parts;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>The customer reads what he is asked for, all of it (R61, R52).</summary>
[Trait("Requirement", "R61")]
public class TillCustomerTests
{
    private const int A1 = Key.Article1, A2 = Key.Article1 + 1;
    private readonly TillBench _bench = new();

    [Fact]
    public void A_deposit_is_in_the_total_that_the_customer_reads()
    {
        _bench.Press(A1, 1, 0, 0, Key.Function, 5, 4);
        Assert.Equal("Consigne       1,00€\nTOTAL          4,20€", _bench.Customer.Text);
        _bench.Press(Key.Note5);
        Assert.Equal("TOTAL          4,20€\nRENDU          0,80€", _bench.Customer.Text);
    }

    [Fact]
    public void A_suspended_item_alone_is_no_greeting()
    {
        _bench.Press(4, 0, 0, Key.Function, 5, 2);
        Assert.Equal("Suspendu offer 4,00€\nTOTAL          4,00€", _bench.Customer.Text);
    }

    [Fact]
    [Trait("Requirement", "R52")]
    public void A_part_paid_by_card_and_what_is_left_are_shown()
    {
        _bench.Press(A1, A2, 2, 0, 0, Key.Card);
        Assert.Equal("Carte (manuel) 2,00€\nRESTE          5,70€", _bench.Customer.Text);
    }
}
