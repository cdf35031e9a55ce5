using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// The receipt of a sale, produced piece by piece (R32: number, date, register, total, lines with quantity, unit price,
/// HT and rate, payment, merchant; VAT table, seal extract, software). One thread; reused.
/// </summary>
public sealed class ReceiptText
{
    private const int Head = 0, FirstLine = 12, Foot = 13, Rates = 19, Tail = 20, Finished = 26;
    private readonly string _terminal;
    private readonly ReceiptLine _out;
    private readonly int[] _weights = new int[Limits.LinesPerTicketMax], _shares = new int[Limits.LinesPerTicketMax];
    private readonly int[] _net = new int[Limits.LinesPerTicketMax];
    private readonly byte[] _scratch = new byte[CivilTime.StampDigits];
    private readonly byte[] _stamp = new byte[16];
    private Sale _sale;
    private Settings _settings;
    private int _software, _copy, _section, _item;
    private long _printedWall;

    /// <summary>Receipts of a terminal, built in a line buffer.</summary>
    public ReceiptText(string terminal, ReceiptLine line, Sale sale, Settings settings)
    {
        _terminal = terminal;
        _out = line;
        _sale = sale;
        _settings = settings;
        _section = Finished;
    }

    /// <summary>
    /// Starts a receipt. <paramref name="copy"/> is 0 for the original, else the rank of the copy printed at <paramref
    /// name="printedWall"/>.
    /// </summary>
    public void Start(Sale sale, Settings settings, int software, int copy, long printedWall)
    {
        _sale = sale;
        _settings = settings;
        _software = software;
        _copy = copy;
        _printedWall = printedWall;
        _section = Head;
        _item = 0;
        _out.SetUp(settings.PrinterColumns, settings.PrinterCodePage);
        SpreadNet();
    }

    /// <summary>Builds the next piece in the line buffer; false after the last one. A piece may be empty.</summary>
    public bool Next()
    {
        if (_section == Finished)
        {
            return false;
        }

        _out.Begin();
        if (_section < FirstLine)
        {
            WriteHead(_section);
            _section++;
        }
        else if (_section == FirstLine)
        {
            WriteItem();
            Advance(_sale.LineCount);
        }
        else if (_section == Rates)
        {
            WriteRate(_item);
            Advance(_sale.Totals.Count);
        }
        else
        {
            WriteFoot(_section);
            _section++;
        }

        return true;
    }

    /// <summary>Builds the line that marks a receipt resumed after a reload of paper (R58).</summary>
    public void Resumed()
    {
        _out.Begin();
        _out.Left("--- suite (papier changé) ---");
        _out.End();
    }

    private void Advance(int count)
    {
        _item++;
        if (_item >= count)
        {
            _item = 0;
            _section++;
        }
    }

    // HT per line by largest remainder, so that the lines add up to the HT of their rate (R37).
    private void SpreadNet()
    {
        for (int rate = 0; rate < _sale.Totals.Count; rate++)
        {
            int code = _sale.Totals.Rate[rate];
            for (int i = 0; i < _sale.LineCount; i++)
            {
                _weights[i] = _sale.Rate[i] == code ? _sale.LineCents(i) : 0;
            }

            Money.Spread(Money.WithoutVat(_sale.Totals.Cents[rate], code), _weights, _sale.LineCount, _shares);
            for (int i = 0; i < _sale.LineCount; i++)
            {
                if (_sale.Rate[i] == code)
                {
                    _net[i] = _shares[i];
                }
            }
        }
    }

    private void WriteHead(int section)
    {
        switch (section)
        {
            case 0:
                _out.Command(0x1B, 0x40, 0x1B);
                _out.Command(0x74, _settings.PrinterCodePage, 0x1B);
                _out.Command(0x61, 1, 0x1B);
                _out.Raw(0x45);
                _out.Raw(1);
                break;
            case 1:
                MerchantText(_settings.Merchant, _settings.MerchantLength, "");
                _out.Command(0x1B, 0x45, 0);
                break;
            case 2: MerchantText(_settings.Address, _settings.AddressLength, ""); break;
            case 3: MerchantText(_settings.Siret, _settings.SiretLength, "SIRET "); break;
            case 4:
                MerchantText(_settings.VatMention, _settings.VatMentionLength, "");
                _out.Command(0x1B, 0x61, 0);
                break;
            case 5: WriteCopy(); break;
            case 6: _out.Rule(); break;
            case 7: WriteNumber(); break;
            case 8: WriteMoment(); break;
            case 9: WriteOperator(); break;
            case 10: WriteUncertain(); break;
            default: _out.Rule(); break;
        }
    }

    private void WriteFoot(int section)
    {
        switch (section)
        {
            case Foot: _out.Rule(); break;
            case Foot + 1: WriteTotal(); break;
            case Foot + 2: WritePayment("Espèces", _sale.GivenCents); break;
            case Foot + 3: WritePayment("Rendu", _sale.ChangeCents); break;
            case Foot + 4: _out.Rule(); break;
            case Foot + 5: WriteRateHead(); break;
            case Tail: _out.Rule(); break;
            case Tail + 1: WriteSeal(); break;
            case Tail + 2: WriteSoftware(); break;
            case Tail + 3:
                _out.Left("Merci de votre visite");
                _out.End();
                break;
            case Tail + 4: _out.Command(10, 10, 10); break;
            default: _out.Command(0x1D, 0x56, 1); break;
        }
    }

    private void MerchantText(byte[] text, int length, string before)
    {
        if (length > 0)
        {
            _out.Left(before);
            _out.Left(text, 0, length);
            _out.End();
        }
    }

    private void WriteCopy()
    {
        if (_copy == 0)
        {
            return;
        }

        _out.Command(0x1B, 0x45, 1);
        _out.Left("DUPLICATA n° ");
        _out.LeftNumber(_copy, 1);
        _out.End();
        _out.Command(0x1B, 0x45, 0);
        Moment(_printedWall);
        _out.NextLine();
        _out.Left("édité le ");
        _out.Left(_stamp, 0, _stamp.Length);
        _out.End();
    }

    private void WriteNumber()
    {
        _out.Left("Ticket ");
        _out.Left(_terminal);
        _out.Left("-T-");
        _out.LeftNumber(_sale.Number, 6);
        _out.Right("VENTE");
        _out.End();
    }

    private void WriteMoment()
    {
        Moment(_sale.WallSeconds);
        _out.Left(_stamp, 0, _stamp.Length);
        _out.Right("Caisse ");
        _out.Right(_terminal);
        _out.End();
    }

    private void WriteOperator()
    {
        _out.Left("Opérateur 00");
        _out.RightNumber(_sale.LineCount);
        _out.Right(_sale.LineCount == 1 ? " ligne" : " lignes");
        _out.End();
    }

    private void WriteUncertain()
    {
        if (_sale.ClockQuality == 0 || _sale.ClockQuality > 7)
        {
            _out.Left("Heure incertaine");
            _out.End();
        }
    }

    private void WriteItem()
    {
        int line = _item;
        _out.Left(_sale.Labels, line * Limits.LabelBytesMax, Limits.LabelBytesMax);
        _out.RightAmount(_sale.LineCents(line), 0);
        _out.End();
        _out.NextLine();
        _out.Left("  ");
        _out.LeftNumber(_sale.Quantity[line], 1);
        _out.Left(" x ");
        _out.LeftAmount(_sale.Price[line]);
        _out.Right("HT ");
        _out.RightAmount(_net[line], 0);
        _out.Right(" TVA ");
        _out.RightRate(_sale.Rate[line]);
        _out.End();
    }

    private void WriteTotal()
    {
        _out.Command(0x1B, 0x45, 1);
        _out.Left("TOTAL TTC");
        _out.RightAmount(_sale.TotalCents, 0);
        _out.Right(" \u0080");
        _out.End();
        _out.Command(0x1B, 0x45, 0);
    }

    private void WritePayment(string name, int cents)
    {
        _out.Left(name);
        _out.RightAmount(cents, 0);
        _out.Right(" \u0080");
        _out.End();
    }

    private void WriteRateHead()
    {
        _out.Left("TVA");
        _out.Right("      HT      TVA      TTC");
        _out.End();
    }

    private void WriteRate(int rate)
    {
        int code = _sale.Totals.Rate[rate];
        long cents = _sale.Totals.Cents[rate];
        _out.LeftRate(code);
        _out.RightAmount(Money.WithoutVat(cents, code), 8);
        _out.RightAmount(Money.Vat(cents, code), 9);
        _out.RightAmount(cents, 9);
        _out.End();
    }

    private void WriteSeal()
    {
        Base64Url.WriteExtract(_sale.Seal, _scratch, 0);
        _out.Left("Sceau ");
        _out.Left(_scratch, 0, Base64Url.ExtractLength);
        _out.Right("Copie n° ");
        _out.RightNumber(_copy);
        _out.End();
    }

    private void WriteSoftware()
    {
        _out.Left(FiscalVersion.Name);
        _out.Left(" ");
        _out.LeftNumber(_software / 10000, 1);
        _out.Left(".");
        _out.LeftNumber(_software / 100 % 100, 1);
        _out.Left(".");
        _out.LeftNumber(_software % 100, 1);
        _out.End();
    }

    // "20/11/2026 10:15": to the minute (R32).
    private void Moment(long utcSeconds)
    {
        CivilTime.WriteStamp(utcSeconds, _scratch, 0);
        Take(6, 0, 2);
        _stamp[2] = (byte)'/';
        Take(4, 3, 2);
        _stamp[5] = (byte)'/';
        Take(0, 6, 4);
        _stamp[10] = (byte)' ';
        Take(8, 11, 2);
        _stamp[13] = (byte)':';
        Take(10, 14, 2);
    }

    private void Take(int from, int to, int count)
    {
        for (int i = 0; i < count; i++)
        {
            _stamp[to + i] = _scratch[from + i];
        }
    }
}
