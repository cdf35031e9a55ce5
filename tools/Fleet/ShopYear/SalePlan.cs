using System.Globalization;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Fleet.Simulate;

namespace Kiosk.Fleet.ShopYear;

/// <summary>
/// Keys of a sale: what is bought, what is taken off, what is no sale, how it is paid; all that the till's rules allow,
/// and some of what they refuse. One thread.
/// </summary>
internal sealed class SalePlan(KeyPlan plan, Random dice)
{
    /// <summary>Patterns of the codes with a weight, a price, a discount in them (pos.md R59).</summary>
    public const string ScanPatterns = "21iiiiiwwwww,23iiiiippppp,22dd--------";

    /// <summary>Article (from 0) whose price may be lowered in the evening, and by how many percent.</summary>
    public const int Wilting = 4, WiltingPercent = 30;

    private const int GivenCents = 99_000, PartCents = 50, HighestDiscount = 6;
    private readonly Hands _hands = new(dice);
    private bool _owed;

    // Price embedded: 23, article on five digits, cents on five; weight: 21; discount: 22.
    private static string Code(string body)
    {
        var sum = body.Select((digit, i) => (digit - '0') * (i % 2 == 0 ? 1 : 3)).Sum();
        return body + ((10 - (sum % 10)) % 10).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Writes the keys.</summary>
    public KeyPlan Write()
    {
        _hands.PlanLines();
        plan.Press(_hands.Keys).Seals(1, _hands.Cents);
        plan.LastLine = _hands.HasOwnLastLine ? _hands.LastLineCents : static _ => 0;
        Vary();
        Interrupt();
        AddNonSale();
        return Pay();
    }

    private void Vary()
    {
        var percent = 5 * (1 + dice.Next(HighestDiscount));
        var article = dice.Next(Assortment.Articles);
        switch (dice.Next(60))
        {
            case 0:
                plan.Type(percent).Press(Key.Markdown);
                OffLastLine(percent);
                break;
            case 1:
                plan.Scan(Code($"22{percent:00}00000000"));
                OffLastLine(percent);
                break;
            case 2:
                plan.Type(percent).Function(25);
                plan.LastLine = static _ => 0;
                plan.Seals(1, v => _hands.Cents(v) - Money.Part(_hands.Cents(v), percent * 100));
                break;
            case 3:
                var price = 100 + dice.Next(800);
                Add(_ => price, p => p.Type(price).Press(Key.Price, Key.Article1 + dice.Next(15)));
                break;
            case 4:
                Add(WiltingCents, p => p.Press(Key.Article1 + Wilting, Key.Markdown));
                break;
            case 5:
                var printed = 150 + dice.Next(2_000);
                Add(_ => printed, p => p.Scan(Code($"23{article + 1:00000}{printed:00000}")));
                break;
            case 6:
                var grams = 100 + dice.Next(1_500);
                Add(v => (int)(((long)grams * Assortment.Cents(article, v) * 2 + 1_000) / 2_000),
                    p => p.Scan(Code($"21{article + 1:00000}{grams:00000}")));
                break;
        }
    }

    private static int WiltingCents(int version)
    {
        var cents = Assortment.Cents(Wilting, version);
        return cents - Money.Part(cents, WiltingPercent * 100);
    }

    private void Add(Func<int, int> cents, Action<KeyPlan> key)
    {
        key(plan);
        plan.LastLine = static _ => 0;
        plan.Seals(1, v => _hands.Cents(v) + cents(v));
    }

    private void OffLastLine(int percent)
    {
        plan.LastLine = static _ => 0;
        plan.Seals(1, v => _hands.Cents(v) - Money.Part(_hands.LastLineCents(v), percent * 100));
    }

    // Put aside and taken back; a note before paying; a barcode where an amount is typed.
    private void Interrupt()
    {
        switch (dice.Next(60))
        {
            case 0:
                plan.Press(1, Key.Hold, 1, Key.Hold);
                break;
            case < 3:
                plan.Function(24).Press(KeyPlan.Pause);
                break;
            case 3:
                plan.Press(5, -1 - dice.Next(Assortment.Articles)).Sees("CODE-BARRES REFUSÉ").Press(Key.Clear);
                break;
        }
    }

    // Amounts that are no sale: the total of the ticket stays what its lines come to.
    private void AddNonSale()
    {
        switch (dice.Next(140))
        {
            case 0:
                plan.Function(51);
                break;
            case 1:
                plan.Type(200).Function(52);
                break;
            case 2:
                plan.Type(1_000).Function(53);
                break;
            case 3:
                plan.Type(100).Function(54);
                break;
            case 4:
                // A small sale comes to less than the deposit given back: the till owes, and takes no note for it.
                _owed = plan.Cents(1) <= 2 * PartCents;
                plan.Type(PartCents).Function(55);
                break;
            case 5:
                plan.Type(2_000).Function(56);
                break;
            case 6:
                plan.Type(1_500).Function(57);
                break;
        }
    }

    // Whatever a part leaves open, or a card does not pay, is paid in cash; a cash key after a sale that is paid
    // already is refused.
    private KeyPlan Pay()
    {
        switch (dice.Next(40))
        {
            case < 8:
                _ = _owed ? plan : plan.Type(GivenCents);
                break;
            case < 18:
                plan.PayByCard();
                break;
            case 18:
                plan.Type(PartCents).PayByCard();
                break;
            case 19:
                plan.Press(Key.Meal);
                break;
            case 20:
                plan.Type(PartCents).Press(Key.Tender, 5).PayByCard();
                break;
            case 21:
                plan.Press(Key.Tender, 7);
                break;
            case 22:
                plan.Type(PartCents).Press(Key.Tender, 1 + dice.Next(9));
                break;
            case 23:
                plan.Press(Key.Tender, 1 + dice.Next(9));
                break;
        }

        return plan.Press(Key.Cash);
    }
}
