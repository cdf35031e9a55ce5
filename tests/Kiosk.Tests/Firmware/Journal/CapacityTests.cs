using Kiosk.Board.Virtual;
using Kiosk.Firmware;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Tests.Firmware.Journal;

/// <summary>How long a kiosk without a city keeps everything, on the geometry of the real boards.</summary>
[Trait("Requirement", "F-JRN-10")]
public class CapacityTests
{
    private const int SegmentBytes = 16_384, Board8Mb = 1_100_000, Board16Mb = 2_100_000;
    private const int Footfall = 56, Environment = 96, Health = 24;

    [Fact]
    public void Eight_megabytes_hold_70_days_of_telemetry_with_30_days_of_150_sales()
    {
        Shop shop = new(Board8Mb);
        for (int day = 0; day < 70; day++)
        {
            shop.Day(day < 40 ? 0 : 150);
        }

        RecordJournal journal = shop.Journal;

        // Below 85 % nothing but environment is refused: from 65 % on it is kept once an hour, here in the last days.
        Assert.Equal((0, 0), (journal.FullCount, journal.FailedCount));
        Assert.InRange(journal.RefusedCount, 0, 6 * 72);
        Assert.Equal(30 * 150, shop.Chain.State.Tickets);
        Assert.InRange(shop.Journal.UsedPercent, 1, 84);
    }

    [Theory]
    [InlineData(Board8Mb, 14)]
    [InlineData(Board16Mb, 30)]
    public void A_busy_kiosk_sells_600_a_day_for_weeks_without_the_city(int bytes, int days)
    {
        Shop shop = new(bytes);
        for (int day = 0; day < days; day++)
        {
            shop.Day(600);
        }

        Assert.Equal(days * 600, shop.Chain.State.Tickets);
        Assert.Equal(0, shop.Journal.FullCount);
    }

    [Fact]
    [Trait("Requirement", "R62")]
    public void Sixteen_megabytes_hold_60_days_of_400_sales_with_all_that_is_sensed()
    {
        Shop shop = new(Board16Mb);
        for (int day = 0; day < 60; day++)
        {
            shop.Day(400);
        }

        Assert.Equal(60 * 400, shop.Chain.State.Tickets);
        Assert.Equal((0, 0), (shop.Journal.FullCount, shop.Journal.FailedCount));
    }

    [Theory]
    [InlineData(Board8Mb, 14)]
    [InlineData(Board16Mb, 30)]
    [Trait("Requirement", "F-JRN-5")]
    public void The_till_opens_after_at_most_64_kilobytes_read_from_a_full_drive(int journalBytes, int days)
    {
        Shop shop = new(journalBytes);
        for (int day = 0; day < days; day++)
        {
            shop.Day(600);
        }

        shop.Drive.BytesRead = 0;
        shop.Open();
        Assert.Equal(JournalRecovery.Intact, shop.Journal.Recovery.Problem);
        Assert.InRange(shop.Drive.BytesRead, 1, 65_536);
    }

    /// <summary>A journal on a drive of real size, and what a day puts into it.</summary>
    private sealed class Shop
    {
        private readonly int _segments;
        private readonly Record[] _one = [new()];
        private readonly InMemoryClock _clock = new();
        private readonly NoVersions _versions = new();

        public Shop(int journalBytes)
        {
            _segments = journalBytes / SegmentBytes;
            Drive = new MeteredDrive(DriveFiles.FirstSegment + _segments, journalBytes + 65_536);
            _clock.ShowWall(1_800_000_000);
            Open();
        }

        public MeteredDrive Drive { get; }

        public FiscalChain Chain { get; private set; } = null!;

        public RecordJournal Journal { get; private set; } = null!;

        public void Open()
        {
            TimeKeeper time = new(_clock, 1_700_000_000);
            time.Start(_clock.NowMs, 0);
            Chain = new FiscalChain(new PlatformMac(), new byte[32], "K07");
            Journal = new RecordJournal(Drive, Chain, time, SegmentBytes, _segments);
            Journal.Recover(1, 1, _versions);
        }

        public void Day(int sales)
        {
            const int steps = 1_440;
            int sold = 0;
            for (int minute = 0; minute < steps; minute++)
            {
                _clock.NowMs += 60_000;
                long slot = 1_800_000_900 + _clock.NowMs / 1000;
                Every(minute, Footfall, RecordKind.FootfallSlot, [slot, 12, 880, 7, 6, 1, 0]);
                Every(minute, Environment, RecordKind.ClimateReading, [2153, 4810, 10132, 447, 93, 171, 612, 0]);
                Every(minute, Health, RecordKind.Health, [1801, 48_120, 9_999, 0, 0, 0, 1, 61_200, 400, 0]);
                while (sold * steps < (minute + 1) * sales)
                {
                    Ticket();
                    sold++;
                }
            }
        }

        private void Every(int minute, int perDay, int kind, long[] values)
        {
            if (minute * perDay / 1_440 != (minute + 1) * perDay / 1_440)
            {
                Fill(kind, values);
                Journal.Append(_one[0], _clock.NowMs);
            }
        }

        private void Fill(int kind, long[] values)
        {
            _one[0].Reset(kind);
            foreach (long value in values)
            {
                _one[0].Add(value);
            }
        }

        /// <summary>Three lines, paid in cash with change.</summary>
        private void Ticket()
        {
            Fill(RecordKind.Ticket, [Chain.State.Tickets + 1, 0, 0, 0, 0, 4, 50, 1, 3, 3, 1, 1000]);
            Journal.Stamp(_one[0], _clock.NowMs);
            foreach (long price in new long[] { 250, 300, 400 })
            {
                foreach (long value in new[] { -1, 0, 1, price, 550 })
                {
                    _one[0].Add(value);
                }
            }

            Chain.SealTicket(_one[0], null, 0, _versions.CatalogueOf(0)!, _versions.SettingsOf(0)!, out int outcome);
            Assert.Equal(FiscalOutcome.Sealed, outcome);
            Assert.Equal(RecordJournal.Stored, Journal.Append(_one[0], _clock.NowMs));
        }
    }

    /// <summary>A drive in memory that counts what is read.</summary>
    private sealed class MeteredDrive(int files, int bytes) : Drive
    {
        private readonly InMemoryDrive _inner = new(files, bytes);

        public long BytesRead { get; set; }

        public override int FileCount => _inner.FileCount;

        public override int CapacityBytes => _inner.CapacityBytes;

        public override int Length(int file) => _inner.Length(file);

        public override bool Append(int file, byte[] data, int offset, int length) =>
            _inner.Append(file, data, offset, length);

        public override bool Replace(int file, byte[] data, int offset, int length) =>
            _inner.Replace(file, data, offset, length);

        public override bool Delete(int file) => _inner.Delete(file);

        public override int Read(int file, int position, byte[] buffer, int offset, int length)
        {
            int read = _inner.Read(file, position, buffer, offset, length);
            BytesRead += Math.Max(0, read);
            return read;
        }
    }
}
