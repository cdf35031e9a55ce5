using Kiosk.Firmware;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Ledger;
using Kiosk.Protocol;
using Kiosk.Tests.Archive;
using Kiosk.Tests.Firmware.MainLoop;

namespace Kiosk.Tests.Ledger;

/// <summary>
/// Goal: what the city does to archives and keys becomes a sealed event of the terminal, seen in its frames (pos.md R6,
/// R28, R30): ledger, downlink, real firmware, frame, ledger.
/// </summary>
[Trait("Requirement", "R30")]
public sealed class CityNoteTests
{
    private const long Device = 1007, DaySeconds = 86_400;
    private const string Place = "K07";

    [Fact]
    [Trait("Requirement", "R28")]
    public void Archives_and_a_purge_are_sealed_by_the_terminal_and_found_in_its_frames()
    {
        using var bench = new LedgerBench(at: DateTimeOffset.FromUnixTimeSeconds(LoopRig.StartUtc));
        LoopRig rig = Enrolled(bench);
        Sell(rig, 1);
        Submit(bench, rig);
        Move(bench, rig, days: 352);
        Sell(rig, 2);
        Submit(bench, rig);
        ArchiveOffice office = bench.Ledger.Archives;
        IReadOnlyList<ArchiveInfo> made = office.MakeDue(Place, complete: true);
        ArchiveInfo year = Assert.Single(made, archive => archive.Level == ArchiveLevel.Year);
        Assert.Equal(12, made.Count(archive => archive.Level == ArchiveLevel.Month));
        Assert.Equal(made.Select(archive => (archive == year ? 30 : 20, (long)archive.Period, archive.Number, false)),
            office.Notes(Place).Select(Words));
        foreach (ArchiveInfo archive in made)
        {
            Assert.Single(bench.Ledger.Registry.PendingNotes(Device));
            Tell(bench, rig);
        }

        Assert.All(office.Notes(Place), note => Assert.True(note.IsSealed));
        office.Confirm(Place, year.Number, year.Sha256);
        office.Purge(Place, year.Number);
        Assert.Equal((948, false), (office.Notes(Place)[^1].Code, office.Notes(Place)[^1].IsSealed));
        Tell(bench, rig);
        Assert.True(office.Notes(Place)[^1].IsSealed);
        Assert.Empty(bench.Ledger.Registry.PendingNotes(Device));
        Record purge = Assert.Single(Events(rig), record => record.Values[EventLayout.Code] == JetCode.Purge);
        Assert.Equal((office.Notes(Place)[^1].Argument1, year.Number),
            (purge.Values[EventLayout.Argument1], purge.Values[EventLayout.Argument2]));
        Sell(rig, 3);
        Submit(bench, rig);
        Assert.Equal(0, bench.Ledger.Audit().ChainBreaks);
        Assert.Empty(bench.Ledger.Alarms());
    }

    [Fact]
    public void A_note_is_sent_again_at_each_hello_until_it_is_sealed()
    {
        using var bench = new LedgerBench(at: DateTimeOffset.FromUnixTimeSeconds(LoopRig.StartUtc));
        LoopRig rig = Enrolled(bench);
        bench.Ledger.Archives.RotateSealKey(Device);
        byte[] first = Assert.Single(bench.Ledger.Registry.PendingNotes(Device)).Bytes;
        bench.Reopen();
        Assert.Equal(first, Assert.Single(bench.Ledger.Registry.PendingNotes(Device)).Bytes);
        Assert.Contains(bench.Ledger.Registry.PendingDownlinks(Device), message => message.Kind == Downlink.Archive);
        Tell(bench, rig);
        Assert.DoesNotContain(
            bench.Ledger.Registry.PendingDownlinks(Device), message => message.Kind == Downlink.Archive);
    }

    [Fact]
    [Trait("Requirement", "R6")]
    public void A_new_seal_key_holds_between_two_sales_and_ledger_and_archive_follow()
    {
        using var bench = new LedgerBench(at: DateTimeOffset.FromUnixTimeSeconds(LoopRig.StartUtc));
        LoopRig rig = Enrolled(bench);
        Sell(rig, 1);
        Assert.Equal((927, 2L, 1L, false), Words(Assert.Single(bench.Ledger.Archives.RotateSealKey(Device))));
        LedgerException twice = Assert.Throws<LedgerException>(() => bench.Ledger.Archives.RotateSealKey(Device));
        Assert.Contains("seal key 2", twice.Message, StringComparison.Ordinal);
        rig.Key(5, Key.DoubleZero, Key.Department1);
        rig.Run(1_000);
        Tell(bench, rig);
        Assert.Equal(1, rig.Loop.Chain!.KeyNumber);
        rig.Key(Key.Cash);
        rig.Run(90_000);
        Tell(bench, rig);
        Assert.Equal(2, rig.Loop.Chain!.KeyNumber);
        Sell(rig, 3);
        Assert.Equal((927, 3L, 2L, false), Words(Assert.Single(bench.Ledger.Archives.RotateSealKey(Device))));
        Tell(bench, rig);
        Move(bench, rig, days: 18);
        Sell(rig, 4);
        Submit(bench, rig);
        Assert.Equal((4L, 0L), (bench.Ledger.Audit().Tickets, bench.Ledger.Audit().ChainBreaks));
        ArchiveInfo month = Assert.Single(bench.Ledger.Archives.MakeDue(Place, complete: true));
        Assert.Empty(ShopBench.Verify([month.File]).Findings);
        Assert.Equal(0, month.Breaks);
    }

    [Theory]
    [Trait("Requirement", "R6")]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1_000)]
    public void A_key_number_that_does_not_follow_the_one_in_use_is_refused_and_told(int number)
    {
        using var bench = new LedgerBench(at: DateTimeOffset.FromUnixTimeSeconds(LoopRig.StartUtc));
        LoopRig rig = Enrolled(bench);
        var message = new byte[128];
        int length = rig.Writer.WriteArchiveNote(
            new ArchiveNote { Number = 1, Code = ArchiveNote.KeyRotation, Argument1 = number, Argument2 = 1 }, message);
        if (number > 1)
        {
            Assert.True(rig.Uplink.Deliver(message, length));
            rig.Run(1_000);
            Assert.Equal((Downlink.Archive, DownlinkError.OutOfRange),
                (rig.Loop.Inbox!.LastKind, rig.Loop.Inbox.LastError));
        }
        else
        {
            Assert.Equal(-1, length);
        }

        Assert.Equal(1, rig.Loop.Chain!.KeyNumber);
        Assert.Throws<LedgerException>(() => bench.Ledger.Archives.RotateSealKey(4711));
        bench.Ledger.Registry.Revoke(Device);
        Assert.Throws<LedgerException>(() => bench.Ledger.Archives.RotateSealKey(Device));
    }

    // The power goes at each operation of the drive; the note is repeated, as the gateway does.
    [Theory]
    [Trait("Requirement", "R6")]
    [Trait("Requirement", "R10")]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_power_cut_anywhere_in_a_rotation_leaves_one_event_and_a_chain_that_the_ledger_follows(int tear)
    {
        for (int cut = 0; cut < 30; cut++)
        {
            using var bench = new LedgerBench(at: DateTimeOffset.FromUnixTimeSeconds(LoopRig.StartUtc));
            LoopRig rig = Enrolled(bench);
            Sell(rig, 1);
            bench.Ledger.Archives.RotateSealKey(Device);
            byte[] note = Assert.Single(bench.Ledger.Registry.PendingNotes(Device)).Bytes;
            rig.Drive.Tear = tear;
            rig.Drive.CutAt = rig.Drive.Operations + cut;
            Assert.True(rig.Uplink.Deliver(note, note.Length));
            // Without power nothing is sent: what the rig's loop does until it boots again does not count.
            Submit(bench, rig);
            rig.Answers = false;
            rig.Run(3_000);
            rig.Frames.Clear();
            rig.Answers = true;
            rig.Drive.PowerUp();
            rig.Clock.NowMs = 0;
            rig.Boot();
            Assert.Equal(JournalRecovery.Intact, rig.Loop.Journal!.Recovery.Problem);
            rig.Run(8_000);
            for (int again = 0; again < 2; again++)
            {
                Assert.True(rig.Uplink.Deliver(note, note.Length));
                rig.Run(8_000);
            }

            Assert.Single(Events(rig), record => record.Values[EventLayout.Code] == JetCode.KeyRotation);
            Assert.Equal(2, rig.Loop.Chain!.KeyNumber);
            rig.Key(2, Key.DoubleZero, Key.Department1, Key.Cash);
            rig.Run(600_000);
            Submit(bench, rig);
            AuditTotals audit = bench.Ledger.Audit();
            Assert.True((2L, 0L) == (audit.Tickets, audit.ChainBreaks),
                $"tear {tear}, cut {cut}: {audit.Tickets} tickets, {audit.ChainBreaks} breaks");
            Assert.Empty(bench.Ledger.Registry.PendingNotes(Device));
        }
    }

    private static (int, long, long, bool) Words(CityNote note) =>
        (note.Code, note.Argument1, note.Argument2, note.IsSealed);

    private static LoopRig Enrolled(LedgerBench bench)
    {
        bench.Ledger.Registry.PutKiosk(new KioskPlace(Place, "Kiosque K07", "rue", 1, true, true, "fleurs"));
        LoopRig rig = new(secret: bench.Ledger.Registry.AddDevice(Place, Device).Secret);
        Catalogue catalogue = new() { DepartmentCount = 1 };
        catalogue.DepartmentRate[0] = 550;
        byte[] message = bench.Ledger.Registry.PushCatalogue(Device, catalogue).Bytes;
        rig.Run(2_000);
        Assert.True(rig.Uplink.Deliver(message, message.Length));
        rig.Run(1_000);
        return rig;
    }

    // Switched off for so many days.
    private static void Move(LedgerBench bench, LoopRig rig, int days)
    {
        rig.GatewayAhead = days * DaySeconds;
        rig.Clock.NowMs = 0;
        rig.Clock.ShowWall(LoopRig.StartUtc + rig.GatewayAhead);
        rig.Boot();
        bench.Clock.SetUtcNow(DateTimeOffset.FromUnixTimeSeconds(LoopRig.StartUtc + rig.GatewayAhead).AddHours(6));
        rig.Run(5 * 3_600_000L);
    }

    private static void Tell(LedgerBench bench, LoopRig rig)
    {
        foreach (DownlinkMessage message in bench.Ledger.Registry.PendingNotes(Device))
        {
            Assert.True(rig.Uplink.Deliver(message.Bytes, message.Bytes.Length));
        }

        rig.Run(90_000);
        Submit(bench, rig);
    }

    private static void Sell(LoopRig rig, long tickets)
    {
        rig.Key(2, Key.DoubleZero, Key.Department1, Key.Cash);
        rig.Run(90_000);
        Assert.Equal(tickets, rig.Loop.TicketsOfChain);
        Assert.Equal(0, rig.Loop.Faults.Total);
    }

    private static void Submit(LedgerBench bench, LoopRig rig)
    {
        foreach (byte[] frame in rig.Frames)
        {
            IngestResult result = bench.Submit(Device, frame);
            Assert.True(result.Outcome != IngestOutcome.Quarantined, $"{result.Reason}");
        }

        rig.Frames.Clear();
    }

    private static List<Record> Events(LoopRig rig) => rig.TechnicalEvents();
}
