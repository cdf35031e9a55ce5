using Kiosk.Fiscal;
using Kiosk.Firmware.Paper;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// What the customer sees (R61): the price of each line and the total, then what was given and is given back. In
/// training the word stays on (R18). Only lines that changed are sent. One thread.
/// </summary>
public sealed class CustomerScreen
{
    private const int Size = CustomerDisplay.Rows * CustomerDisplay.Columns;
    private readonly byte[] _wanted = new byte[Size], _shown = new byte[Size];
    private readonly byte[] _number = new byte[Digits.Max];

    /// <summary>True in training mode.</summary>
    public bool Training;

    /// <summary>Lines that the display did not take since start.</summary>
    public int Failures;

    /// <summary>
    /// The open sale: what came last above, below all that is asked, amounts that are no sale too, and once a part is
    /// paid what is left. A greeting when it is empty.
    /// </summary>
    public void ShowSale(Sale sale)
    {
        Clear();
        if (sale.IsEmpty)
        {
            Text(0, 0, Training ? "FACTICE - MODE ÉCOLE" : "Bonjour");
            return;
        }

        if (sale.TenderCount > 0)
        {
            int last = sale.TenderCount - 1;
            Named(FunctionCode.TenderName(sale.TenderType[last]), sale.TenderCents[last]);
        }
        else if (sale.NonSaleCount > 0)
        {
            int last = sale.NonSaleCount - 1;
            Named(PaperWords.NonSale(sale.NonSaleKind[last]), sale.NonSaleCents[last]);
        }
        else
        {
            ShowLine(sale, sale.LineCount - 1);
        }

        Text(1, 0, Training ? "FACTICE" : sale.TenderCount > 0 ? "RESTE" : "TOTAL");
        EurosRight(1, sale.PayableCents - sale.GivenCents);
    }

    private void Named(string name, int cents)
    {
        Text(0, 0, name);
        int end = EurosRight(0, cents);
        _wanted[end - 1] = (byte)' ';
    }

    private void ShowLine(Sale sale, int line)
    {
        int end = EurosRight(0, sale.LineCents(line)) - 1;
        int column = 0;
        if (sale.Quantity[line] != 1)
        {
            column = Put(0, 0, _number, Digits.Write(_number, 0, sale.Quantity[line]), end);
            column = Text(0, column, "x ");
        }

        Put(0, column, sale.Labels, line * Limits.LabelBytesMax, Limits.LabelBytesMax, end);
    }

    /// <summary>After a sale: what was to be paid, and change.</summary>
    public void ShowChange(Sale sale)
    {
        Clear();
        Text(0, 0, Training ? "FACTICE" : "TOTAL");
        EurosRight(0, sale.PayableCents);
        Text(1, 0, sale.ChangeCents == 0 ? "Merci" : "RENDU");
        if (sale.ChangeCents != 0)
        {
            EurosRight(1, sale.ChangeCents);
        }
    }

    /// <summary>Sends changed lines. True when the display shows all of them.</summary>
    public bool Refresh(CustomerDisplay display)
    {
        bool all = true;
        for (int row = 0; row < CustomerDisplay.Rows; row++)
        {
            int first = row * CustomerDisplay.Columns;
            if (Bytes.Same(_wanted, first, _shown, first, CustomerDisplay.Columns))
            {
                continue;
            }

            bool taken = display.Show(row, _wanted, first);
            for (int i = first; taken && i < first + CustomerDisplay.Columns; i++)
            {
                _shown[i] = _wanted[i];
            }

            Failures += taken ? 0 : 1;
            all = all && taken;
        }

        return all;
    }

    private void Clear()
    {
        for (int i = 0; i < Size; i++)
        {
            _wanted[i] = (byte)' ';
        }
    }

    private int Text(int row, int column, string text)
    {
        for (int i = 0; i < text.Length && column < CustomerDisplay.Columns; i++)
        {
            _wanted[row * CustomerDisplay.Columns + column] = (byte)text[i];
            column++;
        }

        return column;
    }

    private int Put(int row, int column, byte[] text, int length, int end)
    {
        return Put(row, column, text, 0, length, end);
    }

    private int Put(int row, int column, byte[] text, int offset, int length, int end)
    {
        while (length > 0 && text[offset + length - 1] == (byte)' ')
        {
            length--;
        }

        for (int i = 0; i < length && column < end; i++)
        {
            _wanted[row * CustomerDisplay.Columns + column] = text[offset + i];
            column++;
        }

        return column;
    }

    private int EurosRight(int row, long cents)
    {
        int length = Amounts.Write(_number, 0, cents);
        int column = CustomerDisplay.Columns - length - 1;
        Put(row, column, _number, length, CustomerDisplay.Columns);
        Text(row, CustomerDisplay.Columns - 1, LcdPage.Euro);
        return column;
    }
}
