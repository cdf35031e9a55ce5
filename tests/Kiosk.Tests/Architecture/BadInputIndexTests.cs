using Kiosk.Protocol;

namespace Kiosk.Tests.Architecture;

/// <summary>
/// What a board meets that is not as it should be, the test that says how it ends, and the code that merchant or city
/// sees: none in a hang (F-SEN-1, F-FOOT-4, F-JRN, F-TIME, F-SYNC). A reading has its <see cref="ReadingCode"/>, all
/// else a <see cref="FaultCode"/>; a pin file is refused by the command with its rule.
/// </summary>
public sealed class BadInputIndexTests
{
    private const string Readings = "ReadingCode.", Faults = "FaultCode.", Rule = "rule and remedy";

    private static readonly (string Input, string Test, string Code)[] Index =
    [
        ("sensor unplugged",
            "ProbeFaults.A_part_that_is_unplugged_is_a_fault_at_its_first_reading_and_rests_after_ten",
            "FaultCode.ProbeFault"),
        ("sensor gone at the start",
            "PartsFitterTests.A_part_that_throws_is_left_out_and_told_to_the_city_and_the_others_run",
            "FaultCode.ProbeFault"),
        ("bus stuck, released by clocks",
            "BusReleaseTests.Nine_clocks_and_a_stop_free_a_line_that_a_part_holds", "ReadingCode.Bus"),
        ("bus stuck, released by the supply",
            "BusReleaseTests.A_part_that_clocks_do_not_free_loses_its_supply_for_half_a_second_and_starts_anew",
            "ReadingCode.Bus"),
        ("CRC wrong", "ProbeDrivers.Every_failure_of_the_bus_has_its_code_on_checked_parts", "ReadingCode.Crc"),
        ("all zero", "ProbeDrivers.No_probe_gives_a_value_from_a_bus_that_fails_and_each_comes_back",
            "ReadingCode.Crc"),
        ("all one", "ProbeDrivers.A_part_without_checksum_never_gives_a_value_from_a_dead_bus", "ReadingCode.Bus"),
        ("value frozen", "ProbeDrivers.A_probe_that_repeats_itself_is_stuck_until_it_moves", "ReadingCode.Stuck"),
        ("beam blocked", "FootfallSequences.A_beam_held_for_sixty_seconds_is_blocked_and_counts_nobody",
            "FaultCode.BeamBlocked"),
        ("beam blocked, flapping, dead or dazzled on the board",
            "BeamFaults.Beams_that_cannot_count_give_no_number_and_a_code", "FaultCode.BeamBlocked"),
        ("beam flapping", "FootfallSlots.More_than_twenty_edges_a_second_flag_the_slot_as_flapping",
            "FaultCode.BeamBlocked"),
        ("beam dead", "FootfallSlots.Three_hours_of_opening_time_without_an_edge_are_dead_beams",
            "FaultCode.BeamDead"),
        ("beam dazzled", "FootfallSlots.A_slot_idle_for_less_than_a_fifth_is_saturated", "FaultCode.BeamSaturated"),
        ("counter's sensor covered",
            "StopCounterTests.A_sensor_that_sees_something_for_twenty_minutes_is_blocked_until_it_sees_nothing",
            "FaultCode.CounterSenseBlocked"),
        ("display busy for ever",
            "EpaperPanel.A_panel_that_is_busy_from_the_start_is_given_up_too_and_comes_back_when_it_is_well",
            "FaultCode.NoticeDisplayFault"),
        ("display that fails, to the city",
            "LoopTests.A_residents_display_that_fails_is_one_fault_that_the_city_sees",
            "FaultCode.NoticeDisplayFault"),
        ("drive blank", "OutboxTests.A_blank_drive_of_a_known_device_asks_for_its_next_sequence",
            "FaultCode.StorageLost"),
        ("drive full", "BadInput.A_full_drive_says_so_sells_nothing_and_counts_once", "FaultCode.DriveFull"),
        ("drive corrupt: journal", "BadInput.A_corrupt_segment_becomes_a_gap_that_is_counted_and_told",
            "FaultCode.SegmentCorrupt"),
        ("drive corrupt: settings",
            "DamagedStateTests.Both_slots_damaged_are_told_to_merchant_and_city_one_is_not"
            + "_and_the_next_push_mends_them",
            "FaultCode.SettingsLost"),
        ("time 1970",
            "BadInput.A_clock_in_1970_or_2106_is_not_believed_and_the_till_sells_until_the_gateway_tells_the_time",
            "FaultCode.ClockUnknown"),
        ("time 2036 and 2038", "TimeKeeperTests.The_eras_of_2036_and_2038_pass_without_a_jump",
            "FaultCode.ClockStep"),
        ("Wi-Fi that gives no address",
            "LinkTroubles.What_nobody_answers_is_told_after_three_attempts_in_a_row_and_no_more_once_it_works",
            "FaultCode.NetworkNoAddress"),
        ("broker that accepts and never answers",
            "LinkTroubles.Who_accepts_and_never_answers_is_told_once_the_attempt_is_given_up",
            "FaultCode.GatewayUnreachable"),
        ("a pin file with any rule broken",
            "HardwareRulesTests.A_wrong_fact_breaks_its_rule_at_its_place_with_a_remedy_in_both_languages", Rule),
        ("a character that no font has", "PageLooks.A_character_without_a_shape_is_drawn_as_a_box_and_counted",
            "FaultCode.NoticeCut"),
        ("a text without room",
            "NoticePages.A_text_too_long_for_its_page_ends_in_dots_and_is_told_until_the_next_one",
            "FaultCode.NoticeCut"),
    ];

    [Fact]
    public void Every_bad_input_has_a_test_of_this_name_and_a_code_that_is_there() => Complaints.None(Wrong(Index));

    [Fact]
    public void A_test_that_went_away_and_a_code_that_is_none_are_named() => Assert.Equal(
        ["a: there is no test 'B.C'", "a: 'FaultCode.Nothing' is no code"],
        Wrong([("a", "B.C", "FaultCode.Nothing"), ("a", Index[0].Test, "ReadingCode.Crc")]));

    private static List<string> Wrong(IEnumerable<(string Input, string Test, string Code)> index)
    {
        HashSet<string> tests = [.. VectorIndexTests.Methods().Select(VectorIndexTests.NameOf)];
        HashSet<string> codes =
        [
            Rule, .. typeof(FaultCode).GetFields().Select(field => Faults + field.Name),
            .. typeof(ReadingCode).GetFields().Select(field => Readings + field.Name),
        ];
        return
        [
            .. index.Where(row => !tests.Contains(row.Test))
                .Select(row => $"{row.Input}: there is no test '{row.Test}'"),
            .. index.Where(row => !codes.Contains(row.Code)).Select(row => $"{row.Input}: '{row.Code}' is no code"),
        ];
    }
}
