using Kiosk.Firmware;
using Kiosk.Firmware.Journal;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Tests.Firmware.Journal;

public class JournalTests
{
    [Fact]
    [Trait("Requirement", "F-JRN-1")]
    public void Sequences_rise_by_one_over_boots()
    {
        JournalRig rig = new();
        rig.Footfall(1);
        rig.Restart();
        rig.Ticket(groups: 2, lines: 4);
        rig.Restart();
        Assert.Equal(5, rig.Journal.NextSequence);
        Assert.Equal(rig.Confirmed.Keys.Order(), rig.ReadAll(1).Keys.Order());
    }

    [Fact]
    [Trait("Requirement", "F-JRN-2")]
    public void A_segment_goes_only_when_all_its_records_are_acknowledged_and_its_place_is_needed()
    {
        JournalRig rig = new();
        while (rig.Drive.Length(DriveFiles.FirstSegment) < 0)
        {
            Assert.Equal(RecordJournal.Stored, rig.Ticket(groups: 0, lines: 3));
        }

        // Eight of eight segments: acknowledged to the last record but one of the oldest, it stays.
        long second = rig.Held(1);
        rig.Journal.Acknowledge(second - 2);
        int used = rig.Journal.UsedBytes;
        rig.Journal.Acknowledge(second - 1);
        Assert.Equal(used - JournalRig.SegmentBytes, rig.Journal.UsedBytes);
        Assert.Equal(1, rig.Journal.OldestSequence);
        rig.Restart();
        Assert.Equal(used - JournalRig.SegmentBytes, rig.Journal.UsedBytes);
        Assert.Equal(1, rig.Journal.OldestSequence);
        long held = rig.Journal.NextSequence - 1;
        Assert.Equal(held, rig.ReadAll(1).Count);
        for (int i = 0; i < 100 && rig.Journal.OldestSequence == 1; i++)
        {
            Assert.Equal(RecordJournal.Stored, rig.Ticket(groups: 0, lines: 3));
        }

        Assert.Equal(second, rig.Journal.OldestSequence);
    }

    [Fact]
    [Trait("Requirement", "F-JRN-3")]
    public void A_corrupt_record_of_an_older_segment_becomes_a_gap_and_the_next_is_read()
    {
        JournalRig rig = new();
        for (int n = 1; n < 120; n++)
        {
            rig.Footfall(n);
        }

        rig.Drive.Corrupt(DriveFiles.FirstSegment + 1, 600, 0x10);
        rig.Restart();
        Record record = new();
        rig.Journal.Reader.Seek(1);
        List<long> gaps = [];
        long expected = 1;
        while (rig.Journal.Reader.Read(record, rig.Journal.NextSequence))
        {
            Assert.Equal(expected, record.Sequence);
            bool gap = record.Kind == RecordKind.Gap;
            expected += gap ? record.Values[GapLayout.Sequences] : 1;
            if (gap)
            {
                gaps.Add(record.Values[GapLayout.Sequences]);
                Assert.Equal(JournalReader.ReasonCorrupt, record.Values[GapLayout.Reason]);
            }
        }

        Assert.Equal([1L], gaps);
        Assert.Equal(rig.Journal.NextSequence, expected);
    }

    [Fact]
    [Trait("Requirement", "F-JRN-3")]
    public void A_corrupt_segment_header_costs_no_record()
    {
        JournalRig rig = new();
        for (int n = 1; n < 120; n++)
        {
            rig.Footfall(n);
        }

        rig.Drive.Corrupt(DriveFiles.FirstSegment + 2, 5, 0x01);
        rig.Restart();
        Assert.Equal(119, rig.ReadAll(1).Count);
    }

    [Fact]
    [Trait("Requirement", "F-JRN-8")]
    public void A_filling_journal_thins_climate_refuses_telemetry_and_keeps_its_last_room_for_sales()
    {
        JournalRig rig = new();
        int n = 0;
        while (rig.Footfall(++n) == RecordJournal.Stored)
        {
            Assert.True(n < 5_000);
        }

        Assert.Equal(RecordJournal.Refused, rig.Footfall(n));
        Assert.InRange(rig.Journal.UsedPercent, JournalQuota.TelemetryPercent, 90);
        int sales = 0;
        while (rig.Ticket(groups: 0, lines: 3) == RecordJournal.Stored)
        {
            sales++;
        }

        long tickets = rig.Chain.State.Tickets;
        Assert.True(sales > 10);
        Assert.Equal(sales, tickets);
        Assert.Equal(RecordJournal.Full, rig.Event(1));
        rig.Journal.Acknowledge(rig.Journal.NextSequence - 1);
        Assert.Equal(RecordJournal.Stored, rig.Ticket(groups: 0, lines: 3));
        Assert.Equal(tickets + 1, rig.Chain.State.Tickets);
    }

    [Fact]
    [Trait("Requirement", "F-JRN-8")]
    public void Bytes_are_accounted_per_class_also_after_a_boot()
    {
        JournalRig rig = new();
        for (int n = 0; n < 60; n++)
        {
            rig.Commit(n);
        }

        int[] before = [.. Enumerable.Range(0, 5).Select(rig.Journal.ClassBytes)];
        rig.Restart();
        while (rig.Journal.AccountStep())
        {
        }

        Assert.Equal(before, Enumerable.Range(0, 5).Select(rig.Journal.ClassBytes));
        Assert.True(before[RecordClass.Sale] > 0 && before[RecordClass.Footfall] > 0);
    }

    [Theory]
    [InlineData(40, 1_000L, true)]
    [InlineData(50, 899_999L, false)]
    [InlineData(50, 900_000L, true)]
    [InlineData(65, 3_599_999L, false)]
    [InlineData(65, 3_600_000L, true)]
    [InlineData(75, 86_399_999L, false)]
    [InlineData(75, 86_400_000L, true)]
    [InlineData(85, 86_400_000L, false)]
    [Trait("Requirement", "F-JRN-8")]
    public void Climate_is_thinned_before_it_is_refused(int percent, long afterMs, bool admitted)
    {
        JournalQuota quota = new(1_000_000);
        quota.Stored(RecordKind.ClimateReading, 0);
        Assert.Equal(admitted, quota.Admits(RecordKind.ClimateReading, percent * 10_000, afterMs));
    }

    [Theory]
    [InlineData(RecordKind.ClimateReading, 40, 63, 1_000L, true)]
    [InlineData(RecordKind.ClimateReading, 40, 64, 869_999L, false)]
    [InlineData(RecordKind.ClimateReading, 40, 64, 870_000L, true)]
    [InlineData(RecordKind.ClimateReading, 65, 64, 3_569_999L, false)]
    [InlineData(RecordKind.ClimateReading, 65, 0, 3_569_999L, false)]
    [InlineData(RecordKind.Health, 40, 63, 1_000L, true)]
    [InlineData(RecordKind.Health, 40, 64, 3_569_999L, false)]
    [InlineData(RecordKind.Health, 40, 64, 3_570_000L, true)]
    [Trait("Requirement", "F-JRN-10")]
    public void While_many_records_wait_climate_comes_by_the_quarter_and_health_by_the_hour(
        int kind, int percent, long waiting, long afterMs, bool due)
    {
        const long stored = 10_000_000;
        JournalQuota quota = new(1_000_000);
        Assert.True(quota.IsDue(kind, percent * 10_000, waiting, stored));
        quota.Stored(kind, stored);
        Assert.Equal(due, quota.IsDue(kind, percent * 10_000, waiting, stored + afterMs));
    }

    [Fact]
    public void A_blank_drive_of_a_known_device_gives_no_sequence_until_it_is_told()
    {
        JournalRig rig = new(firstSequence: 0);
        Assert.Equal(RecordJournal.NoSequence, rig.Footfall(1));
        rig.Journal.Adopt(501);
        Assert.Equal(RecordJournal.Stored, rig.Footfall(1));
        rig.Restart();
        Assert.Equal(502, rig.Journal.NextSequence);
    }

    [Fact]
    [Trait("Requirement", "R8")]
    public void Erased_newest_records_are_found_by_the_head_marker_and_their_numbers_are_not_given_again()
    {
        JournalRig rig = new();
        rig.Ticket(groups: 0, lines: 1);
        byte[] file = new byte[JournalRig.SegmentBytes];
        int length = rig.Drive.Read(DriveFiles.FirstSegment + 1, 0, file, 0, file.Length);
        rig.Ticket(groups: 0, lines: 1);
        rig.Ticket(groups: 0, lines: 1);
        rig.Drive.Replace(DriveFiles.FirstSegment + 1, file, 0, length);
        rig.Restart();
        Assert.Equal(JournalRecovery.RecordsMissing, rig.Journal.Recovery.Problem);
        Assert.Equal(2, rig.Journal.Recovery.ProblemRecords);
        Assert.Equal(4, rig.Journal.NextSequence);
        Assert.Equal(3, rig.Chain.State.Tickets);
    }

    [Fact]
    [Trait("Requirement", "R2")]
    public void A_record_changed_with_a_fresh_CRC_is_found_by_its_seal()
    {
        JournalRig rig = new();
        rig.Ticket(groups: 0, lines: 1);
        byte[] file = new byte[JournalRig.SegmentBytes];
        int length = rig.Drive.Read(DriveFiles.FirstSegment + 1, 0, file, 0, file.Length);
        Record record = new();
        int at = length - Enumerable.Range(JournalCodec.RecordBytesMin, 200)
            .First(n => JournalCodec.Read(file, length - n, n, record) == n);
        record.WallSeconds++;
        Assert.True(JournalCodec.Write(record, file, at) > 0);
        rig.Drive.Replace(DriveFiles.FirstSegment + 1, file, 0, length);
        rig.Restart();
        Assert.Equal(JournalRecovery.SealMismatch, rig.Journal.Recovery.Problem);
        Assert.Equal(RecordJournal.Stored, rig.Ticket(groups: 0, lines: 1));
    }

    [Fact]
    public void A_failed_append_leaves_the_chain_where_it_was()
    {
        JournalRig rig = new();
        rig.Ticket(groups: 0, lines: 1);
        rig.Drive.CutAt = rig.Drive.Operations;
        Assert.Equal(RecordJournal.Failed, rig.Ticket(groups: 0, lines: 1));
        Assert.Equal(1, rig.Chain.State.Tickets);
        rig.Drive.PowerUp();
        Assert.Equal(RecordJournal.Stored, rig.Ticket(groups: 0, lines: 1));
        Assert.Equal(3, rig.Journal.NextSequence);
    }

    [Fact]
    [Trait("Requirement", "R24")]
    public void A_sealed_record_never_goes_back_in_time()
    {
        JournalRig rig = new();
        rig.Ticket(groups: 0, lines: 1);
        long wall = rig.Chain.State.LastWall;
        rig.Clock.ShowWall(wall - 10_000);
        rig.Restart();
        rig.Ticket(groups: 0, lines: 1);
        Assert.True(rig.Journal.StampHeld);
        Assert.Equal(wall, rig.Chain.State.LastWall);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [Trait("Requirement", "F-MEM-1")]
    public void Texts_sealed_in_the_work_buffer_between_two_records_lose_none_of_those_read(int every)
    {
        JournalRig rig = new(segments: 24);
        for (int n = 0; n < 150; n++)
        {
            rig.Commit(n);
        }

        Dictionary<long, byte[]> plain = rig.ReadAll(1);
        Record other = new();
        other.Reset(RecordKind.Closing);
        while (other.Add(-100_000_000_000L - other.Count))
        {
        }

        RecordDigests digests = new(new ManagedMac(), rig.Chain.Text);
        int read = 0;
        Dictionary<long, byte[]> mixed = rig.ReadAll(1, () =>
        {
            read++;
            Assert.True(read % every != 0 || digests.DigestValues(other));
        });
        Assert.True(plain.Count > 150, $"{plain.Count} records");
        Assert.Equal(plain.Keys, mixed.Keys);
        Assert.All(plain, pair => Assert.Equal(pair.Value, mixed[pair.Key]));
    }
}
