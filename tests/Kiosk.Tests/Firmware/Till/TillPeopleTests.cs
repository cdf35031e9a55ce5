using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Xunit;

namespace Kiosk.Tests.Firmware.Selling;

/// <summary>Sign-in by PIN, training, baskets put aside, the cash office.</summary>
public class TillPeopleTests
{
    private const int A1 = Key.Article1, A2 = Key.Article1 + 1;
    private readonly TillBench _bench = new();

    [Fact]
    [Trait("Requirement", "R26")]
    public void The_first_manager_sets_a_PIN_with_the_one_time_code_and_it_works_once()
    {
        _bench.OpenFirst();
        Assert.Equal(90, _bench.Till.Operator);
        Assert.Contains(JetCode.Start, _bench.EventCodes());
        _bench.Press(A1, Key.Cash);
        Assert.Equal(90, _bench.Records().Last(r => r.Kind == RecordKind.Ticket).Values[TicketLayout.Operator]);
        _bench.Press(Key.Function, 1, 4).Type(123_456).Press(Key.Cash);
        Assert.StartsWith("CODE VILLE FAUX", _bench.Line(1), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R26")]
    public void A_slip_at_the_PIN_leaves_the_code_of_the_city_and_wrong_codes_are_counted_and_sealed()
    {
        _bench.OpenFirst();
        Assert.Equal(90, _bench.Till.Operator);
        TillBench bench = new();
        bench.Settings.SetupDigest = _bench.Settings.SetupDigest;
        bench.Press(Key.Function, 1, 4).Type(123_456).Press(Key.Cash).Type(9_876).Type(9_875);
        Assert.StartsWith("CODES DIFFÉRENTS", bench.Line(1), StringComparison.Ordinal);
        bench.OpenFirst();
        Assert.Equal(90, bench.Till.Operator);

        for (int i = 0; i < SignIn.TriesMax; i++)
        {
            bench.Press(Key.Function, 1, 4).Type(654_321).Press(Key.Cash);
        }

        Assert.StartsWith("CODE BLOQUÉ", bench.Line(1), StringComparison.Ordinal);
        Assert.Equal(SignIn.TriesMax, bench.EventCodes().Count(c => c == JetCode.SignInRefused));
    }

    [Fact]
    [Trait("Requirement", "R26")]
    public void A_manager_takes_away_who_left_never_the_last_manager_and_it_is_sealed()
    {
        _bench.OpenFirst().Press(Key.Function, 1, 3).Type(9_876).Type(2_222).Type(2_222);
        _bench.Press(Key.Function, 1, 5).Type(2_222);
        Assert.StartsWith("GÉRANT SEULEMENT", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Function, 1, 5).Type(9_876).Press(9, 0, Key.Cash);
        Assert.StartsWith("DERNIER GÉRANT", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Function, 1, 5).Type(9_876).Press(7, Key.Cash);
        Assert.StartsWith("VENDEUR INCONNU", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Function, 1, 5).Type(9_876).Press(1, Key.Cash);
        Assert.StartsWith("vendeur retiré 1", _bench.Line(1), StringComparison.Ordinal);
        Record change = _bench.Records().Last(r => r.Kind == RecordKind.TechnicalEvent);
        Assert.Equal([JetCode.MasterChange, 90L, 1L, 0L], change.Values[1..5]);
        _bench.Press(Key.Function, 1, 2).Type(2_222);
        Assert.Equal(0, _bench.Till.Operator);
        _bench.PowerOn();
        _bench.Press(Key.Clear).Type(2_222);
        Assert.Equal(0, _bench.Till.Operator);
        _bench.Press(Key.Clear).Type(9_876);
        Assert.Equal(90, _bench.Till.Operator);
    }

    [Fact]
    [Trait("Requirement", "R26")]
    [Trait("Requirement", "R27")]
    public void The_code_of_whoever_has_worked_is_never_anothers_and_one_that_sealed_nothing_is_free_again()
    {
        _bench.OpenFirst().Press(Key.Function, 1, 3).Type(9_876).Type(2_222).Type(2_222);
        _bench.Press(Key.Function, 1, 2).Type(2_222).Press(A1, Key.Cash);
        Assert.Equal(1, _bench.Records().Last(r => r.Kind == RecordKind.Ticket).Values[TicketLayout.Operator]);
        _bench.Press(Key.Function, 1, 5).Type(9_876).Press(1, Key.Cash, Key.Clear).Type(9_876);
        _bench.PowerOn();
        _bench.Press(Key.Function, 1, 3).Type(9_876).Type(3_333).Type(3_333);
        Assert.StartsWith("code gardé, vend. 2", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Function, 1, 5).Type(9_876).Press(2, Key.Cash);
        _bench.Press(Key.Function, 1, 3).Type(9_876).Type(4_444).Type(4_444);
        Assert.StartsWith("code gardé, vend. 2", _bench.Line(1), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R27")]
    public void Codes_are_given_up_to_99_then_from_1_and_never_twice_until_none_is_left()
    {
        ChainState chain = new() { OperatorsLow = (1L << ChainState.OperatorsHalf) - 1 - (1L << 17) };
        SignIn signIn = new(new TillFacts(_bench.Drive), chain, new ManagedMac(), new byte[32]);
        chain.OperatorsHigh = 1L << (95 - ChainState.OperatorsHalf);
        Assert.Equal([90, 91, 92, 93, 94, 96], Enumerable.Range(1, 6).Select(i => signIn.Add(TillFacts.Manager, i)));
        chain.OperatorsHigh = (1L << ChainState.OperatorsHalf) - 1;
        Assert.False(signIn.CodesUsedUp);
        Assert.Equal(17, signIn.Add(TillFacts.Manager, 7));
        Assert.True(signIn.CodesUsedUp);
        Assert.Equal(0, signIn.Add(TillFacts.Cashier, 8));
    }

    [Fact]
    [Trait("Requirement", "R26")]
    public void An_operator_gives_himself_another_PIN_and_the_old_one_is_nobodys()
    {
        _bench.OpenFirst().Press(Key.Function, 1, 6).Type(9_876).Type(4_321).Type(4_321);
        Assert.StartsWith("code gardé, vend. 90", _bench.Line(1), StringComparison.Ordinal);
        Assert.Contains(JetCode.MasterChange, _bench.EventCodes());
        _bench.Press(Key.Function, 1, 2).Type(9_876);
        Assert.Equal(0, _bench.Till.Operator);
        _bench.Press(Key.Clear).Type(4_321);
        Assert.Equal(90, _bench.Till.Operator);
    }

    [Fact]
    [Trait("Requirement", "R26")]
    public void A_cashier_made_by_the_manager_signs_in_by_PIN_alone_and_never_loses_the_session_to_a_power_cut()
    {
        _bench.OpenFirst().Press(Key.Function, 1, 3).Type(9_876).Type(2_222).Type(2_222);
        _bench.Press(Key.Function, 1, 2);
        Assert.Equal(0, _bench.Till.Operator);
        _bench.Press(A1);
        Assert.StartsWith("CODE VENDEUR", _bench.Line(0), StringComparison.Ordinal);
        _bench.Press(Key.Clear).Scan("9770317419840");
        Assert.Equal(0, _bench.Till.LineCount);
        _bench.Type(2_222);
        Assert.Equal(1, _bench.Till.Operator);
        _bench.PowerOn();
        Assert.Equal(1, _bench.Till.Operator);
        _bench.Press(A1, Key.Cash);
        Assert.Equal(1, _bench.Till.LastTicketNumber);
    }

    [Fact]
    [Trait("Requirement", "R26")]
    public void Five_wrong_PINs_lock_sign_in_also_over_a_power_cut()
    {
        _bench.OpenFirst().Press(Key.Function, 1, 2);
        for (int i = 0; i < SignIn.TriesMax; i++)
        {
            _bench.Type(1_000 + i);
        }

        Assert.Contains("CODE BLOQUÉ", _bench.Screen(), StringComparison.Ordinal);
        _bench.PowerOn();
        _bench.Type(9_876);
        Assert.Equal(0, _bench.Till.Operator);
        _bench.Pass(SignIn.LockMs);
        _bench.Press(Key.Clear).Type(9_876);
        Assert.Equal(90, _bench.Till.Operator);
        Assert.Equal(6, _bench.EventCodes().Count(c => c == JetCode.SignInRefused));
    }

    [Fact]
    [Trait("Requirement", "R26")]
    public void Whoever_asks_whether_a_PIN_is_somebodys_is_counted_and_sealed_whatever_he_types_between()
    {
        _bench.OpenFirst().Press(Key.Function, 1, 3).Type(9_876).Type(2_222).Type(2_222);
        for (int i = 0; i < SignIn.TriesMax; i++)
        {
            Assert.DoesNotContain("BLOQUÉ", _bench.Screen(), StringComparison.Ordinal);
            _bench.Press(Key.Function, 1, 6).Type(2_222).Type(9_876).Type(9_876);
            Assert.StartsWith("CODE REFUSÉ", _bench.Line(1), StringComparison.Ordinal);
        }

        Record[] refused = [.. _bench.Records().Where(r => r.Kind == RecordKind.TechnicalEvent
            && r.Values[EventLayout.Code] == JetCode.SignInRefused)];
        Assert.Equal(SignIn.TriesMax, refused.Length);
        Assert.All(refused, r => Assert.Equal(1, r.Values[EventLayout.Operator]));
        _bench.Press(Key.Function, 1, 6).Type(2_222);
        Assert.StartsWith("CODE BLOQUÉ", _bench.Line(1), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R13")]
    public void A_return_wants_a_manager_and_the_record_names_the_code()
    {
        _bench.OpenFirst().Press(Key.Function, 1, 3).Type(9_876).Type(2_222).Type(2_222);
        _bench.Press(A1, Key.Cash, 1, Key.Function, 2, 1).Type(2_222);
        Assert.StartsWith("GÉRANT SEULEMENT", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(1, Key.Function, 2, 1).Type(9_876).Press(Key.Cash);
        Assert.Equal(-320, _bench.Till.LastTicketCents);
        Record detail = _bench.Records().Single(r => r.Kind == RecordKind.TicketDetail);
        Assert.Contains((DetailItem.Manager, 90L, 0L), TillTenderTests.Items(detail));
    }

    [Fact]
    [Trait("Requirement", "R27")]
    public void No_digit_of_a_PIN_and_no_name_reaches_the_journal()
    {
        _bench.OpenFirst().Press(Key.Function, 1, 2).Type(9_876);
        Assert.All(_bench.Records(), r => Assert.Equal(0, r.TextLength));
        Assert.All(_bench.Records(), r => Assert.DoesNotContain(9_876L, r.Values.Take(r.Count)));
        Assert.DoesNotContain("9876", _bench.Screen(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R18")]
    public void A_training_basket_that_was_sealed_never_comes_back_as_a_sale()
    {
        _bench.OpenFirst().Press(Key.Function, 6, 1).Type(9_876).Press(A2, Key.Cash);
        _bench.PowerOn();
        Assert.Equal(0, _bench.Till.LineCount);
        _bench.Press(Key.Function, 6, 1).Type(9_876).Press(A1, Key.Cash);
        Assert.Equal(1, _bench.Till.LastTicketNumber);
        Assert.Equal(320, _bench.Till.LastTicketCents);
    }

    [Fact]
    [Trait("Requirement", "R18")]
    public void Training_sells_in_its_own_chain_says_so_and_changes_no_production_counter()
    {
        _bench.OpenFirst().Press(A1, Key.Cash);
        long signed = _bench.Chain.State.PerpetualSigned;
        _bench.Press(Key.Function, 6, 1).Type(9_876);
        int pulses = _bench.Drawer.Pulses;
        _bench.Press(A2, Key.Cash);
        Assert.Contains("MODE ÉCOLE - FACTICE", _bench.Line(3), StringComparison.Ordinal);
        _bench.PowerOn();
        Assert.Contains("MODE ÉCOLE - FACTICE", _bench.Line(3), StringComparison.Ordinal);
        _bench.Press(A2, Key.Card);
        Assert.Equal(2, _bench.Chain.State.Numbers[ChainKind.X]);
        Assert.Equal(1, _bench.Till.LastTicketNumber);
        Assert.Equal(signed, _bench.Chain.State.PerpetualSigned);
        Assert.Equal(pulses, _bench.Drawer.Pulses);
        _bench.Press(Key.Function, 6, 1).Type(9_876).Press(A1, Key.Cash);
        Assert.Equal(2, _bench.Till.LastTicketNumber);
        Assert.Equal(1, _bench.EventCodes().Count(c => c == JetCode.TrainingEnd));
    }

    [Fact]
    [Trait("Requirement", "R69")]
    public void Four_baskets_wait_over_a_power_cut_and_come_back_by_their_place()
    {
        for (int i = 1; i <= 4; i++)
        {
            _bench.Press(i, Key.Multiply, A1, Key.Hold);
            Assert.StartsWith($"en attente, place {i}", _bench.Line(1), StringComparison.Ordinal);
        }

        _bench.Press(A2, Key.Hold);
        Assert.StartsWith("ATTENTE PLEINE", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Cash);
        _bench.PowerOn();
        _bench.Press(3, Key.Hold);
        Assert.Equal(960, _bench.Till.TotalCents);
        _bench.Press(Key.Cash, Key.Hold);
        Assert.StartsWith("QUELLE PLACE", _bench.Line(0), StringComparison.Ordinal);
        _bench.Press(1, Key.Cash, 2, Key.Hold, Key.Cash, Key.Hold);
        Assert.Equal(1280, _bench.Till.TotalCents);
        _bench.Press(Key.Cash, Key.Hold);
        Assert.StartsWith("RIEN EN ATTENTE", _bench.Line(1), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "R69")]
    public void A_power_cut_at_any_operation_of_hold_and_recall_never_loses_the_basket()
    {
        for (int cut = 0; cut < 14; cut++)
        {
            TillBench bench = new();
            bench.Press(A1, Key.Cash, A2);
            bench.Drive.CutAt = bench.Drive.Operations + cut;
            bench.Press(Key.Hold, Key.Hold);
            bench.Drive.CutAt = -1;
            bench.PowerOn();
            if (bench.Till.LineCount == 0)
            {
                bench.Press(Key.Hold);
            }

            Assert.True(bench.Till.TotalCents == 450, $"cut {cut}");
        }
    }

    [Fact]
    [Trait("Requirement", "R53")]
    public void Float_skim_pay_in_and_expense_move_the_cash_that_should_be_there()
    {
        _bench.Type(10_000).Press(Key.Function, 3, 1, A1, Key.Cash);
        _bench.Type(5_000).Press(Key.Function, 3, 2).Type(200).Press(Key.Function, 3, 3);
        _bench.Press(Key.Function, 3, 4).Type(700).Press(Key.Cash);
        long expected = _bench.Chain.State.DayPeriod.Figures[PeriodTotals.CashExpected];
        Assert.Equal(10_000 + 320 - 5_000 + 200 - 700, expected);
        Assert.Equal([1L, 2L, 3L, 5L], _bench.Records().Where(r => r.Kind == RecordKind.CashMovement)
            .Select(r => r.Values[CashLayout.Type]));
        Assert.Equal(320, _bench.Chain.State.PerpetualSigned);
    }

    [Fact]
    [Trait("Requirement", "R53")]
    public void A_count_by_denomination_asks_again_on_a_difference_and_seals_it()
    {
        _bench.Press(A1, Key.Cash, Key.Function, 3, 5);
        _bench.Press(Key.Department1, Key.Department1 + 1, Key.Cash);
        Assert.StartsWith("ÉCART -0,20", _bench.Line(1), StringComparison.Ordinal);
        _bench.Press(Key.Cash);
        Record count = _bench.Records().Last(r => r.Kind == RecordKind.CashMovement);
        Assert.Equal([(long)CashLayout.TypeCount, 300L], count.Values[1..3]);
        Record told = _bench.Records().Last(r => r.Kind == RecordKind.TechnicalEvent);
        Assert.Equal([JetCode.DrawerCount, 0L, -20L, 300L], told.Values[1..5]);
    }

    [Fact]
    [Trait("Requirement", "R53")]
    public void The_drawer_opens_without_a_sale_only_after_a_sealed_event_with_a_reason()
    {
        _bench.Press(A1, Key.Cash);
        int pulses = _bench.Drawer.Pulses;
        _bench.Press(Key.Function, 3, 6);
        Assert.Equal("1 monnaie 2 erreur  \n3 contrôle          \n4 dépôt             \n5 autre     MOTIF ? ",
            _bench.Screen());
        _bench.Press(6, Key.Cash);
        Assert.StartsWith("MOTIF 1 À 5 ?", _bench.Line(3), StringComparison.Ordinal);
        Assert.Equal(pulses, _bench.Drawer.Pulses);
        _bench.Press(4);
        Assert.StartsWith("tiroir : dépôt ", _bench.Line(1), StringComparison.Ordinal);
        Assert.Equal(pulses + 1, _bench.Drawer.Pulses);
        Record opened = _bench.Records().Last(r => r.Kind == RecordKind.TechnicalEvent);
        Assert.Equal(JetCode.DrawerOpened, opened.Values[EventLayout.Code]);
        Assert.Equal(4, opened.Values[EventLayout.Argument1]);
        Assert.Equal(1, _bench.Chain.State.DayPeriod.Figures[PeriodTotals.DrawerOpenings]);
    }
}
