using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// Which receipts are printed without being asked for (pos.md R34: law 2020-105 art. 49, exceptions of decree
/// 2022-1565). What a scale or a card terminal prints, it prints itself; a machine's ticket is none of a till's.
/// </summary>
public static class PaperRule
{
    /// <summary>
    /// True for a sale of goods with a legal guarantee that the receipt names, and for money given back to a card.
    /// Training is no sale.
    /// </summary>
    public static bool IsAlwaysPrinted(Sale sale, Catalogue catalogue, Settings settings)
    {
        if (sale.Training)
        {
            return false;
        }

        for (int i = 0; i < sale.TenderCount; i++)
        {
            bool card = sale.TenderType[i] == TicketLayout.TenderCard
                || sale.TenderType[i] == TicketLayout.TenderCardByHand;
            if (card && sale.TenderCents[i] < 0)
            {
                return true;
            }
        }

        bool sold = sale.Operation == TicketLayout.OperationSale && settings.GuaranteeDepartments != 0;
        for (int line = 0; line < sale.LineCount && sold; line++)
        {
            int department = DepartmentOf(sale.Article[line], catalogue);
            if (department > 0 && (settings.GuaranteeDepartments >> (department - 1) & 1) != 0)
            {
                return true;
            }
        }

        return false;
    }

    private static int DepartmentOf(int article, Catalogue catalogue)
    {
        int index = article > 0 ? catalogue.FindCode(article) : -1;
        return article < 0 ? -article : index < 0 ? 0 : catalogue.Department[index];
    }
}
