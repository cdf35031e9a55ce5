using Kiosk.Firmware;
using Kiosk.Firmware.Parts;
using Kiosk.Ledger;
using Kiosk.Ledger.Ingest;
using Kiosk.Measure;
using Kiosk.Protocol;
using Kiosk.Tests.Firmware.MainLoop;

namespace Kiosk.Tests.Ledger;

/// <summary>What devices tell of bad input and faults moves the counters of the city.</summary>
public class DeviceFaultTests
{
    [Fact]
    public void The_ledger_reads_the_numbers_that_the_firmware_writes() => Assert.Equal(
        (EventCode.ClockStep, EventCode.TaskFailed, EventCode.JournalFilling, EventCode.FaultMet),
        (FaultEvents.ClockStep, FaultEvents.TaskFailed, FaultEvents.JournalFilling, FaultEvents.FaultMet));

    [Theory]
    [InlineData(FaultCode.UnknownBarcode, "unknown_barcode")]
    [InlineData(FaultCode.AmountOverLimit, "amount_over_limit")]
    [InlineData(FaultCode.KeyRefused, "key_refused")]
    [InlineData(FaultCode.KeysLost, "keys_lost")]
    [InlineData(FaultCode.PrinterPaperOut, "printer_paper_out")]
    [InlineData(FaultCode.DriveFull, "drive_full")]
    [InlineData(FaultCode.SegmentCorrupt, "segment_corrupt")]
    [InlineData(FaultCode.DownlinkRefused, "downlink_refused")]
    [InlineData(FaultCode.ClockUnknown, "clock_unknown")]
    public void A_fault_that_a_device_tells_is_counted_under_its_name(int code, string label)
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        Assert.Equal(0, Count(bench, label));
        bench.Submit(kiosk, kiosk.Frame(kiosk.Event(EventCode.FaultMet, code, 1)));
        Assert.Equal(1, Count(bench, label));
        Assert.Equal(1, bench.Ledger.Counters.Faults[code]);
    }

    [Theory]
    [InlineData(EventCode.ClockStep, "clock_step")]
    [InlineData(EventCode.TaskFailed, "loop_restarted")]
    [InlineData(EventCode.JournalFilling, "drive_nearly_full")]
    public void An_event_that_is_a_fault_by_itself_counts_once(int code, string label)
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        bench.Submit(kiosk, kiosk.Frame(kiosk.Event(code), kiosk.Event(code, 5, 5)));
        Assert.Equal(2, Count(bench, label));
    }

    [Fact]
    public void Counts_depend_on_no_order_repetition_boot_or_restart_of_the_ledger()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        byte[] one = kiosk.Frame(kiosk.Event(EventCode.FaultMet, FaultCode.UnknownBarcode, 1));
        byte[] nine = kiosk.Frame(kiosk.Event(EventCode.FaultMet, FaultCode.UnknownBarcode, 9));
        bench.Submit(kiosk, nine);
        Assert.Equal(9, Count(bench, "unknown_barcode"));
        bench.Submit(kiosk, one);
        bench.Submit(kiosk, nine);
        Assert.Equal(9, Count(bench, "unknown_barcode"));
        bench.Reopen();
        Assert.Equal(9, Count(bench, "unknown_barcode"));
        bench.Submit(kiosk, kiosk.Frame(kiosk.Event(EventCode.FaultMet, FaultCode.UnknownBarcode, 11)));
        kiosk.Boot++;
        bench.Submit(kiosk, kiosk.Frame(kiosk.Event(EventCode.FaultMet, FaultCode.UnknownBarcode, 4)));
        SyntheticKiosk other = bench.Kiosk(8);
        bench.Submit(other, other.Frame(other.Event(EventCode.FaultMet, FaultCode.UnknownBarcode, 2)));
        Assert.Equal(11 + 4 + 2, Count(bench, "unknown_barcode"));
    }

    [Fact]
    public void Numbers_that_are_no_fault_of_ours_make_no_label()
    {
        using var bench = new LedgerBench();
        SyntheticKiosk kiosk = bench.Kiosk();
        int labels = bench.Ledger.Counters.Faults.Named().Count();
        bench.Submit(kiosk, kiosk.Frame(
            kiosk.Event(EventCode.FaultMet, 79, 3), kiosk.Event(EventCode.FaultMet, long.MaxValue, long.MaxValue),
            kiosk.Event(EventCode.FaultMet, -1, -1), kiosk.Event(80, FaultCode.UnknownBarcode, 1)));
        Assert.Equal(labels, bench.Ledger.Counters.Faults.Named().Count());
        Assert.Equal(short.MaxValue, Count(bench, "other"));
        Assert.Equal(0, Count(bench, "unknown_barcode"));
    }

    [Fact]
    public void From_the_scanner_the_keys_the_paper_the_clock_and_the_city_link_to_the_counters()
    {
        using var bench = new LedgerBench(at: DateTimeOffset.FromUnixTimeSeconds(LoopRig.StartUtc));
        LoopRig rig = Enrolled(bench);
        InMemoryScanner scanner = new(64);
        InMemoryPrinter printer = new(8_192);
        (rig.Parts.Scanner, rig.Parts.Printer, rig.Parts.Lcd) = (scanner, printer, new InMemoryLcd());
        // The rig's first start noted the time: without its boot record no time is known at all.
        Assert.True(rig.Drive.Delete(DriveFiles.Boot) | rig.Drive.Delete(DriveFiles.Boot + 1));
        rig.Clock.ShowWall(86_400);
        rig.Boot();
        rig.Run(5_000);
        scanner.Scan("3017620422003");
        rig.Run(2_000);
        scanner.Scan("3017620422003");
        rig.Key(9, 9, 9, 9, 9, 9, 9, Key.Department1, 1, Key.Department1, Key.Clear, Key.Clear);
        printer.PaperLeft = 0;
        rig.Key(Key.Ticket);
        byte[] forged = [1, 2, 3, 4];
        Assert.True(rig.Uplink.Deliver(forged, forged.Length));
        rig.Run(3_700_000);
        scanner.Scan("3017620422003");
        rig.Run(3_700_000);
        Submit(bench, rig);
        Assert.Equal(3, Count(bench, "unknown_barcode"));
        Assert.Equal(1, Count(bench, "downlink_refused"));
        Assert.Equal(rig.Parts.Faults.Of(FaultCode.ClockUnknown), Count(bench, "clock_unknown"));
        Assert.True(Count(bench, "clock_unknown") >= 1);
        Assert.Equal(0, bench.Ledger.Counters[LedgerCounter.ChainBreaks]);
    }

    [Fact]
    public void From_a_damaged_segment_to_the_counters()
    {
        using var bench = new LedgerBench(at: DateTimeOffset.FromUnixTimeSeconds(LoopRig.StartUtc));
        LoopRig rig = Enrolled(bench);
        rig.Uplink.IsConnected = false;
        rig.Run(96L * 3_600_000);
        Assert.True(rig.Drive.Corrupt(DriveFiles.FirstSegment + 2, 4_000, 0x5A));
        rig.Uplink.IsConnected = true;
        rig.Run(1_800_000);
        Submit(bench, rig);
        Assert.Equal(rig.Parts.Faults.Of(FaultCode.SegmentCorrupt), Count(bench, "segment_corrupt"));
        Assert.True(Count(bench, "segment_corrupt") >= 1);
    }

    private static LoopRig Enrolled(LedgerBench bench)
    {
        bench.Ledger.Registry.PutKiosk(new KioskPlace("K07", "Kiosque K07", "rue", 1, true, true, "fleurs"));
        return new LoopRig(secret: bench.Ledger.Registry.AddDevice("K07", 1007).Secret);
    }

    private static void Submit(LedgerBench bench, LoopRig rig)
    {
        foreach (byte[] frame in rig.Frames)
        {
            IngestResult result = bench.Submit(rig.Identity.Device, frame);
            Assert.True(result.Outcome != IngestOutcome.Quarantined, $"{result.Reason}");
        }
    }

    private static long Count(LedgerBench bench, string label) =>
        bench.Ledger.Counters.Faults.Named().Single(pair => pair.Key == label).Value;
}
