using System.Text;
using System.Xml.Linq;
using Kiosk.Fiscal;
using Kiosk.Ledger;
using Kiosk.Protocol;
using Kiosk.Provision.Verify;
using Kiosk.Tests.Archive;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using static Kiosk.Tests.Fiscal.FiscalSamples;

namespace Kiosk.Tests.Ledger;

/// <summary>Two merchants alternate on one board: each has a terminal of its own in the city's books (R64).</summary>
[Trait("Requirement", "R64")]
public sealed class ShiftLedgerTests : IDisposable
{
    private const long Device = 1007;
    private readonly string _folder = Directory.CreateTempSubdirectory("shift-").FullName;
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 2, 8, 0, 0, TimeSpan.Zero));
    private readonly byte[] _buffer = new byte[Limits.FrameBytesMax];
    private readonly Settings _settings = Shop();
    private readonly Catalogue _catalogue = Press();
    private readonly FiscalChain[] _chains;
    private readonly BatchWriter _writer;
    private readonly byte[] _frameKey = new byte[KeyDerivation.KeyBytes];
    private readonly CityLedger _ledger;
    private readonly long _booted;
    private long _sequence = 1;

    public ShiftLedgerTests()
    {
        _ledger = CityLedger.Open(new LedgerOptions { Folder = _folder }, _clock);
        _ledger.Registry.PutKiosk(new KioskPlace("K07", "Kiosque", "rue", 1, true, true, "presse"));
        DeviceEnrolment device = _ledger.Registry.AddDevice("K07", Device);
        _settings.Version = 1;
        _settings.OtherMerchantLength = Encoding.Latin1.GetBytes("Jus du midi", _settings.OtherMerchant);
        _settings.OtherSiretLength = Encoding.Latin1.GetBytes("98765432109876", _settings.OtherSiret);
        _catalogue.Version = 1;
        _ledger.Registry.PushCatalogue(Device, _catalogue);
        _ledger.Registry.PushSettings(Device, _settings);
        var mac = new ManagedMac();
        var seal = new byte[KeyDerivation.KeyBytes];
        KeyDerivation.Derive(mac, device.Secret, KeyDerivation.Frame, _frameKey);
        KeyDerivation.Derive(mac, device.Secret, KeyDerivation.Seal, seal);
        _writer = new BatchWriter(mac, _frameKey, Device);
        _chains = [.. Enumerable.Range(0, 3).Select(m => new FiscalChain(mac, seal, "K07") { Merchant = m })];
        _booted = Now - 60;
    }

    private long Now => _clock.GetUtcNow().ToUnixTimeSeconds();

    public void Dispose()
    {
        _ledger.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Three_days_of_two_merchants_give_two_terminals_whose_archives_verify_apart()
    {
        ThreeDays();
        Assert.Equal(["K07", "K07-A", "K07-B"], _ledger.Archives.Terminals());
        AuditTotals audit = _ledger.Audit();
        Assert.Equal((0L, 0L, 6L), (audit.ChainBreaks, audit.DayClosingsDifferent, audit.DayClosings));
        Assert.Equal(3 * 320, Gross("K07-A"));
        Assert.Equal(6 * 450, Gross("K07-B"));
        // Its month is not over; a board that sells no more is archived as it stands.
        Assert.Throws<LedgerException>(() => _ledger.Archives.MakeMonth("K07-A", 202601));
        _ledger.Registry.Revoke(Device);
        foreach (string terminal in new[] { "K07-A", "K07-B" })
        {
            ArchiveInfo archive = _ledger.Archives.MakeMonth(terminal, 202601);
            ArchiveVerifier verifier = ShopBench.Verify([archive.File]);
            Assert.Empty(verifier.Findings);
            Assert.Contains(terminal + "-M-202601", archive.File, StringComparison.Ordinal);
        }

        Assert.Equal("Kiosque Réformés", _ledger.Archives.Merchant("K07-A").Name);
        Assert.Equal("98765432109876", _ledger.Archives.Merchant("K07-B").Siret);
        _ledger.Archives.CounterSeal();
        Assert.Equal(0, _ledger.Archives.CounterSeal());
    }

    [Fact]
    [Trait("Requirement", "R30")]
    public void A_purge_of_one_merchant_leaves_the_lines_the_copies_and_the_reports_of_the_other()
    {
        _clock.SetUtcNow(new DateTimeOffset(2026, 12, 30, 8, 0, 0, TimeSpan.Zero));
        ThreeDays();
        ArchiveOffice office = _ledger.Archives;
        ArchiveInfo[] all = [.. office.MakeDue("K07-A", complete: true), .. office.MakeDue("K07-B", complete: true)];
        string[] names = ["K07-A 1", "K07-A 2", "K07-B 1", "K07-B 2"];
        Assert.Equal(names, all.Select(made => $"{made.Terminal} {made.Number}"));
        Assert.Empty(ShopBench.Verify(all.Select(made => made.File)).Findings);
        (ArchiveInfo first, ArchiveInfo second) = (all[1], all[3]);
        (long ofFirst, long ofSecond) = (Frames(1), Frames(2));
        office.Confirm("K07-A", first.Number, first.Sha256);
        Assert.Throws<LedgerException>(() => office.Confirm("K07-B", second.Number, first.Sha256));
        office.Purge("K07-A", first.Number);
        LedgerException unconfirmed = Assert.Throws<LedgerException>(() => office.Purge("K07-B", second.Number));
        Assert.Contains("no verified copy", unconfirmed.Message, StringComparison.Ordinal);
        Assert.True(Frames(1) < ofFirst);
        Assert.Equal(ofSecond, Frames(2));
        Assert.NotNull(office.List("K07-A")[1].PurgedAt);
        Assert.Null(office.List("K07-B")[1].PurgedAt);

        // Both sell on; what follows the purge verifies behind the old copies, and neither knows the other's.
        _ledger.Registry.Revoke(Device);
        ArchiveInfo[] next = [office.MakeMonth("K07-A", 202701), office.MakeMonth("K07-B", 202701)];
        Assert.Empty(ShopBench.Verify(all.Concat(next).Select(made => made.File)).Findings);
        Assert.Equal(0, _ledger.Audit().ChainBreaks);
    }

    [Fact]
    [Trait("Requirement", "R55")]
    public void Two_merchants_of_one_kiosk_report_under_two_SIREN()
    {
        ThreeDays();
        EReport first = _ledger.Archives.EReport("K07-A", 20260101, 20260104);
        EReport second = _ledger.Archives.EReport("K07-B", 20260101, 20260104);
        Assert.Equal(("123456789", "987654321"), (first.Siren, second.Siren));
        Assert.Equal([(2.1m, 3.13m), (2.1m, 3.13m), (2.1m, 3.13m)], Sums(first));
        Assert.Equal([(5.5m, 8.53m), (5.5m, 8.53m), (5.5m, 8.53m)], Sums(second));
    }

    private static IEnumerable<(decimal, decimal)> Sums(EReport report) => XDocument.Parse(report.Xml)
        .Descendants("TaxSubtotal")
        .Select(part => ((decimal)part.Element("TaxPercent")!, (decimal)part.Element("TaxableAmount")!));

    private long Frames(byte merchant)
    {
        using var connection = new SqliteConnection($"Pooling=false;Data Source={Path.Combine(_folder, "kiosk.db")}");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText =
            "SELECT count(*) FROM frame WHERE substr(bytes,1,1)=x'8a' AND substr(bytes,-18,1)=$merchant";
        command.Parameters.AddWithValue("$merchant", new[] { merchant });
        return (long)command.ExecuteScalar()!;
    }

    [Fact]
    public void A_frame_of_one_merchant_told_as_the_others_is_refused_or_breaks_the_chain_by_name()
    {
        Send(1, Event(1, Now, JetCode.Initialisation, ""));
        Send(2, Event(1, Now, JetCode.Initialisation, ""));
        byte[] frame = Frame(2, Ticket(1, Now, TicketLayout.OperationSale, (1, 1, 320, 210)));
        byte[] told = [.. frame];
        told[^(FrameShape.MacItemBytes + 1)] = 1;
        Assert.Equal(IngestOutcome.Quarantined, Submit(told));
        var mac = new byte[Mac.Length];
        new ManagedMac().Compute(_frameKey, told, 0, told.Length - FrameShape.MacItemBytes, mac, 0);
        mac.AsSpan(0, Limits.MacBytes).CopyTo(told.AsSpan(told.Length - Limits.MacBytes));
        Assert.Equal(IngestOutcome.Stored, Submit(frame));
        Assert.Equal(IngestOutcome.Quarantined, Submit(told));
        Assert.Equal(0, _ledger.Audit().ChainBreaks);
    }

    private void ThreeDays()
    {
        Send(0, Event(1, Now, JetCode.Initialisation, ""));
        for (int day = 0; day < 3; day++)
        {
            Close(1);
            Send(1, Versioned(Ticket(Next(1, ChainKind.T), Now, TicketLayout.OperationSale, (1, 1, 320, 210))));
            _clock.Advance(TimeSpan.FromHours(4));
            Close(2);
            Send(2, Versioned(Ticket(Next(2, ChainKind.T), Now, TicketLayout.OperationSale, (2, 2, 450, 550))));
            _clock.SetUtcNow(_clock.GetUtcNow().Date.AddDays(1).AddHours(8));
        }

        Close(1);
        Close(2);
    }

    private long Gross(string terminal) => _ledger.Archives.DayRates(terminal, 20260101, 20260131).Sum(r => r.Gross);

    private long Next(int merchant, int chain) => _chains[merchant].State.Numbers[chain] + 1;

    private void Close(int merchant)
    {
        while (ClosingCalendar.Due(_chains[merchant].State, Now) is > 0 and int level)
        {
            Record closing = new();
            closing.Reset(RecordKind.Closing);
            closing.WallSeconds = Now;
            FiscalChain chain = _chains[merchant];
            Assert.True(chain.Figures.Fill(closing, chain.State, level, 0, ClosingLayout.Automatic));
            Send(merchant, closing);
        }
    }

    private Record Versioned(Record ticket)
    {
        ticket.Values[TicketLayout.Catalogue] = _catalogue.Version;
        ticket.Values[TicketLayout.Settings] = _settings.Version;
        return ticket;
    }

    private void Send(int merchant, Record record) =>
        Assert.Equal(IngestOutcome.Stored, Submit(Frame(merchant, record)));

    private byte[] Frame(int merchant, Record record)
    {
        if (record.Kind == RecordKind.Ticket)
        {
            Versioned(record);
        }

        Assert.Equal(FiscalOutcome.Sealed, _chains[merchant].Seal(record, [], 0, _catalogue, _settings));
        record.Sequence = _sequence++;
        record.Boot = 1;
        record.MonoSeconds = Now - _booted;
        _writer.Begin(_buffer);
        Assert.True(_writer.TryAdd(record));
        return _buffer.AsSpan(0, _writer.Finish()).ToArray();
    }

    private IngestOutcome Submit(byte[] frame) => _ledger.SubmitNow([new InboundFrame(Device, frame)])[0].Outcome;
}
