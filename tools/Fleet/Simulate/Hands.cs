using Kiosk.Firmware.Parts;

namespace Kiosk.Fleet.Simulate;

/// <summary>
/// The keys of one sale as a merchant presses them, drawn from dice, and what it must come to. A negative code is a
/// scan of article minus code minus 1. One thread.
/// </summary>
internal sealed class Hands(Random dice)
{
    private const int ArticleKeys = 15, LinesMax = 4, FreeDepartment = 1;
    private readonly List<int> _keys = [];
    private readonly List<(int Article, int Quantity, int FreeCents)> _lines = [];
    private int _next;

    /// <summary>True when every key is pressed.</summary>
    public bool Done => _next >= _keys.Count;

    /// <summary>True when the next key closes the sale.</summary>
    public bool AtTheEnd => _next == _keys.Count - 1;

    /// <summary>What the sale comes to at the prices of a version of the catalogue.</summary>
    public int Cents(int version) => _lines.Sum(l => CentsOf(l, version));

    /// <summary>What the last line comes to.</summary>
    public int LastLineCents(int version) => CentsOf(_lines[^1], version);

    /// <summary>True when there are other lines before the last one, and none of them is of its article.</summary>
    public bool HasOwnLastLine => _lines.Count > 1 && _lines[^1].Article >= 0
        && _lines.Take(_lines.Count - 1).All(l => l.Article != _lines[^1].Article);

    /// <summary>The keys from first to last.</summary>
    public IReadOnlyList<int> Keys => _keys;

    /// <summary>Draws a new sale paid in cash.</summary>
    public void Plan()
    {
        PlanLines();
        if (dice.Next(4) == 0)
        {
            // A generous amount given, so that there is change.
            _keys.AddRange([9, 9, Key.DoubleZero, 0]);
        }

        _keys.Add(Key.Cash);
    }

    /// <summary>Draws what a customer buys, not how it is paid.</summary>
    public void PlanLines()
    {
        _keys.Clear();
        _lines.Clear();
        _next = 0;
        if (dice.Next(50) == 0)
        {
            AddLine(counts: false);
            _keys.Add(Key.Abandon);
        }

        var lines = 1 + dice.Next(LinesMax);
        for (var i = 0; i < lines; i++)
        {
            AddLine(counts: true);
            if (dice.Next(30) == 0)
            {
                AddLine(counts: false);
                _keys.Add(Key.Undo);
            }
        }
    }

    /// <summary>Presses everything again from an empty basket.</summary>
    public void StartAgain()
    {
        _next = 0;
        if (_keys.Count < 2 || _keys[0] != Key.Clear)
        {
            _keys.InsertRange(0, [Key.Clear, Key.Abandon]);
        }
    }

    /// <summary>The next key.</summary>
    public int Take() => _keys[_next++];

    private static int CentsOf((int Article, int Quantity, int FreeCents) line, int version) =>
        line.Article < 0 ? line.FreeCents : line.Quantity * Assortment.Cents(line.Article, version);

    private void AddLine(bool counts)
    {
        var article = dice.Next(Assortment.Articles);
        var quantity = 1;
        if (dice.Next(12) == 0)
        {
            quantity = 2 + dice.Next(8);
            _keys.AddRange([quantity, Key.Multiply]);
        }

        var free = 0;
        switch (dice.Next(8))
        {
            case 0:
                _keys.Add(-article - 1);
                break;
            case 1:
                free = quantity * AddFreeAmount();
                article = -1;
                break;
            case < 6:
                article %= ArticleKeys;
                _keys.Add(Key.Article1 + article);
                break;
            default:
                AddDigits(article + 1);
                _keys.Add(Key.Article);
                break;
        }

        if (counts)
        {
            _lines.Add((article, quantity, free));
        }
    }

    private int AddFreeAmount()
    {
        var cents = 10 + dice.Next(990);
        AddDigits(cents);
        _keys.Add(Key.Department1 + FreeDepartment - 1);
        return cents;
    }

    private void AddDigits(int number)
    {
        if (number >= 10)
        {
            AddDigits(number / 10);
        }

        _keys.Add(number % 10);
    }
}
