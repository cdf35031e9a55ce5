using Kiosk.Firmware.Selling;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Paper;

/// <summary>
/// HT of each line by largest remainder, so that the lines add up to the HT of their rate (R37). Made once; one thread.
/// </summary>
public sealed class NetShares
{
    /// <summary>Cents without VAT per line of the sale spread last.</summary>
    public readonly int[] Cents = new int[Limits.LinesPerTicketMax];

    private readonly int[] _weights = new int[Limits.LinesPerTicketMax], _shares = new int[Limits.LinesPerTicketMax];

    /// <summary>Computes the shares of a sale after its discounts.</summary>
    public void Spread(Sale sale, ReceiptFacts facts)
    {
        for (int rate = 0; rate < sale.Totals.Count; rate++)
        {
            int code = sale.Totals.Rate[rate];
            for (int i = 0; i < sale.LineCount; i++)
            {
                _weights[i] = sale.Rate[i] == code ? sale.Quantity[i] * sale.Price[i] - facts.Off[i] : 0;
            }

            Money.Spread(Money.WithoutVat(sale.Totals.Cents[rate], code), _weights, sale.LineCount, _shares);
            for (int i = 0; i < sale.LineCount; i++)
            {
                if (sale.Rate[i] == code)
                {
                    Cents[i] = _shares[i];
                }
            }
        }
    }
}
