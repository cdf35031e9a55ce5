using System.Text;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>Two merchants on one kiosk by shift: chains, drawers and identities apart (pos.md 5).</summary>
[Trait("Requirement", "R64")]
public class TillShiftTests
{
    private const int A1 = Key.Article1, A2 = Key.Article1 + 1, ManagerPin = 9_876, OtherPin = 7_654,
        CashierPin = 2_222;
    private const string OtherSiret = "98765432109876";
    private TillBench _bench = Shared();

    [Fact]
    public void A_kiosk_of_one_merchant_has_no_other_shift_and_stays_the_terminal_it_was()
    {
        _bench = new TillBench().OpenFirst();
        _bench.Press(Key.Function, 6, 2);
        Assert.StartsWith("UNE SEULE ÉQUIPE", _bench.Line(1), StringComparison.Ordinal);
        Assert.Equal("K07", _bench.Chain.Terminal);
        Assert.All(_bench.Records(), record => Assert.Equal(0, record.Merchant));
    }

    [Fact]
    public void The_only_merchants_chain_ends_with_its_closing_when_two_merchants_share_the_kiosk()
    {
        _bench = new TillBench().OpenFirst();
        _bench.Press(A1, Key.Cash);
        Share(_bench);
        _bench.Pass(1_000);
        Assert.Equal("K07-A", _bench.Chain.Terminal);
        Assert.Equal(0, _bench.Chain.State.Tickets);
        BothChains chains = Chains();
        Assert.Equal(1, chains[0].State.Tickets);
        Assert.Equal(1, chains[0].State.Numbers[ChainKind.J]);
        Assert.Equal(0, chains[1].State.PerpetualSigned);
    }

    [Fact]
    public void FONCTION_62_gives_the_till_to_the_other_merchant_with_its_own_numbers_and_totals()
    {
        Assert.StartsWith("K07-A", _bench.Line(0), StringComparison.Ordinal);
        _bench.Press(A1, Key.Cash, A1, Key.Cash);
        Change();
        Assert.Equal("K07-B", _bench.Chain.Terminal);
        Assert.StartsWith("K07-B Jus du midi", _bench.Line(0), StringComparison.Ordinal);
        _bench.Press(A2, Key.Cash);
        Assert.Equal(1, _bench.Till.LastTicketNumber);
        Change();
        _bench.Press(A1, Key.Cash);
        Assert.Equal(3, _bench.Till.LastTicketNumber);
        BothChains chains = Chains();
        Assert.Equal(3 * 320, chains[1].State.PerpetualSigned);
        Assert.Equal(450, chains[2].State.PerpetualSigned);
    }

    [Fact]
    public void A_change_is_sealed_in_both_chains_in_one_piece()
    {
        _bench = Half();
        _bench.Press(Key.Function, 6, 2).Type(ManagerPin);
        List<Record> records = _bench.Records();
        int end = records.FindLastIndex(r => Code(r) == JetCode.ShiftEnd);
        Assert.Equal((1, 2L, 1L), (records[end].Merchant, Argument(records[end], 1), Argument(records[end], 2)));
        Assert.Equal((2, (long)JetCode.Initialisation), (records[end + 1].Merchant, Code(records[end + 1])));
        Assert.Equal((2, (long)JetCode.ShiftBegin), (records[end + 2].Merchant, Code(records[end + 2])));
        Assert.Equal(0, _bench.Till.Operator);
    }

    [Fact]
    [Trait("Requirement", "R26")]
    public void A_manager_of_one_merchant_takes_over_reads_refunds_and_removes_nothing_of_the_others()
    {
        _bench.Press(A1, Key.Cash, Key.Function, 6, 2).Type(ManagerPin);
        Assert.Equal("K07-A", _bench.Chain.Terminal);
        Assert.StartsWith("GÉRANT SEULEMENT", _bench.Line(1), StringComparison.Ordinal);
        Change();
        Assert.Equal(("K07-B", 91), (_bench.Chain.Terminal, _bench.Till.Operator));
        _bench.Press(A1, Key.Cash, 1, Key.Function, 2, 1).Type(ManagerPin);
        Assert.StartsWith("GÉRANT SEULEMENT", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Function, 1, 3).Type(ManagerPin);
        Assert.StartsWith("GÉRANT SEULEMENT", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Function, 1, 5).Type(OtherPin).Type(90).Press(Key.Cash);
        Assert.StartsWith("VENDEUR INCONNU", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Function, 1, 5).Type(OtherPin).Type(91).Press(Key.Cash);
        Assert.StartsWith("DERNIER GÉRANT", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Function, 1, 2, Key.Function, 1, 1).Type(ManagerPin);
        Assert.Equal(0, _bench.Till.Operator);
        Assert.StartsWith("AUTRE ÉQUIPE", _bench.Line(1), StringComparison.Ordinal);
        _bench.PowerOn();
        _bench.Press(Key.Clear, Key.Function, 1, 1).Type(ManagerPin);
        Assert.Equal(0, _bench.Till.Operator);
    }

    [Fact]
    [Trait("Requirement", "R26")]
    public void Who_managed_for_the_only_merchant_manages_for_the_first_of_two_after_a_power_cut_too()
    {
        _bench = new TillBench().OpenFirst();
        _bench.Press(A1, Key.Cash);
        Share(_bench);
        _bench.Pass(1_000);
        _bench.PowerOn();
        _bench.Press(Key.Function, 6, 2).Type(ManagerPin);
        Assert.Equal(("K07-B", 0), (_bench.Chain.Terminal, _bench.Till.Operator));
        _bench.Press(Key.Clear).Type(ManagerPin);
        Assert.Equal(0, _bench.Till.Operator);
        _bench.OpenFirst(222_222, OtherPin);
        Assert.Equal(91, _bench.Till.Operator);
    }

    [Fact]
    public void Nobody_changes_the_shift_in_the_middle_of_a_sale_with_a_basket_aside_or_while_training()
    {
        _bench.Press(A1, Key.Function, 6, 2);
        Assert.StartsWith("VENTE EN COURS", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Hold, Key.Function, 6, 2);
        Assert.StartsWith("REPRENDRE L'ATTENTE", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Hold, Key.Abandon, Key.Function, 6, 1).Type(ManagerPin).Press(Key.Function, 6, 2);
        Assert.Equal("K07-A", _bench.Chain.Terminal);
        Assert.StartsWith("MODE ÉCOLE", _bench.Line(1), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_who_works_for_the_incoming_merchant_changes_the_shift()
    {
        NewCashier(CashierPin);
        _bench.Press(Key.Function, 6, 2).Type(CashierPin);
        Assert.Equal("K07-A", _bench.Chain.Terminal);
        Change();
        _bench.Press(Key.Function, 1, 1).Type(CashierPin);
        Assert.StartsWith("AUTRE ÉQUIPE", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Function, 6, 2).Type(CashierPin);
        Assert.Equal("K07-A", _bench.Chain.Terminal);
        Assert.Equal(1, _bench.Till.Operator);
    }

    [Fact]
    public void Receipts_and_the_inspectors_text_name_the_merchant_who_sells()
    {
        Change();
        _bench.Press(A1, Key.Cash, Key.Ticket);
        _bench.Print();
        Assert.Contains("Jus du midi", _bench.Paper(), StringComparison.Ordinal);
        Assert.Contains("K07-B-T-000001", _bench.Paper(), StringComparison.Ordinal);
        Assert.Contains(OtherSiret, _bench.Paper(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_merchant_cannot_copy_repeat_or_take_back_what_the_other_has_sold()
    {
        _bench.Press(A1, Key.Cash);
        Change();
        _bench.Press(Key.Ticket);
        Assert.Equal(0, _bench.Printer.Length);
        _bench.Press(Key.Repeat);
        Assert.Equal(0, _bench.Till.LineCount);
        _bench.Type(1).Press(Key.Function, 2, 1).Type(OtherPin);
        _bench.Pass(5_000);
        Assert.StartsWith("TICKET PAS ICI", _bench.Line(1), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_merchant_has_a_drawer_and_a_balance_of_suspended_items()
    {
        _bench.Type(150).Press(Key.Function, 5, 2).Press(Key.Cash);
        Assert.Equal(150, _bench.Till.SuspendedCents);
        Assert.False(_bench.Drawer.Pin5);
        Change();
        Assert.Equal(0, _bench.Till.SuspendedCents);
        Assert.True(_bench.Drawer.Pin5);
        _bench.PowerOn();
        Change();
        Assert.Equal(150, _bench.Till.SuspendedCents);
    }

    [Fact]
    public void A_day_of_one_merchant_is_closed_in_its_own_chain_however_late()
    {
        _bench.Press(A1, Key.Cash);
        Change();
        _bench.Press(A2, Key.Cash);
        for (int day = 1; day <= 3; day++)
        {
            _bench.Clock.ShowWall(Kiosk.Tests.Fiscal.FiscalSamples.VectorWall + (day * 86_400L));
            _bench.Clock.NowMs += 86_400_000;
            _bench.Step();
            Change();
            _bench.Press(A1, Key.Cash);
        }

        BothChains chains = Chains();
        Assert.Equal(3, chains[1].State.Tickets);
        Assert.Equal(2, chains[2].State.Tickets);
        Assert.Equal(2, chains[1].State.Numbers[ChainKind.J]);
        Assert.Equal(2, chains[2].State.Numbers[ChainKind.J]);
    }

    [Fact]
    public void A_basket_of_one_merchant_never_comes_back_as_the_others()
    {
        _bench.Press(A1);
        _bench.Pass(1_000);
        _bench.Press(Key.Abandon);
        Change();
        _bench.PowerOn();
        Assert.Equal(("K07-B", 0), (_bench.Chain.Terminal, _bench.Till.LineCount));
        Assert.Equal(JournalRecovery.Intact, _bench.Journal.Recovery.Problem);
    }

    [Fact]
    public void A_power_cut_at_any_operation_of_a_change_leaves_one_merchant_and_both_chains_whole()
    {
        for (int tear = InMemoryDrive.TearNone; tear <= InMemoryDrive.TearFull; tear++)
        {
            _bench = Ready();
            _bench.Drive.Tear = tear;
            int before = _bench.Drive.Operations;
            Change();
            int operations = _bench.Drive.Operations - before;
            for (int cut = 0; cut < operations; cut++)
            {
                CutOnce(tear, cut);
            }
        }
    }

    [Fact]
    [Trait("Requirement", "R16")]
    [Trait("Requirement", "R30")]
    public void A_copy_of_an_old_ticket_is_of_the_merchant_who_sells_although_both_have_its_number()
    {
        _bench = Shared(segments: 30);
        List<string> originals = [];
        for (int merchant = 1; merchant <= 2; merchant++)
        {
            _bench.Press(merchant == 1 ? A1 : A2, Key.Cash, Key.Ticket);
            _bench.Print();
            originals.Add(_bench.Paper());
            _bench.Printer.Tear();
            for (int i = 0; i < 20; i++)
            {
                _bench.Press(A2, Key.Cash);
            }

            Change();
        }

        _bench.Journal.Acknowledge(_bench.Journal.NextSequence - 1);
        _bench.PowerOn();
        for (int merchant = 1; merchant <= 2; merchant++)
        {
            Assert.Equal(merchant, _bench.Chain.Merchant);
            _bench.Printer.Tear();
            _bench.Type(1).Press(Key.Function, 2, 3, 2);
            for (int i = 0; i < 200; i++)
            {
                _bench.Step();
            }

            _bench.Print();
            Assert.True(_bench.Paper().Contains("DUPLICATA n° 1", StringComparison.Ordinal), _bench.Screen());
            Assert.Equal(Lines(originals[merchant - 1]), Lines(_bench.Paper()));
            Change();
        }

        Record[] copies = [.. _bench.Records().Where(r => r.Kind == RecordKind.Duplicate)];
        Assert.Equal([1, 2], copies.Select(copy => copy.Merchant));
        Assert.All(copies, copy => Assert.Equal([1L, RecordKind.Ticket, 1L, 1L], copy.Values[..4]));
    }

    // Who sold, what, when and the seal: all that is not the mark of a copy.
    private static string[] Lines(string paper) => [.. paper.Split('\n').Where(line =>
        !line.Contains("DUPLICATA", StringComparison.Ordinal) && !line.Contains("Motif", StringComparison.Ordinal)
        && !line.Contains("Copie n°", StringComparison.Ordinal))];

    private void CutOnce(int tear, int cut)
    {
        _bench = Ready();
        _bench.Drive.Tear = tear;
        _bench.Drive.CutAt = _bench.Drive.Operations + cut;
        Change();
        _bench.PowerOn();
        string where = $"tear {tear}, cut {cut}";
        Assert.True(_bench.Journal.Recovery.Problem == JournalRecovery.Intact, where);
        Assert.True(_bench.Chain.Merchant is 1 or 2, where);
        int merchant = _bench.Chain.Merchant;
        SellAs(merchant);
        Change();
        Assert.True(3 - merchant == _bench.Chain.Merchant, where);
        SellAs(3 - merchant);
        BothChains chains = Chains();
        Assert.True((3, 2) == (chains[1].State.Tickets, chains[2].State.Tickets), where);
        _bench.PowerOn();
        Assert.True(_bench.Journal.Recovery.Problem == JournalRecovery.Intact, where);
        Assert.True(3 - merchant == _bench.Chain.Merchant, where);
    }

    private void SellAs(int merchant)
    {
        if (_bench.Till.Operator == 0)
        {
            _bench.Type(merchant == 1 ? ManagerPin : OtherPin);
        }

        Assert.Equal(merchant, _bench.Chain.Merchant);
        long before = _bench.Till.LastTicketNumber;
        _bench.Press(A1, Key.Cash);
        Assert.True(before + 1 == _bench.Till.LastTicketNumber, _bench.Screen());
    }

    private static TillBench Ready()
    {
        TillBench bench = Shared();
        bench.Press(A1, Key.Cash, A1, Key.Cash, Key.Function, 6, 2).Type(OtherPin).Press(A2, Key.Cash);
        bench.Press(Key.Function, 6, 2).Type(ManagerPin);
        return bench;
    }

    // Both merchants have a manager, the first one sells.
    private static TillBench Shared(int segments = 8)
    {
        TillBench bench = Half(segments);
        bench.Press(Key.Function, 6, 2).Type(ManagerPin).OpenFirst(222_222, OtherPin);
        bench.Press(Key.Function, 6, 2).Type(ManagerPin);
        return bench;
    }

    // The second merchant has no manager yet.
    private static TillBench Half(int segments = 8)
    {
        TillBench bench = new(segments);
        Share(bench);
        bench.OpenFirst();
        bench.Pass(1_000);
        return bench;
    }

    private static void Share(TillBench bench)
    {
        Settings settings = bench.Settings;
        settings.Show(1);
        settings.OtherMerchantLength = Encoding.Latin1.GetBytes("Jus du midi", settings.OtherMerchant);
        settings.OtherSiretLength = Encoding.Latin1.GetBytes(OtherSiret, settings.OtherSiret);
    }

    // By the manager of the merchant who comes.
    private void Change() =>
        _bench.Press(Key.Function, 6, 2).Type(_bench.Chain.Merchant == 1 ? OtherPin : ManagerPin);

    private void NewCashier(int pin) =>
        _bench.Press(Key.Function, 1, 3).Type(ManagerPin).Type(pin).Type(pin);

    private BothChains Chains() => new(_bench.Records(), _bench.Catalogue, _bench.Settings);

    private static long Code(Record record) =>
        record.Kind == RecordKind.TechnicalEvent ? record.Values[EventLayout.Code] : 0;

    private static long Argument(Record record, int number) => record.Values[EventLayout.Argument1 + number - 1];
}
