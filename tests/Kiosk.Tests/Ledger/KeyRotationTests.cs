using Kiosk.Firmware;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Ledger;
using Kiosk.Protocol;
using Kiosk.Tests.Archive;
using Kiosk.Tests.Firmware.MainLoop;

namespace Kiosk.Tests.Ledger;

/// <summary>Seal keys rotate; what the keys of before sealed stays proved (pos.md R6).</summary>
[Trait("Requirement", "R6")]
public class KeyRotationTests
{
    [Fact]
    public void A_kiosk_sells_on_after_rotations_and_the_city_follows_from_the_first_record()
    {
        using var bench = new LedgerBench(at: DateTimeOffset.FromUnixTimeSeconds(LoopRig.StartUtc));
        LoopRig rig = Enrolled(bench);
        Sell(rig, 1);
        Rotate(rig, 2);
        Sell(rig, 2);
        Submit(bench, rig);
        Restart(rig);
        Sell(rig, 3);
        bench.Reopen();
        Submit(bench, rig);
        Rotate(rig, 12);
        Sell(rig, 4);
        Restart(rig);
        Restart(rig);
        Sell(rig, 5);
        Submit(bench, rig);
        bench.Reopen();
        Sell(rig, 6);
        Submit(bench, rig);
        Assert.Equal(0, bench.Ledger.Counters[LedgerCounter.ChainBreaks]);
        AuditTotals audit = bench.Ledger.Audit();
        Assert.Equal((6, 0), (audit.Tickets, audit.ChainBreaks));
        Assert.Equal(rig.Loop.CentsOfChain, audit.Cents);
        Assert.DoesNotContain(bench.Ledger.Alarms(), alarm => alarm.Kind == AlarmKind.ChainBreak);
    }

    [Fact]
    public void A_rotation_that_the_drive_does_not_take_leaves_the_key_before_in_use()
    {
        using var bench = new LedgerBench(at: DateTimeOffset.FromUnixTimeSeconds(LoopRig.StartUtc));
        LoopRig rig = Enrolled(bench);
        Sell(rig, 1);
        rig.Drive.Dead = true;
        Assert.Equal(RecordJournal.Failed, Write(rig, 2));
        rig.Drive.PowerUp();
        Assert.Equal(1, rig.Loop.Chain!.KeyNumber);
        Sell(rig, 2);
        Rotate(rig, 2);
        Restart(rig);
        Sell(rig, 3);
        Submit(bench, rig);
        Assert.Equal(0, bench.Ledger.Counters[LedgerCounter.ChainBreaks]);
        Assert.Equal((3, 0), (bench.Ledger.Audit().Tickets, bench.Ledger.Audit().ChainBreaks));
    }

    [Fact]
    public void Keys_are_those_of_their_label_at_any_number()
    {
        foreach (int number in (int[])[2, 9, 10, 1_000_000_007, int.MaxValue, 3])
        {
            byte[] secret = [.. Enumerable.Range(1, 32).Select(n => (byte)n)], key = new byte[32];
            FiscalChain followed = new(new ManagedMac(), new byte[32], "K07");
            FiscalChain given = new(new ManagedMac(), new byte[32], "K07");
            followed.State.KeyNumber = given.State.KeyNumber = number;
            new SealKeys(new ManagedMac(), secret).Follow(followed);
            KeyDerivation.Derive(new ManagedMac(), secret, KeyDerivation.SealLabel(number), key);
            given.UseKey(key, number);
            Assert.Equal(Seal(given), Seal(followed));
        }
    }

    [Fact]
    public void Archives_over_a_rotation_verify()
    {
        using var shop = new ShopBench(seed: 11);
        shop.Live(days: 3, salesPerDay: 3);
        shop.RotateKey(2);
        shop.Live(days: 3, salesPerDay: 3);
        shop.Reopen();
        shop.RotateKey(3);
        shop.Live(days: 30, salesPerDay: 2);
        IReadOnlyList<ArchiveInfo> made = shop.Ledger.Archives.MakeDue(ShopBench.Terminal, complete: true);
        Assert.All(made, archive => Assert.Equal(0, archive.Breaks));
        Assert.Empty(ShopBench.Verify(made.Select(archive => archive.File)).Findings);
        Assert.Empty(shop.Ledger.Alarms());
        Assert.Equal(0, shop.Ledger.Audit().ChainBreaks);
    }

    private static byte[] Seal(FiscalChain chain)
    {
        Record start = new();
        start.Reset(RecordKind.TechnicalEvent);
        start.WallSeconds = LoopRig.StartUtc;
        foreach (long value in (long[])[1, JetCode.Start, 0, 0, 0])
        {
            start.Add(value);
        }

        Assert.Equal(FiscalOutcome.Sealed, chain.SealEvent(start));
        return start.Seal;
    }

    private static LoopRig Enrolled(LedgerBench bench)
    {
        bench.Ledger.Registry.PutKiosk(new KioskPlace("K07", "Kiosque K07", "rue", 1, true, true, "fleurs"));
        LoopRig rig = new(secret: bench.Ledger.Registry.AddDevice("K07", 1007).Secret);
        Catalogue catalogue = new() { DepartmentCount = 1 };
        catalogue.DepartmentRate[0] = 550;
        byte[] message = bench.Ledger.Registry.PushCatalogue(1007, catalogue).Bytes;
        rig.Run(2_000);
        Assert.True(rig.Uplink.Deliver(message, message.Length));
        rig.Run(1_000);
        return rig;
    }

    private static int Write(LoopRig rig, int number) =>
        new EventWriter(rig.Loop.Chain!, rig.Loop.Journal!, new Record()).Write(
            JetCode.KeyRotation, 0, number, rig.Loop.Chain!.KeyNumber, rig.Clock.NowMs);

    private static void Rotate(LoopRig rig, int number)
    {
        Assert.Equal(RecordJournal.Stored, Write(rig, number));
        Assert.Equal(number, rig.Loop.Chain!.KeyNumber);
    }

    private static void Restart(LoopRig rig)
    {
        rig.Boot();
        Assert.Equal(JournalRecovery.Intact, rig.Loop.Journal!.Recovery.Problem);
        Assert.Equal(0, rig.Loop.Journal.Recovery.Unchecked);
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
            IngestResult result = bench.Submit(rig.Identity.Device, frame);
            Assert.True(result.Outcome != IngestOutcome.Quarantined, $"{result.Reason}");
        }

        rig.Frames.Clear();
    }
}
