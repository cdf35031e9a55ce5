using Kiosk.Firmware.Paper;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// What each scanned code does (R59): an article, a label with a price, a weight or a discount in it, the slip of a
/// deposit (R45). Made only where there is a scanner. One thread.
/// </summary>
public sealed class ScanDesk
{
    private readonly Scanner _scanner;
    private readonly TillDesk _desk;
    private readonly FiscalChain _chain;
    private readonly LineKeys _lines;
    private readonly ScanReader _reader = new ScanReader();
    private readonly ScanPatterns _patterns = new ScanPatterns();

    /// <summary>Desk over a scanner; the keys of lines give the discount of a tag.</summary>
    public ScanDesk(Scanner scanner, TillDesk desk, FiscalChain chain, LineKeys lines)
    {
        _scanner = scanner;
        _desk = desk;
        _chain = chain;
        _lines = lines;
    }

    /// <summary>Takes what was scanned, as much as keys are taken in one step.</summary>
    public void Step(long nowMs)
    {
        long code = _reader.Next(_scanner, nowMs);
        for (int i = 0; i < Till.KeysPerStep && code != ScanReader.Nothing; i++)
        {
            Take(code, nowMs);
            code = _reader.Next(_scanner, nowMs);
        }
    }

    private void Take(long code, long nowMs)
    {
        _desk.WipePage();
        _lines.ForgetGiveUp();
        bool locked = _desk.Functions.Locked;
        if (!_desk.Settings.Sells)
        {
            _desk.Refuse(TillMessage.NotSelling);
        }
        else if (code == ScanReader.Bad)
        {
            _desk.Refuse(TillMessage.BadCode);
        }
        else if (_desk.Menu.Mode != TillMenu.Closed || locked)
        {
            // A menu asks for keys: a barcode is no PIN, no amount, no number.
            _desk.Refuse(locked ? TillMessage.SignInFirst : TillMessage.CodeAsAmount);
        }
        else if (_desk.Entry.DigitCount > 0)
        {
            // Digits wait for an amount key: a barcode is never an amount (R41).
            _desk.Refuse(TillMessage.CodeAsAmount);
        }
        else
        {
            TakeKnown(code == ScanReader.IsText ? 0 : code, nowMs);
        }
    }

    // An ordinary code is looked up as it stands; one with a price, a weight or a discount in it by its pattern (R59).
    private void TakeKnown(long code, long nowMs)
    {
        Catalogue catalogue = _desk.Catalogue;
        int index = code > 0 ? catalogue.FindEan(code) : -1;
        int kind = index >= 0 || code <= 0 ? ScanPatterns.Ordinary
            : _patterns.Read(code, _desk.Settings.ScanPatterns, _desk.Settings.ScanPatternsLength);
        if (kind == ScanPatterns.Discount)
        {
            _lines.Discount(_patterns.Value, nowMs);
            return;
        }

        int grams = 0;
        if (kind != ScanPatterns.Ordinary)
        {
            index = catalogue.FindCode(_patterns.Item);
            grams = kind == ScanPatterns.Weight ? _patterns.Value : 0;
            _desk.Entry.Price = index < 0 ? -1 : kind == ScanPatterns.Price ? _patterns.Value
                : ScanPatterns.CentsOf(_patterns.Value, catalogue.Price[index]);
        }

        int slip = code > 0 ? DepositSlip.NumberOf(code, _chain.Terminal)
            : DepositSlip.NumberOf(_reader.Text, _reader.TextLength, _chain.Terminal);
        if (index >= 0)
        {
            // What a label of the shop says is the price (R59): nobody changed one.
            _desk.AddArticle(index, kind == ScanPatterns.Ordinary, grams, nowMs);
        }
        else if (slip > 0 && kind == ScanPatterns.Ordinary)
        {
            TakeSlip(slip);
        }
        else
        {
            _desk.UnknownCodes++;
            _desk.Refuse(TillMessage.UnknownCode);
            if (code > 0 && kind == ScanPatterns.Ordinary)
            {
                _desk.Unknown!.Note(code, _chain.Merchant, nowMs);
            }
        }
    }

    // The search for its ticket needs the basket (R45).
    private void TakeSlip(int ticket)
    {
        if (!_desk.Basket.Sale.IsEmpty || _desk.InTraining)
        {
            _desk.Refuse(_desk.InTraining ? TillMessage.TrainingOn : TillMessage.SaleOpen);
            return;
        }

        _desk.Entry.Clear();
        _desk.Functions.ReturnDeposit(ticket);
    }
}
