using Kiosk.Fiscal;
using Kiosk.Firmware;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Tests.Firmware.Journal;

/// <summary>
/// The head marker and the heads of segments, damaged in every bit and cut at every length: the chain goes on where it
/// stopped, and no confirmed record is changed.
/// </summary>
public class DamagedHeadTests
{
    private const int Commits = 90;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [Trait("Requirement", "R8")]
    public void A_head_marker_with_any_bit_flipped_or_cut_anywhere_is_no_marker_and_the_chain_goes_on(int slot)
    {
        JournalRig good = Rig();
        byte[] state = State(good);
        byte[] marker = Read(good, DriveFiles.HeadMarker + slot);
        Assert.NotEmpty(marker);
        for (int bit = 0; bit < marker.Length * 8; bit++)
        {
            byte[] flipped = [.. marker];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(state, State(Damaged(good, DriveFiles.HeadMarker + slot, flipped)));
        }

        for (int length = 0; length < marker.Length; length++)
        {
            Assert.Equal(state, State(Damaged(good, DriveFiles.HeadMarker + slot, marker[..length])));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [Trait("Requirement", "F-JRN-3")]
    public void A_segment_head_with_any_bit_flipped_costs_no_record_and_the_chain_goes_on(int segment)
    {
        JournalRig good = Rig();
        byte[] state = State(good);
        int file = DriveFiles.FirstSegment + 1 + segment;
        byte[] bytes = Read(good, file);
        int head = 14 + Bytes.GetU16(bytes, 2) + 4;
        for (int bit = 0; bit < head * 8; bit++)
        {
            byte[] flipped = [.. bytes];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            JournalRig rig = Damaged(good, file, flipped);
            Assert.Equal(state, State(rig));
            Assert.Equal(good.Journal.NextSequence, rig.Journal.NextSequence);
            Assert.Equal(RecordJournal.Stored, rig.Ticket(groups: 0, lines: 1));
            Dictionary<long, byte[]> all = rig.ReadAll(1);
            foreach ((long sequence, byte[] record) in all)
            {
                Assert.Equal(rig.Confirmed[sequence], record);
            }

            Assert.True(all.Count == rig.Confirmed.Count, $"segment {segment}, bit {bit} of {head * 8}: "
                + $"{all.Count} of {rig.Confirmed.Count} records");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [Trait("Requirement", "F-JRN-3")]
    public void A_segment_cut_within_its_head_changes_no_other_record_and_gives_no_sequence_again(int segment)
    {
        JournalRig good = Rig();
        int file = DriveFiles.FirstSegment + 1 + segment;
        byte[] bytes = Read(good, file);
        int head = 14 + Bytes.GetU16(bytes, 2) + 4;
        for (int length = 0; length < head; length++)
        {
            JournalRig rig = Damaged(good, file, bytes[..length]);
            Assert.Equal(good.Journal.NextSequence, rig.Journal.NextSequence);
            Assert.Equal(RecordJournal.Stored, rig.Ticket(groups: 0, lines: 1));
            foreach ((long sequence, byte[] record) in rig.ReadAll(1))
            {
                Assert.Equal(rig.Confirmed[sequence], record);
            }
        }
    }

    [Fact]
    [Trait("Requirement", "R8")]
    public void A_head_marker_that_the_drive_does_not_take_is_counted_and_told_as_a_fault()
    {
        JournalRig rig = Rig();
        Assert.Equal(0, rig.Journal.MarkerFailures);
        // The record is the first operation of the commit, its marker the second.
        rig.Drive.CutAt = rig.Drive.Operations + 1;
        Assert.Equal(RecordJournal.Stored, rig.Ticket(groups: 0, lines: 1));
        Assert.Equal(1, rig.Journal.MarkerFailures);

        rig.Drive.PowerUp();
        KioskParts parts = new(rig.Drive, rig.Clock, new InMemoryUplink(256));
        FaultWatch watch = new(parts, rig.Journal, new TimeKeeper(rig.Clock, 1_700_000_000));
        watch.Step(rig.Clock.NowMs);
        Assert.Equal(1, parts.Faults.Of(FaultCode.SmallWriteFailed));
    }

    private static JournalRig Rig()
    {
        JournalRig rig = new();
        for (int n = 0; n < Commits; n++)
        {
            // No acknowledgement: nothing may be owed to a record that is gone.
            Assert.True(n % 7 == 6 || rig.Commit(n) == RecordJournal.Stored);
        }

        rig.Restart();
        return rig;
    }

    private static JournalRig Damaged(JournalRig good, int file, byte[] bytes)
    {
        JournalRig rig = new(good);
        Assert.True(rig.Drive.Replace(file, bytes, 0, bytes.Length));
        rig.Restart();
        return rig;
    }

    private static byte[] State(JournalRig rig)
    {
        byte[] buffer = new byte[ChainState.BytesMax];
        int length = rig.Chain.State.Write(buffer, 0);
        return buffer[..length];
    }

    private static byte[] Read(JournalRig rig, int file)
    {
        byte[] bytes = new byte[rig.Drive.Length(file)];
        Assert.Equal(bytes.Length, rig.Drive.Read(file, 0, bytes, 0, bytes.Length));
        return bytes;
    }
}
