using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>
/// Whatever is given back of a sale at the real till, in whatever order, stays within it per line, per rate and in all,
/// and a complete return leaves nothing (pos.md R13). The sealed records alone are the judge.
/// </summary>
[Trait("Requirement", "R13")]
public class TillRefundSequences
{
    private const int Seed = 20_261_130;
    private static readonly int[] Articles = [Key.Article1, Key.Article1 + 1, Key.Article1 + 2];
    private TillBench _bench = null!;
    private string _log = "";

    [Fact]
    [Trait("Requirement", "R14")]
    [Trait("Requirement", "R38")]
    public void Any_sequence_of_returns_and_corrections_stays_within_the_sale_and_ends_at_nothing()
    {
        for (int run = 0; run < 120; run++)
        {
            Random random = new(Seed + run);
            _bench = new TillBench(segments: 40);
            _log = $"seed {Seed}, run {run}:";
            Sell(random, random.Next(6) == 0 ? random.Next(17, 26) : random.Next(1, 7));
            long sale = _bench.Till.LastTicketNumber;
            for (int step = random.Next(6); step > 0; step--)
            {
                if (random.Next(5) == 0)
                {
                    Say(" correct");
                    Find(sale, 2);
                    _bench.Press(Key.Card);
                    sale = Replacement(sale);
                }
                else
                {
                    GiveBack(random, sale);
                }

                Judge();
            }

            for (int rest = 0; rest < 3; rest++)
            {
                Find(sale, 1);
                _bench.Press(_bench.Till.LineCount > 0 ? Key.Cash : Key.Clear);
                Judge();
            }

            Assert.True(_bench.Chain.State.PerpetualSigned == 0, $"{_log} left {_bench.Chain.State.PerpetualSigned}");
            RateTotals day = _bench.Chain.State.DayTotals;
            Assert.All(day.Cents.Take(day.Count), cents => Assert.True(cents == 0, $"{_log} a rate keeps {cents}"));
        }
    }

    [Fact]
    public void What_a_tender_correction_has_cancelled_is_not_given_back_again()
    {
        _bench = new TillBench();
        _bench.Press(Articles[0], Articles[1], 1, 0, Key.Function, 2, 5, Key.Cash);
        Find(1, 2);
        _bench.Press(Key.Card);
        Find(1, 1);
        Assert.Equal(0, _bench.Till.LineCount);
        Find(3, 1);
        _bench.Press(Key.Cash);
        Assert.Equal((4, 0), (_bench.Till.LastTicketNumber, _bench.Chain.State.PerpetualSigned));
        Judge();
    }

    private void Sell(Random random, int lines)
    {
        for (int i = 0; i < lines; i++)
        {
            int units = random.Next(1, 5);
            if (random.Next(4) == 0)
            {
                int cents = random.Next(1, 999);
                Say($" {cents} dept");
                _bench.Type(cents).Press(Key.Department1);
            }
            else
            {
                int article = random.Next(Articles.Length);
                Say($" {units}xA{article + 1}");
                _bench.Press(units, Key.Multiply, Articles[article]);
            }

            if (random.Next(5) == 0)
            {
                int percent = random.Next(1, 90);
                Say($"-{percent}%");
                _bench.Type(percent).Press(Key.Markdown);
            }
        }

        if (random.Next(2) == 0)
        {
            int percent = random.Next(1, 60);
            Say($" all-{percent}%");
            _bench.Type(percent).Press(Key.Function, 2, 5);
        }

        _bench.Press(Key.Cash);
        Assert.True(_bench.Till.LastTicketNumber == 1, $"{_log}\n{_bench.Screen()}");
    }

    private void GiveBack(Random random, long sale)
    {
        Find(sale, 1);
        if (_bench.Till.LineCount == 0)
        {
            Say($" nothing({_bench.Line(1).Trim()})");
            return;
        }

        int how = random.Next(4);
        int units = random.Next(1, 5);
        if (how == 0)
        {
            int cents = random.Next(1, Math.Max(2, -_bench.Till.TotalCents + 20));
            Say($" give {cents}c");
            _bench.Type(cents).Press(Key.Price);
        }
        else if (how < 3)
        {
            int article = random.Next(Articles.Length);
            Say($" give {units}xA{article + 1}");
            _bench.Press(Articles[article]).Press(units, Key.Multiply);
            if (how == 2 && random.Next(2) == 0)
            {
                _bench.Type(random.Next(1, 400)).Press(Key.Price);
            }
        }
        else
        {
            Say(" give all");
        }

        long before = _bench.Till.LastTicketNumber;
        _bench.Press(Key.Cash);
        if (_bench.Till.LastTicketNumber == before)
        {
            // The first press may only have cleared a refusal.
            _bench.Press(Key.Cash);
        }

        Assert.True(_bench.Till.LineCount == 0, $"{_log}\n{_bench.Screen()}");
    }

    private void Find(long number, int function)
    {
        _bench.Type((int)number).Press(Key.Function, 2, function);
        for (int i = 0; i < 200 && _bench.Line(0).StartsWith("RECHERCHE...", StringComparison.Ordinal); i++)
        {
            _bench.Step();
        }
    }

    // A correction that was refused leaves an empty basket; the card key then does nothing.
    private long Replacement(long sale)
    {
        _bench.Press(Key.Clear);
        Record? replacing = _bench.Records().LastOrDefault(r => r.Kind == RecordKind.TicketDetail
            && TillTenderTests.Items(r).Any(item => item.What == DetailItem.Replaces && item.First == sale));
        return replacing == null ? sale : replacing.Values[DetailLayout.Number];
    }

    // Per sale and line, sold less given back by what the records say: never below nothing.
    private void Judge()
    {
        Dictionary<(long Ticket, int Line), long> left = [];
        List<Record> before = [];
        foreach (Record record in _bench.Records())
        {
            if (RecordKind.PrecedesTicket(record.Kind))
            {
                before.Add(record);
            }
            else if (record.Kind == RecordKind.Ticket)
            {
                Count(record, before, left);
                before.Clear();
            }
        }

        Assert.All(left, line => Assert.True(line.Value >= 0, $"{_log} line {line.Key} gave {-line.Value} too much"));
        Assert.Equal(_bench.Chain.State.PerpetualSigned, left.Values.Sum());
        RateTotals day = _bench.Chain.State.DayTotals;
        Assert.All(day.Cents.Take(day.Count), cents => Assert.True(cents >= 0, $"{_log} a rate at {cents}"));
    }

    private static void Count(Record ticket, List<Record> before, Dictionary<(long Ticket, int Line), long> left)
    {
        TicketReader reader = new();
        Assert.Equal(FiscalOutcome.Sealed, reader.Open(ticket, [.. before], before.Count));
        (int What, long First, long Second)[] items =
            [.. before.Where(r => r.Kind == RecordKind.TicketDetail).SelectMany(TillTenderTests.Items)];
        long number = ticket.Values[TicketLayout.Number];
        bool sale = ticket.Values[TicketLayout.Operation] == TicketLayout.OperationSale;
        reader.Rewind();
        for (int line = 0; line < reader.LineCount && reader.NextLine(); line++)
        {
            (long, int) key = sale ? (number, line) : (reader.Details.OriginalNumber,
                (int)items.Single(i => i.What == DetailItem.OriginalLine && i.First == line).Second);
            left[key] = left.GetValueOrDefault(key) + reader.Cents;
        }
    }

    private void Say(string what) => _log += what;
}
