using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// Composes the merchant's LCD: running line, message or entry, total, status. French, whole words, Latin-1. One
/// thread.
/// </summary>
public sealed class TillScreen
{
    /// <summary>What the status line tells; set by the till before composing.</summary>
    public bool Online, Acknowledged, Training;

    /// <summary>Terminal in force; settings whose merchant stands beside it when two share the kiosk, else
    /// null.</summary>
    public string Terminal;

    /// <inheritdoc cref="Terminal"/>
    public Settings? Shared;

    /// <summary>Number of the last ticket, 0 none.</summary>
    public long LastTicket;

    /// <summary>Message of the second line and its number (cents, percent).</summary>
    public int Message, MessageValue;

    private const int RunningRow = 0, MessageRow = 1, TotalRow = 2, StatusRow = 3;
    private readonly LcdPage _page = new LcdPage();

    /// <summary>Screen of a terminal.</summary>
    public TillScreen(string terminal)
    {
        Terminal = terminal;
    }

    /// <summary>Lines that the display did not take since start.</summary>
    public int Failures
    {
        get { return _page.Failures; }
    }

    /// <summary>The open sale, or the idle page when it is empty.</summary>
    public void ShowBasket(Sale sale, KeyEntry entry)
    {
        _page.Clear();
        if (sale.NonSaleCount > 0)
        {
            _page.Text(RunningRow, 0, "HORS VENTE");
            _page.AmountRight(RunningRow, sale.NonSaleTotal);
        }
        else if (sale.LineCount == 0)
        {
            ShowTerminal();
        }
        else
        {
            ShowLine(sale, sale.LineCount - 1);
        }

        if (Message != TillMessage.None)
        {
            ShowMessage();
        }
        else
        {
            ShowEntry(entry);
            ShowWeight(sale, entry);
        }

        ShowTotal(sale);
        ShowStatus();
    }

    // Of a line that was weighed, as long as nothing is typed: "0,432kg x12,90€/kg".
    private void ShowWeight(Sale sale, KeyEntry entry)
    {
        int at = sale.Weights.Find(sale.LineCount - 1);
        if (at >= 0 && !entry.Any && sale.NonSaleCount == 0)
        {
            int column = Permille(0, sale.Weights.GramsAt(at));
            column = _page.Amount(MessageRow, _page.Text(MessageRow, column, "kg x"), sale.Weights.PerKiloAt(at));
            _page.Text(MessageRow, column, LcdPage.Euro + "/kg");
        }
    }

    /// <summary>The page after a sale: what was given, what to give back, until the next key.</summary>
    public void ShowChange(Sale sale)
    {
        _page.Clear();
        if (sale.ChangeCents == 0)
        {
            bool back = sale.PayableCents < 0;
            _page.Text(RunningRow, 0, back ? "RENDU" : "PAYÉ");
            _page.EurosRight(RunningRow, back ? -sale.PayableCents : sale.PayableCents);
            bool cash = sale.TenderCount == 1 && sale.TenderType[0] == TicketLayout.TenderCash;
            _page.Text(MessageRow, 3, cash ? "COMPTE JUSTE" : sale.TenderCount == 1
                ? FunctionCode.TenderName(sale.TenderType[0]) : "EN PLUSIEURS FOIS");
        }
        else
        {
            _page.Text(RunningRow, 0, "REÇU");
            _page.EurosRight(RunningRow, sale.GivenCents);
            _page.Text(MessageRow, 1, "À   R E N D R E");
            int column = _page.Text(TotalRow, 4, ">> ");
            column = _page.Amount(TotalRow, column, sale.ChangeCents);
            _page.Text(TotalRow, column, " " + LcdPage.Euro + " <<");
        }

        ShowStatus();
    }

    /// <summary>A page of functions, or what a function asks for.</summary>
    public void ShowMenu(TillMenu menu, KeyEntry entry, int countedCents, Sale sale)
    {
        _page.Clear();
        if (menu.Mode == TillMenu.Groups || menu.Mode == TillMenu.Group || menu.Mode == TillMenu.Tenders)
        {
            for (int row = 0; row < Lcd.Rows; row++)
            {
                _page.Text(row, 0, menu.Mode == TillMenu.Groups ? FunctionCode.Top(row)
                    : menu.Mode == TillMenu.Group ? FunctionCode.Page(menu.Function, row) : FunctionCode.Tenders(row));
            }

            MarkTraining();
            return;
        }

        if (menu.Mode == TillMenu.Digit)
        {
            ShowReasons(menu.Function);
            return;
        }

        _page.Text(RunningRow, 0, TillMessage.Text(menu.Prompt));
        if (Message != TillMessage.None)
        {
            ShowMessage();
        }
        else if (menu.Mode == TillMenu.Pin)
        {
            for (int i = 0; i < menu.PinCount; i++)
            {
                _page.Text(MessageRow, i, "*");
            }
        }
        else
        {
            ShowEntry(entry);
        }

        if (menu.Mode == TillMenu.Count)
        {
            _page.Text(TotalRow, 0, "TIROIR");
            _page.EurosRight(TotalRow, countedCents);
        }
        else
        {
            ShowTotal(sale);
        }

        ShowStatus();
    }

    // Which digit means what; a key that is none of them is told in the last line.
    private void ShowReasons(int function)
    {
        for (int row = 0; row < Lcd.Rows; row++)
        {
            _page.Text(row, 0, row == StatusRow && Message != TillMessage.None ? TillMessage.Text(Message)
                : FunctionCode.Reasons(function, row));
        }

        MarkTraining();
    }

    /// <summary>People who pass are counted: time left, pressed in and out (F-FOOT-5).</summary>
    public void ShowWalkers(int secondsLeft, int goneIn, int goneOut)
    {
        _page.Clear();
        int column = _page.Number(RunningRow, _page.Text(RunningRow, 0, "COMPTAGE reste "), secondsLeft / 60);
        _page.Fixed(RunningRow, _page.Text(RunningRow, column, ":"), secondsLeft % 60, 2);
        _page.Text(MessageRow, 0, Message == TillMessage.None ? "1 ENTRE   2 SORT" : TillMessage.Text(Message));
        column = _page.Number(TotalRow, _page.Text(TotalRow, 0, "entré "), goneIn);
        _page.Number(TotalRow, _page.Text(TotalRow, column, " sorti "), goneOut);
        _page.Text(StatusRow, 0, "CORRIGER : arrêter");
    }

    /// <summary>The help page.</summary>
    public void ShowHelp()
    {
        _page.Clear();
        _page.Text(0, 0, "3 x ARTICLE : trois");
        _page.Text(1, 0, "490 RAYON : 4,90 " + LcdPage.Euro);
        _page.Text(2, 0, "300 PRIX ARTICLE");
        _page.Text(3, 0, "TICKET : sur demande");
        MarkTraining();
    }

    /// <summary>The page of the software (R71): its version, and the SHA-256 of the fiscal core in full.</summary>
    public void ShowAbout()
    {
        _page.Clear();
        _page.Text(0, _page.Text(0, 0, FiscalVersion.Name + " "), FiscalVersion.Text);
        int first = FiscalDigest.Sha256.Length - (Lcd.Rows - 1) * Lcd.Columns;
        _page.Part(0, Lcd.Columns - first, FiscalDigest.Sha256, 0, first);
        for (int row = 1; row < Lcd.Rows; row++)
        {
            _page.Part(row, 0, FiscalDigest.Sha256, first + (row - 1) * Lcd.Columns, Lcd.Columns);
        }
    }

    /// <summary>The page of a kiosk without merchant.</summary>
    public void ShowVacant()
    {
        _page.Clear();
        _page.Text(0, _page.Text(0, 0, "Kiosque "), Terminal);
        _page.Text(1, 0, "Ce kiosque ne vend");
        _page.Text(2, 0, "pas. Il mesure.");
        _page.Text(3, 0, Online ? "en ligne" : "hors ligne");
    }

    /// <summary>Sends what changed to the display; true when all is shown.</summary>
    public bool Refresh(Lcd lcd)
    {
        return _page.Refresh(lcd);
    }

    private void ShowTerminal()
    {
        if (Shared == null)
        {
            _page.Text(RunningRow, _page.Text(RunningRow, 0, "Kiosque "), Terminal);
            return;
        }

        int column = _page.Text(RunningRow, 0, Terminal);
        _page.Bytes(RunningRow, column + 1, Shared.Merchant, 0, Shared.MerchantLength, Lcd.Columns);
    }

    private void ShowLine(Sale sale, int line)
    {
        int end = _page.AmountRight(RunningRow, sale.LineCents(line)) - 1;
        int column = 0;
        int units = sale.Quantity[line];
        if (units != 1)
        {
            column = _page.Number(RunningRow, _page.Text(RunningRow, 0, units < 0 ? "-" : ""),
                units < 0 ? -units : units);
            column = _page.Text(RunningRow, column, " x ");
        }

        _page.Bytes(RunningRow, column, sale.Labels, line * Limits.LabelBytesMax, Limits.LabelBytesMax, end);
    }

    private void ShowMessage()
    {
        int column = _page.Text(MessageRow, 0, TillMessage.Text(Message));
        if (Message == TillMessage.AmountShort || Message == TillMessage.TenderMax || Message == TillMessage.Reading
            || Message == TillMessage.CountDiffers || Message == TillMessage.SkimAdvised)
        {
            column = _page.Amount(MessageRow, column, MessageValue);
            _page.Text(MessageRow, column, " " + LcdPage.Euro);
        }
        else if (Message == TillMessage.SelfTestBad)
        {
            column = _page.Text(MessageRow, column, OpeningCheck.NameOf(OpeningCheck.FirstOf(MessageValue)));
            int more = OpeningCheck.CountOf(MessageValue) - 1;
            _page.Number(MessageRow, more > 0 ? _page.Text(MessageRow, column, " +") : Lcd.Columns, more);
        }
        else if (Message == TillMessage.StorageFilling)
        {
            column = _page.Number(MessageRow, column, MessageValue);
            _page.Text(MessageRow, column, " %");
        }

        else if (Message == TillMessage.SignedIn || Message == TillMessage.PinSet || Message == TillMessage.PinLocked
            || Message == TillMessage.NoteSealed || Message == TillMessage.DayClosed
            || Message == TillMessage.BasketHeld || Message == TillMessage.OperatorGone)
        {
            _page.Number(MessageRow, column, MessageValue);
        }

        else if (Message == TillMessage.DrawerReason)
        {
            _page.Text(MessageRow, column, FunctionCode.ReasonWord(MessageValue));
        }

        else if (Message == TillMessage.SiteDone)
        {
            column = Permille(column, SiteDesk.FactorOf(MessageValue));
            Permille(_page.Text(MessageRow, column, " +/- "), SiteDesk.ErrorOf(MessageValue));
        }

        int fault = TillMessage.Fault(Message);
        if (fault != FaultCode.None)
        {
            column = _page.Text(MessageRow, Lcd.Columns - 4, "E");
            _page.Fixed(MessageRow, column, fault, 3);
        }
    }

    private int Permille(int column, int value)
    {
        column = _page.Number(MessageRow, column, value / 1000);
        return _page.Fixed(MessageRow, _page.Text(MessageRow, column, ","), value % 1000, 3);
    }

    private void ShowEntry(KeyEntry entry)
    {
        int column = 0;
        if (entry.Quantity > 0)
        {
            column = _page.Number(MessageRow, 0, entry.Quantity);
            column = _page.Text(MessageRow, column, " x ");
        }

        if (entry.Price >= 0)
        {
            column = _page.Text(MessageRow, column, "prix ");
            column = _page.Amount(MessageRow, column, entry.Price);
            column = _page.Text(MessageRow, column, " ");
        }

        if (entry.DigitCount > 0)
        {
            _page.Fixed(MessageRow, column, entry.Value, entry.DigitCount);
            if (column == 0)
            {
                _page.AmountRight(MessageRow, entry.Value);
            }
        }
    }

    private void ShowTotal(Sale sale)
    {
        int left = sale.PayableCents - sale.GivenCents;
        string word = sale.PayableCents < 0 ? "RENDRE" : sale.TenderCount > 0 ? "RESTE" : "TOTAL";
        int column = _page.Text(TotalRow, 0, word);
        if (sale.LineCount > 0)
        {
            column = _page.Number(TotalRow, column + 1, sale.LineCount);
            _page.Text(TotalRow, column, " l.");
        }

        _page.EurosRight(TotalRow, left < 0 ? -left : left);
    }

    // The words stay on the display (R18): on a page of four lines the last one gives way.
    private void MarkTraining()
    {
        if (Training)
        {
            _page.Text(StatusRow, 0, "MODE ÉCOLE - FACTICE");
        }
    }

    private void ShowStatus()
    {
        if (Training)
        {
            MarkTraining();
            return;
        }

        if (LastTicket == 0)
        {
            _page.Text(StatusRow, 0, Online ? "en ligne" : "hors ligne");
            return;
        }

        int column = _page.Fixed(StatusRow, _page.Text(StatusRow, 0, "T"), LastTicket, 6);
        string state = Acknowledged ? " enregistré" : Online ? " en attente" : " hors ligne";
        _page.Text(StatusRow, column, state);
        if (Acknowledged && !Online)
        {
            _page.Text(StatusRow, Lcd.Columns - 1, "!");
        }
    }
}
