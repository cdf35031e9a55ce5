using System.Text;
using System.Text.RegularExpressions;
using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Kiosk.Tests.Fiscal;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>What a Z says on paper, made with the merchant's keys (pos.md R8, R19, R53, R71).</summary>
public class TillClosingPaper
{
    private const int A1 = Key.Article1;
    private readonly TillBench _bench = new();

    [Fact]
    [Trait("Requirement", "R8")]
    public void A_Z_bears_the_seal_of_its_own_closing_and_the_head_it_stands_at()
    {
        _bench.Press(A1, Key.Cash, A1, Key.Cash, Key.Function, 4, 2, Key.Cash);
        string paper = Printed();
        string seal = Seal(ChainKind.J);
        Assert.Contains($"Sceau {seal[..22]}", paper, StringComparison.Ordinal);
        Assert.Contains(seal[22..], paper, StringComparison.Ordinal);
        Assert.Matches($@"Extrait {Regex.Escape(string.Concat(seal[2], seal[6], seal[12], seal[18]))}\s", paper);
        Record closing = _bench.Records().Single(r => r.Kind == RecordKind.Closing);
        long events = _bench.Records().Count(r => r.Kind == RecordKind.TechnicalEvent && r.Sequence < closing.Sequence);
        Assert.Contains($"Tête T 2 E {events}", paper, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R53")]
    public void The_sum_for_the_bank_leaves_the_float_and_follows_what_was_sold_after_the_count()
    {
        _bench.Settings.FloatCents = 150;
        _bench.Press(A1, Key.Cash, Key.Function, 3, 5).Type(300).Press(Key.Cash).Type(300).Press(Key.Cash);
        _bench.Press(A1, Key.Cash, Key.Function, 4, 2, Key.Cash);
        string paper = Printed();
        Assert.Matches(@"Espèces attendues\s+6,40", paper);
        Assert.Matches(@"Espèces comptées\s+6,20", paper);
        Assert.Matches(@"Écart\s+-0,20", paper);
        Assert.Matches(@"Fond à laisser\s+1,50", paper);
        Assert.Matches(@"À PORTER À LA BANQUE\s+4,70", paper);
    }

    [Fact]
    [Trait("Requirement", "R53")]
    public void Without_a_float_in_the_settings_no_paper_speaks_of_one()
    {
        _bench.Press(A1, Key.Cash, Key.Function, 4, 2, Key.Cash);
        string paper = Printed();
        Assert.DoesNotContain("Fond à laisser", paper, StringComparison.Ordinal);
        Assert.Matches(@"À PORTER À LA BANQUE\s+3,20", paper);
    }

    [Fact]
    [Trait("Requirement", "R53")]
    public void A_month_adds_the_differences_of_the_days_that_were_counted_and_no_other()
    {
        _bench.Press(A1, Key.Cash, Key.Function, 4, 2).Type(300).Press(Key.Cash, Key.Cash);
        Assert.StartsWith("COMPTÉ ?", _bench.Line(1), StringComparison.Ordinal);
        _bench.Type(300).Press(Key.Cash);
        _bench.Press(A1, Key.Cash, Key.Function, 4, 2, Key.Cash);
        long[] month = _bench.Chain.State.MonthPeriod.Figures;
        Assert.Equal((640L, 620L, 1L), (month[PeriodTotals.CashExpected], month[PeriodTotals.CashCounted],
            month[PeriodTotals.CashCounts]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [Trait("Requirement", "R71")]
    public void X_and_Z_bear_the_digest_of_the_fiscal_core(int function)
    {
        _bench.Press(A1, Key.Cash, Key.Function, 4, function);
        if (function == 2)
        {
            _bench.Press(Key.Cash);
        }

        string paper = Printed();
        Assert.Contains(FiscalDigest.Sha256[..32] + "\n", paper, StringComparison.Ordinal);
        Assert.Contains(FiscalDigest.Sha256[32..] + "\n", paper, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R71")]
    public void The_page_of_the_software_shows_version_and_digest_until_the_next_key()
    {
        _bench.Press(Key.Function, 6, 4);
        string screen = _bench.Screen();
        Assert.StartsWith($"Kiosk {FiscalVersion.Text} ", screen, StringComparison.Ordinal);
        Assert.EndsWith(FiscalDigest.Sha256, screen.Replace("\n", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
        _bench.Press(A1);
        Assert.Equal(320, _bench.Till.TotalCents);
        Assert.DoesNotContain(FiscalDigest.Sha256[^20..], _bench.Screen(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R19")]
    public void The_closings_that_nobody_asked_for_are_printed_later_with_all_that_was_closingin_them()
    {
        _bench.Press(A1, Key.Cash);
        _bench.Clock.ShowWall(FiscalSamples.VectorWall + (60 * 86_400L));
        _bench.PowerOn();
        foreach ((int function, string title, int level) in Levels)
        {
            _bench.Press(Key.Function, 4, function, 1);
            string paper = Found();
            Record closing = _bench.Records().Last(r => r.Kind == RecordKind.Closing
                && r.Values[ClosingLayout.Level] == level);
            Assert.Contains(title, paper, StringComparison.Ordinal);
            Assert.Contains($"N° {closing.Values[ClosingLayout.Number]}, ", paper, StringComparison.Ordinal);
            Assert.Contains("Tardive", paper, StringComparison.Ordinal);
            Assert.Contains("Faite d'office", paper, StringComparison.Ordinal);
            Assert.Contains("DUPLICATA n° 1 - édité le", Flat(paper), StringComparison.Ordinal);
            Assert.Matches(@"Perpétuel\s+3,20", paper);
            string seal = Seal(ChainKind.OfLevel(level));
            Assert.Contains($"Sceau {seal[..22]}", paper, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("Requirement", "R19")]
    public void A_day_closed_by_hand_reads_back_as_it_was_printed()
    {
        _bench.Press(A1, Key.Cash, Key.Function, 4, 2).Type(320).Press(Key.Cash);
        string first = Printed();
        _bench.Press(A1, Key.Cash).PowerOn();
        _bench.Press(Key.Function, 4, 6, 1);
        string again = Found();
        Assert.Equal(Figures(first), Figures(again));
    }

    [Theory]
    [InlineData(6, RecordKind.Closing)]
    [InlineData(7, DuplicateLayout.MonthClosing)]
    [InlineData(8, DuplicateLayout.YearClosing)]
    [Trait("Requirement", "R16")]
    [Trait("Requirement", "R26")]
    public void A_Z_printed_once_more_is_a_duplicate_with_rank_and_reason_sealed_once_it_is_on_paper(
        int function, int kind)
    {
        _bench.Press(A1, Key.Cash);
        _bench.Clock.ShowWall(FiscalSamples.VectorWall + (60 * 86_400L));
        _bench.PowerOn();
        for (int rank = 1; rank <= 3; rank++)
        {
            _bench.Press(Key.Function, 4, function, 2);
            string paper = Flat(Found());
            Assert.Contains($"DUPLICATA n° {rank} - édité le", paper, StringComparison.Ordinal);
            Assert.Contains("Motif : papier illisible", paper, StringComparison.Ordinal);
            Record copy = _bench.Records().Last(r => r.Kind == RecordKind.Duplicate);
            long number = _bench.Records().Last(r => r.Kind == RecordKind.Closing && DuplicateLayout.OfLevel(
                (int)r.Values[ClosingLayout.Level]) == kind).Values[ClosingLayout.Number];
            Assert.Equal([rank, kind, number, rank, ReasonCode.PaperUnreadable, 0L],
                copy.Values[..DuplicateLayout.Count]);
            _bench.Press(A1, Key.Cash).PowerOn();
        }

        Assert.Equal(3, _bench.EventCodes().Count(c => c == JetCode.CopyPrinted));
        _bench.Printer.PaperLeft = 100;
        _bench.Press(Key.Function, 4, function, 2);
        Found();
        Assert.Equal(3, _bench.Records().Count(r => r.Kind == RecordKind.Duplicate));
    }

    [Fact]
    [Trait("Requirement", "R19")]
    public void A_Z_that_was_never_made_and_one_that_the_drive_lost_are_told_apart()
    {
        _bench.Press(Key.Function, 4, 7);
        Assert.StartsWith("PAS ENCORE DE Z", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(A1, Key.Cash, Key.Function, 4, 2, Key.Cash);
        _bench.Print();
        _bench.Chain.State.Seals[ChainKind.J][0] ^= 1;
        _bench.Press(Key.Function, 4, 6, 1);
        _bench.Print();
        Assert.StartsWith("ANCIEN : VOIR VILLE", _bench.Line(1), StringComparison.Ordinal);
        Assert.Equal(0, _bench.Till.TotalCents);
    }

    [Fact]
    [Trait("Requirement", "R19")]
    public void As_many_operators_as_a_till_can_have_each_have_a_row_of_their_own_on_the_X_reading()
    {
        PeriodTotals day = _bench.Chain.State.DayPeriod;
        for (int code = 1; code <= TillFacts.OperatorsMax; code++)
        {
            day.Operators.Add(code, 1, code * 100);
        }

        Assert.Equal(0, day.Operators.Lumped);
        _bench.Press(Key.Function, 4, 1);
        string paper = Printed();
        Assert.All(Enumerable.Range(1, TillFacts.OperatorsMax),
            code => Assert.Matches($@"Opérateur {code:00}.*\s{code},00", paper));
        Assert.DoesNotContain("Autres opérateurs", paper, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R19")]
    public void One_operator_more_than_a_till_can_have_counts_among_the_others_and_never_under_another_s_number()
    {
        PeriodTotals day = _bench.Chain.State.DayPeriod;
        const int Rows = PeriodTotals.OperatorsMax;
        for (int code = Rows + 1; code >= 1; code--)
        {
            day.Operators.Add(code, 1, code * 100);
        }

        Assert.Equal([.. Enumerable.Range(2, Rows - 1), PeriodTotals.OtherOperators], Keys(day));
        day.Operators.Clear();
        for (int code = 1; code <= Rows + 2; code++)
        {
            day.Operators.Add(code, 1, code * 100);
        }

        Assert.Equal([.. Enumerable.Range(1, Rows - 1), PeriodTotals.OtherOperators], Keys(day));
        Assert.Equal((Rows + Rows + 1 + Rows + 2) * 100L, day.Operators.Second[Rows - 1]);
        _bench.Press(Key.Function, 4, 1);
        Assert.Matches(@"Autres opérateurs.*\s27,00", Printed());
    }

    [Fact]
    [Trait("Requirement", "R68")]
    public void The_closing_key_closes_with_every_article_key_in_use_and_amid_a_sale_asks_for_a_tender()
    {
        _bench.Catalogue.KeyNumber[1] = 15;
        _bench.Press(Key.Article15);
        Assert.Equal(450, _bench.Till.TotalCents);
        _bench.Press(Key.Tender);
        Assert.StartsWith("1 chèque", _bench.Line(0), StringComparison.Ordinal);
        _bench.Press(1);
        int before = _bench.KeysPressed;
        _bench.Press(Key.Tender, 0, Key.Cash);
        Assert.Equal(1 + 1 + 1, _bench.KeysPressed - before);
        Assert.StartsWith("jour clos n° 1", _bench.Line(1), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R68")]
    public void The_closing_key_pressed_by_mistake_is_left_with_one_key_and_nothing_is_sealed()
    {
        _bench.Press(A1, Key.Cash, Key.Tender, A1);
        Assert.StartsWith("COMPTÉ ?", _bench.Line(1), StringComparison.Ordinal);
        Assert.Equal(0, _bench.Till.TotalCents);
        _bench.Press(Key.Clear, A1);
        Assert.Equal(320, _bench.Till.TotalCents);
        Assert.DoesNotContain(_bench.Records(), r => r.Kind == RecordKind.Closing);
        _bench.Press(Key.Abandon, 5, Key.Tender);
        Assert.StartsWith("1 chèque", _bench.Line(0), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R53")]
    public void The_float_travels_with_the_settings_and_one_out_of_range_is_refused()
    {
        byte[] key = new byte[32], buffer = new byte[Limits.DownlinkBytesMax];
        DownlinkWriter writer = new(new ManagedMac(), key, 1);
        int length = writer.WriteSettings(new Settings { Version = 1, FloatCents = 8_000 }, buffer);
        DownlinkReader reader = new();
        Settings read = new();
        Assert.Equal(Downlink.Settings, reader.Open(new ManagedMac(), key, 1, buffer, length));
        Assert.Equal(DownlinkError.None, reader.ReadSettings(read));
        Assert.Equal(8_000, read.FloatCents);
        read.Reset();
        Assert.Equal(0, read.FloatCents);
        Assert.All((int[])[-1, Limits.TicketCentsMax + 1], cents => Assert.Equal(SettingsKey.FloatCents,
            SettingsRange.FirstBad(new Settings { FloatCents = cents })));
    }

    private static readonly (int Function, string Title, int Level)[] Levels =
    [
        (6, "Z DU JOUR", ClosingLayout.Day), (7, "Z DU MOIS", ClosingLayout.Month),
        (8, "Z DE L'EXERCICE", ClosingLayout.Year),
    ];

    // All but the head's event number and the line that says when it was read back.
    private static string Figures(string paper) => string.Join('\n', paper.Split('\n')
        .Where(line => !Regex.IsMatch(line, "Relue|DUPLICATA|Motif :|^ *[0-9/]+ [0-9:]+ *$"))
        .Select(line => Regex.Replace(line, @" E \d+\s+", " ").Trim())
        .Select(line => Regex.Replace(line, @"\s+", " ")));

    private static string Flat(string paper) => Regex.Replace(paper, @"\s+", " ");

    private string Found()
    {
        for (int i = 0; i < 100 && _bench.Line(1).StartsWith("RECHERCHE", StringComparison.Ordinal); i++)
        {
            _bench.Pass(10);
        }

        return Printed();
    }

    private string Printed()
    {
        _bench.Print();
        string paper = _bench.Paper();
        _bench.Printer.Tear();
        return paper;
    }

    private string Seal(int chain)
    {
        byte[] text = new byte[Base64Url.SealLength];
        Base64Url.Write(_bench.Chain.State.Seals[chain], 0, Mac.Length, text, 0);
        return Encoding.ASCII.GetString(text);
    }

    private static IEnumerable<int> Keys(PeriodTotals day) =>
        day.Operators.Key.Take(day.Operators.Count).Select(key => (int)key);
}
