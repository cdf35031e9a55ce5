using Kiosk.Fiscal;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Fiscal;

public class TenderRuleTests
{
    [Fact]
    [Trait("Requirement", "R41")]
    public void Change_is_given_from_cash_only()
    {
        for (int type = 1; type <= TenderRule.TypeMax; type++)
        {
            Assert.Equal(type == TicketLayout.TenderCash, TenderRule.GivesChange(type));
        }

        Assert.False(TenderRule.MayExceedDue(TicketLayout.TenderCard));
        Assert.False(TenderRule.MayExceedDue(TicketLayout.TenderVoucher));
        Assert.True(TenderRule.MayExceedDue(TicketLayout.TenderMealPaper));
    }

    [Theory]
    [Trait("Requirement", "R43")]
    [InlineData(TicketLayout.TenderMealCard, 4000, 3000, 2500)]
    [InlineData(TicketLayout.TenderMealPaper, 4000, 1200, 1200)]
    [InlineData(TicketLayout.TenderMealCard, 900, 1200, 900)]
    [InlineData(TicketLayout.TenderMealCard, 900, 0, 0)]
    [InlineData(TicketLayout.TenderCard, 4000, 0, 4000)]
    public void A_meal_voucher_pays_eligible_lines_up_to_twenty_five_euros(int type, int due, int eligible, int cap)
    {
        Assert.Equal(cap, TenderRule.Cap(type, due, eligible));
    }
}
