using System.Globalization;

namespace Kiosk.Board.Virtual.Cards;

/// <summary>
/// A payment terminal with Caisse-AP: it takes connections one after another and lives on while the kiosk has no power.
/// Written from the wire's description and not from the kiosk's driver. One thread.
/// </summary>
public sealed class VirtualCaisseAp : IDisposable
{
    private readonly VirtualClock _clock;
    private CaisseApConnection? _line;
    private Dictionary<string, string>? _asked;
    private long _dueMs;
    private string? _second;
    private long _secondMs;

    /// <summary>Terminal that debits at this bank.</summary>
    public VirtualCaisseAp(VirtualClock clock, CardBank bank) => (_clock, Bank) = (clock, bank);

    /// <summary>Where the money is.</summary>
    public CardBank Bank { get; }

    /// <summary>How it misbehaves.</summary>
    public CardMischief Mischief { get; set; }

    /// <summary>The network's cable.</summary>
    public CableCut Cable { get; } = new();

    /// <summary>True: a cut connection fails at once; false: it is silent for ever.</summary>
    public bool CutIsSeen { get; set; } = true;

    /// <summary>True when it closes the connection after its answer.</summary>
    public bool Closes { get; set; }

    /// <summary>Bytes that one read gives at most: the segments of the network.</summary>
    public int SegmentBytes { get; set; } = 1_024;

    /// <summary>Time the customer takes; a late answer comes after <see cref="LateMs"/>.</summary>
    public int CustomerMs { get; set; } = 6_000;

    /// <inheritdoc cref="CustomerMs"/>
    public int LateMs { get; set; } = 125_000;

    /// <summary>Requests that were carried out.</summary>
    public int Requests { get; private set; }

    /// <summary>The board makes a new connection; the one before is dead.</summary>
    public Stream Connect()
    {
        _line?.Close();
        _line = new CaisseApConnection(this);
        return _line;
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose() => _line?.Dispose();

    /// <summary>Lets the terminal's time pass.</summary>
    public void Pass()
    {
        if (_asked is not null && _clock.CalendarMs >= _dueMs)
        {
            Dictionary<string, string> asked = _asked;
            _asked = null;
            Conclude(asked);
        }

        if (_second is not null && _clock.CalendarMs >= _secondMs)
        {
            _line?.Say(_second);
            _second = null;
            CloseIfSo();
        }
    }

    internal void Hear(CaisseApConnection line, string text)
    {
        if (_asked is not null || Parse(text) is not { } fields || !fields.ContainsKey("CB"))
        {
            return;
        }

        if (Mischief == CardMischief.Busy)
        {
            line.ClosePeer();
            return;
        }

        if (Mischief == CardMischief.Silent)
        {
            return;
        }

        _asked = fields;
        Requests++;
        _dueMs = _clock.CalendarMs + (Mischief == CardMischief.LateAnswer ? LateMs : CustomerMs);
    }

    /// <summary>Reads tags, lengths and values; null while the text is not whole.</summary>
    private static Dictionary<string, string>? Parse(string text)
    {
        Dictionary<string, string> fields = [];
        int at = 0;
        while (at < text.Length)
        {
            if (text.Length - at < 5 || !int.TryParse(text.AsSpan(at + 2, 3), NumberStyles.None,
                    CultureInfo.InvariantCulture, out int length)
                || text.Length - at - 5 < length)
            {
                return null;
            }

            fields[text.Substring(at, 2)] = text.Substring(at + 5, length);
            at += 5 + length;
        }

        return fields;
    }

    private void Conclude(Dictionary<string, string> asked)
    {
        bool debits = Mischief is not (CardMischief.Refuses or CardMischief.Abandons or CardMischief.NotVerified
            or CardMischief.NakStorm or CardMischief.CallsForEver);
        int cents = int.Parse(asked["CB"], CultureInfo.InvariantCulture);
        if (debits)
        {
            long key = asked.TryGetValue("CF", out string? text) ? long.Parse(text, CultureInfo.InvariantCulture) : 0;
            Bank.Debit(asked["CD"] == "1" ? -cents : cents, key);
        }

        string answer = Answer(asked, cents);
        switch (Mischief)
        {
            case CardMischief.LineLostAfterDebit:
                _line?.ClosePeer();
                return;
            case CardMischief.WrongSum:
                _line?.Say(answer[..^7]);
                _line?.ClosePeer();
                return;
            case CardMischief.WrongSumOnce:
                _line?.Say(answer[..40]);
                (_second, _secondMs) = (answer[40..], _clock.CalendarMs + 1_000);
                return;
            case CardMischief.AnswersTwice:
                _line?.Say(answer + answer);
                break;
            case CardMischief.Garbage or CardMischief.NakStorm or CardMischief.CallsForEver:
                _line?.Say(new string('\u0015', 300));
                return;
            default:
                _line?.Say(answer);
                break;
        }

        CloseIfSo();
    }

    private void CloseIfSo()
    {
        if (Closes)
        {
            _line?.ClosePeer();
        }
    }

    private string Answer(Dictionary<string, string> asked, int cents)
    {
        (string status, string detail) = Mischief switch
        {
            CardMischief.Refuses => ("01", "04"),
            CardMischief.Abandons => ("01", "06"),
            CardMischief.NotVerified => ("99", "00"),
            _ => ("10", "01"),
        };
        cents += Mischief == CardMischief.OtherAmount ? 1 : 0;
        string card = Mischief == CardMischief.LongAnswer
            ? Field("AA", CardBank.CardNumber) + Field("AB", "2712") + Field("ZT", "CARTE " + CardBank.CardNumber) : "";
        bool forgets = Mischief == CardMischief.ForgetsKey || !asked.ContainsKey("CF");
        string key = forgets ? ""
            : Mischief == CardMischief.OtherSaleFirst ? Field("CF", "0000009999") : Field("CF", asked["CF"]);
        string echo = Mischief == CardMischief.LosesAcknowledgement ? "" : Field("CB", $"{cents:D8}");
        return Field("CZ", "0300") + Field("CJ", asked["CJ"]) + Field("CA", asked["CA"]) + Field("CE", asked["CE"])
            + Field("AE", status) + Field("AF", detail) + card + Field("CD", asked["CD"]) + echo + Field("CC", "003")
            + key + Field("CI", "2");
    }

    private static string Field(string tag, string value) => $"{tag}{value.Length:D3}{value}";
}
