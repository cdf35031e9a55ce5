using Xunit;

namespace Kiosk.Tests.Architecture;

/// <summary>
/// Every pitfall that pos.md section 5 tells of others, in its order there, and the test that keeps us out of it.
/// </summary>
public sealed class PitfallIndexTests
{
    private static readonly (string Pitfall, string Test)[] Index =
    [
        ("5.1 a ticket sealed with another kind's last hash",
            "ArchivePitfalls.Pitfall_5_1_each_record_names_the_seal_before_it_of_its_own_kind_and_of_the_journal"),
        ("5.1 ticket totals that reach no perpetual total",
            "TillPitfallTests.Pitfall_5_1_ticket_totals_reach_the_perpetual_total_and_the_day"
            + "_is_the_sum_of_its_tickets"),
        ("5.1 a number taken from another kind's counter",
            "ArchivePitfalls.Pitfall_5_1_no_kind_takes_its_number_from_the_counter_of_another"),
        ("5.1 a closing's hash in another kind's chain",
            "ChainTests.Training_and_archives_have_chains_that_verify_without_the_journal_and_leave_it_alone"),
        ("5.1 the month closed with the day's figures",
            "ArchivePitfalls.Pitfall_5_1_a_month_is_the_sum_of_its_days_and_not_its_last_day_again"),
        ("5.1 a closing made after the reset",
            "ClosingTests.A_closing_with_any_other_figure_is_refused_by_who_has_the_same_records"),
        ("5.1 tables that miss in the archive",
            "ArchivePitfalls.Pitfall_5_1_every_table_lies_in_the_archive_with_the_rows_that_the_manifest_counts"),
        ("5.1 no test of continuity", "ChainTests.A_deleted_inserted_swapped_or_replayed_record_is_named"),
        ("5.1 no test of totals",
            "ClosingTests.Over_any_calendar_the_days_make_the_months_and_the_months_the_years"),
        ("5.1 no test of numbering", "ChainTests.Numbers_of_each_kind_have_no_gap_and_no_repeat"),
        ("5.2 sealed at the server: sales vanish",
            "TillPitfallTests.Pitfall_5_2_nothing_needs_a_network_and_the_session_has_no_end"),
        ("5.2 who has the code can compute it all again", "WitnessTests.The_witness_list_is_rebuilt_from_archives"),
        ("5.2 a number in the field of the last hash",
            "ArchivePitfalls.Pitfall_5_2_the_last_seal_of_a_closing_is_a_seal_and_that_of_its_last_ticket"),
        ("5.2 days that end by UTC", "TillClosingTests.Pitfall_5_2_nights_in_which_clocks_change_close_the_civil_day"),
        ("5.2 the session trap after a day",
            "TillClosingTests.Five_days_off_over_a_month_end_close_day_and_month_late_and_the"
            + "_next_sale_waits_for_nothing"),
        ("5.2 two sources of one register",
            "IngestTests.Other_content_under_a_known_sequence_is_a_conflict_that_overwrites_nothing"),
        ("5.2 another number offline",
            "TillPitfallTests.Pitfall_5_2_a_ticket_has_the_same_number_and_paper_with_and_without_a_network"),
        ("5.2 a crash when it comes back online",
            "OutboxTests.A_week_without_network_or_answer_asks_for_no_restart_and_the_till_sells_on"),
        ("5.2 do not restart while offline",
            "TillKeyCountTests.A_basket_is_back_after_a_power_cut_without_a_key"),
        ("5.3 one sale twice after a sync",
            "TillPitfallTests.Pitfall_5_3_a_closing_key_pressed_again_after_a_power_cut_is_one_sale_with_one_number"),
        ("5.3 numbers that clash", "OutboxTests.A_blank_drive_of_a_known_device_asks_for_its_next_sequence"),
        ("5.3 counted twice on a retry", "AggregateTests.Loss_repetition_and_disorder_end_in_the_same_ledger"),
        ("5.3 a key lost by an upgrade", "BootEvents.Another_version_enters_the_chain_once_at_its_first_boot"),
        ("5.3 records silently not written",
            "TillSaleTests.A_full_drive_refuses_the_sale_names_the_fault_and_sells_again_when_there_is_room"),
        ("5.3 no confirmation of the printer",
            "PrinterAndDrawer.A_paper_counts_once_the_printer_has_answered_after_its_last_byte"),
        ("5.4 nine cents go out as one digit", "CardVectors.Vector_4_6_nine_cents_read_CB00209"),
        ("5.4 nine cents at the till", "TillPitfallTests.Pitfall_5_4_nine_cents_are_nine_cents_by_card_too"),
        ("5.4 one read of the line",
            "CardDialogues.The_answer_may_come_in_pieces_of_any_size_with_the_connection_closed_behind_it"),
        ("5.4 no time limit", "CardDialogues.A_port_that_fails_ends_in_time"),
        ("5.4 no durable attempt", "CardPowerCuts.The_attempt_is_durable_before_the_first_byte_goes_out"),
        ("5.4 a server between till and terminal",
            "OfflineSaleTests.A_kiosk_whose_gateway_has_been_silent_for_a_day_sells_in_the"
            + "_step_in_which_the_tender_is_keyed"),
        ("5.4 paid twice after a retry",
            "CardDialogues.A_cable_cut_at_any_byte_costs_neither_a_payment_nor_a_second_debit"),
        ("5.5 a refund that differs from its sale",
            "TillPitfallTests.Pitfall_5_5_a_refund_mirrors_its_sale_to_the_cent_in_every_rate"),
        ("5.5 full payment off by a cent",
            "TillPitfallTests.Pitfall_5_5_whatever_a_discount_leaves_of_a_cent_one_tender_pays_it_all"),
        ("5.5 a closing blocked by rounding",
            "TillPitfallTests.Pitfall_5_5_no_count_however_wrong_keeps_a_day_from_closing"),
        ("5.6 a euro printed as a question mark",
            "TillReceiptTests.Pitfall_5_6_the_page_is_selected_before_any_text_and_a_euro_is_never_a_question_mark"),
        ("5.6 the clone's other page numbers",
            "TillReceiptTests.Vector_4_7_every_letter_of_Latin_1_prints_on_each_code_page_as_the_page_has_it"),
        ("5.7 a barcode as an amount", "TillPitfallTests.Pitfall_5_7_a_barcode_at_the_amount_prompt_is_no_amount"),
        ("5.7 the wrong tender",
            "TillPitfallTests.Pitfall_5_7_the_wrong_tender_is_put_right_in_five_keys_besides_the_number"),
        ("5.7 no drawer for cash in and out", "TillPitfallTests.Pitfall_5_7_cash_in_and_out_opens_the_drawer"),
        ("5.7 change not printed", "TillPitfallTests.Pitfall_5_7_the_change_stands_on_the_paper"),
        ("5.7 the closing trap", "TillClosingTests.A_drive_that_refuses_a_closing_refuses_no_sale"),
        ("5.7 no sign-out with unsent records",
            "TillPitfallTests.Pitfall_5_7_a_seller_signs_out_with_unsent_records"),
        ("5.8 claims without a certificate", "CertificationGuardTests.No_text_of_the_product_claims_a_certificate"),
        ("5.8 claims on paper", "TillReceiptTests.No_word_of_certification_is_ever_printed"),
        ("5.8 weak digests and keys",
            "TillPitfallTests.Pitfall_5_8_no_weak_digest_stands_in_what_seals_verifies_or_signs"),
        ("5.8 verification left out", "StrangerTests.It_refuses_any_flipped_byte"),
        ("5.9 names in what cannot be erased",
            "ArchivePitfalls.Pitfall_5_9_an_archive_names_operators_by_codes_and_customers_not_at_all"),
        ("5.9 names at the till", "TillPeopleTests.No_digit_of_a_PIN_and_no_name_reaches_the_journal"),
        ("5.9 a stranger's last ticket",
            "TillPitfallTests.Pitfall_5_9_nobody_sees_a_stranger_s_last_ticket_without_asking_for_paper"),
        ("5.10 rates that change",
            "TillPitfallTests.Pitfall_5_10_a_rate_changes_on_its_day_and_a_basket_keeps_the_one_it_began_with"),
        ("5.10 law that moves", "LegalDataTests.Each_file_of_law_is_the_one_that_was_read_and_approved"),
        ("5.10 references that move", "AttestationTests.What_the_sheet_cites_is_data_with_the_day_from_which_it_holds"),
        ("5.10 e-report fields that move",
            "EReportSchemaTests.A_report_of_every_category_rate_and_sign_keeps_to_schema_and_rules"),
    ];

    [Fact]
    public void Every_pitfall_has_a_test_of_this_name() => Complaints.None(Missing(Index));

    [Fact]
    public void A_pitfall_whose_test_went_away_is_named() => Assert.Single(
        Missing([("5.1 nothing", "ChainTests.Gone")]), "5.1 nothing: there is no test 'ChainTests.Gone'");

    [Fact]
    public void Every_section_of_the_pitfalls_is_there_and_every_test_named_after_one_is_listed()
    {
        Assert.Equal(Enumerable.Range(1, 10).Select(n => $"5.{n}"),
            Index.Select(row => row.Pitfall.Split(' ')[0]).Distinct());
        Complaints.None([.. VectorIndexTests.Methods().Select(VectorIndexTests.NameOf)
            .Where(name => name.Contains(".Pitfall_5_", StringComparison.Ordinal))
            .Except(Index.Select(row => row.Test)).Select(name => $"{name} is not in the index")]);
    }

    private static List<string> Missing(IEnumerable<(string Pitfall, string Test)> index)
    {
        HashSet<string> tests = [.. VectorIndexTests.Methods().Select(VectorIndexTests.NameOf)];
        return [.. index.Where(row => !tests.Contains(row.Test))
            .Select(row => $"{row.Pitfall}: there is no test '{row.Test}'")];
    }
}
