using Kiosk.Firmware.Parts;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

[Trait("Requirement", "R10")]
public class TillPowerCutTests
{
    private const int A1 = Key.Article1, A2 = Key.Article1 + 1;

    [Fact]
    public void An_unfinished_basket_comes_back_as_a_basket()
    {
        TillBench bench = new();
        bench.Press(A1, Key.Cash, A2, 2, Key.Multiply, A1, 4, 9, 0, Key.Department1);
        bench.PowerOn();
        Assert.Equal(3, bench.Till.LineCount);
        Assert.Equal(450 + 640 + 490, bench.Till.TotalCents);
        Assert.StartsWith("panier retrouvé", bench.Line(1), StringComparison.Ordinal);
        Assert.StartsWith("Divers", bench.Line(0), StringComparison.Ordinal);
        bench.Press(Key.Cash);
        Assert.Equal(2, bench.Till.LastTicketNumber);
    }

    [Fact]
    public void A_sealed_or_abandoned_basket_never_comes_back()
    {
        TillBench bench = new();
        bench.Press(A1, Key.Cash);
        bench.PowerOn();
        Assert.Equal(0, bench.Till.LineCount);
        bench.Press(A1, Key.Abandon);
        bench.PowerOn();
        Assert.Equal(0, bench.Till.LineCount);
    }

    [Fact]
    public void A_basket_whose_article_left_the_catalogue_keeps_its_price_and_rate()
    {
        TillBench bench = new();
        bench.Press(A1);
        bench.Catalogue = Fiscal.FiscalSamples.Press();
        bench.Catalogue.Version++;
        bench.Catalogue.Code[0] = 99;
        bench.PowerOn();
        bench.Press(Key.Cash);
        Record ticket = bench.Records()[^1];
        int line = TicketLayout.Tenders + TicketLayout.TenderWidth;
        Assert.Equal([1, 0, 1, 320, 210], ticket.Values[line..(line + TicketLayout.LineWidth)]);
    }

    [Fact]
    public void A_cut_at_any_operation_in_any_tear_mode_leaves_the_basket_or_the_ticket_whole()
    {
        for (int tear = InMemoryDrive.TearNone; tear <= InMemoryDrive.TearFull; tear++)
        {
            int operations = OperationsOf(tear);
            for (int cut = 0; cut < operations; cut++)
            {
                CutOnce(cut, tear);
            }
        }
    }

    private static int OperationsOf(int tear)
    {
        TillBench bench = Opened();
        bench.Drive.Tear = tear;
        int before = bench.Drive.Operations;
        Sell(bench);
        return bench.Drive.Operations - before;
    }

    private static void CutOnce(int cut, int tear)
    {
        TillBench bench = Opened();
        bench.Drive.Tear = tear;
        bench.Drive.CutAt = bench.Drive.Operations + cut;
        Sell(bench);
        long confirmed = bench.Till.TicketsSealed;
        bench.Drive.CutAt = -1;
        bench.PowerOn();
        string where = $"cut {cut}, tear {tear}";
        long sealedNow = bench.Till.LastTicketNumber;
        Assert.True(sealedNow == confirmed || sealedNow == confirmed + 1, where);
        Assert.True(bench.Till.LineCount is 0 or 1 or 2, where);
        bench.Press(Key.Clear, A1, Key.Cash);
        Assert.True(bench.Till.LastTicketNumber == sealedNow + 1, $"{where}\n{bench.Screen()}");
        List<Record> tickets = bench.Records().Where(r => r.Kind == RecordKind.Ticket).ToList();
        Assert.Equal(Enumerable.Range(1, (int)sealedNow + 1).Select(n => (long)n), tickets.Select(t => t.Values[0]));
    }

    // One ticket is sold already: on a drive without any record the sequence is the gateway's to give.
    private static TillBench Opened()
    {
        TillBench bench = new();
        return bench.Press(A1, Key.Cash);
    }

    private static void Sell(TillBench bench) => bench.Press(A1, A2, Key.Cash, A2, Key.Note10, A1);
}
