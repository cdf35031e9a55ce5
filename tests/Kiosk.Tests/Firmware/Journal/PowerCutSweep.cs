using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;

namespace Kiosk.Tests.Firmware.Journal;

/// <summary>Power cut at every changing operation of the drive, four tear modes, and again in the recovery (F-JRN-4,
/// F-JRN-5).</summary>
public class PowerCutSweep
{
    // So few segments that the older ones make room for new ones all the time.
    private const int Commits = 200, Segments = 4;

    [Theory]
    [InlineData(InMemoryDrive.TearNone)]
    [InlineData(InMemoryDrive.TearHalf)]
    [InlineData(InMemoryDrive.TearAllButOne)]
    [InlineData(InMemoryDrive.TearFull)]
    [Trait("Requirement", "F-JRN-5")]
    [Trait("Requirement", "F-JRN-4")]
    public void No_cut_loses_a_confirmed_record_or_reuses_a_sequence(int tear)
    {
        JournalRig whole = new(Segments);
        Run(whole, 0, Commits);
        Assert.True(whole.Journal.OldestSequence > Segments, "no segment made room for another");
        int operations = whole.Drive.Operations;
        Assert.True(operations > Commits);
        Parallel.For(0, operations, cut =>
        {
            JournalRig rig = new(Segments);
            rig.Drive.CutAt = cut;
            rig.Drive.Tear = tear;
            int done = Run(rig, 0, Commits);
            long acknowledged = rig.Journal.Cursor.Acknowledged;
            Reboot(rig);
            Check(rig, acknowledged, $"cut {cut} tear {tear}");
            Run(rig, done, Math.Min(done + 10, Commits));
            Check(rig, rig.Journal.Cursor.Acknowledged, $"cut {cut} tear {tear}, then 10 commits");
        });
    }

    [Theory]
    [InlineData(InMemoryDrive.TearNone)]
    [InlineData(InMemoryDrive.TearHalf)]
    [InlineData(InMemoryDrive.TearAllButOne)]
    [InlineData(InMemoryDrive.TearFull)]
    [Trait("Requirement", "F-JRN-5")]
    public void A_second_cut_at_each_operation_of_the_recovery_and_the_next_commits_loses_nothing_either(int tear)
    {
        JournalRig whole = new(Segments);
        Run(whole, 0, Commits);
        int recovered = 0;
        Parallel.For(0, whole.Drive.Operations, cut =>
        {
            JournalRig rig = new(Segments);
            rig.Drive.CutAt = cut;
            rig.Drive.Tear = tear;
            int done = Run(rig, 0, Commits);
            long held = rig.Journal.Cursor.Acknowledged;
            rig.Drive.PowerUp();
            int second = 0;
            while (CutAgain(new JournalRig(rig), held, done, second, $"cut {cut} then {second}, tear {tear}"))
            {
                second++;
                Interlocked.Increment(ref recovered);
            }
        });
        Assert.True(recovered > 4 * whole.Drive.Operations, $"only {recovered} second cuts");
    }

    /// <summary>
    /// Cuts again at an operation of the recovery or of four commits after it; false when they need no so many.
    /// </summary>
    private static bool CutAgain(JournalRig rig, long acknowledged, int done, int second, string where)
    {
        rig.Drive.CutAt = rig.Drive.Operations + second;
        rig.Restart();
        Run(rig, done, Math.Min(done + 4, Commits));
        bool cut = rig.Drive.Dead;
        acknowledged = cut ? acknowledged : Math.Max(acknowledged, rig.Journal.Cursor.Acknowledged);
        Reboot(rig);
        Check(rig, acknowledged, where);
        return cut;
    }

    /// <summary>Runs commits until the drive dies; returns the number of the commit that was cut.</summary>
    private static int Run(JournalRig rig, int from, int to)
    {
        for (int n = from; n < to; n++)
        {
            int outcome = rig.Commit(n);
            if (rig.Drive.Dead)
            {
                return n;
            }

            Assert.Equal(RecordJournal.Stored, outcome);
        }

        return to;
    }

    private static void Reboot(JournalRig rig)
    {
        rig.Drive.PowerUp();
        rig.Restart();
    }

    private static void Check(JournalRig rig, long acknowledged, string where)
    {
        Assert.True(
            rig.Journal.Recovery.Problem == JournalRecovery.Intact,
            $"{where}: problem {rig.Journal.Recovery.Problem}");
        Assert.True(rig.Journal.Cursor.Acknowledged >= acknowledged, $"{where}: the cursor fell");
        long from = rig.Journal.Cursor.Acknowledged + 1;
        Dictionary<long, byte[]> held = rig.ReadAll(from);
        long last = rig.Confirmed.Count == 0 ? 0 : rig.Confirmed.Keys.Max();
        Assert.True(
            rig.Journal.NextSequence > last,
            $"{where}: sequence {rig.Journal.NextSequence} would be used again");
        for (long sequence = from; sequence <= last; sequence++)
        {
            Assert.True(held.TryGetValue(sequence, out byte[]? bytes), $"{where}: {sequence} of {last} is lost");
            Assert.True(!rig.Confirmed.TryGetValue(sequence, out byte[]? confirmed) || bytes.SequenceEqual(confirmed),
                $"{where}: {sequence} has other bytes");
        }

        Assert.Equal(rig.Journal.NextSequence - from, held.Count);
    }
}
