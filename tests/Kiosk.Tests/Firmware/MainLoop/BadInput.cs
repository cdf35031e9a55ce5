using System.Text;
using Kiosk.Firmware;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;
using Kiosk.Protocol;
using Kiosk.Tests.Protocol;

namespace Kiosk.Tests.Firmware.MainLoop;

/// <summary>What bad input gets on a kiosk: a clear message, a count, and an event that the city sees.</summary>
public class BadInput
{
    private static readonly int[] Sale = [2, Key.DoubleZero, Key.Department1, Key.Cash];
    private readonly LoopRig _rig = new();
    private readonly InMemoryLcd _lcd = new();
    private readonly InMemoryScanner _scanner = new(256);
    private readonly InMemoryPrinter _printer = new(8_192);

    public BadInput()
    {
        _rig.Parts.Lcd = _lcd;
        _rig.Parts.Scanner = _scanner;
        _rig.Parts.Printer = _printer;
        _rig.Boot();
        _rig.Run(2_000);
        Catalogue();
    }

    [Fact]
    [Trait("Requirement", "F-BOOT-6")]
    public void A_till_that_fails_right_after_it_opened_the_drawer_leaves_no_coil_on_while_it_rests()
    {
        InMemoryDrawer drawer = new();
        LoopRig rig = new();
        ThrowingLcd lcd = new(drawer);
        rig.Parts.Drawer = drawer;
        rig.Parts.Lcd = lcd;
        rig.Boot();
        Catalogue(rig);
        rig.Key(Sale);
        for (int i = 0; i < 100 && !drawer.Pulsing; i++)
        {
            rig.Run(1);
        }

        Assert.True(drawer.Pulsing && lcd.Thrown > 0, $"{drawer.Pulses} pulses, thrown {lcd.Thrown} times");
        rig.Run(InMemoryDrawer.PulseMs + 1);
        Assert.False(drawer.Pulsing);
    }

    [Fact]
    public void An_unknown_barcode_is_said_counted_and_told()
    {
        _scanner.Scan("3017620422003");
        _rig.Run(2_000);
        Assert.StartsWith("CODE INCONNU", Line(1), StringComparison.Ordinal);
        ToldOnce(FaultCode.UnknownBarcode);
        _scanner.Scan("3017620422004");
        _rig.Run(2_000);
        Assert.StartsWith("CODE MAL LU", Line(1), StringComparison.Ordinal);
        ToldOnce(FaultCode.BarcodeDamaged);
    }

    [Fact]
    public void An_amount_over_the_limit_is_said_counted_and_told()
    {
        _rig.Key(9, 9, 9, 9, 9, 9, 9, Key.Department1, 1, Key.Department1);
        _rig.Run(2_000);
        Assert.StartsWith("MONTANT TROP GRAND", Line(1), StringComparison.Ordinal);
        ToldOnce(FaultCode.AmountOverLimit);
        Assert.Equal(9_999_999, _rig.Loop.Till!.TotalCents);
    }

    [Fact]
    public void Ten_keys_a_second_for_ten_minutes_stop_nothing_and_fill_nothing()
    {
        const int seed = 20261122;
        Random random = new(seed);
        _rig.Answers = false;
        for (int i = 0; i < 6_000; i++)
        {
            _rig.Key(random.Next(Key.Count));
            _rig.Run(100);
        }

        Assert.True(_rig.Loop.Faults.Total == 0, $"seed {seed}: a task failed");
        Assert.True(_rig.Loop.Till!.RefusedCount > 100, $"seed {seed}");
        Assert.True(_rig.Parts.Faults.Of(FaultCode.KeyRefused) > 10, $"seed {seed}");
        Assert.True(Told(FaultCode.KeyRefused).Count == 1, $"seed {seed}: told more than once in an hour");
        Assert.Equal(JournalRecovery.Intact, _rig.Loop.Journal!.Recovery.Problem);
    }

    [Fact]
    public void Keys_beyond_the_queue_are_lost_counted_and_told()
    {
        InMemoryKeypad keypad = new();
        _rig.Parts.Keypad = keypad;
        _rig.Boot();
        for (int i = 0; i < Limits.KeysWaitingMax + 10; i++)
        {
            keypad.Press(Key.Clear);
        }

        Assert.Equal(10, keypad.Lost);
        _rig.Run(2_000);
        ToldOnce(FaultCode.KeysLost);
        Assert.Equal("TOUCHES PERDUES E015", Line(1));
        keypad.Press(Key.Clear);
        _rig.Run(2_000);
        Assert.Equal("", Line(1).Trim());
    }

    [Fact]
    public void Paper_that_runs_out_in_a_receipt_is_said_counted_and_told()
    {
        _rig.Key(Sale);
        _rig.Run(1_000);
        _printer.PaperLeft = 100;
        _rig.Key(Key.Ticket);
        _rig.Run(3_000);
        Assert.StartsWith("PLUS DE PAPIER", Line(1), StringComparison.Ordinal);
        Assert.EndsWith("E020", Line(1), StringComparison.Ordinal);
        ToldOnce(FaultCode.PrinterPaperOut);
    }

    [Fact]
    public void A_full_drive_says_so_sells_nothing_and_counts_once()
    {
        _rig.Answers = false;
        for (int i = 0; i < 3_000 && _rig.Loop.Journal!.FullCount == 0; i++)
        {
            _rig.Key(Sale);
            _rig.Run(200);
        }

        long sold = _rig.Loop.TicketsOfChain;
        _rig.Key(Sale);
        _rig.Run(60_000);
        Assert.Equal(sold, _rig.Loop.TicketsOfChain);
        Assert.StartsWith("MÉMOIRE PLEINE  E031", Line(1), StringComparison.Ordinal);
        Assert.Equal(1, _rig.Parts.Faults.Of(FaultCode.DriveFull));
        Assert.Equal(1, _rig.Parts.Faults.Of(FaultCode.DriveNearlyFull));
        Assert.Equal(0, _rig.Loop.Faults.Total);
        _rig.Answers = true;
        _rig.Run(900_000);
        _rig.Key(Key.Clear, Key.Cash);
        _rig.Run(2_000);
        Assert.Equal(sold + 1, _rig.Loop.TicketsOfChain);
    }

    [Fact]
    [Trait("Requirement", "F-JRN-3")]
    public void A_corrupt_segment_becomes_a_gap_that_is_counted_and_told()
    {
        _rig.Uplink.IsConnected = false;
        _rig.Run(24 * 3_600_000);
        Assert.True(_rig.Drive.Length(DriveFiles.FirstSegment + 3) > 0);
        Assert.True(_rig.Drive.Corrupt(DriveFiles.FirstSegment + 2, 4_000, 0x5A));
        _rig.Uplink.IsConnected = true;
        _rig.Run(1_800_000);
        Assert.InRange(_rig.Loop.RecordsWaiting, 0, 20);
        Assert.Equal(1, _rig.Parts.Faults.Of(FaultCode.SegmentCorrupt));
        Assert.Equal(0, _rig.Loop.Faults.Total);
        Assert.Contains(Events(), e => e.Values[EventLayout.Code] == EventCode.GapFound);
        Assert.Equal("DONNÉES PERDUES E033", Line(1));

        // A gateway that lost all asks for it again: the same hole is met again, and counted no more.
        int gaps = _rig.Loop.Journal!.Reader.Gaps;
        _rig.Held.Clear();
        _rig.Held.Add(1);
        _rig.Run(3_600_000);
        Assert.True(_rig.Loop.Journal.Reader.Gaps > gaps);
        Assert.Equal(1, _rig.Parts.Faults.Of(FaultCode.SegmentCorrupt));
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(86_400L)]
    [InlineData(4_291_747_200L)]
    [InlineData(4_294_967_295L)]
    [InlineData(4_300_000_000L)]
    [Trait("Requirement", "F-TIME-4")]
    [Trait("Requirement", "F-TIME-5")]
    public void A_clock_in_1970_or_2106_is_not_believed_and_the_till_sells_until_the_gateway_tells_the_time(long wall)
    {
        LoopRig rig = new() { Answers = false };
        for (int file = 0; file < rig.Drive.FileCount; file++)
        {
            rig.Drive.Delete(file);
        }

        rig.Parts.Lcd = _lcd;
        rig.Clock.ShowWall(wall);
        rig.Boot();
        Catalogue(rig);
        Assert.Equal("HEURE INCONNUE  E040", Line(1));
        rig.Key(Sale);
        rig.Run(2_000);
        Assert.Equal(1, rig.Loop.Time.Refused);
        Assert.Equal(TimeKeeper.Unknown, rig.Loop.Time.Quality);
        Assert.Equal(1, rig.Parts.Faults.Of(FaultCode.ClockUnknown));
        Assert.Equal(1, rig.Loop.TicketsOfChain);
        rig.Answers = true;
        rig.Run(120_000);
        Assert.Equal(TimeKeeper.SyncedHour, rig.Loop.Time.Quality);
        Assert.InRange(rig.Loop.Time.WallSeconds(rig.Clock.NowMs), LoopRig.StartUtc, LoopRig.StartUtc + 600);
        rig.Key(Key.Clear);
        rig.Run(1_000);
        Assert.Equal("", Line(1).Trim());
    }

    [Fact]
    [Trait("Requirement", "F-TIME-4")]
    [Trait("Requirement", "R24")]
    public void A_gateway_whose_clock_leaps_two_years_ahead_dates_no_ticket_and_the_city_is_told_once()
    {
        LoopRig rig = new();
        Catalogue(rig);
        rig.Run(120_000);
        rig.GatewayAhead = 2 * 366 * 86_400L;
        rig.Key(Sale);
        rig.Run(3_600_000);
        rig.Key(Sale);
        rig.Run(3_600_000);
        Assert.Equal(2, rig.Loop.TicketsOfChain);
        Assert.InRange(rig.Loop.Time.WallSeconds(rig.Clock.NowMs), LoopRig.StartUtc, LoopRig.StartUtc + 8_000);
        Assert.Equal(1, rig.Parts.Faults.Of(FaultCode.GatewayTimeDoubted));
        rig.GatewayAhead = 0;
        rig.Run(3_600_000);
        Assert.False(rig.Loop.Time.Doubts);
        Assert.Equal(0, rig.Parts.Faults.Of(FaultCode.ClockStep));
    }

    // What is refused is told between two sales: the line that a merchant keys is never covered by it.
    [Theory]
    [InlineData(0, "MESSAGE REFUSÉ  E050")]
    [InlineData(1, "RÉGLAGE REFUSÉ  E052")]
    [InlineData(2, "PRIX REFUSÉS    E053")]
    public void Settings_and_prices_that_are_refused_are_told_when_the_sale_is_over(int how, string line)
    {
        _rig.Key(2, Key.DoubleZero, Key.Department1);
        _rig.Run(1_000);
        byte[] message = new byte[2_048];
        Catalogue prices = new() { Version = 9, DepartmentCount = 1 };
        prices.DepartmentRate[0] = -1;
        int length = how == 2 ? _rig.Writer.WriteCatalogue(prices, message)
            : _rig.Writer.WriteSettings(new Settings { Version = 9 }, message);
        message[length - 1] ^= (byte)(how == 0 ? 1 : 0);
        if (how == 1)
        {
            byte[] key = new byte[KeyDerivation.KeyBytes];
            KeyDerivation.Derive(new ManagedMac(), _rig.Identity.Secret, KeyDerivation.Downlink, key);
            message = Downlinks.CraftSettings(9, SettingsKey.ClimateSeconds, 10, key, _rig.Identity.Device);
            length = message.Length;
        }

        Assert.True(_rig.Uplink.Deliver(message, length));
        _rig.Run(2_000);
        Assert.Equal("", Line(1).Trim());
        Assert.StartsWith("TOTAL", Line(2), StringComparison.Ordinal);
        _rig.Key(Key.Cash);
        _rig.Run(1_000);
        _rig.Key(Key.Clear);
        _rig.Run(1_000);
        Assert.Equal(line, Line(1));
        _rig.Key(2);
        _rig.Run(1_000);
        Assert.DoesNotContain("REFUS", Line(1), StringComparison.Ordinal);
    }

    // Each of these was counted in the firmware and shown nowhere.
    [Fact]
    public void A_message_that_found_no_room_and_a_boot_record_that_was_not_written_are_told()
    {
        _rig.Parts.Uplink.Dropped++;
        _rig.Loop.Boot.Failures++;
        _rig.Run(2_000);
        ToldOnce(FaultCode.DownlinkLost);
        ToldOnce(FaultCode.SmallWriteFailed);
    }

    [Fact]
    public void A_receipt_that_is_given_up_is_told()
    {
        _rig.Key(Sale);
        _rig.Run(1_000);
        _printer.TakesAtOnce = 0;
        _rig.Key(Key.Ticket);
        _rig.Run(ReceiptPrinter.SilentMs + 5_000);
        Assert.Equal(1, _rig.Loop.Till!.ReceiptsFailed);
        ToldOnce(FaultCode.ReceiptFailed);
    }

    [Fact]
    public void A_gateway_silent_for_a_day_is_counted_each_day()
    {
        _rig.Answers = false;
        _rig.Run(49 * 3_600_000L);
        Assert.Equal(2, _rig.Parts.Faults.Of(FaultCode.GatewaySilent));
        Assert.True(_rig.Loop.RecordsWaiting > 0);
    }

    private void Catalogue() => Catalogue(_rig);

    private static void Catalogue(LoopRig rig)
    {
        byte[] message = new byte[512];
        Catalogue catalogue = new() { Version = 1, DepartmentCount = 1 };
        catalogue.DepartmentRate[0] = 550;
        Assert.True(rig.Uplink.Deliver(message, rig.Writer.WriteCatalogue(catalogue, message)));
        rig.Run(1_000);
    }

    private void ToldOnce(int code)
    {
        Assert.Equal(1, _rig.Parts.Faults.Of(code));
        Record told = Assert.Single(Told(code));
        Assert.Equal(1, told.Values[EventLayout.Argument2]);
        Assert.True(told.Sealed);
    }

    private List<Record> Told(int code) =>
        [.. Events().Where(e => e.Values[EventLayout.Code] == EventCode.FaultMet
            && e.Values[EventLayout.Argument1] == code)];

    private List<Record> Events() => _rig.TechnicalEvents();

    private string Line(int row) =>
        Encoding.Latin1.GetString(_lcd.Text, row * Lcd.Columns, Lcd.Columns).Replace('\0', ' ');

    /// <summary>A display that ends the till's turn while the drawer's coil is on.</summary>
    private sealed class ThrowingLcd(InMemoryDrawer drawer) : Lcd
    {
        public int Thrown { get; private set; }

        public override bool Show(int row, byte[] text, int offset)
        {
            Thrown += drawer.Pulsing ? 1 : 0;
            return drawer.Pulsing ? throw new IOException("bus") : true;
        }
    }
}
