using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Kiosk.Tests.Fiscal;
using Kiosk.Tests.Measure;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>Pitfalls of pos.md section 5 that the till can meet, by their number there.</summary>
[Trait("Requirement", "pos.md 5")]
public class TillPitfallTests
{
    private const int A1 = Key.Article1, A2 = Key.Article1 + 1;
    private readonly TillBench _bench = new();

    [Fact]
    public void Pitfall_5_1_ticket_totals_reach_the_perpetual_total_and_the_day_is_the_sum_of_its_tickets()
    {
        for (int i = 0; i < 20; i++)
        {
            _bench.Press(i % 3 == 0 ? A1 : A2, i % 2 == 0 ? Key.Cash : Key.Card);
        }

        long[] cents = [.. _bench.Records().Where(r => r.Kind == RecordKind.Ticket).Select(Paid)];
        Assert.Equal(cents.Sum(), _bench.Chain.State.PerpetualSigned);
        Assert.Equal(cents.Sum(), _bench.Chain.State.DayPeriod.TotalCents);
        Assert.Equal(20, cents.Length);
    }

    [Fact]
    public void Pitfall_5_2_nothing_needs_a_network_and_the_session_has_no_end()
    {
        _bench.Uplink.IsConnected = false;
        for (int day = 0; day < 3; day++)
        {
            _bench.Press(A1, Key.Cash);
            _bench.Clock.NowMs += 86_400_000L;
            _bench.Step();
        }

        _bench.Press(1, Key.Function, 2, 1, Key.Cash, Key.Function, 4, 2, Key.Cash);
        Assert.Equal(4, _bench.Till.LastTicketNumber);
        Assert.Equal(4, _bench.Till.ClosingsSealed);
    }

    // Numbers had another format there when they were given offline.
    [Fact]
    [Trait("Requirement", "R63")]
    public void Pitfall_5_2_a_ticket_has_the_same_number_and_paper_with_and_without_a_network()
    {
        string[] papers = new string[2];
        for (int i = 0; i < 2; i++)
        {
            TillBench bench = new();
            bench.Uplink.IsConnected = i == 0;
            bench.Press(A1, A2, Key.Cash, Key.Ticket);
            bench.Print();
            papers[i] = bench.Paper();
        }

        Assert.Contains("K07-T-000001", papers[0], StringComparison.Ordinal);
        Assert.Equal(papers[0], papers[1]);
    }

    [Fact]
    [Trait("Requirement", "R63")]
    public void Pitfall_5_3_a_closing_key_pressed_again_after_a_power_cut_is_one_sale_with_one_number()
    {
        for (int cut = 0; cut < 10; cut++)
        {
            TillBench bench = new();
            bench.Press(A1);
            bench.Drive.CutAt = bench.Drive.Operations + cut;
            bench.Press(Key.Cash);
            bench.Drive.CutAt = -1;
            bench.PowerOn();
            bench.Press(Key.Cash);
            long[] numbers = [.. bench.Records().Where(r => r.Kind == RecordKind.Ticket).Select(r => r.Values[0])];
            Assert.True(numbers is [1], $"cut {cut}: {string.Join(' ', numbers)}");
            Assert.Equal(320, bench.Chain.State.PerpetualSigned);
        }
    }

    [Fact]
    [Trait("Requirement", "R6")]
    public void Pitfall_5_8_no_weak_digest_stands_in_what_seals_verifies_or_signs()
    {
        string[] folders = ["firmware", "gateway", "tools"];
        foreach (string file in folders.SelectMany(f => Directory.GetFiles(
            Kiosk.Tests.Architecture.Repository.Path(f), "*.cs", SearchOption.AllDirectories)))
        {
            string text = File.ReadAllText(file);
            Assert.False(text.Contains("SHA1.", StringComparison.Ordinal)
                || text.Contains("MD5.", StringComparison.Ordinal), file);
        }
    }

    [Fact]
    public void Pitfall_5_4_nine_cents_are_nine_cents_by_card_too()
    {
        _bench.Press(9, Key.Department1, Key.Card);
        Assert.Equal(9, _bench.Till.LastTicketCents);
    }

    [Fact]
    public void Pitfall_5_5_a_refund_mirrors_its_sale_to_the_cent_in_every_rate()
    {
        _bench.Type(1_999).Press(Key.Department1, A1, A2, 7, Key.Function, 2, 5, Key.Cash);
        int sold = _bench.Till.LastTicketCents;
        _bench.Press(1, Key.Function, 2, 1, Key.Cash);
        Assert.Equal(-sold, _bench.Till.LastTicketCents);
        Assert.Equal(0, _bench.Chain.State.DayPeriod.Rates.SumFirst);
        Assert.Equal(0, _bench.Chain.State.DayPeriod.Rates.SumSecond);
    }

    // A total of 4.203 left a cent to pay there, and the sale open.
    [Fact]
    public void Pitfall_5_5_whatever_a_discount_leaves_of_a_cent_one_tender_pays_it_all()
    {
        TillBench bench = new(segments: 40);
        for (int percent = 1; percent <= 99; percent += 7)
        {
            for (int cents = 467; cents <= 473; cents++)
            {
                long before = bench.Till.LastTicketNumber;
                bench.Type(cents).Press(Key.Department1).Type(percent).Press(Key.Function, 2, 5);
                bench.Press(percent % 2 == 0 ? Key.Cash : Key.Card);
                Assert.True(before + 1 == bench.Till.LastTicketNumber, $"{percent} % of {cents} stayed open");
            }
        }

        foreach (Record ticket in bench.Records().Where(r => r.Kind == RecordKind.Ticket))
        {
            Assert.Equal(1, ticket.Values[TicketLayout.TenderCount]);
            Assert.Equal(0, ticket.Values[TicketLayout.Change]);
        }
    }

    // A cent too much or too little in the drawer kept a session from closing there.
    [Theory]
    [InlineData(1)]
    [InlineData(319)]
    [InlineData(999_999)]
    public void Pitfall_5_5_no_count_however_wrong_keeps_a_day_from_closing(int counted)
    {
        _bench.Press(A1, Key.Cash);
        _bench.Press(Key.Function, 4, 2).Type(counted).Press(Key.Cash).Type(counted).Press(Key.Cash);
        Assert.Equal(1, _bench.Till.ClosingsSealed);
        _bench.Press(Key.Clear, A1, Key.Cash);
        Assert.Equal(2, _bench.Till.LastTicketNumber);
    }

    // The button that opens the drawer was missing where cash goes in or out.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Pitfall_5_7_cash_in_and_out_opens_the_drawer(int movement)
    {
        _bench.Press(A1, Key.Cash);
        int pulses = _bench.Drawer.Pulses;
        _bench.Type(200).Press(Key.Function, 3, movement);
        Assert.Equal(1, _bench.Chain.State.CashMovements);
        Assert.Equal(pulses + 1, _bench.Drawer.Pulses);
    }

    [Fact]
    public void Pitfall_5_7_the_change_stands_on_the_paper()
    {
        _bench.Press(A1, Key.Note10, Key.Ticket);
        _bench.Print();
        Assert.Contains("6,80", _bench.Paper().Split('\n').Single(line =>
            line.Contains("endu", StringComparison.OrdinalIgnoreCase)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Key.Cash)]
    [InlineData(Key.Card)]
    public void Pitfall_5_7_a_barcode_at_the_amount_prompt_is_no_amount(int after)
    {
        _bench.Press(A1, 2, 0, 0).Scan("96385074");
        Assert.StartsWith("CODE-BARRES REFUSÉ", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Clear, after);
        Assert.Equal(320, _bench.Till.LastTicketCents);
        _bench.Press(Key.Function, 3, 1).Scan("96385074");
        Assert.StartsWith("CODE-BARRES REFUSÉ", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Clear);
        Assert.Equal(0, _bench.Till.LineCount);
        Assert.Equal(0, _bench.Chain.State.CashMovements);
    }

    [Fact]
    public void Pitfall_5_7_the_wrong_tender_is_put_right_in_five_keys_besides_the_number()
    {
        _bench.Press(A1, Key.Cash, 1);
        int before = _bench.KeysPressed;
        _bench.Press(Key.Function, 2, 2, Key.Card);
        Assert.InRange(_bench.KeysPressed - before, 1, 5);
        Assert.Equal(3, _bench.Till.LastTicketNumber);
    }

    [Fact]
    public void Pitfall_5_7_a_seller_signs_out_with_unsent_records()
    {
        _bench.Uplink.IsConnected = false;
        _bench.OpenFirst().Press(A1, Key.Cash, Key.Function, 1, 2);
        Assert.Equal(0, _bench.Till.Operator);
        Assert.True(_bench.Journal.Waiting > 0);
    }

    [Fact]
    public void Pitfall_5_9_nobody_sees_a_stranger_s_last_ticket_without_asking_for_paper()
    {
        _bench.Press(A1, Key.Cash);
        _bench.Print();
        Assert.Equal(0, _bench.Printer.Length);
    }

    [Fact]
    [Trait("Requirement", "R66")]
    public void Pitfall_5_10_a_rate_changes_on_its_day_and_a_basket_keeps_the_one_it_began_with()
    {
        _bench.Catalogue.Flags[1] = 3;
        _bench.Catalogue.FamilyRate[3] = 550;
        _bench.Catalogue.FamilyFrom[3] = 20_261_121;
        _bench.Catalogue.FamilyNext[3] = 1_000;
        _bench.Step();
        _bench.Press(A2);
        _bench.Clock.NowMs += 86_400_000L;
        _bench.Press(A2, Key.Cash, A2, Key.Cash);
        Record[] tickets = [.. _bench.Records().Where(r => r.Kind == RecordKind.Ticket)];
        int rate = TicketLayout.Tenders + TicketLayout.TenderWidth + TicketLayout.LineRate;
        Assert.Equal(550, tickets[0].Values[rate]);
        Assert.Equal(550, tickets[0].Values[rate + TicketLayout.LineWidth]);
        Assert.Equal(1_000, tickets[1].Values[rate]);
        Assert.Equal(0, tickets[1].Values[rate - TicketLayout.LineRate + TicketLayout.LineFlags]);
    }

    [Fact]
    [Trait("Requirement", "R66")]
    public void A_catalogue_pushed_in_mid_basket_waits_also_for_its_tenders_and_a_held_basket_keeps_its_prices()
    {
        _bench.Press(A1, Key.Hold, A1, 1, 0, 0, Key.Card);
        Catalogue dearer = FiscalSamples.Press();
        dearer.Version++;
        dearer.Price[0] = 999;
        _bench.Till.SetCatalogue(dearer);
        _bench.Press(Key.Cash);
        Assert.Equal(320, _bench.Till.LastTicketCents);
        _bench.Press(Key.Hold, Key.Cash);
        Assert.Equal(320, _bench.Till.LastTicketCents);
        _bench.Press(A1, Key.Cash);
        Assert.Equal(999, _bench.Till.LastTicketCents);
    }

    [Fact]
    [Trait("Requirement", "R39")]
    public void A_merchant_without_VAT_sells_at_rate_zero_marked_as_exempt_and_never_silently()
    {
        _bench.Catalogue.Flags[0] = Catalogue.ExemptFlag;
        _bench.Catalogue.Rate[0] = 0;
        _bench.Catalogue.Rate[1] = 0;
        _bench.Press(A2);
        Assert.StartsWith("RAYON SANS TVA", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(A1, Key.Cash);
        Record ticket = _bench.Records().Last(r => r.Kind == RecordKind.Ticket);
        long flags = ticket.Values[TicketLayout.Tenders + 2 + TicketLayout.LineFlags];
        Assert.NotEqual(0, flags & TicketLayout.LineExempt);
        Assert.Equal(320, _bench.Chain.State.PerpetualSigned);
    }

    [Fact]
    [Trait("Requirement", "F-MEM-1")]
    public void Nothing_is_allocated_by_returns_closings_splits_and_holds()
    {
        TillBench bench = new(segments: 60);
        long[] bytes = new long[Busy.Length];
        Round(bench, bytes);
        long always = Allocated.Always(() =>
        {
            Round(bench, bytes);
            return bytes.Sum();
        });
        int worst = Array.IndexOf(bytes, bytes.Max());
        Assert.True(always == 0, $"{always} bytes, most at key {worst}: {string.Join(' ', bytes)}");
    }

    private static readonly int[] Busy =
    [
        A1, Key.Hold, A2, 1, 0, 0, Key.Card, Key.Cash, Key.Hold, Key.Cash, A1, 1, 0, Key.Markdown, Key.Cash,
        Key.Function, 5, 1, Key.Cash, 1, Key.Function, 2, 1, Key.Abandon, Key.Function, 4, 1,
        Key.Function, 3, 6, 1, Key.Function, 4, 2, Key.Cash,
    ];

    // Bytes that each key allocated, pressed and shown.
    private static void Round(TillBench bench, long[] bytes)
    {
        for (int i = 0; i < Busy.Length; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            bench.Keypad.Press(Busy[i]);
            bench.Clock.NowMs += 100;
            bench.Step();
            bench.Step();
            bytes[i] = GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static long Paid(Record ticket) =>
        ticket.Values[TicketLayout.Tenders + 1] - ticket.Values[TicketLayout.Change];
}
